#!/usr/bin/env python3
"""Holds decoders and schemas against one another: whatever one takes the other takes too.

validate.py VERDICT BODIES [--seed N] [--only NAME]   the whole test with its two programs
validate.py --bodies FILE...                   what was sent or answered, a document a line
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import mutants  # noqa: E402
from beyond import BEYOND, DEEDS, SIBLINGS  # noqa: E402
from schemas import Repeated, Schemas, parse, pointer  # noqa: E402
from sent import Sent, dump, read_folder, read_naughty, texts_of  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(HERE))
FILES = ("config", "catalog", "mapping", "pictograms", "programme")
WITHIN = {"programme.put.1": "/data/programme/"}  # a file, whose own examples have it all
SENT = ("checklist", "room.alert", "reply.1")
CLOSED = FILES
PER_EXAMPLE = 160  # mutants by chance, beside all edges and one at each place
NO_CONTROL = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"


class Decoder:
    """document_verdict: many documents, a verdict each."""

    def __init__(self, program):
        self.program = program

    def types(self):
        return subprocess.run([self.program, "types"], check=True, capture_output=True,
                              text=True).stdout.split()

    def judge(self, mode, documents):
        """For each: what was kept, or the reply to the refusal."""
        if not documents:
            return []
        done = subprocess.run([self.program, "--echo", mode], input=b"\n".join(documents) + b"\n",
                              capture_output=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"document_verdict: {done.stderr.decode(errors='replace')}")
        answers = [parse(line) for line in done.stdout.decode("utf-8").split("\n")[:-1]]
        if len(answers) != len(documents):
            raise SystemExit(f"{len(documents)} documents, {len(answers)} verdicts")
        return answers

    def judge_each(self, named):
        """The same for (schema's name, document), with one process for each mode."""
        documents = collections.defaultdict(list)
        for name, document in named:
            documents[mode_of(name)].append(document)
        answers = {mode: iter(self.judge(mode, some)) for mode, some in documents.items()}
        return [next(answers[mode_of(name)]) for name, _ in named]


class Run:
    def __init__(self, program, bodies, seed, only):
        self.schemas = Schemas(os.path.join(ROOT, "schema", "documents"))
        self.decoder = Decoder(program)
        self.rng = random.Random(seed)
        self.only = only
        self.counts = collections.Counter()
        self.replies = collections.Counter()
        self.faults = []
        self.sent = Sent(bodies, self.schemas, self.counts, self.faults)
        self.examples = [e for e in self._examples() if not only or only in e[0]]

    def fault(self, text):
        self.faults.append(text)

    def _examples(self):
        for stem, document in read_folder("valid"):
            name = max((n for n in self.schemas.by_name if stem == n or stem.startswith(n + ".")),
                       key=len, default=None)
            if name is None:
                raise SystemExit(f"{stem}: there is no schema of that name")
            yield stem, name, fragment_of(self.schemas, stem, name), document

    def incoming(self):
        return [e for e in self.examples if not e[1].startswith(SENT)]

    # ---- the schemas themselves ----

    def check_schemas(self):
        for complaint in self.schemas.check():
            self.fault(complaint)
        types = self.decoder.types()
        known = self.schemas.by_name["envelope"]["properties"]["type"]["enum"]
        if sorted(types) != sorted(known):
            self.fault(f"envelope: the types are {types}")
        for kind in types:
            if kind.replace("/", ".") not in self.schemas.by_name:
                self.fault(f"{kind} has no schema")
        self.check_coverage()

    def check_coverage(self):
        """Every member that a schema describes stands in an example, else nothing tests it."""
        if self.only:
            return
        for name in {e[1] for e in self.incoming()}:
            seen = set()
            for _, other, fragment, document in self.examples:
                if other == name:
                    seen |= {re.sub(r"/\d+(?=/|$)", "/*", pointer(path)) for path, _, _ in
                             self.schemas.nodes(name, document, fragment)}
            for member in set(self.schemas.members(name)) - seen:
                within = name in WITHIN and member.startswith(WITHIN[name])
                if not within and (member.startswith("/data/") or name in FILES):
                    self.fault(f"{name}: no example has {member}")

    # ---- (a) examples ----

    def check_examples(self):
        for stem, name, fragment, document in self.examples:
            self.counts["examples"] += 1
            for error in self.schemas.errors(name, document, fragment):
                self.fault(f"{stem}: the schema refuses {error or 'it'}")
        incoming = self.incoming()
        answers = self.decoder.judge_each([(name, dump(document))
                                           for _, name, _, document in incoming])
        for (stem, _, _, _), answer in zip(incoming, answers):
            if isinstance(answer, dict):
                self.fault(f"{stem}: the decoder says {answer['error']}")
        self.check_delivered_files()

    def check_delivered_files(self):
        folder = os.path.join(ROOT, "schema", "catalog")
        texts = [os.path.join("texts", name) for name in os.listdir(os.path.join(folder, "texts"))]
        for file, name in (("topics.json", "catalog"), ("hotel-example.json", "catalog"),
                           ("mapping-example.json", "mapping"),
                           ("pictograms.json", "pictograms"),
                           *((text, "catalog") for text in sorted(texts))):
            with open(os.path.join(folder, file), encoding="utf-8") as opened:
                for error in self.schemas.errors(name, parse(opened.read())):
                    self.fault(f"{file}: the schema refuses {error}")
            self.counts["examples"] += 1

    # ---- (b) mutants ----

    def choose(self, every):
        """All edges, something at each place, and others by chance."""
        self.rng.shuffle(every)
        seen, first, rest = set(), [], []
        for mutant in every:
            is_first = mutant[0] == "edge" or mutant[:2] not in seen
            (first if is_first else rest).append(mutant)
            seen.add(mutant[:2])
        return first + rest[:PER_EXAMPLE]

    def check_mutants(self):
        chosen = [(stem, name, mutant) for stem, name, fragment, document in self.incoming()
                  for mutant in self.choose(list(
                      mutants.of(self.schemas, name, document, fragment)))]
        answers = self.decoder.judge_each([(name, dump(m[2])) for _, name, m in chosen])
        for (stem, name, (kind, path, mutant)), answer in zip(chosen, answers):
            self.counts["mutants"] += 1
            self.compare(stem, name, kind, path, mutant, answer)

    def compare(self, stem, name, kind, path, mutant, answer):
        where = pointer(path)
        name = self.schema_of(name, mutant)
        errors = self.schemas.errors(name, mutant)
        refused = isinstance(answer, dict)
        what = f"{stem}: {kind} {where or 'root'}"
        if refused:
            self.check_reply(what, answer)
        if refused and errors:
            self.check_path(what, name, path, mutant, answer["error"])
            if not any(near(error, where, answer["error"]["code"]) for error in errors):
                self.fault(f"{what}: the schema points at {errors}")
        elif errors:
            self.fault(f"{what}: the decoder takes what the schema refuses at {errors[0]}: "
                       f"{shorten(mutant, path)}")
        elif refused and not self.is_beyond(name, answer["error"]):
            self.fault(f"{what}: the schema takes what the decoder refuses with "
                       f"{answer['error']['code']} at {answer['error']['path']}: "
                       f"{shorten(mutant, path)}")

    def schema_of(self, name, mutant):
        """A document of another type is judged by that type's schema."""
        kind = mutant.get("type") if mode_of(name) == "event" and isinstance(mutant, dict) else None
        other = kind.replace("/", ".") if isinstance(kind, str) else None
        return other if other in self.schemas.by_name and "/" in kind else name

    def is_beyond(self, name, error):
        for schema, code, path, _ in BEYOND:
            if (schema in ("*", name) and code == error["code"]
                    and re.fullmatch(path, error["path"])):
                return True
        return False

    def check_path(self, what, name, path, mutant, error):
        said = error["path"]
        where = named(path, mutant) if name == "catalog" else pointer(path)
        parent = where.rpartition("/")[0]
        if error["code"] in ("number_too_large", "too_many_members", "document_too_deep",
                             "name_repeated"):
            return
        inside = said == where or said.startswith(where + "/") or (
            len(said.encode()) > 140 and where.startswith(said[:100]))
        beside = (said + "/").startswith(parent + "/") and error["code"] in SIBLINGS
        if not inside and not beside:
            self.fault(f"{what}: the decoder points at {said or 'nothing'} ({error['code']})")

    def check_reply(self, what, answer):
        self.replies[answer["error"]["code"]] += 1
        errors = ()
        if self.replies[answer["error"]["code"]] <= 25:  # they differ little
            errors = self.schemas.errors("reply.1", answer)
        if errors:
            self.fault(f"{what}: the reply to it is refused at {errors}: {answer}")

    def check_raw(self):
        cases = [(stem, name, text, code) for stem, name, _, document in self.incoming()
                 for text, code in mutants.raw(document, name not in CLOSED,
                                               19 if name == "batch.1" else 16, self.rng)]
        answers = self.decoder.judge_each([(name, text) for _, name, text, _ in cases])
        for (stem, _, text, code), answer in zip(cases, answers):
            self.counts["raw"] += 1
            said = answer["error"]["code"] if isinstance(answer, dict) else None
            if said != code:
                self.fault(f"{stem}: {text[-60:]!r} gives {said} instead of {code}")
            if code is not None and not code.startswith(("number", "too", "document")):
                self.check_unreadable(stem, text)

    def check_unreadable(self, stem, text):
        """Python's reader is one more opinion on what is no JSON."""
        try:
            read = parse(text.decode("utf-8"))
        except (ValueError, Repeated):
            return
        if "\\u0000" not in text.decode() and "\\ud" not in text.decode():
            self.fault(f"{stem}: {json.dumps(read)[-60:]} reads well")

    def check_sizes(self):
        """Bytes are counted before anything else."""
        for name, limit in (("day.closed.1", 256 << 10), ("batch.1", 4 << 20),
                            ("config", 256 << 10), ("mapping", 4 << 20), ("programme", 4 << 20)):
            text = dump(next(e[3] for e in self.examples if e[0] == name))
            padded = [text + b" " * (limit - len(text) + more) for more in (0, 1)]
            fit, large = self.decoder.judge(mode_of(name), padded)
            self.counts["raw"] += 2
            if isinstance(fit, dict) or large["error"]["code"] != "document_too_large":
                self.fault(f"{name}: the limit of its size is not {limit}")

    def check_deeds(self):
        for stem, place, value, code, where in DEEDS:
            example = next((e for e in self.examples if e[0] == stem), None)
            if example is None:
                continue
            path = tuple(int(p) if p.isdigit() else p for p in place.split("/")[1:])
            changed = mutants.given(example[3], path, value)
            answer = self.decoder.judge(mode_of(example[1]), [dump(changed)])[0]
            error = answer["error"] if isinstance(answer, dict) else {}
            self.counts["deeds"] += 1
            said = (error.get("code"), error.get("path"))
            if said != (code, where):
                self.fault(f"{stem}: {value!r:.60} in {place} gives {said}")
            elif not (self.schemas.errors(example[1], changed)
                      or self.is_beyond(example[1], error)):
                self.fault(f"{stem}: the schema takes {value!r:.60} in {place}")

    # ---- (c) naughty strings ----

    def check_naughty(self):
        lines = read_naughty()
        for stem, name, fragment, document in self.incoming():
            if name in FILES:
                continue
            cases = [case for path, value, holding in
                     self.schemas.nodes(name, document, fragment)
                     for case in naughty_cases(path, value, holding, document, lines)]
            answers = self.decoder.judge("event", [dump(changed) for _, _, _, changed in cases])
            for (path, text, fits, _), answer in zip(cases, answers):
                self.counts["naughty"] += 1
                self.check_naughty_answer(stem, path, text, fits, answer)

    def check_naughty_answer(self, stem, path, text, fits, answer):
        what = f"{stem}: {text!r} in {pointer(path)}"
        if not fits:
            if not isinstance(answer, dict) or answer["error"]["code"] != "control_character":
                self.fault(f"{what} is not refused")
            elif answer["error"]["path"] != pointer(path):
                self.fault(f"{what} is refused at {answer['error']['path']}")
        elif isinstance(answer, dict):
            if not self.is_beyond(stem_schema(stem), answer["error"]):
                self.fault(f"{what} is refused: {answer['error']}")
        elif text not in texts_of(answer):
            self.fault(f"{what} does not come back")

    def all(self):
        start = time.monotonic()
        self.check_schemas()
        self.check_examples()
        self.check_mutants()
        self.check_deeds()
        self.check_raw()
        self.check_naughty()
        self.sent.check_worlds()
        self.sent.check_naughty_bodies()
        if not self.only:
            self.check_sizes()
        print(", ".join(f"{count} {what}" for what, count in self.counts.items()),
              f"in {time.monotonic() - start:.1f} s: {len(self.faults)} faults")


def fragment_of(schemas, stem, name):
    """reply.1.room.readiness is the part of reply.1 for room.readiness."""
    rest = stem[len(name) + 1:]
    parts = schemas.by_name[name].get("$defs", {})
    best = max((p for p in parts if rest == p or rest.startswith(p + ".")), key=len, default=None)
    return f"#/$defs/{best}" if name == "reply.1" and best else ""


def mode_of(name):
    return name if name in FILES else "event"


def stem_schema(stem):
    return re.match(r"[a-z_.]+\.1", stem).group(0)


def near(error, where, code):
    """At the place, inside it, the object that holds it, or a member that goes with it."""
    parent = where.rpartition("/")[0]
    return error in (where, parent) or error.startswith(where + "/") or (
        code in SIBLINGS and error.startswith(parent + "/"))


def named(path, document):
    """A pointer as catalogues give it, by the elements' names."""
    keys = {"topics": "topic", "values": "value", "things": "name", "hazards": "name"}
    at, list_name, parts = document, "", []
    for step in path:
        try:
            at = at[step]
        except (KeyError, IndexError, TypeError):
            at = None
        key = keys.get(list_name)
        name = at.get(key) if key and isinstance(at, dict) else None
        parts.append(name if isinstance(step, int) and isinstance(name, str) else step)
        list_name = step if isinstance(step, str) else list_name
    return re.sub("[\u0000-\u001f\u007f]", "?", pointer(parts))


def shorten(mutant, path):
    for step in path:
        try:
            mutant = mutant[step]
        except (KeyError, IndexError):
            return "(nothing)"
    return json.dumps(mutant)[:160]


def naughty_cases(path, value, holding, document, lines):
    """(path, text, whether it fits, document) for a member that takes texts of no form."""
    if not isinstance(value, str):
        return
    patterns = {schema["pattern"] for schema in holding if "pattern" in schema}
    high = [schema["maxLength"] for schema in holding if "maxLength" in schema]
    if not high or not patterns <= {NO_CONTROL}:
        return
    for line in lines:
        text = line[:high[0]]
        fits = not patterns or not re.search("[\u0000-\u001f\u007f-\u009f]", text)
        yield path, text, fits, mutants.replaced(document, path, text)


def wrong_with(schemas, body):
    """What is wrong with a body or a reply, whatever the reply is to."""
    name = body["type"].replace("/", ".")
    if body.get("outcome") == "batch":
        return [f"/answers/{i}{place}" for i, answer in enumerate(body["answers"])
                for place in wrong_with(schemas, answer)]
    if name != "reply.1" or "error" in body:
        return schemas.errors(name, body) + schemas.unknown(name, body)
    parts = [f"#/$defs/{part}" for part in schemas.by_name[name]["$defs"]]
    found = [schemas.errors(name, body, part) + schemas.unknown(name, body, part) for part in parts]
    return min(found, key=len)


def check_bodies(files):
    """Documents that were sent or answered; members that no schema describes are refused."""
    schemas = Schemas(os.path.join(ROOT, "schema", "documents"))
    count, wrong = 0, 0
    for file in files:
        with open(file, encoding="utf-8", newline="\n") as opened:
            for number, line in enumerate(opened, 1):
                body = parse(line)
                errors = wrong_with(schemas, body)
                count += 1
                wrong += bool(errors)
                for error in errors:
                    print(f"{file}:{number}: {body['type']}: {error or 'root'}")
    print(f"{count} documents, {wrong} refused")
    return 1 if wrong or not count else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verdict", nargs="?")
    parser.add_argument("bodies_program", nargs="?")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--only", help="only examples with this in their name")
    parser.add_argument("--bodies", nargs="+", metavar="FILE")
    options = parser.parse_args()
    if options.bodies:
        return check_bodies(options.bodies)
    run = Run(options.verdict, options.bodies_program, options.seed, options.only)
    run.all()
    for fault in run.faults[:2000]:
        print(fault)
    return 1 if run.faults else 0


if __name__ == "__main__":
    sys.exit(main())
