#!/usr/bin/env python3
"""The header alone, included twice, under every standard that a host may be compiled with; and
its marked block, which other languages read as it is.

check_header.py INCLUDE_FOLDER
"""
import re
import subprocess
import sys

C = ("c99", "c11", "c2x")
CXX = ("c++11", "c++14", "c++17", "c++20")
COMPILERS = (("gcc", C), ("clang", C), ("g++", CXX), ("clang++", CXX))
FUNCTIONS = [f"pms_plugin_{what}" for what in
             ("abi", "describe", "open", "call", "work", "wake", "close")] + \
            ["pms_reply_text", "pms_reply_free"]
SOURCE = '#include "pms_plugin.h"\n#include "pms_plugin.h"\nint use(void);\n' \
         "int use(void) { return pms_plugin_abi() != 0 && PMS_OK == 0; }\n"
# A function declared again by its type for dlsym: the two must agree, in C++ by their linkage too.
AGAIN = '#include "pms_plugin.h"\n#ifdef __cplusplus\nextern "C" {\n#endif\n' + \
        "".join(f"{name}_fn {name};\n" for name in FUNCTIONS) + "#ifdef __cplusplus\n}\n#endif\n"
KEYWORDS = {"enum", "struct", "const", "void", "char", "size_t", "int32_t", "uint32_t"}


def compiles(compiler, standard, folder, source=SOURCE):
    kind = "c++" if standard.startswith("c++") else "c"
    done = subprocess.run(
        [compiler, f"-std={standard}", "-pedantic-errors", "-Wall", "-Wextra", "-Werror",
         "-Wundef", "-fsyntax-only", f"-I{folder}", "-x", kind, "-"],
        input=source, capture_output=True, text=True, check=False)
    return done.stderr


def block(folder):
    with open(f"{folder}/pms_plugin.h", encoding="utf-8") as file:
        found = re.search(r"/\* pms_plugin: declarations begin \*/(.*)"
                          r"/\* pms_plugin: declarations end \*/", file.read(), re.S)
    return found.group(1)


def check_block(text):
    """Only the types that every language can say, and nothing for a preprocessor."""
    plain = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    faults = [f"{word!r} in the marked block" for word in
              ("#", "bool", "long", "unsigned", "time_t", "union", "...", "inline", "typedef", "//")
              if word in plain]
    if re.search(r":\s*\d+\s*;", plain):
        faults.append("a bit-field in the marked block")
    for name in re.findall(r"\b(enum \w+) \w+[,;)]", plain):
        faults.append(f"{name} as a member or parameter")
    types = set(re.findall(r"^\s*(?:const )?(\w+) [*\w(]", plain, re.M)) - KEYWORDS
    if types:
        faults.append(f"types {sorted(types)} in the marked block")
    return faults


def main():
    folder = sys.argv[1]
    faults = []
    for compiler, standards in COMPILERS:
        for standard in standards:
            said = compiles(compiler, standard, folder) or \
                compiles(compiler, standard, folder, AGAIN)
            if said:
                faults.append(f"{compiler} -std={standard}: {said}")
    if not compiles("gcc", "c11", folder, AGAIN.replace("pms_plugin_wake_fn", "pms_plugin_abi_fn")):
        faults.append("a type that is another function's is not seen")
    text = block(folder)
    faults += check_block(text)
    for bad in ("int32_t f(bool a);", "typedef int x;", "int32_t f(enum pms_status s);",
                "int32_t f(const char *format, ...);", "#define A 1", "struct a { int32_t b : 3; };"):
        if not check_block(bad):
            faults.append(f"the check of the block does not see {bad!r}")

    import pycparser  # pylint: disable=import-outside-toplevel
    types = "typedef int int32_t; typedef unsigned uint32_t; typedef unsigned long size_t;\n"
    plain = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    tree = pycparser.CParser().parse(types + plain)
    functions = [node for node in tree.ext
                 if isinstance(getattr(node, "type", None), pycparser.c_ast.FuncDecl)]
    if len(functions) != 9:
        faults.append(f"pycparser finds {len(functions)} functions, not 9")

    for fault in faults:
        print(fault)
    print(f"{sum(len(s) for _, s in COMPILERS)} compilations, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
