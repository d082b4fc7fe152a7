"""What a backup says of itself, in clear: which store, which versions, how far its log goes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from diary_app.common.errors import NewerVersion
from diary_app.common.i18n import N_
from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import instant_text
from diary_app.domain.log.mark import Mark, NewerMark, mark_of, mark_value
from diary_app.storage.folder import SMALLEST_DATABASE

FORMAT = "morning-diary-backup"
VERSION = 2
FIRST_WITH_MARK = 2
_LEAST = {"log_schema": 1, "projection": 0, "epoch": 1, "entries": 0, "counter": 0}
_LONGEST = 80
_HASH = re.compile(r"[0-9a-f]{64}")


class Unfit(Exception):
    """These bytes are not what this program wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Another member of the backup: its length in bytes and its SHA-256 as 64 hex digits."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands in the manifest of a backup.

    ``counter``: the highest logical clock in the log. ``made_at``: UTC.
    ``program``: its version. ``mark``: the same heads, signed; ``None`` in
    version 1 and before the diary had a key.
    """

    store: str
    program: str
    log_schema: int
    projection: int
    epoch: int
    entries: int
    counter: int
    heads: tuple[Head, ...]
    made_at: datetime
    keys: Part
    database: Part
    mark: Mark | None = None


def heads_value(heads: Sequence[Head]) -> list[dict[str, Any]]:
    """Heads as they stand in manifests and payloads."""
    return [{**head.key._asdict(), "seq": head.seq, "hash": head.hash} for head in heads]


def facts_told(manifest: Manifest) -> dict[str, Any]:
    """What the database of the backup must agree with, besides its heads."""
    return {"store": manifest.store, **{name: getattr(manifest, name) for name in _LEAST}}


def encode(manifest: Manifest) -> bytes:
    """The manifest's bytes, with a check sum that tells damage from a newer version."""
    value: dict[str, Any] = asdict(manifest)
    value["format"], value["version"] = FORMAT, VERSION
    value["heads"] = heads_value(manifest.heads)
    value["mark"] = None if manifest.mark is None else mark_value(manifest.mark)
    value["made_at"] = instant_text(manifest.made_at)
    value["check"] = _check_sum(value)
    return canonical_json(value)


def decode(content: bytes) -> Manifest:
    """Read a manifest's bytes. Raises ``Unfit``, or ``NewerVersion`` for a whole one of a newer program."""
    try:
        value = read_checked(content)
        if value.pop("format") != FORMAT:
            raise Unfit("format")
        version = _known_version(value)
        if version < FIRST_WITH_MARK:
            value["mark"] = None
        return _manifest(value)
    except (NewerMark, ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as problem:
        raise Unfit(str(problem)) from problem


def read_checked(content: bytes) -> dict[str, Any]:
    """A JSON object whose ``check`` holds, without it (key files too); raises ``ValueError``."""
    value = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refused)
    if not isinstance(value, dict) or value.pop("check", None) != _check_sum(value):
        raise ValueError("the check sum does not fit")
    return value


def _known_version(value: dict[str, Any]) -> int:
    version = _number(value.pop("version"), 1)
    if version > VERSION:
        raise NewerVersion(
            N_("The backup has version {found}; this program knows up to version {known}."),
            found=version,
            known=VERSION,
        )
    return version


def _manifest(value: dict[str, Any]) -> Manifest:
    manifest = Manifest(
        store=_text(value.pop("store")),
        program=_text(value.pop("program")),
        **{name: _number(value.pop(name), least) for name, least in _LEAST.items()},
        heads=_heads(value.pop("heads")),
        made_at=_instant(value.pop("made_at")),
        keys=_part(value.pop("keys")),
        database=_part(value.pop("database"), SMALLEST_DATABASE),
        mark=None if (mark := value.pop("mark")) is None else mark_of(mark),
    )
    if value:
        raise Unfit("a field too many")
    if manifest.entries != sum(head.seq for head in manifest.heads):
        raise Unfit("entries")  # they are numbered without gaps
    if manifest.mark is not None and set(manifest.mark.heads) != set(manifest.heads):
        raise Unfit("mark")
    return manifest


def _heads(value: object) -> tuple[Head, ...]:
    if not isinstance(value, list):
        raise Unfit("heads")
    heads = tuple(map(_head, value))
    if len({head.key for head in heads}) != len(heads):
        raise Unfit("heads twice")
    return heads


def _head(value: object) -> Head:
    if not isinstance(value, dict) or set(value) != {"origin", "epoch", "chain", "seq", "hash"}:
        raise Unfit("head")
    key = ChainKey(_text(value["origin"]), _number(value["epoch"], 1), _text(value["chain"]))
    return Head(key, _number(value["seq"], 1), _hash(value["hash"]))


def _part(value: object, least: int = 0) -> Part:
    if not isinstance(value, dict) or set(value) != {"bytes", "sha256"}:
        raise Unfit("part")
    return Part(bytes=_number(value["bytes"], least), sha256=_hash(value["sha256"]))


def _number(value: object, least: int) -> int:
    if type(value) is not int or not least <= value < 2**53:
        raise Unfit("number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST or not value.isprintable():
        raise Unfit("text")
    return value


def _hash(value: object) -> str:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise Unfit("digits")
    return value


def _instant(value: object) -> datetime:
    if not isinstance(value, str):
        raise Unfit("instant")
    found = datetime.fromisoformat(value)
    if found.tzinfo is None or instant_text(found) != value:
        raise Unfit("instant")
    return found.astimezone(UTC)


def _check_sum(value: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a field twice")
    return dict(pairs)


def _refused(name: str) -> NoReturn:
    raise ValueError(f"not a number of JSON: {name}")
