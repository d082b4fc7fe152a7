"""Is this file a wording pack? One sentence on what is wrong, before any text is used."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NoReturn

from diary_app.common.errors import DoesNotFit, PlainError
from diary_app.common.i18n import N_
from diary_app.qlq_c30.items import ITEMS, shown

FORMAT = 1
MAX_BYTES = 1_000_000
"""Of a file; one of other programs says much besides the texts."""
MAX_PACK = 100_000
"""Bytes of a pack's canonical JSON: it goes into the log and into every set-up file."""
MAX_LENGTH = 1000
"""Characters in any one text of a pack."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?")
_TEXTS = ("id", "language", "version", "notice", "copyright")
_NAMES = ("id", "version")
_LONGEST_NAME = 60
_KEYS = {"format", "official", "headings", "items", *_TEXTS}
_OPTIONAL = {"practice", "sha256"}
_WRONG = N_("The wording file {name} does not fit: {problem}.")
_ITEM_KEYS = {"n", "text", "short", "recall", "options"}
Where = str | PlainError


def strict_json(data: bytes | str, name: str) -> dict[str, Any]:
    """The JSON object in ``data``; refuses size, encoding, NaN and repeated keys."""
    text = decoded(data, name)
    try:
        pack = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise unfit(name, N_("no valid JSON in UTF-8")) from error
    if not isinstance(pack, dict):
        _wrong(name, N_("it is not one JSON object"))
    return pack


def decoded(data: bytes | str, name: str) -> str:
    """The text of a file; refuses one that is too large or not in UTF-8."""
    if len(data) > MAX_BYTES:
        _wrong(name, N_("it is larger than a wording pack can be"))
    try:
        return data.decode("utf-8-sig") if isinstance(data, bytes) else data
    except ValueError as error:
        raise unfit(name, N_("it is no text in UTF-8")) from error


def check_pack(pack: Mapping[str, Any], name: str) -> None:
    """Refuse a pack that has not exactly 30 questions with the right answers, in order."""
    _check_keys(pack, _KEYS, _OPTIONAL, name, "pack")
    if pack["format"] != FORMAT or type(pack["format"]) is not int:
        _wrong(name, N_("format {value}"), value=shown(pack["format"]))
    for key in _TEXTS:
        _check_text(pack[key], name, key, empty=key in ("notice", "copyright"))
    for key in _NAMES:
        if len(pack[key]) > _LONGEST_NAME or "\n" in pack[key]:
            _wrong(name, N_("{where} is longer than {most} characters"), where=key, most=_LONGEST_NAME)
    if not _LANGUAGE.fullmatch(pack["language"]):
        _wrong(name, N_("language {value}"), value=shown(pack["language"]))
    if type(pack["official"]) is not bool:
        _wrong(name, N_("official {value}"), value=shown(pack["official"]))
    if not pack["official"] and not pack["notice"].strip():
        _wrong(name, N_("notice is empty in an unofficial pack"))
    if pack["official"] and not pack["copyright"].strip():
        _wrong(name, N_("copyright is empty in an official pack"))
    _check_headings(pack["headings"], name)
    _check_items(pack["items"], name)
    if pack.get("practice") is not None:
        _check_keys(pack["practice"], {"text", "short", "options"}, set(), name, "practice")
        _check_question(pack["practice"], 4, name, "practice")


def check_size(canonical: str, name: str) -> None:
    """Refuse a pack whose texts are longer together than a questionnaire's can be."""
    if len(canonical.encode()) > MAX_PACK:
        _wrong(name, N_("its texts together are longer than {most} bytes"), most=MAX_PACK)


def unfit(name: str, problem: str, /, **values: object) -> DoesNotFit:
    """The refusal of the file ``name``; ``problem`` is marked with ``N_`` and names the item."""
    return DoesNotFit(_WRONG, name=name, problem=DoesNotFit(problem, **values))


def question(n: int) -> PlainError:
    """How a refusal names a question."""
    return DoesNotFit(N_("question {n}"), n=n)


def _check_headings(headings: object, name: str) -> None:
    if not isinstance(headings, dict) or set(headings) != {"none", "past_week"}:
        _wrong(name, N_("headings must give none and past_week"))
    _check_text(headings["none"], name, "headings none", empty=True)
    _check_text(headings["past_week"], name, "headings past_week")


def _check_items(items: object, name: str) -> None:
    if not isinstance(items, list) or len(items) != len(ITEMS):
        count = len(items) if isinstance(items, list) else 0
        _wrong(name, N_("{count} questions, not {wanted}"), count=count, wanted=len(ITEMS))
    for row, known in zip(items, ITEMS, strict=True):
        where = question(known.n)
        _check_keys(row, _ITEM_KEYS, set(), name, where)
        if type(row["n"]) is not int or row["n"] != known.n:
            _wrong(name, N_("{where} has the number {value}"), where=where, value=shown(row["n"]))
        if row["recall"] != known.recall:
            _wrong(
                name,
                N_("{where} has the recall period {value}, not {wanted}"),
                where=where,
                value=shown(row["recall"]),
                wanted=known.recall,
            )
        _check_question(row, known.highest, name, where)


def _check_question(row: Mapping[str, Any], highest: int, name: str, where: Where) -> None:
    _check_text(row["text"], name, DoesNotFit(N_("text of {where}"), where=where))
    _check_text(row["short"], name, DoesNotFit(N_("short of {where}"), where=where))
    options = row["options"]
    if not isinstance(options, list) or len(options) != highest:
        count = len(options) if isinstance(options, list) else 0
        _wrong(
            name, N_("{where} has {count} answers, not {wanted}"), where=where, count=count, wanted=highest
        )
    for value, word in enumerate(options, start=1):
        between = highest == 7 and 1 < value < highest
        place = DoesNotFit(N_("answer {value} of {where}"), value=value, where=where)
        _check_text(word, name, place, empty=between)


def _check_keys(row: object, needed: set[str], optional: set[str], name: str, where: Where) -> None:
    if not isinstance(row, Mapping):
        _wrong(name, N_("{where} is not an object"), where=where)
    for key in sorted(needed - row.keys()):
        _wrong(name, N_("{where} has no {key}"), where=where, key=key)
    for key in sorted(row.keys() - needed - optional):
        _wrong(name, N_("{where} has an unknown {key}"), where=where, key=shown(key))


def _check_text(text: object, name: str, where: Where, *, empty: bool = False) -> None:
    if not isinstance(text, str):
        _wrong(name, N_("{where} is not text"), where=where)
    if not empty and not text.strip():
        _wrong(name, N_("{where} is empty"), where=where)
    if len(text) > MAX_LENGTH or any(_unprintable(char) for char in text):
        _wrong(name, N_("{where} is too long or has control characters"), where=where)


def _unprintable(char: str) -> bool:
    """Control, format (bidi overrides), private, surrogate and unassigned characters; a line break is fine.

    The separators of lines and paragraphs (U+2028, U+2029) are none that a file of texts needs.
    """
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _wrong(name: str, problem: str, /, **values: object) -> NoReturn:
    raise unfit(name, problem, **values)
