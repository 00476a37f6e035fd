#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tests/export/schema.py PROGRAM SCHEMA FILES...: what extract prints is what its schema says.

The words of JSON Schema that the schema uses are checked here, so that no package is needed; an unknown word fails.
Every field of the metadata table must stand in the schema, and an article with all of them, and with every kind of block,
must hold.
"""
import json
import re
import subprocess
import sys
import tempfile

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


# What a field of a type other than text may hold.
VALUES = {"DATE": "2026-11-25T09:30:00Z", "LANGUAGE": "pt-BR", "URL": "https://courier.example/a", "NAMES": "[Ada Brandt, Bo Li]",
          "WORDS": "[water, grid]"}
BLOCKS = """
## Heading

Text with [a link](https://courier.example/b), a note[^1] and  \na second line.

- item
    1. item in it

  paragraph in it

> Quoted.

::: pull-quote
Quoted again.
:::

```c
int level = 9;
```

| a | b |
|---|---|
| 1 | 2 |

![A gauge](gauge.png "The gauge.")

term
: definition

::: {.note data-role="bio"}
Ada reads the gauge.
:::

* * *

[^1]: The note.
"""
FEED = """<rss><channel><title>Courier</title>
<item><title>Short</title><description>No more than this.</description></item>
<item><title>Long</title><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>&lt;p&gt;All of it.&lt;/p&gt;</content:encoded>
<category>water</category></item></channel></rss>
"""


def full_article(fields, folder):
    """A file whose head sets every field, and whose body has every kind of block."""
    path = folder + "/full.md"
    with open(path, "w", encoding="utf-8") as f:
        f.write("---\n%s\n---\n%s" % ("\n".join("%s: %s" % (name, VALUES.get(kind, '"3"')) for kind, name in fields), BLOCKS))
    return path


def main():
    program, schema_path, *files = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as f:
        schema = json.load(f)
    failures = 0
    with open("src/model/metadata.def", encoding="utf-8") as f:
        fields = re.findall(r'^FIELD\(\w+,\s*(\w+),\s*"([^"]+)"', f.read(), re.M)
    missing = {name for _, name in fields} - schema["$defs"]["article"]["properties"].keys()
    if missing:
        print("not in the schema: %s" % ", ".join(sorted(missing)))
        failures += 1
    with tempfile.TemporaryDirectory() as folder:
        full, feed = full_article(fields, folder), folder + "/feed.xml"
        with open(feed, "w", encoding="utf-8") as f:
            f.write(FEED)
        for inputs in [[name] for name in files] + [files[:3], [full], [feed]]:
            run = subprocess.run([program, "extract", *inputs, "--to", "json"], capture_output=True)
            try:
                said = json.loads(run.stdout)
                found = list(errors(said, schema, schema))
            except ValueError as error:
                said, found = {}, [str(error)]
            if inputs == [full]:
                kinds = {block["kind"] for block in said.get("blocks", [])}
                found += ["%s isn't printed" % name for _, name in fields if name not in said]
                found += ["no %s" % kind for kind in set(schema["$defs"]["block"]["properties"]["kind"]["enum"]) - kinds]
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
