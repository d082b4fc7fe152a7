"""What goes to standard output: ids, JSON, aligned tables. Nothing typed can steer a terminal."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_

_GAP = "  "
# What JSON itself leaves alone: DEL and C1 controls, line separators, and the marks that turn the
# direction of text, behind which one line of output can look like another.
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = {code: f"\\u{code:04x}" for code in (0x7F, *range(0x80, 0xA0), 0x2028, 0x2029, *_DIRECTIONS)}


class ReaderGone(Exception):
    """Whoever read the output has closed it."""


def put(out: TextIO, text: str) -> None:
    """Write ``text`` and a line end, and see it off.

    Raises :class:`NotSaved` when the output cannot be written,
    :class:`ReaderGone` when nobody reads it any more.
    """
    try:
        out.write(text + "\n")
        out.flush()
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        raise NotSaved(N_("The output could not be written: {why}."), why=error.strerror) from None


def one_line(sentence: str) -> str:
    """A sentence for standard error: on one line, and what was typed cannot steer a terminal from it."""
    return plain(" ".join(sentence.split()))


def json_text(value: Any) -> str:
    """JSON on one line, in UTF-8, without a character that a terminal would obey."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_CONTROLS)


def json_array(rows: Iterable[Any]) -> str:
    """A JSON array with one row a line."""
    lines = [json_text(row) for row in rows]
    return "[" + ",".join(f"\n{line}" for line in lines) + ("\n]" if lines else "]")


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """An aligned table; wide characters count twice, missing values are blank."""
    cells = [[plain(cell) for cell in row] for row in [head, *rows]]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = [_line(row, widths) for row in cells]
    lines.insert(1, _GAP.join("-" * width for width in widths))
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
    return _GAP.join(padded).rstrip()


def plain(value: Any) -> str:
    """A value as a table shows it: on one line, without control characters."""
    if value is None:
        return ""
    text = f"{value:.1f}" if isinstance(value, float) and value != int(value) else _whole(value)
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _whole(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) else str(value).replace("\n", " / ")


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)
