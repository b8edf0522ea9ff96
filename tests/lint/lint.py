#!/usr/bin/env python3
"""Holds the house to its style: what the compilers, clang-tidy and cppcheck do not see.

lint.py [--root DIR] [--only RULE]   prints `file:line: rule: what`, exits 1 if it found any
"""
import argparse
import os
import re
import subprocess
import sys

LIBRARY_ROOMS = ("core", "document", "store", "deliver", "service")
MAY_INCLUDE = {
    "core": {"core"},
    "document": {"document", "core"},
    "store": {"store", "core"},
    "deliver": {"deliver", "core"},
    "service": {"service", "document", "store", "deliver", "core"},
    "cli": {"cli", "document", "core"},
    "stammgast": {"service", "core"},
    "hosts": set(),
}
# The program signs and verifies with the module's own objects; nothing else of that room.
CLI_MAY_ALSO = re.compile(r"deliver/(sign|signature|digest|verify|base64|secret)\w*\.h$")
ONLY_HERE = (
    (re.compile(r"^jansson"), ("src/document/",)),
    (re.compile(r"^(mysql|mariadb|errmsg|mysqld_error|ma_)"), ("src/store/", "src/cli/reconcile.")),
    (re.compile(r"^curl/"), ("src/deliver/",)),
    (re.compile(r"^openssl/"), ("src/deliver/",)),
    (re.compile(r"^(microhttpd|lzma|zlib|dlfcn)"), ("src/cli/", "plugins/hosts/")),
    (re.compile(r"^pms_plugin\.h"), ("src/cli/", "plugins/")),
)
BANNED = ("sprintf vsprintf strcpy stpcpy strcat strtok strtok_r atoi atol atof gets gmtime localtime "
          "ctime asctime setlocale system popen rand srand random drand48 getenv mktemp tmpnam "
          "alloca strerror").split()
# A lodger's manners: not in what runs inside the host's process.
RUDE = ("printf vprintf fprintf vfprintf dprintf puts putchar fputs fputc perror exit _exit "
        "_Exit abort quick_exit atexit at_quick_exit on_exit pthread_create thrd_create pthread_atfork "
        "fork vfork longjmp siglongjmp setenv putenv unsetenv clearenv tzset mktime signal "
        "curl_global_cleanup curl_global_init_mem mysql_library_end mysql_server_end "
        "json_set_alloc_funcs json_set_alloc_funcs2 sqlite3_config syslog chdir umask").split()
MAX_FUNCTION, MAX_TABLE, MAX_FILE, MAX_WIDTH = 60, 80, 450, 100
MACHINE = re.compile(r"(?<![\w.])/(work|root|home|Users)/\w")
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
CODE = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def blank(match):
    text = match.group(0)
    if text[0] == '"':
        return '"' + " " * (len(text) - 2) + '"'
    return re.sub(r"[^\n]", " ", text)


class Source:
    """A file, its text, and its code with comments and literals blanked out."""

    def __init__(self, root, path):
        self.path = path
        with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
            self.text = file.read()
        self.is_c = path.endswith((".c", ".h"))
        self.code = CODE.sub(blank, self.text) if self.is_c else ""
        parts = path.split("/")
        self.room = parts[1] if parts[0] in ("src", "plugins") and len(parts) > 2 else None
        self.is_ours = self.is_c and parts[0] in ("src", "plugins", "include")
        self.is_library = self.is_c and (
            (parts[0] == "src" and self.room in LIBRARY_ROOMS)
            or path.startswith("plugins/stammgast/"))

    def lines(self):
        return enumerate(self.text.splitlines(), 1)

    def calls(self, names):
        pattern = r"(?<![\w.>])(" + "|".join(names) + r")\s*\("
        for match in re.finditer(pattern, self.code):
            yield self.code.count("\n", 0, match.start()) + 1, match.group(1)


def rule_banned(source):
    if not source.is_ours:
        return
    names = [n for n in BANNED if not (n == "getenv" and source.room == "cli")]
    for line, name in source.calls(names):
        yield line, f"{name}() is banned"


def rule_lodger(source):
    names = RUDE if source.is_library else []
    for line, name in source.calls(names) if names else ():
        yield line, f"{name}() has no place in the host's process"
    if source.is_library:
        for match in re.finditer(r"\b(stdout|stderr)\b", source.code):
            yield source.code.count("\n", 0, match.start()) + 1, f"{match.group(1)} is the host's"


