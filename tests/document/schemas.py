"""The schemas of schema/documents as python3-jsonschema takes them: offline, with patterns as
ECMA-262 means them, and with a way to ask which definitions hold for a place in a document."""
import json
import os
import re
import warnings

warnings.simplefilter("ignore", DeprecationWarning)
import jsonschema  # noqa: E402
from jsonschema import validators  # noqa: E402

BASE = "https://stammgast.example/schema/documents/"


class Repeated(ValueError):
    pass


def _pairs(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise Repeated("a member twice")
    return dict(pairs)


def _constant(name):
    raise ValueError(f"{name} is no JSON")


def parse(text):
    """JSON as RFC 8259 has it, without the liberties of Python's reader."""
    return json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant)


def pointer(path):
    return "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in path)


def _pattern(_validator, pattern, instance, _schema):
    # Python's $ also matches before a final line break, ECMA-262's does not.
    meant = re.sub(r"\$(?=$|\))", r"\\Z", pattern)
    if isinstance(instance, str) and not re.search(meant, instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


class _Validator(validators.extend(jsonschema.Draft202012Validator, {"pattern": _pattern})):
    """The library makes a new validator for each definition it meets; one each is enough. And
    documents with one thing changed share the rest with one another: what kept to a definition
    does so again. It is held on to, so that nothing else can get its id."""

    _made = {}
    _kept = {}
    KEPT_MAX = 200000

    def evolve(self, **changes):
        schema = changes.get("schema")
        if len(changes) > 1 or not isinstance(schema, dict):
            return super().evolve(**changes)
        key = (id(schema), id(self.resolver))
        if key not in self._made:
            self._made[key] = (super().evolve(**changes), schema)
        return self._made[key][0]

    def descend(self, instance, schema, path=None, schema_path=None, **more):
        key = (id(schema), id(instance))
        if key in self._kept:
            return
        fine = True
        for error in super().descend(instance, schema, path, schema_path, **more):
            fine = False
            yield error
        if fine and isinstance(instance, (dict, list)):
            if len(self._kept) >= self.KEPT_MAX:
                self._kept.clear()
            self._kept[key] = (instance, schema)


class _Resolver(jsonschema.RefResolver):
    def resolve_remote(self, uri):
        raise LookupError(f"{uri} is not among the schemas")


class Schemas:
    def __init__(self, folder):
        self.by_name = {}
        for file in sorted(os.listdir(folder)):
            with open(os.path.join(folder, file), encoding="utf-8") as opened:
                self.by_name[file[:-len(".json")]] = parse(opened.read())
        # A schema's own $schema would bring the library's validator back, patterns and all.
        self.store = {schema["$id"]: {k: v for k, v in schema.items() if k != "$schema"}
                      for schema in self.by_name.values()}
        self._validators = {}

    def check(self):
        """What is wrong with the schemas themselves: a list of complaints."""
        wrong = []
        for name, schema in self.by_name.items():
            try:
                jsonschema.Draft202012Validator.check_schema(schema)
            except jsonschema.SchemaError as error:
                wrong.append(f"{name}: {error.message}")
            if schema["$id"] != f"{BASE}{name}.json":
                wrong.append(f"{name}: $id is {schema['$id']}")
            wrong += [f"{name}: {place} has no description"
                      for place in self._undescribed(schema, schema)]
        return wrong

    def _undescribed(self, node, root, place=""):
        if isinstance(node, list):
            for i, element in enumerate(node):
                yield from self._undescribed(element, root, f"{place}/{i}")
        elif isinstance(node, dict):
            for key, value in node.items():
                if key in ("properties", "$defs") and not place.endswith(("/if", "/then", "/else")):
                    for name, member in value.items():
                        if not self._described(member, root, place):
                            yield f"{place}/{key}/{name}"
                yield from self._undescribed(value, root, f"{place}/{key}")

    def _described(self, member, root, place):
        if not isinstance(member, dict) or "const" in member or "description" in member:
            return True
        if set(member) == {"enum"}:  # narrows what is described elsewhere
            return True
        if re.search(r"/(anyOf|oneOf|allOf|then|else|if)(/|$)", place):
            return True
        return "$ref" in member and "description" in self.resolve(member["$ref"], root)[0]

    def resolve(self, ref, root):
        """The definition that a $ref leads to, and the schema it stands in."""
        file, _, fragment = ref.partition("#")
        target = self.store[BASE + file] if file else root
        found = target
        for part in fragment.split("/")[1:]:
            found = found[part.replace("~1", "/").replace("~0", "~")]
        return found, target

    def validator(self, name, fragment=""):
        key = name + fragment
        if key not in self._validators:
            schema = {"$ref": f"{BASE}{name}.json{fragment}"}
            self._validators[key] = _Validator(
                schema, resolver=_Resolver(BASE, schema, store=self.store),
                format_checker=jsonschema.FormatChecker(["date"]))
        return self._validators[key]

    def errors(self, name, instance, fragment=""):
        """Pointers to everything that the schema refuses; the innermost of a choice too."""
        found = []

        def collect(error):
            found.append(pointer(error.absolute_path))
            for inner in error.context:
                collect(inner)

        for error in self.validator(name, fragment).iter_errors(instance):
            collect(error)
        return found

    def unknown(self, name, instance, fragment=""):
        """Members that no definition describes."""
        found = []
        for path, value, holding in self.nodes(name, instance, fragment):
            if isinstance(value, dict) and not any(
                    isinstance(schema.get("additionalProperties"), dict) for schema in holding):
                known = {member for schema in holding for member in schema.get("properties", {})}
                found += [pointer(path + (member,)) for member in value if member not in known]
        return found

    # ---- definitions that hold for a place ----

    def expand(self, schema, root):
        """A definition with all that it refers to, as a list of (definition, its schema)."""
        if not isinstance(schema, dict):
            return []
        found = [(schema, root)]
        if "$ref" in schema:
            found += self.expand(*self.resolve(schema["$ref"], root))
        for key in ("allOf", "anyOf"):
            for inner in schema.get(key, []):
                found += self.expand(inner, root)
        return found

    def inside(self, holding, step):
        """The definitions for a member or an element."""
        found = []
        for schema, root in holding:
            if isinstance(step, int):
                found += self.expand(schema.get("items"), root)
            elif step in schema.get("properties", {}):
                found += self.expand(schema["properties"][step], root)
            else:
                found += self.expand(schema.get("additionalProperties"), root)
        return found

    def nodes(self, name, instance, fragment=""):
        """(path, value, definitions) of everything in a document, parents first."""
        root = self.by_name[name]
        start = self.resolve(fragment, root)[0] if fragment else root
        todo = [((), instance, self.expand(start, root))]
        while todo:
            path, value, holding = todo.pop(0)
            yield path, value, [schema for schema, _ in holding]
            steps = value.items() if isinstance(value, dict) else (
                enumerate(value) if isinstance(value, list) else ())
            todo += [(path + (step,), inner, self.inside(holding, step)) for step, inner in steps]

    def members(self, name):
        """Pointers to all members that a schema describes, with * for an element."""
        root = self.by_name[name]
        todo = [("", self.expand(root, root), ())]
        while todo:
            place, holding, seen = todo.pop()
            for schema, inner_root in holding:
                if id(schema) in seen:
                    continue
                more = seen + (id(schema),)
                for member, inner in schema.get("properties", {}).items():
                    yield f"{place}/{member}"
                    todo.append((f"{place}/{member}", self.expand(inner, inner_root), more))
                if "items" in schema:
                    todo.append((place + "/*", self.expand(schema["items"], inner_root), more))
