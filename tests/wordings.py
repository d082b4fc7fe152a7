"""Wording packs with invented sentences, in every format that a site may hold."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from diary_app.exchange.wording.csv_pack import COLUMNS
from diary_app.qlq_c30.items import ITEMS

COPYRIGHT = "© Holder of a made-up licence"
HEADING = "During the made-up week:"
FOUR = ("Never", "A bit", "Much", "Utterly")


def sentence(n: int) -> str:
    """What the made-up pack asks as question ``n``."""
    return f"Licensed text of question {n}?"


def options(highest: int) -> list[str]:
    """Made-up answers."""
    return list(FOUR) if highest == 4 else ["Awful", "", "", "", "", "", "Grand"]


def licensed(**changed: Any) -> dict[str, Any]:
    """The own JSON, as plain data."""
    data: dict[str, Any] = {
        "format": 1,
        "id": "made-up-licensed",
        "language": "en",
        "version": "3.0",
        "official": True,
        "notice": "",
        "copyright": COPYRIGHT,
        "headings": {"none": "", "past_week": HEADING},
        "practice": None,
        "items": [
            {"n": one.n, "text": sentence(one.n), "short": f"Short {one.n}", "recall": one.recall,
             "options": options(one.highest)}
            for one in ITEMS
        ],
    }  # fmt: skip
    return {**data, **changed}


def as_json(data: Any) -> bytes:
    """A JSON file."""
    return json.dumps(data, ensure_ascii=False).encode()


def csv_rows() -> list[list[str]]:
    """The lines of the own CSV, the header first."""
    facts = {"id": "made-up-csv", "language": "en-GB", "version": "3.0", "official": "yes", "notice": "",
             "copyright": COPYRIGHT, "heading_past_week": HEADING}  # fmt: skip
    rows = [[key, value] for key, value in facts.items()]
    rows += [[str(one.n), sentence(one.n), "", *options(one.highest)] for one in ITEMS]
    return [list(COLUMNS), *([*row, *[""] * (len(COLUMNS) - len(row))] for row in rows)]


def as_csv(rows: list[list[str]], delimiter: str = ",") -> bytes:
    """A CSV file as spreadsheet programs write one."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def fhir() -> dict[str, Any]:
    """A FHIR R4 Questionnaire, as plain data."""
    return {
        "resourceType": "Questionnaire",
        "id": "made-up-fhir",
        "language": "zh-CN",
        "version": "3.0",
        "status": "active",
        "copyright": COPYRIGHT,
        "item": [
            {"linkId": "a", "type": "group", "text": "All of it", "item": list(map(fhir_item, range(1, 6)))},
            {"linkId": "b", "type": "group", "text": HEADING, "item": list(map(fhir_item, range(6, 31)))},
        ],
    }  # fmt: skip


def fhir_item(n: int) -> dict[str, Any]:
    """One question of it."""
    words = options(ITEMS[n - 1].highest)
    return {
        "linkId": f"QLQ-C30.{n:02d}",
        "type": "choice",
        "text": sentence(n),
        "answerOption": [
            {"valueCoding": {"system": "urn:made-up", "code": str(value), "display": word or str(value)}}
            for value, word in enumerate(words, start=1)
        ],
    }
