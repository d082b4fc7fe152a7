"""What a backup says of itself, in clear: which store, which versions, how far its log goes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NoReturn

from diary_app.common.errors import NewerVersion
from diary_app.common.i18n import N_
from diary_app.domain.log.canonical import canonical_json
from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import instant_text
from diary_app.domain.log.mark import Mark, NewerMark, mark_of, mark_value

FORMAT = "morning-diary-backup"
VERSION = 2
FIRST_WITH_MARK = 2


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
    except (NewerMark, ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise Unfit(str(problem)) from problem


def read_checked(content: bytes) -> dict[str, Any]:
    """A JSON object whose ``check`` holds, without it (key files too); raises ``ValueError``."""
    value = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refused)
    if not isinstance(value, dict) or value.pop("check", None) != _check_sum(value):
        raise ValueError("the check sum does not fit")
    return value


def _known_version(value: dict[str, Any]) -> int:
    version: int = value.pop("version")
    if version > VERSION:
        raise NewerVersion(
            N_("The backup has version {found}; this program knows up to version {known}."),
            found=version,
            known=VERSION,
        )
    return version


def _manifest(value: dict[str, Any]) -> Manifest:
    value["heads"] = tuple(
        Head(ChainKey(head["origin"], head["epoch"], head["chain"]), head["seq"], head["hash"])
        for head in value["heads"]
    )
    value["made_at"] = datetime.fromisoformat(value["made_at"])
    value["keys"], value["database"] = Part(**value["keys"]), Part(**value["database"])
    value["mark"] = None if value["mark"] is None else mark_of(value["mark"])
    manifest = Manifest(**value)
    if manifest.mark is not None and set(manifest.mark.heads) != set(manifest.heads):
        raise Unfit("mark")
    return manifest


def _check_sum(value: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a field twice")
    return dict(pairs)


def _refused(name: str) -> NoReturn:
    raise ValueError(f"not a number of JSON: {name}")