def includes(source):
    for number, line in source.lines():
        match = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if match:
            yield number, match.group(2)


def rule_direction(source):
    if not source.is_ours or source.room not in MAY_INCLUDE:
        return
    for number, name in includes(source):
        room = name.split("/")[0]
        if "/" not in name or room not in MAY_INCLUDE or room in MAY_INCLUDE[source.room]:
            continue
        if source.room == "cli" and CLI_MAY_ALSO.match(name):
            continue
        yield number, f"{source.room} must not include {name}"


def rule_only_here(source):
    for number, name in includes(source) if source.is_ours else ():
        for pattern, places in ONLY_HERE:
            if pattern.match(name) and not source.path.startswith(places):
                yield number, f"{name} belongs to {' '.join(places)}"


def rule_function_length(source):
    """A test's table of cases may be a little longer."""
    most = MAX_FUNCTION if source.is_ours else MAX_TABLE
    begin = None
    for number, line in enumerate(source.code.splitlines(), 1):
        if line.startswith("{"):
            begin = number
        elif line.startswith("}") and begin is not None:
            if number - begin + 1 > most:
                yield begin, f"a function of {number - begin + 1} lines (at most {most})"
            begin = None


def rule_file_length(source):
    length = source.text.count("\n")
    if source.is_ours and length > MAX_FILE:
        yield length, f"{length} lines (at most {MAX_FILE})"


def rule_width(source):
    """A text that is written whole, as a document is, may be as long as it is."""
    for number, line in source.lines() if source.is_c else ():
        text = re.search(r'"(?:\\.|[^"\\])*"', line)
        if len(line.expandtabs(8)) > MAX_WIDTH and not (text and len(text.group(0)) > 40):
            yield number, f"wider than {MAX_WIDTH} columns"


def rule_opening(source):
    if source.is_ours and not source.text.startswith("/*"):
        yield 1, "a file begins with a paragraph on what it is for"


def rule_guard(source):
    if source.is_ours and source.path.endswith(".h") and source.path.startswith("src/"):
        guard = "SG_" + re.sub(r"\W", "_", source.path[len("src/"):]).upper()
        if f"#ifndef {guard}\n#define {guard}\n" not in source.text:
            yield 1, f"the include guard is not {guard}"


def rule_typedef(source):
    for match in re.finditer(r"\btypedef\s+(struct|union|enum)\b",
                             source.code if source.is_ours else ""):
        yield source.code.count("\n", 0, match.start()) + 1, "no typedefs for structs"


def rule_machine(source):
    for number, line in source.lines():
        if MACHINE.search(line) and "lint: path" not in line:
            yield number, "a path of somebody's machine"


def rule_later(source):
    for number, line in source.lines():
        if LATER.search(line) and not source.path.startswith("tests/lint/"):
            yield number, "left for later: do it or file it"


RULES = {
    "banned": rule_banned,
    "lodger": rule_lodger,
    "direction": rule_direction,
    "only-here": rule_only_here,
    "function-length": rule_function_length,
    "file-length": rule_file_length,
    "width": rule_width,
    "opening": rule_opening,
    "guard": rule_guard,
    "typedef": rule_typedef,
    "machine": rule_machine,
    "later": rule_later,
}


def files(root):
    """What git knows, or would add; every file where there is no git."""
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=False)
    if listed.returncode == 0 and os.path.exists(os.path.join(root, ".git")):
        names = listed.stdout.decode().split("\0")
    else:
        names = [os.path.relpath(os.path.join(folder, name), root)
                 for folder, _, found in os.walk(root) for name in found]
    kinds = (".c", ".h", ".py", ".sh", ".sql", ".json", ".txt", ".cmake", ".md", ".map", "/run", ".yml")
    return sorted(n for n in set(names)
                  if ("/" + n).endswith(kinds) and os.path.isfile(os.path.join(root, n)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", default=os.path.join(os.path.dirname(__file__), "..", ".."))
    parser.add_argument("--only", choices=sorted(RULES))
    options = parser.parse_args()
    rules = {options.only: RULES[options.only]} if options.only else RULES
    found = 0
    names = files(options.root)
    for name in names:
        source = Source(options.root, name)
        for rule, check in rules.items():
            for line, what in check(source):
                print(f"{name}:{line}: {rule}: {what}")
                found += 1
    print(f"lint: {len(names)} files, {len(rules)} rules, {found} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
