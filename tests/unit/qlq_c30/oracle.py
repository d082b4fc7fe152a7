"""The 1,000 made-up forms with the scores that two independent implementations agree on."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
FORMS = DATA / "qlq_c30_responses.csv"
SCORES = DATA / "qlq_c30_scores.csv"

Answers = dict[int, int | None]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def forms() -> list[tuple[str, Answers]]:
    """(id, answers) of every form."""
    return [
        (row["id"], {n: int(row[f"q{n}"]) if row[f"q{n}"] else None for n in range(1, 31)})
        for row in read(FORMS)
    ]


def scores() -> dict[str, dict[str, float | None]]:
    """id -> code -> score, in the order of the file."""
    return {
        row["id"]: {code: float(text) if text else None for code, text in row.items() if code != "id"}
        for row in read(SCORES)
    }


def whole_form(answer: int = 1, overall: int = 1, **changed: int | None) -> Answers:
    """A form with the same answer everywhere; ``q7=3`` changes one item."""
    form: Answers = {n: answer if n < 29 else overall for n in range(1, 31)}
    for name, value in changed.items():
        form[int(name.removeprefix("q"))] = value
    return form
