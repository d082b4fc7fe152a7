"""Made-up tables for the batch tests, and their scores by the scorer for one form."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from diary_app.qlq_c30.scales import CODES
from diary_app.qlq_c30.scoring import score

ITEMS = [f"q{n}" for n in range(1, 31)]
TWOS = ["2"] * 28 + ["4", "4"]


def csv_text(rows: Sequence[Sequence[str]], head: Sequence[str] = ("id", *ITEMS), **how: object) -> str:
    text = io.StringIO()
    returns = any("\r" in cell for row in (head, *rows) for cell in row)
    quoting = csv.QUOTE_ALL if returns else csv.QUOTE_MINIMAL  # "\r" alone is not quoted by every Python
    writer = csv.writer(text, **{"lineterminator": "\n", "quoting": quoting, **how})  # type: ignore[arg-type]
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def numbers(row: Mapping[str, str], prefix: str = "") -> dict[str, float | None]:
    return {code: float(row[prefix + code]) if row[prefix + code] else None for code in CODES}


def close(found: Mapping[str, float | None], wanted: Mapping[str, float | None]) -> bool:
    """The same blanks, and scores within 1e-9."""
    return all(
        (found[code] is None) == (value is None) and (value is None or abs(found[code] - value) <= 1e-9)  # type: ignore[operator]
        for code, value in wanted.items()
    )


def scored(cells: Sequence[str]) -> dict[str, float | None]:
    return score({n: int(cell) if cell else None for n, cell in enumerate(cells, start=1)})
