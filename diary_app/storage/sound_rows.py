"""A quick look whether a row of the log is just as it was hashed.

Its yes is as good as that of the whole check (``domain.log.chain``): the same
bytes are hashed, after it was made sure that they are in the one canonical
form. Its no says nothing: such a row is to be read as an entry and checked in
the ordinary way. It exists because a clinic's log has half a million rows.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from typing import Any, NoReturn

from diary_app.storage.tables.fixed import LOG

COLUMNS = tuple(column.name for column in LOG.columns)
_SAFE_INTEGER = 2**53 - 1
_LONG_NUMBER = re.compile(r"(?:^|[:,\[-])[0-9]{16}")
# The form that entry.instant_text writes; years of fewer digits are written otherwise on some systems.
_INSTANT = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_REMEMBERED = 4096


class SoundRows:
    """Looks at rows one after the other. What it remembers of their texts goes with it."""

    def __init__(self) -> None:
        self._is_exact = lru_cache(_REMEMBERED)(_is_exact)

    def holds(self, row: Any) -> bool:
        """Whether the row (by ``COLUMNS``, as the database gives it) certainly keeps commitments and hash."""
        try:
            return self._holds(*row)
        except (ValueError, TypeError, RecursionError):
            return False

    def _holds(
        self, id_: Any, origin: Any, epoch: Any, chain: Any, seq: Any, counter: Any, kind: Any,
        participant: Any, about: Any, entered_at: Any, entered_offset: Any, entered_zone: Any,
        monotonic: Any, boot: Any, clock_suspect: Any, actor: Any, role: Any, by: Any, device: Any,
        app_version: Any, v: Any, payload: Any, payload_salt: Any, payload_commitment: Any, note: Any,
        note_salt: Any, note_commitment: Any, corrects: Any, reason: Any, key: Any, prev_hash: Any,
        hash_: Any,
    ) -> bool:  # fmt: skip
        for number in (epoch, seq, counter, monotonic, v):
            if type(number) is not int or not -_SAFE_INTEGER <= number <= _SAFE_INTEGER:
                return False
        if not self._is_exact(about) or not _is_instant(entered_at) or type(clock_suspect) is not bool:
            return False
        if payload is not None and not self._is_exact(payload):
            return False
        if not _committed(payload, payload_salt, payload_commitment):
            return False
        if not _committed(None if note is None else _quoted(note), note_salt, note_commitment):
            return False
        # the fields of entry.HASHED_FIELDS by name, payload and note as commitments
        hashed = (
            f'{{"about":{about},"actor":{_quoted(actor)},"app_version":{_quoted(app_version)},'
            f'"boot":{_quoted(boot)},"by":{_quoted(by)},"chain":{_quoted(chain)},'
            f'"clock_suspect":{"true" if clock_suspect else "false"},"corrects":{_or_null(corrects)},'
            f'"counter":{counter},"device":{_quoted(device)},"entered_at":"{entered_at}",'
            f'"entered_offset":{_quoted(entered_offset)},"entered_zone":{_quoted(entered_zone)},'
            f'"epoch":{epoch},"id":{_quoted(id_)},"key":{_or_null(key)},"kind":{_quoted(kind)},'
            f'"monotonic":{monotonic},"note":{_or_null(note_commitment)},"origin":{_quoted(origin)},'
            f'"participant":{_or_null(participant)},"payload":{_quoted(payload_commitment)},'
            f'"prev_hash":{_or_null(prev_hash)},"reason":{_or_null(reason)},"role":{_quoted(role)},'
            f'"seq":{seq},"v":{v}}}'
        )
        return bool(sha256(hashed.encode("utf-8")).hexdigest() == hash_)


def _committed(text: str | None, salt: Any, commitment: Any) -> bool:
    """Whether ``text``, the canonical form of a value, was committed to; without a salt it was withheld."""
    if text is None or salt is None:
        return text is None and salt is None
    return bool(sha256(bytes.fromhex(salt) + text.encode("utf-8")).hexdigest() == commitment)


def _or_null(text: Any) -> str:
    return "null" if text is None else _quoted(text)


def _is_instant(text: Any) -> bool:
    return _INSTANT.fullmatch(text) is not None and datetime.fromisoformat(text) is not None


def _is_exact(text: Any) -> bool:
    """Whether ``text`` is certainly the canonical form of a value of the log.

    Of ASCII alone, without escapes that were not needed, numbers with a point
    or digits in such a row that the number could be too large.
    """
    if type(text) is not str or not text.isascii() or _LONG_NUMBER.search(text):
        return False
    return bool(_encoded(_decoded(text)) == text)


def _refused(_: str) -> NoReturn:
    raise ValueError


_decoded = json.JSONDecoder(parse_float=_refused, parse_constant=_refused).decode
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
