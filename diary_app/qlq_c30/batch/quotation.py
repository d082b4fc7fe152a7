"""Taking off quotation marks that change nothing, so that a quoted file is read as fast as a bare one."""

from __future__ import annotations

import re

_RUNS_ON = re.compile(rb'[,\n]"[^",\n]*[,\n]')


def without_needless_marks(data: bytes) -> bytes | None:
    """``data``, whole lines of CSV, with the same cells and no quotation mark; None if it needs some.

    Marks are needless when each cell has none or stands whole between two,
    with no comma, line break or further mark inside. That is so when (1) every
    mark has a cell's border on exactly one side, (2) as many marks open a cell
    as close one, and (3) no opening mark runs on to a border before the next
    mark: by (3) no mark has borders on both sides, so the sums in (1) and (2)
    can only come out right mark by mark.
    """
    if b'"' not in data:
        return data
    lines = b"\n" + data + (b"" if data.endswith(b"\n") else b"\n")
    opening = lines.count(b',"') + lines.count(b'\n"')
    closing = lines.count(b'",') + lines.count(b'"\n') + lines.count(b'"\r\n')
    if opening != closing or opening + closing != data.count(b'"') or _RUNS_ON.search(lines):
        return None
    return data.replace(b'"', b"")
