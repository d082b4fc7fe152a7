"""Dotted keys: how a place in the file is named in sentences and under ``awaiting_approval``.

A list's entry is named by its ``code`` (``alerts.bp_high.text``) and, where it
has none, by its number counted from 1 (``alerts[3].code``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


def dotted(document: Any, place: Sequence[str | int]) -> str:
    """The name of a place in the parsed file; steps that only pick a kind of condition are left out."""
    name, here = "", document
    for step in place:
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and step < len(here) else None
            code = _code(here)
            name += f".{code}" if code else f"[{step + 1}]"
        elif isinstance(here, dict) and step not in here and here.get("kind") == step:
            continue
        else:
            here = here.get(step) if isinstance(here, dict) else None
            name += f".{step}"
    return name.removeprefix(".")


def every_key(document: Any, above: str = "") -> Iterator[str]:
    """All dotted keys of a parsed file, tables and entries of lists included."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield from _with_below(value, f"{above}.{key}" if above else key)
    elif isinstance(document, list):
        for value in document:
            if code := _code(value):
                yield from _with_below(value, f"{above}.{code}")


def _with_below(value: Any, key: str) -> Iterator[str]:
    yield key
    yield from every_key(value, key)


def _code(entry: Any) -> str | None:
    code = entry.get("code") if isinstance(entry, dict) else None
    return code if isinstance(code, str) and code else None
