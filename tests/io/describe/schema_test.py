"""The JSON Schema of scenario files is JSON, knows the same parameters as the table, and holds its own defaults."""

import json
import os
import re
import subprocess
import sys

PROGRAM = os.environ.get("SELFORG", "")
TYPES = {"number": (int, float), "integer": int, "boolean": bool, "string": str, "object": dict}


def describe(*arguments):
    return subprocess.run([PROGRAM, "describe", *arguments], check=True, capture_output=True, text=True).stdout


def without_duplicates(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"a name is there twice: {names}"
    return dict(pairs)


def parameters(schema, path=""):
    """Every parameter of a section's schema with its dotted path, the sections inside included."""
    assert schema["additionalProperties"] is False, path
    for name, inner in schema["properties"].items():
        assert inner["description"], name
        if "properties" in inner:
            assert inner["type"] == ["object", "null"], name
            yield from parameters(inner, f"{path}{name}.")
        else:
            yield f"{path}{name}", inner


def check_parameter(path, schema):
    default = schema["default"]
    if "enum" in schema:
        assert default in schema["enum"] and len(set(schema["enum"])) == len(schema["enum"]), path
        return
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert isinstance(default, tuple(TYPES[one] for one in types)), path
    assert isinstance(default, bool) == (schema["type"] == "boolean"), path
    if schema["type"] in ("number", "integer"):
        assert schema["minimum"] <= default <= schema.get("maximum", 2**63 - 1), path


def takes_a_table(path):
    """Whether the program looks for a file of that name."""
    scenario = os.path.join(os.environ["SELFORG_SOURCE"], "scenarios", "base.yaml")
    told = subprocess.run([PROGRAM, "check", scenario, "--set", f"{path}=none.csv"], capture_output=True, text=True)
    return "none.csv: No such file" in told.stderr


def main():
    if not os.path.exists(PROGRAM):
        print("skipped: the program was not built")
        return 77
    schema = json.loads(describe("schema"), object_pairs_hook=without_duplicates)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"] == ["selforg"]
    found = dict(parameters(schema))
    for path, one in found.items():
        check_parameter(path, one)
        if "object" in one.get("type", ""):
            assert re.search(one.get("pattern", "^$"), "none.csv"), path
            assert takes_a_table(path), path
    for section, needed in schema["dependentRequired"].items():
        assert {section, *needed} <= set(schema["properties"])
    table = re.findall(r"^\| `([\w.]+)` \|", describe("parameters", "--markdown"), re.MULTILINE)
    assert sorted(table) == sorted(found), set(table) ^ set(found)
    print(f"the schema knows {len(found)} parameters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
