"""CSV records with the physical line each begins on; refuses what is not CSV in UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_


def _not_text(name: str, line: int) -> DoesNotFit:
    return DoesNotFit(
        N_("{name} is not UTF-8 text (line {line}); save it as CSV in UTF-8."), name=name, line=line
    )


class StrictRows:
    """Iterates (line, cells) from byte ``begin``, which is physical line ``line`` of the file.

    A line break inside quotation marks counts as a line. Empty lines are no
    rows. ``read`` counts the bytes taken, ``line`` is the line after them.
    """

    def __init__(self, file: BinaryIO, name: str, begin: int, line: int) -> None:
        file.seek(begin)
        self._file = file
        self._name = name
        self.read = 0
        self.line = line

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        start = self.line
        try:
            for row in csv.reader(self._lines(), strict=True):
                if row:
                    yield start, row
                start = self.line
        except csv.Error as error:
            raise DoesNotFit(
                N_("{name} is not well-formed CSV from line {line} on: {why}."),
                name=self._name,
                line=start,
                why=error,
            ) from error

    def _lines(self) -> Iterator[str]:
        while data := self._file.readline():
            try:
                text = data.decode("utf-8")
            except UnicodeDecodeError as error:
                raise _not_text(self._name, self.line) from error
            if "\0" in text:
                raise _not_text(self._name, self.line)
            self.read += len(data)
            self.line += 1
            yield text
