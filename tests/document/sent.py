"""What is sent and answered about a small house: it keeps to its schemas, and to those who may
know."""
import json
import os
import re
import subprocess

import mutants
from schemas import parse, pointer

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PLANTED = "Gast hat Asthma, Mutter nach Operation"


def read_naughty():
    with open(os.path.join(ROOT, "tests", "support", "naughty.txt"), encoding="utf-8",
              newline="\n") as opened:
        return opened.read().split("\n")[:-1]


def read_folder(folder):
    """(name, document) of all files in a folder beside this one."""
    found = []
    for file in sorted(os.listdir(os.path.join(HERE, folder))):
        with open(os.path.join(HERE, folder, file), encoding="utf-8") as opened:
            found.append((file[:-len(".json")], parse(opened.read())))
    return found


def dump(document):
    return json.dumps(document, ensure_ascii=False).encode("utf-8")


def texts_of(value):
    found, todo = set(), [value]
    while todo:
        at = todo.pop()
        if isinstance(at, str):
            found.add(at)
        elif isinstance(at, (list, dict)):
            todo += at if isinstance(at, list) else at.values()
    return found


class Sent:
    """A part of the run: document_bodies and its worlds."""

    def __init__(self, program, schemas, counts, faults):
        self.program = program
        self.schemas = schemas
        self.counts = counts
        self.faults = faults
        with open(os.path.join(ROOT, "schema", "catalog", "topics.json"),
                  encoding="utf-8") as opened:
            topics = parse(opened.read())["topics"]
        self.topics = {topic["topic"]: topic.get("special_category", False) for topic in topics}
        self.topics.update({"diet.fasting": True, "health.device": True})

    def fault(self, text):
        self.faults.append(text)

    def compose(self, worlds):
        """What would be sent and answered: for each world a list of (for, is, body)."""
        done = subprocess.run([self.program], input=b"\n".join(map(dump, worlds)) + b"\n",
                              capture_output=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"document_bodies: {done.stderr.decode(errors='replace')}")
        for line in done.stdout.decode("utf-8").split("\n")[:-1]:
            read = parse(line)
            if isinstance(read, dict):
                raise SystemExit(f"document_bodies: {read}")
            yield [(b["for"], b["is"], b["body"]) for b in read]

    def check_body(self, what, kind, body):
        name, fragment = (kind, "") if kind in self.schemas.by_name else (
            "reply.1", f"#/$defs/{kind}")
        self.counts["bodies"] += 1
        for error in self.schemas.errors(name, body, fragment):
            self.fault(f"{what}: {kind} is refused at {error or 'root'}")
        for member in self.schemas.unknown(name, body, fragment):
            self.fault(f"{what}: {kind} has {member}, which its schema does not know")

    def check_worlds(self):
        worlds = read_folder("worlds")
        for (stem, world), bodies in zip(worlds, self.compose([w for _, w in worlds])):
            seen = {kind for _, kind, _ in bodies}
            if not seen >= {"room.alert", "stay.checklist", "plan.day", "guest.card"}:
                self.fault(f"{stem}: only {sorted(seen)}")
            for whom, kind, body in bodies:
                self.check_body(f"{stem} for {whom}", kind, body)
                self.check_discreet(stem, whom, kind, body)
                if (stem, whom) == ("checked_in", "desk") and kind in self.schemas.by_name:
                    self.check_special(stem, kind, body, "")

    def check_special(self, stem, name, body, fragment):
        """No item that leaves may carry a topic of a special category, all others may."""
        places = [path for path, value, _ in self.schemas.nodes(name, body, fragment)
                  if path and path[-1] == "topic" and isinstance(value, str)]
        for topic, special in self.topics.items():
            for path in places[:3]:
                self.counts["special"] += 1
                changed = mutants.replaced(body, path, topic)
                if bool(self.schemas.errors(name, changed, fragment)) != special:
                    self.fault(f"{stem}: {topic} in {pointer(path)}")

    def check_discreet(self, stem, whom, kind, body):
        """Who may not know does not learn it (G8)."""
        text = json.dumps(body, ensure_ascii=False)
        what = f"{stem} for {whom}: {kind}"
        may_read = whom in ("desk", "front_desk", "manager") or (
            whom == "data_protection" and kind == "guest.card")
        if PLANTED in text and (not may_read or kind == "room.alert"):
            self.fault(f"{what} has what somebody wrote")
        if "Keller" in text and not may_read and (whom != "all-names" or stem == "incognito"):
            self.fault(f"{what} has a name")
        if re.search(r"whsec_|geheim|password", text):
            self.fault(f"{what} has a secret")
        if whom != "manager" and re.search(r'"(why|left_out)"', text):
            self.fault(f"{what} has reasons")
        if not may_read and re.search(r'"(allergy|diet|faith)\.|"access\.need|maja@', text):
            self.fault(f"{what} has something of a special category")

    def check_naughty_bodies(self):
        """What somebody wrote reaches the desk as it was written, and nobody else."""
        pieces = json.dumps(dict(read_folder("worlds"))["checked_in"]).split(json.dumps(PLANTED))
        lines = [line[:1000] for line in read_naughty()]
        places = len(pieces) - 1
        chunks = [[*lines, *lines][i:i + places] for shift in (0, places // 2)
                  for i in range(shift, len(lines), places)]
        worlds = [parse(pieces[0] + "".join(json.dumps(line) + piece for line, piece in
                                            zip(chunk, pieces[1:]))) for chunk in chunks]
        shown = {"checklist.issued", "stay.checklist", "guest.card"}
        for i, (chunk, bodies) in enumerate(zip(chunks, self.compose(worlds))):
            at_desk = set()
            for whom, kind, body in bodies:
                if whom in ("desk", "front_desk"):
                    if kind in shown and i % 2 == 0:
                        self.check_body(repr(chunk), kind, body)
                    at_desk |= texts_of(body)
                elif whom not in ("manager", "data_protection"):
                    for line in texts_of(body) & {line for line in chunk if len(line) > 12}:
                        self.fault(f"{line!r} reaches {whom} with {kind}")
            self.counts["naughty"] += places
            for line in set(chunk) - at_desk:
                self.fault(f"{line!r} does not reach the desk")
