"""The published tables of the snapshot format, written from the declarations themselves.

``python -m ansinh.people.describe docs/snapshot-format.md`` renews the generated part of the page.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa

from ansinh.engine.entities import Default, EntityMap, EntityType, Fact
from ansinh.people.columns import codes
from ansinh.people.layout import ATTRIBUTES, Layout, law_entities

BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"


def format_tables(entities: EntityMap) -> str:
    """Markdown: one table a file, one line a column."""
    layout = Layout(entities)
    return "\n\n".join(_one(layout, entity) for entity in entities)


def renewed(page: str, entities: EntityMap) -> str:
    """The page with its generated part written anew."""
    head, rest = page.split(BEGIN)
    tail = rest.split(END)[1]
    return f"{head}{BEGIN}\n\n{format_tables(entities)}\n\n{END}{tail}"


def _one(layout: Layout, entity: EntityType) -> str:
    owner = f", belongs to `{entity.owner.name}`" if entity.owner else ""
    lines = [
        f"### `{entity.table}.parquet`",
        "",
        f"{entity.en} ({entity.vi}){owner}.",
        "",
        "| column | type | meaning | empty means |",
        "|---|---|---|---|",
    ]
    lines += [_line(layout, entity, field) for field in layout.schema(entity)]
    return "\n".join(lines)


def _line(layout: Layout, entity: EntityType, field: pa.Field) -> str:
    name = field.name
    if name in entity.facts:
        fact = entity.facts[name]
        meaning = f"{fact.en} ({fact.vi}){_limits(fact)}"
        return f"| `{name}` | {_type(fact)} | {meaning} | {_empty(fact)} |"
    for attribute in ATTRIBUTES.get(entity.name, ()):
        if attribute.name == name:
            meaning = f"{attribute.en}; rules cannot read it"
            return f"| `{name}` | {_plain(field)} | {meaning} | not known |"
    if name == "id":
        return "| `id` | int64 | Identifier, used once in the file | never empty |"
    relation = entity.relations[name.removesuffix("_id")]
    target = f"`id` of `{layout.entities[relation.target].table}.parquet`"
    if relation.kind == "owner":
        return f"| `{name}` | int64 | Owner: {target} | never empty |"
    return f"| `{name}` | int64 | {relation.en}: {target} | nobody, or not known |"


def _type(fact: Fact) -> str:
    plain = {
        "bool": "boolean",
        "int": "int32",
        "money": "int64, đồng",
        "date": "date32",
        "rate": f"decimal(18, {fact.decimals})",
    }
    if fact.type == "choice":
        return "text: " + ", ".join(f"`{code}`" for code in codes(fact))
    unit = f", {fact.unit}" if fact.unit and fact.type != "money" else ""
    return plain[fact.type] + unit


def _plain(field: pa.Field) -> str:
    return {pa.string(): "text", pa.bool_(): "boolean"}.get(field.type, "date32")


def _limits(fact: Fact) -> str:
    limits = [
        f"{word} {limit:,}" if isinstance(limit, int) else f"{word} {limit}"
        for word, limit in (("from", fact.least), ("to", fact.most))
        if limit is not None
    ]
    return f"; {' '.join(limits)}" if limits else ""


def _empty(fact: Fact) -> str:
    if not isinstance(fact.missing, Default):
        return "unknown"
    value = fact.missing.value
    text = getattr(value, "code", None) or str(value)
    return f"{text}: {fact.missing.reason}"


def main(path: str) -> None:
    """Renew the generated part of the page at ``path``."""
    page = Path(path)
    page.write_text(renewed(page.read_text(encoding="utf-8"), law_entities()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
