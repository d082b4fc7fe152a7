"""Writes a parsed plan back as TOML, so that a test can change one key and load the whole text."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

Place = tuple[str | int, ...]


def parsed(path: Path) -> dict[str, Any]:
    """The file's document, numbers kept exactly."""
    as_decimal: Callable[[str], Any] = Decimal
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=as_decimal)


def written(document: dict[str, Any]) -> str:
    """The document as TOML text, one line a key."""
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in document.items())


def key_places(value: Any, above: Place = ()) -> Iterator[Place]:
    """The place of every key, in tables and in the tables of lists."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield (*above, key)
            yield from key_places(below, (*above, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from key_places(below, (*above, number))


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case time() | int() | Decimal():
            return str(value)
        case list():
            return "[" + ", ".join(map(_value, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{_key(key)} = {_value(below)}" for key, below in value.items()) + "}"
    raise AssertionError(f"no TOML for {value!r}")
