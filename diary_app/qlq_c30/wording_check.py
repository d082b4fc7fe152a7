"""Is this file a wording pack? One sentence on what is wrong, before any text is used."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NoReturn

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.qlq_c30.items import ITEMS, shown

FORMAT = 1
MAX_BYTES = 1_000_000
MAX_LENGTH = 1000
"""Characters in any one text of a pack."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?")
_TEXTS = ("id", "language", "version", "notice", "copyright")
_KEYS = {"format", "official", "headings", "items", *_TEXTS}
_OPTIONAL = {"practice", "sha256"}
_WRONG = N_("The wording file {name} does not fit: {problem}.")
_ITEM_KEYS = {"n", "text", "short", "recall", "options"}


def strict_json(data: bytes | str, name: str) -> dict[str, Any]:
    """The JSON object in ``data``; refuses size, encoding, NaN and repeated keys."""
    if len(data) > MAX_BYTES:
        _wrong(name, "it is larger than a wording pack can be")
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        pack = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise DoesNotFit(_WRONG, name=name, problem="no valid JSON in UTF-8") from error
    if not isinstance(pack, dict):
        _wrong(name, "it is not one JSON object")
    return pack


def check_pack(pack: Mapping[str, Any], name: str) -> None:
    """Refuse a pack that has not exactly 30 questions with the right answers, in order."""
    _check_keys(pack, _KEYS, _OPTIONAL, name, "pack")
    if pack["format"] != FORMAT or type(pack["format"]) is not int:
        _wrong(name, "format " + shown(pack["format"]))
    for key in _TEXTS:
        _check_text(pack[key], name, key, empty=key in ("notice", "copyright"))
    if not _LANGUAGE.fullmatch(pack["language"]):
        _wrong(name, "language " + shown(pack["language"]))
    if type(pack["official"]) is not bool:
        _wrong(name, "official " + shown(pack["official"]))
    if not pack["official"] and not pack["notice"].strip():
        _wrong(name, "notice is empty in an unofficial pack")
    _check_headings(pack["headings"], name)
    _check_items(pack["items"], name)
    if pack.get("practice") is not None:
        _check_keys(pack["practice"], {"text", "short", "options"}, set(), name, "practice")
        _check_question(pack["practice"], 4, name, "practice")


def _check_headings(headings: object, name: str) -> None:
    if not isinstance(headings, dict) or set(headings) != {"none", "past_week"}:
        _wrong(name, "headings must give none and past_week")
    _check_text(headings["none"], name, "headings none", empty=True)
    _check_text(headings["past_week"], name, "headings past_week")


def _check_items(items: object, name: str) -> None:
    if not isinstance(items, list) or len(items) != len(ITEMS):
        count = len(items) if isinstance(items, list) else 0
        _wrong(name, f"{count} questions, not {len(ITEMS)}")
    for row, known in zip(items, ITEMS, strict=True):
        where = f"question {known.n}"
        _check_keys(row, _ITEM_KEYS, set(), name, where)
        if type(row["n"]) is not int or row["n"] != known.n:
            _wrong(name, f"{where} has the number {shown(row['n'])}")
        if row["recall"] != known.recall:
            _wrong(name, f"{where} has the recall period {shown(row['recall'])}, not {known.recall}")
        _check_question(row, known.highest, name, where)


def _check_question(row: Mapping[str, Any], highest: int, name: str, where: str) -> None:
    _check_text(row["text"], name, f"text of {where}")
    _check_text(row["short"], name, f"short of {where}")
    options = row["options"]
    if not isinstance(options, list) or len(options) != highest:
        count = len(options) if isinstance(options, list) else 0
        _wrong(name, f"{where} has {count} answers, not {highest}")
    for value, word in enumerate(options, start=1):
        between = highest == 7 and 1 < value < highest
        _check_text(word, name, f"answer {value} of {where}", empty=between)


def _check_keys(row: object, needed: set[str], optional: set[str], name: str, where: str) -> None:
    if not isinstance(row, Mapping):
        _wrong(name, f"{where} is not an object")
    for key in sorted(needed - row.keys()):
        _wrong(name, f"{where} has no {key}")
    for key in sorted(row.keys() - needed - optional):
        _wrong(name, f"{where} has an unknown {shown(key)}")


def _check_text(text: object, name: str, where: str, *, empty: bool = False) -> None:
    if not isinstance(text, str):
        _wrong(name, f"{where} is not text")
    if not empty and not text.strip():
        _wrong(name, f"{where} is empty")
    if len(text) > MAX_LENGTH or any(_unprintable(char) for char in text):
        _wrong(name, f"{where} is too long or has control characters")


def _unprintable(char: str) -> bool:
    """Control, format (bidi overrides), surrogate and unassigned characters; a line break is fine."""
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _wrong(name: str, problem: str) -> NoReturn:
    raise DoesNotFit(_WRONG, name=name, problem=problem)
