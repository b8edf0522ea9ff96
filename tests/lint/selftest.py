#!/usr/bin/env python3
"""Every lint rule proves itself: it finds the fault planted for it, and is silent on the
same thing done well."""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
ROOM = "/" + "work"


def function(lines):
    return "int f(void)\n{\n" + "\tg();\n" * lines + "}\n"


# rule: (path, planted fault), (path, the same done well)
PLANTED = {
    "banned": [
        (("src/core/a.c", "int x = atoi(text);\n"), ("src/core/a.c", "/* atoi() */ p->atoi(1);\n")),
        (("src/store/a.c", "strcpy (a, b);\n"), ("src/store/a.c", 'log("strcpy(");\n')),
        (("src/core/a.c", "getenv(\"TZ\");\n"), ("src/cli/a.c", "getenv(\"HOME\");\n")),
        (("plugins/hosts/a.c", "system(\"ls\");\n"), ("tests/core/a.c", "system(\"ls\");\n")),
    ],
    "lodger": [
        (("src/core/a.c", "printf(\"x\");\n"), ("src/cli/a.c", "printf(\"x\");\n")),
        (("src/service/a.c", "pthread_create(&t, 0, f, 0);\n"),
         ("src/service/a.c", "pthread_once(&t, f);\n")),
        (("src/deliver/a.c", "f(stderr);\n"), ("src/deliver/a.c", "f(my_stderr);\n")),
        (("plugins/stammgast/a.c", "abort();\n"), ("plugins/hosts/a.c", "abort();\n")),
    ],
    "direction": [
        (("src/core/a.c", '#include "store/store.h"\n'), ("src/store/a.c", '#include "core/id.h"\n')),
        (("src/deliver/a.c", '#include "document/reply.h"\n'),
         ("src/service/a.c", '#include "document/reply.h"\n')),
        (("src/cli/a.c", '#include "deliver/send.h"\n'),
         ("src/cli/a.c", '#include "deliver/signature.h"\n')),
        (("src/cli/a.c", '#include "service/service.h"\n'),
         ("plugins/stammgast/a.c", '#include "service/service.h"\n')),
        (("plugins/stammgast/a.c", '#include "store/store.h"\n'), ("tests/core/a.c", "\n")),
    ],
    "only-here": [
        (("src/service/a.c", "#include <jansson.h>\n"), ("src/document/a.c", "#include <jansson.h>\n")),
        (("src/cli/replay.c", "#include <mysql.h>\n"), ("src/cli/reconcile.c", "#include <mysql.h>\n")),
        (("src/service/a.c", "#include <curl/curl.h>\n"),
         ("src/deliver/a.c", "#include <curl/curl.h>\n")),
        (("src/core/a.c", "#include <openssl/hmac.h>\n"),
         ("src/deliver/a.c", "#include <openssl/hmac.h>\n")),
        (("src/service/a.c", '#include "pms_plugin.h"\n'),
         ("src/cli/a.c", '#include "pms_plugin.h"\n')),
    ],
    "function-length": [(("src/core/a.c", function(59)), ("src/core/a.c", function(58) * 3))],
    "file-length": [(("src/core/a.c", "\n" * 451), ("src/core/a.c", "\n" * 450))],
    "width": [
        (("src/core/a.h", "\t" * 12 + "12345\n"), ("src/core/a.h", "\t" * 12 + "1234\n")),
        (("src/cli/a.c", "\t" * 12 + 'f("x");\n'), ("src/cli/a.c", 'f("' + "x" * 200 + '");\n')),
    ],
    "opening": [(("src/core/a.c", "#include <a.h>\n"), ("src/core/a.c", "/* What for. */\n"))],
    "guard": [(("src/core/a.h", "#ifndef A_H\n#define A_H\n"),
               ("src/core/a.h", "#ifndef SG_CORE_A_H\n#define SG_CORE_A_H\n"))],
    "typedef": [(("src/core/a.h", "typedef struct a a;\n"), ("src/core/a.h", "typedef int a;\n"))],
    "machine": [(("README.md", f"see {ROOM}/shared\n"), ("README.md", f"see .{ROOM}/shared\n"))],
    "later": [(("src/core/a.c", "/* TODO: all */\n"), ("src/core/a.c", "/* mastodon */\n"))],
}

BEGIN = "/*\n * What for.\n */\n#include <stddef.h>\n#include <stdlib.h>\n\n"
TOOLS = {
    "format": [(("src/core/a.c", "int f( int a )\n{\n  return a;\n}\n"),
                ("src/core/a.c", "int f(int a)\n{\n\treturn a;\n}\n"))],
    "tidy": [
        (("src/core/a.c", BEGIN + "int f(int a);\nint f(int a)\n{\n\tif (a)\n\t\treturn 1;\n\treturn 0;\n}\n"),
         ("src/core/a.c", BEGIN + "int f(int a);\nint f(int a)\n{\n\tif (a) {\n\t\treturn 1;\n\t}\n\treturn 0;\n}\n")),
        (("src/core/a.c", BEGIN + "int f(void);\nint f(void)\n{\n\tint *p = NULL;\n\treturn *p;\n}\n"),
         ("src/core/a.c", BEGIN + "int f(const int *p);\nint f(const int *p)\n{\n\treturn p ? *p : 0;\n}\n")),
    ],
    "cppcheck": [
        (("src/core/a.c", BEGIN + "int f(void)\n{\n\tint a[4] = {0};\n\treturn a[4];\n}\n"),
         ("src/core/a.c", BEGIN + "int f(void)\n{\n\tint a[4] = {0};\n\treturn a[3];\n}\n")),
        (("src/core/a.c", BEGIN + "void f(void)\n{\n\tchar *p = malloc(4);\n\tp[0] = 0;\n}\n"),
         ("src/core/a.c", BEGIN + "void f(void)\n{\n\tchar *p = malloc(4);\n\tfree(p);\n}\n")),
    ],
}


def lint(root, rule):
    return [sys.executable, f"{HERE}/lint.py", "--root", root, "--only", rule]


def tool(root, name):
    return [sys.executable, f"{HERE}/tools.py", name, "--root", root, "--build", root]


def finds(command, rule, path, text):
    """Whether the command, run on a tree with this one file, finds something in it."""
    with tempfile.TemporaryDirectory() as root:
        os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
        with open(os.path.join(root, path), "w", encoding="utf-8") as file:
            file.write(text)
        for settings in (".clang-format", ".clang-tidy"):
            os.symlink(os.path.join(TOP, settings), os.path.join(root, settings))
        done = subprocess.run(command(root, rule), capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    said = done.stdout + done.stderr
    assert done.returncode == 0 or os.path.basename(path) in said, said
    return done.returncode == 1


def main():
    wrong = 0
    pairs = 0
    for command, table in ((lint, PLANTED), (tool, TOOLS)):
        for rule, samples in table.items():
            for bad, good in samples:
                pairs += 1
                if not finds(command, rule, *bad):
                    print(f"{rule}: does not find {bad!r}")
                    wrong += 1
                if finds(command, rule, *good):
                    print(f"{rule}: finds fault with {good!r}")
                    wrong += 1
    sys.path.insert(0, HERE)
    import lint as rules  # pylint: disable=import-outside-toplevel
    for rule in sorted(set(rules.RULES) - set(PLANTED)):
        print(f"{rule}: nothing is planted for it")
        wrong += 1
    print(f"selftest: {pairs} planted faults, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main())
