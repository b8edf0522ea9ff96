#!/usr/bin/env python3
"""Compares the interface with its committed surface by abidiff; any difference fails, until
the surface is renewed in the same commit: check_surface.py [--renew] OBJECT HEADERS BASELINE

A changed enumerator is out of abidiff's sight; the static asserts of plugin.c hold those.
"""
import re
import subprocess
import sys
import tempfile

CHANGES = (  # each must be seen, or this check is worth nothing
    ("size-in-bits='192'", "size-in-bits='256'"),
    ("layout-offset-in-bits='128'", "layout-offset-in-bits='64'"),
    ("name='pms_plugin_wake'", "name='pms_plugin_awake'"),
)


def surface(library, headers):
    text = subprocess.run(
        ["abidw", "--headers-dir", headers, "--drop-private-types", "--no-comp-dir-path",
         "--no-corpus-path", "--no-show-locs", "--no-elf-needed", library],
        capture_output=True, text=True, check=True).stdout
    return re.sub(r" (path|comp-dir-path)='[^']*'", "", text)


def differs(baseline, now):
    with tempfile.NamedTemporaryFile("w", suffix=".abi") as file:
        file.write(now)
        file.flush()
        done = subprocess.run(["abidiff", baseline, file.name], capture_output=True, text=True,
                              check=False)
    return done.returncode, done.stdout + done.stderr


def main():
    arguments = [word for word in sys.argv[1:] if word != "--renew"]
    library, headers, baseline = arguments
    now = surface(library, headers)
    if "--renew" in sys.argv:
        with open(baseline, "w", encoding="utf-8") as file:
            file.write(now)
        return 0
    code, said = differs(baseline, now)
    for old, new in CHANGES:
        if old not in now or differs(baseline, now.replace(old, new))[0] == 0:
            print(f"abidiff does not see {old} become {new}")
            code = code or 1
    print(said, end="")
    print(f"abidiff: {code}")
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main())
