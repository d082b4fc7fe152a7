"""Canonical JSON after RFC 8785 (JCS), for the values a log entry may hold.

The log holds no floating-point numbers (decimals travel as strings), so the
one hard part of RFC 8785, the number format of section 3.2.2.3, does not arise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring as _quoted

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]
_SAFE_INTEGER = 2**53 - 1
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical_json(value: Json) -> bytes:
    """UTF-8 bytes of ``value`` in the one form that hashes are taken over.

    Object keys are ordered by their UTF-16 code units (RFC 8785 section 3.2.3),
    there is no white space, and strings escape only what they must. Raises
    ``TypeError`` for a value the log cannot hold and ``ValueError`` for an
    integer beyond 2^53 - 1 or a lone surrogate.
    """
    return (_encoded(value) if _is_simple(value) else _text(value)).encode("utf-8")


def _is_simple(value: object) -> bool:
    """Whether Python's own encoder writes ``value`` in the canonical form, only sooner.

    Names in ASCII have the same order by code point and by UTF-16 unit.
    """
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return abs(value) <= _SAFE_INTEGER  # type: ignore[arg-type]
    if kind is dict:
        names = all(type(name) is str and name.isascii() for name in value)  # type: ignore[attr-defined]
        return names and all(map(_is_simple, value.values()))  # type: ignore[attr-defined]
    return kind is list and all(map(_is_simple, value))  # type: ignore[call-overload]


def _text(value: Json) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if abs(value) > _SAFE_INTEGER:
            raise ValueError(f"integer beyond 2^53 - 1: {value}")
        return str(value)
    if isinstance(value, Mapping):
        names = sorted(value, key=_utf16)
        return "{" + ",".join([f"{_quoted(name)}:{_text(value[name])}" for name in names]) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return "[" + ",".join(map(_text, value)) + "]"
    raise TypeError(f"not a value of the log: {type(value).__name__}")


def _utf16(name: object) -> bytes:
    if not isinstance(name, str):
        raise TypeError(f"not a name of the log: {type(name).__name__}")
    return name.encode("utf-16-be")
