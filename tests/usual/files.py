#!/usr/bin/env python3
"""What `stammgast_usual` makes of files of choices, its counting checked against our own.

files.py PROGRAM
"""
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
faults = []


def run(scratch, *arguments):
    path = os.path.join(scratch, "figures.json")
    if os.path.exists(path):
        os.remove(path)
    done = subprocess.run(
        [PROGRAM, "--json", path, "--seeds", "1", *arguments], check=False,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    figures = None
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            figures = json.load(file)
    return done, figures


def write(scratch, name, text):
    path = os.path.join(scratch, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def expect(what, condition):
    if not condition:
        faults.append(what)


def is_tune(name):
    return int(hashlib.md5(name.encode()).hexdigest(), 16) % 10 < 3


def predictions(rows):
    lengths = {}
    for stream, _ in rows:
        lengths[stream] = lengths.get(stream, 0) + 1
    return sum(n - 1 for name, n in lengths.items() if not is_tune(name))


def some_rows(seed):
    draw = random.Random(seed)
    return [(f"guest {draw.randrange(40)}", draw.choice("ABCD")) for _ in range(600)]


def the_same_choices_give_the_same_figures_however_they_are_written(scratch):
    rows = some_rows(1)
    plain = "".join(f"{s},{c}\n" for s, c in rows)
    forms = {
        "headless": plain,
        "named": "stream,choice\n" + plain,
        "turned": "choice,note,stream\n" + "".join(f"{c},x,{s}\n" for s, c in rows),
        "quoted": '"household","choice"\r\n'
                  + "".join(f'"{s}"," {c.lower()} "\r\n' for s, c in rows),
        "marked": "\ufeffuser_id,item\n" + plain + "\n\n",
        "nobodys": "stream,choice\n,A\n" + plain + " ,B\n",
    }
    first = None
    for name, text in forms.items():
        done, figures = run(scratch, write(scratch, name + ".csv", text))
        expect(f"{name}: exit status {done.returncode} {done.stderr}", done.returncode == 0)
        if figures is None:
            continue
        mine = figures["files"][name]
        first = first or mine
        expect(f"{name}: {mine} is not {first}", mine == first)
        expect(f"{name}: n is {mine['n']}", mine["n"] == predictions(rows))


def times_give_the_order(scratch):
    rows = some_rows(2)
    forms = {
        "iso": lambda i: f"2024-03-{1 + i // 24:02}T{i % 24:02}:00:00Z",
        "strokes": lambda i: f"2024/3/{1 + i // 24} {i % 24:02}:00",
        "seconds": lambda i: str(1709251200 + 3600 * i),
        "milliseconds": lambda i: str(1709251200000 + 3600000 * i),
        "microseconds": lambda i: str(1709251200000000 + 3600000000 * i),
    }
    first = None
    for name, form in forms.items():
        lines = [f"{s},{c},{form(i)}\n" for i, (s, c) in enumerate(rows)]
        random.Random(3).shuffle(lines)
        _, figures = run(scratch, write(scratch, name + ".csv", "".join(lines)))
        expect(f"{name}: no figures", figures is not None)
        if figures is not None:
            first = first or figures["files"][name]
            expect(f"{name}: other figures", figures["files"][name] == first)


def purchases_within_half_an_hour_are_one_visit(scratch):
    card = next(f"card {i}" for i in range(99) if not is_tune(f"card {i}"))
    at = ["10:00", "10:29", "10:58", "11:28", "11:29", "12:00"]
    text = "card,coffee_name,datetime\n" + "".join(
        f"{card},{'ab'[i % 2]},2024/3/1 {t}\n" for i, t in enumerate(at))
    _, figures = run(scratch, write(scratch, "visits.csv", text))
    expect("visits are not joined", figures and figures["files"]["visits"]["n"] == 2)


def what_cannot_be_read_is_said(scratch):
    cases = {
        "nothing there": (["/nowhere/at all.csv"], "No such file"),
        "no file": ([], "which FOLDER or FILE"),
        "an empty folder": ([scratch], "holds no usual-*.csv"),
        "a bad option": (["--seeds", "0", "x"], "no number from 1"),
        "half a row": ([write(scratch, "half.csv", "stream,choice\nA,b\nC\n")], "half.csv:3:"),
        "no time": ([write(scratch, "time.csv", "stream,choice,time\nA,b,soon\n")], "time.csv:2:"),
        "no choice": ([write(scratch, "columns.csv", "stream,what\nA,b\n")], "columns.csv:1:"),
        "an open quotation": ([write(scratch, "open.csv", 'A,"b\nC,d\n')], "open.csv:1:"),
    }
    for name, (arguments, wanted) in cases.items():
        done, figures = run(scratch, *arguments)
        expect(f"{name}: exit status {done.returncode}", done.returncode == 2)
        expect(f"{name}: {done.stderr!r} lacks {wanted!r}", wanted in done.stderr)
        expect(f"{name}: wrote figures", figures is None)


def a_file_that_says_little_is_no_fault(scratch):
    for name, text in {"empty": "", "one": "A,b\n", "pairs": "A,b\nA,b\n" * 3}.items():
        done, figures = run(scratch, write(scratch, name + ".csv", text))
        expect(f"{name}: {done.returncode} {done.stderr}", done.returncode == 0)
        expect(f"{name}: a delay of nothing", figures and "delay" not in figures)


def a_usual_is_learned(scratch):
    draw = random.Random(4)
    rows = [(f"g{i % 50}", str(i % 50 % 7) if draw.random() < 0.9 else str(draw.randrange(7)))
            for i in range(3000)]
    text = "".join(f"{s},{c}\n" for s, c in rows)
    _, figures = run(scratch, write(scratch, "loyal.csv", text))
    loyal = figures["files"]["loyal"]
    expect(f"loyal guests: {loyal}", loyal["hit"] > 0.85 and loyal["ece"] < 0.1)
    expect(f"loyal guests: {figures}", figures["delay"] < 4)


def main():
    for check in (the_same_choices_give_the_same_figures_however_they_are_written,
                  times_give_the_order, purchases_within_half_an_hour_are_one_visit,
                  what_cannot_be_read_is_said, a_file_that_says_little_is_no_fault,
                  a_usual_is_learned):
        with tempfile.TemporaryDirectory() as scratch:
            check(scratch)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
