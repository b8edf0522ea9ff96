#!/usr/bin/env python3
"""Runs one of the smallest hosts as its own page says, twice: the first time everything is
taken, the second time nothing is done again.

with_database.sh check_host.py MODULE COMMAND...
"""
import json
import os
import subprocess
import sys


def replies(command, module, config):
    done = subprocess.run([*command, module, json.dumps(config)], capture_output=True, text=True,
                          check=False, timeout=60)
    assert done.returncode == 0, f"exit {done.returncode}: {done.stdout}{done.stderr}"
    assert done.stderr == "", done.stderr
    lines = [line.partition(" ")[2] if line[0] != "{" else line
             for line in done.stdout.splitlines()]
    said = [json.loads(line) for line in lines]
    assert all(reply["type"] == "reply/1" for reply in said), said
    return said[-5:]  # the C host prints the answer to its open before them


def main():
    module, *command = sys.argv[1:]
    config = {"database": {"socket": os.environ["STAMMGAST_TEST_SOCKET"], "user": "root",
                           "name": os.environ["STAMMGAST_TEST_DATABASE"]},
              "migrate": True, "deadline_ms": 10000}
    first = replies(command, module, config)
    assert [reply["outcome"] for reply in first] == ["applied"] * 5, first
    check_in = first[-1]
    assert check_in["revision"] >= 1 and "ready" in check_in, check_in
    second = replies(command, module, config)
    assert [reply["outcome"] for reply in second] == ["repeated"] * 5, second
    assert second[-1]["revision"] == check_in["revision"], second
    print(f"{len(first)} documents taken, {len(second)} repeated")


if __name__ == "__main__":
    main()
