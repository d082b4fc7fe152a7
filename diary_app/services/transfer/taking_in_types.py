"""Whether a fact that came from another device holds values of the kinds it declares.

``domain.facts`` says of each field what it is; pages and charts rely on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from diary_app.domain.facts import Fact

_DIGITS = 6


def fits(fact: Fact) -> bool:
    """Whether every field of a fact is of its declared type; no number is infinite or absurd."""
    kind: Any = type(fact)
    hints = _hints(kind)
    return all(_is(getattr(fact, field.name), hints[field.name]) for field in fields(fact))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _is(value: object, hint: Any) -> bool:
    kind, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if kind in (Union, UnionType):
        return any(_is(value, each) for each in inner)
    if kind is not None and issubclass(kind, Mapping):
        held = isinstance(value, Mapping)
        return held and all(_is(k, inner[0]) and _is(v, inner[1]) for k, v in value.items())  # type: ignore[attr-defined]
    if kind is Sequence:
        return isinstance(value, list | tuple) and all(_is(each, inner[0]) for each in value)
    if kind is tuple:
        return isinstance(value, tuple) and _tuple_is(value, inner)
    if hint is Decimal:
        return isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < _DIGITS
    if hint is int:
        return type(value) is int and abs(value) < 10**_DIGITS
    if hint is datetime:
        return isinstance(value, datetime) and value.tzinfo is not None
    return type(value) is hint if hint in (bool, str) else isinstance(value, hint)


def _tuple_is(value: tuple[Any, ...], inner: tuple[Any, ...]) -> bool:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return all(_is(each, inner[0]) for each in value)
    return len(value) == len(inner) and all(map(_is, value, inner))
