#!/usr/bin/env python3
"""Writes a C file that defines every function that the given archives define, each ending the
program with its name: a host that brings the same libraries, with -rdynamic.

hostile_names.py OUTPUT NM ARCHIVE...
"""
import re
import subprocess
import sys

OURS = re.compile(r"^(mysql_|mariadb_|ma_|my_|json_|jsonp_|hashtable_|strbuffer_|curl_|Curl_|uuid_)\w+$")


def main():
    output, nm, *archives = sys.argv[1:]
    names = set()
    for archive in archives:
        listed = subprocess.run([nm, "--defined-only", "-g", archive],
                                capture_output=True, text=True, check=True).stdout
        names |= {m.group(1) for m in re.finditer(r" T (\w+)$", listed, re.M) if OURS.match(m.group(1))}
    # What the module would not have inside, but a host may well have beside it.
    names |= {"sqlite3_open", "sqlite3_open_v2", "sqlite3_prepare_v2", "sqlite3_step"}
    names -= {"uuid_generate_random"}
    with open(output, "w", encoding="utf-8") as file:
        file.write("#include \"abi/hostile.h\"\n")
        for name in sorted(names):
            file.write(f"void {name}(void);\nvoid {name}(void)\n{{\n\ttaken_over(\"{name}\");\n}}\n")
        file.write(f"const int hostile_names = {len(names)};\n")


if __name__ == "__main__":
    main()
