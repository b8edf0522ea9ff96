#!/usr/bin/env python3
"""The program is a host like any other: nothing of the store or of the service is linked into
it, and of the room that delivers only what signs and verifies.

check_program.py PROGRAM STORE SERVICE DELIVER
"""
import re
import subprocess
import sys

SENDING = re.compile(r"^(sender|transfer|wire|schedule|guard|lane)")


def defined(path, wanted=lambda member: True):
    """The global functions that a program, or the wanted members of an archive, define."""
    names, member = set(), ""
    listed = subprocess.run(["nm", "--defined-only", path], capture_output=True, text=True,
                            check=True).stdout
    for line in listed.splitlines():
        if line.endswith(".o:"):
            member = line
        elif re.search(r" [TtDdBbRr] sg_\w+$", line) and wanted(member):
            names.add((line.split()[-1], line.split()[-2].isupper()))
    return names


def main():
    program, store, service, deliver = sys.argv[1:]
    inside = {name for name, _ in defined(program)}
    rooms = (("store", defined(store)), ("service", defined(service)),
             ("deliver", defined(deliver, SENDING.match)))
    faults = 0
    for room, names in rooms:
        found = sorted(inside & {name for name, is_global in names if is_global})
        if found:
            print(f"{program} has {found[:5]} of {room}")
            faults += 1
    if not inside & {name for name, _ in defined(deliver)}:
        print("nothing of the signature is found in the program: is this the right file?")
        faults += 1
    print(f"{len(inside)} names of ours in the program, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
