"""The own CSV: a line of column names, a few lines about the pack, one line for each of the 30 questions.

``docs/wording.md`` describes it, ``wording template`` writes an empty one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from diary_app.common.i18n import N_
from diary_app.exchange.wording.parts import item_row, own_practice
from diary_app.qlq_c30.items import ITEMS, shown
from diary_app.qlq_c30.wording_check import FORMAT, question, unfit

ANSWERS = tuple(f"answer_{value}" for value in range(1, 8))
COLUMNS = ("row", "text", "short", *ANSWERS)
FACTS = ("id", "language", "version", "official", "notice", "copyright", "heading_past_week")
_MAY_BE_LEFT_OUT = frozenset({"notice"})
_NUMBERS = {str(one.n) for one in ITEMS}
PRACTICE = "practice"
_YES_NO = {"yes": True, "no": False}


def pack_of_csv(text: str, name: str) -> dict[str, Any]:
    """The pack that a CSV text tells, as its JSON object, still to be checked. Raises ``DoesNotFit``."""
    rows = _rows(text, name)
    facts = _facts(rows, name)
    language = facts["language"]
    practice = rows.get(PRACTICE)
    return {
        "format": FORMAT,
        "id": facts["id"],
        "language": language,
        "version": facts["version"],
        "official": _YES_NO[facts["official"].lower()],
        "notice": facts["notice"],
        "copyright": facts["copyright"],
        "headings": {"none": "", "past_week": facts["heading_past_week"]},
        "practice": own_practice(language) if practice is None else _question(practice, 4),
        "items": [item_row(one.n, _question(rows[str(one.n)], one.highest), language) for one in ITEMS],
    }


def _rows(text: str, name: str) -> dict[str, Mapping[str, str]]:
    """The lines by their first cell. Raises ``DoesNotFit`` for another header, a line twice, one too few."""
    dialect = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=dialect, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(lines, [])]
        if tuple(header) != COLUMNS:
            raise unfit(name, N_("its first line is not {columns}"), columns=",".join(COLUMNS))
        found: dict[str, Mapping[str, str]] = {}
        for cells in lines:
            if any(cell.strip() for cell in cells):
                _take(found, [cell.strip() for cell in cells], lines.line_num, name)
    except csv.Error as problem:
        raise unfit(name, N_("line {line} is no line of a CSV file"), line=lines.line_num) from problem
    for one in ITEMS:
        if str(one.n) not in found:
            raise unfit(name, N_("{where} has no line"), where=question(one.n))
    return found


def _take(found: dict[str, Mapping[str, str]], cells: list[str], line: int, name: str) -> None:
    key = cells[0].lower()
    if key not in {*FACTS, *_NUMBERS, PRACTICE}:
        raise unfit(name, N_("line {line} begins with {value}"), line=line, value=shown(cells[0]))
    if key in found:
        raise unfit(name, N_("line {line} is a second one for {value}"), line=line, value=shown(cells[0]))
    if len(cells) > len(COLUMNS):
        raise unfit(name, N_("line {line} has more cells than there are columns"), line=line)
    found[key] = dict(zip(COLUMNS, cells + [""] * (len(COLUMNS) - len(cells)), strict=True))


def _facts(rows: Mapping[str, Mapping[str, str]], name: str) -> dict[str, str]:
    for key in FACTS:
        if key not in rows and key not in _MAY_BE_LEFT_OUT:
            raise unfit(name, N_("{where} has no line"), where=key)
    told = {key: rows[key]["text"] if key in rows else "" for key in FACTS}
    if told["official"].lower() not in _YES_NO:
        raise unfit(name, N_("official is {value}, not yes or no"), value=shown(told["official"]))
    told["language"] = told["language"].replace("-", "_")
    return told


def _question(row: Mapping[str, str], highest: int) -> dict[str, Any]:
    """Text, name and answers; an answer beyond those that the question has stays, and is refused later."""
    answers = [row[column] for column in ANSWERS]
    while len(answers) > highest and not answers[-1]:
        answers.pop()
    return {"text": row["text"], "short": row["short"], "options": answers}


def template() -> str:
    """An empty one, to be filled in: it names every line and holds no text of anybody."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for key in FACTS:
        lines.writerow([key, "yes" if key == "official" else "", *[""] * (len(COLUMNS) - 2)])
    for one in ITEMS:
        lines.writerow([one.n, *[""] * (len(COLUMNS) - 1)])
    return out.getvalue()
