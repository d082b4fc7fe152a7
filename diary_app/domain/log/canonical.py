"""Canonical JSON after RFC 8785 (JCS), for the values a log entry may hold.

The log holds no floating-point numbers (decimals travel as strings), so the
one hard part of RFC 8785, the number format of section 3.2.2.3, does not arise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring as _quoted

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]
_SAFE_INTEGER = 2**53 - 1


def canonical_json(value: Json) -> bytes:
    """UTF-8 bytes of ``value`` in the one form that hashes are taken over.

    Object keys are ordered by their UTF-16 code units (RFC 8785 section 3.2.3),
    there is no white space, and strings escape only what they must. Raises
    ``TypeError`` for a value the log cannot hold and ``ValueError`` for an
    integer beyond 2^53 - 1 or a lone surrogate.
    """
    return _text(value).encode("utf-8")


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
        return "{" + ",".join([f"{_quoted(name)}:{_text(value[name])}" for name in _in_order(value)]) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return "[" + ",".join(map(_text, value)) + "]"
    raise TypeError(f"not a value of the log: {type(value).__name__}")


def _in_order(names: Mapping[str, Json]) -> list[str]:
    if "".join(names).isascii():  # refuses a name that is no text
        return sorted(names)  # the same order, sooner
    return sorted(names, key=_utf16)


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")
