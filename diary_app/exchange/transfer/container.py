"""What the files of the hand-over have in common: a signed head of one line, and a body that it names.

The head is canonical JSON (RFC 8785) of a few kilobytes: what the file is, whom
it is about, the size and SHA-256 of the body, and the signature over all of
that. So who signed is known before the body, which may be large, is read.
Nothing is read that does not stand as this program writes it, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.entry import instant_text

LARGEST_HEAD = 8 * 1024
LARGEST_BODY = 24 * 1024 * 1024
MOST_PARTS = 2_000_000
"""Commas, colons and brackets: a small file of nothing else would take a hundred times its size in memory."""
LONGEST_NAME = 80
DIGITS = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_SALT = re.compile(r"[0-9a-f]{32}")


class Unfit(ValueError):
    """These bytes are not as this program writes them."""


class NewerFile(Exception):
    """A file of a newer program; ``args`` are its version and the one that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A file whose parts belong together; who signed it is still to be asked.

    ``facts``: the head without format, version, body and signature; ``signed``:
    what the signature is over.
    """

    facts: Mapping[str, Any]
    body: bytes
    signature: str
    signed: bytes


def pack(
    kind: str, version: int, facts: Mapping[str, Any], body: object, sign: Callable[[bytes], str]
) -> bytes:
    """A file of the format ``kind``; ``sign`` gives a signature of 128 hex digits."""
    content = canonical_json(body)  # type: ignore[arg-type]
    head = {
        **facts,
        "format": kind,
        "version": version,
        "body": {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()},
    }
    signature = sign(canonical_json(head))
    return canonical_json({**head, "signature": signature}) + b"\n" + content


def is_of_kind(kind: str, content: bytes) -> bool:
    """Whether a file calls itself one of the format ``kind``, whatever is in it."""
    return f'"format":"{kind}"'.encode("ascii") in content[:LARGEST_HEAD].partition(b"\n")[0]


def unpack(kind: str, version: int, fields: set[str], content: bytes) -> Container:
    """The parts of a file; ``fields``: the names of its facts. Raises ``Unfit`` or ``NewerFile``."""
    line, found, body = content.partition(b"\n")
    if not found or len(line) > LARGEST_HEAD or len(body) > LARGEST_BODY:
        raise Unfit("size")
    head = read_json(line)
    if not isinstance(head, dict) or head.get("format") != kind:
        raise Unfit("format")
    if number(head.get("version")) > version:
        raise NewerFile(head["version"], version)
    if set(head) != fields | {"format", "version", "body", "signature"}:
        raise Unfit("fields")
    told = {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    if head["body"] != told:
        raise Unfit("body")
    signature = text(head.pop("signature"), _SIGNATURE)
    facts = {name: head[name] for name in fields}
    return Container(facts=facts, body=body, signature=signature, signed=canonical_json(head))


def read_json(content: bytes) -> Any:
    """A canonical JSON value without fractions, of a capped number of parts. Raises ``Unfit``."""
    if sum(map(content.count, b",:[{")) > MOST_PARTS:
        raise Unfit("too many parts")
    try:
        value = json.loads(content.decode("utf-8"), parse_constant=_refused, parse_float=_refused)
        if canonical_json(value) != content:  # a name twice, or another order
            raise Unfit("not canonical")
    except (ValueError, TypeError, RecursionError) as problem:
        raise Unfit(str(problem)) from None
    return value


def fields_of(value: object, names: set[str]) -> dict[str, Any]:
    """An object with exactly these names."""
    if not isinstance(value, dict) or set(value) != names:
        raise Unfit("fields")
    return value


def number(value: object, least: int = 1) -> int:
    """A whole number that JSON holds exactly."""
    if type(value) is not int or not least <= value < 2**53:
        raise Unfit("number")
    return value


def name(value: object) -> str:
    """A short text that names something."""
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST_NAME:
        raise Unfit("name")
    return value


def text(value: object, shape: re.Pattern[str]) -> str:
    """A text of one shape."""
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise Unfit("shape")
    return value


def digits(value: object) -> str:
    """A SHA-256 or a public key, 64 hex digits."""
    return text(value, DIGITS)


def salt(value: object) -> str:
    """A salt or nonce of 16 bytes, as hex digits."""
    return text(value, _SALT)


def boolean(value: object) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise Unfit("boolean")
    return value


def instant(value: object) -> datetime:
    """A UTC instant as the log writes it."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        if found is not None and found.tzinfo is not None and instant_text(found) == value:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Unfit("instant")


def _refused(value: str) -> NoReturn:
    raise Unfit(f"not a number of these files: {value[:20]}")
