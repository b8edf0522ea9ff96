"""Every vector keeps to vector.json, and each belongs to a programme that is there."""

import json
import pathlib
import sys

import jsonschema

HERE = pathlib.Path(__file__).parent


def complaints(path, validator, programmes):
    if path.stem.split("-")[0] not in programmes:
        yield f"{path.name}: no programme of that name"
    for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))):
        place = "/".join(str(step) for step in error.absolute_path)
        yield f"{path.name}: at /{place}: {error.message}"


def main():
    schema = json.loads((HERE / "vector.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    programmes = {path.stem for path in HERE.glob("*.json")} - {"vector"}
    vectors = sorted((HERE / "vectors").glob("*.json"))
    wrong = [line for path in vectors for line in complaints(path, validator, programmes)]
    idle = programmes - {path.stem.split("-")[0] for path in vectors}
    wrong += [f"{name}.json has no vector" for name in sorted(idle)]
    print("\n".join(wrong) or f"{len(vectors)} vectors of {len(programmes)} programmes")
    return 1 if wrong or not vectors else 0


if __name__ == "__main__":
    sys.exit(main())
