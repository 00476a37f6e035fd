#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tests/export/schema.py PROGRAM SCHEMA FILES...: what extract prints is what its schema says.

The words of JSON Schema that the schema uses are checked here, so that no package is needed; an unknown word fails.
Every field of the metadata table must stand in the schema.
"""
import json
import re
import subprocess
import sys

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool}
SILENT = {"description", "title", "$schema", "$id", "$defs"}


def errors(value, schema, root, path="$"):
    """Where and how a value isn't what the schema says."""
    for word, want in schema.items():
        if word in SILENT:
            continue
        elif word == "$ref":
            target = root
            for part in want.split("/")[1:]:
                target = target[part]
            yield from errors(value, target, root, path)
        elif word == "anyOf":
            tries = [list(errors(value, one, root, path)) for one in want]
            if all(tries):
                yield min(tries, key=len)[0]
        elif word == "type":
            is_integer = isinstance(value, int) and not isinstance(value, bool)
            if not (is_integer if want == "integer" else isinstance(value, TYPES[want])):
                yield "%s: is no %s" % (path, want)
        elif word == "enum":
            if value not in want:
                yield "%s: %r is none of them" % (path, value)
        elif word == "pattern":
            if isinstance(value, str) and not re.search(want, value):
                yield "%s: %r isn't like %s" % (path, value, want)
        elif word in ("minimum", "maximum"):
            if isinstance(value, int) and (value < want if word == "minimum" else value > want):
                yield "%s: %r is out of bounds" % (path, value)
        elif word == "required":
            if isinstance(value, dict):
                yield from ("%s: %s is missing" % (path, name) for name in want if name not in value)
        elif word == "properties":
            if isinstance(value, dict):
                for name in value.keys() & want.keys():
                    yield from errors(value[name], want[name], root, "%s.%s" % (path, name))
        elif word == "additionalProperties":
            if isinstance(value, dict):
                yield from ("%s: %s isn't in the schema" % (path, name) for name in value.keys() - schema["properties"].keys())
        elif word == "items":
            if isinstance(value, list):
                for number, item in enumerate(value):
                    yield from errors(item, want, root, "%s[%d]" % (path, number))
        else:
            sys.exit("the schema says '%s', which this test doesn't know" % word)


def main():
    program, schema_path, *files = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as f:
        schema = json.load(f)
    failures = 0
    with open("src/model/metadata.def", encoding="utf-8") as f:
        fields = re.findall(r'^FIELD\(\w+,\s*\w+,\s*"([^"]+)"', f.read(), re.M)
    missing = set(fields) - schema["$defs"]["article"]["properties"].keys()
    if missing:
        print("not in the schema: %s" % ", ".join(sorted(missing)))
        failures += 1
    for inputs in [[name] for name in files] + [files[:3]]:
        run = subprocess.run([program, "extract", *inputs, "--to", "json"], capture_output=True)
        try:
            found = list(errors(json.loads(run.stdout), schema, schema))
        except ValueError as error:
            found = [str(error)]
        for error in found[:3]:
            print("%s: %s" % (" ".join(inputs), error))
        failures += bool(found)
    broken = {"blocks": [{"kind": "poem"}], "dropped": [], "warnings": [], "titel": ""}
    if len(list(errors(broken, schema["$defs"]["article"], schema))) != 2:
        print("a broken article passes")
        failures += 1
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
