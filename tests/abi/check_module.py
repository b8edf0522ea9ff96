#!/usr/bin/env python3
"""What the linker made of the module: its exported names against the golden list, what keeps
it mapped and read-only, and that no library a host may bring too is asked for by name.

check_module.py MODULE HEADER GOLDEN
"""
import re
import subprocess
import sys

# Statically inside, as a host's own symbols of these names would take over the calls.
INSIDE = re.compile(r"^(mysql_|mariadb_|ma_|json_|curl_|Curl_|sqlite3_|sg_)")
INSIDE_LIBRARIES = ("libmariadb", "libmysqlclient", "libcurl", "libjansson", "libsqlite3")


def lines(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def main():
    module, header, golden = sys.argv[1:]
    faults = []

    exported = sorted(line.split()[-1] for line in lines("nm", "-D", "--defined-only", module))
    with open(golden, encoding="utf-8") as file:
        wanted = sorted(file.read().split())
    if exported != wanted:
        faults.append(f"exported {sorted(set(exported) ^ set(wanted))} differ from {golden}")

    with open(header, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
    declared = sorted(set(re.findall(r"\b(pms_\w+)\(", text)))
    functions = [name.split("@")[0] for name in wanted if "@" in name]
    if declared != sorted(functions + [name + "_fn" for name in functions]):
        faults.append(f"the header declares {declared}, each once and as a type for dlsym")

    imported = [line.split()[-1] for line in lines("nm", "-D", "--undefined-only", module)]
    taken = [name for name in imported if INSIDE.match(name)]
    if taken:
        faults.append(f"imports {taken[:5]}, which a host could take over")

    dynamic = "\n".join(lines("readelf", "-dW", module))
    for flag in ("NODELETE", "BIND_NOW", "NOW"):
        if not re.search(rf"\b{flag}\b", dynamic):
            faults.append(f"is not linked with {flag}")
    for name in re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic):
        if name.startswith(INSIDE_LIBRARIES):
            faults.append(f"needs {name}, which belongs inside")
    for word in ("RPATH", "RUNPATH", "TEXTREL"):
        if word in dynamic:
            faults.append(f"has {word}")
    program = "\n".join(lines("readelf", "-lW", module))
    if "GNU_RELRO" not in program:
        faults.append("is not linked with relro")
    if re.search(r"GNU_STACK.*RWE", program):
        faults.append("asks for an executable stack")

    for fault in faults:
        print(f"{module}: {fault}")
    print(f"{len(exported)} exported names, {len(imported)} imported, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
