#!/usr/bin/env python3
"""What the usual must reach on the files in STAMMGAST_DATA; skipped where there are none.

thresholds.py PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile

WANTED = {
    "coffee": {"n": 1063, "log_loss": 1.068, "ece": 0.057, "cost5": 0.848},
    "yogurt": {"n": 1855, "log_loss": 0.436, "ece": 0.027, "cost5": 0.507},
    "cracker": {"n": 2280, "log_loss": 0.573, "ece": 0.041, "cost5": 0.597},
}
OVERALL = {"delay": 2.4, "false_switches": 2.1, "state_bytes": 1024}


def check(figures):
    for name, wanted in WANTED.items():
        file = figures["files"][name]
        if file["n"] != wanted["n"]:
            yield f"{name}: {file['n']} predictions, not {wanted['n']}"
        for key in ("log_loss", "ece", "cost5"):
            if not 0 <= file[key] <= wanted[key]:
                yield f"{name}: {key} is {file[key]}, above {wanted[key]}"
        if not 0 < file["hit"] <= 1 or not 0 < file["cost3"] <= 1:
            yield f"{name}: hit {file['hit']}, cost3 {file['cost3']}"
    for key, wanted in OVERALL.items():
        if not 0 < figures[key] <= wanted:
            yield f"{key} is {figures[key]}, above {wanted}"
    if not figures["update_us"] > 0:
        yield "no time was taken"


def main():
    folder = os.environ.get("STAMMGAST_DATA", "")
    if not folder or not os.path.exists(os.path.join(folder, "usual-coffee.csv")):
        print("skipped: STAMMGAST_DATA names no folder with usual-coffee.csv")
        return 77
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "usual.json")
        run = subprocess.run([sys.argv[1], "--json", path, folder], check=False)
        with open(path, encoding="utf-8") as file:
            faults = list(check(json.load(file)))
    for fault in faults:
        print(fault)
    return 1 if faults or run.returncode != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
