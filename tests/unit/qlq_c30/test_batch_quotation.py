from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diary_app.qlq_c30.batch.quotation import without_needless_marks
from tests.support import often


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"a,b\n", b"a,b\n"),
        (b'"a",1\n"b",2\n', b"a,1\nb,2\n"),
        (b'"a",1\r\n"b","2"\r\n', b"a,1\r\nb,2\r\n"),
        (b'"a","",""\n"",1,""', b"a,,\n,1,"),
        (b'"a"', b"a"),
    ],
)
def test_needless_marks_are_taken_off(data: bytes, wanted: bytes) -> None:
    assert without_needless_marks(data) == wanted


@pytest.mark.parametrize(
    "data",
    [b'"a,b",1\n', b'"a\nb",1\n', b'"a""b",1\n', b'a"b,1\n', b'ab",1\n', b'"ab,1\n', b'a,",",b\n',
     b'",a"b,\n', b'""",1\n', b'"\n', b'",\n",\n', b'5" pipe,"x"\n', b'"x"y",1\n', b'"a\r\nb",1\r\n',
     b'"a"\n\nb"'],
)  # fmt: skip
def test_needed_and_stray_marks_are_left_to_the_strict_reader(data: bytes) -> None:
    assert without_needless_marks(data) is None


@settings(max_examples=often(400))
@given(st.text('",\na1', max_size=14))
def test_the_cells_stay_the_same(text: str) -> None:
    bare = without_needless_marks(text.encode())
    if bare is not None:
        assert b'"' not in bare
        read = csv.reader(io.StringIO(text, newline=""), strict=True)
        plain = csv.reader(io.StringIO(bare.decode(), newline=""), quoting=csv.QUOTE_NONE)
        assert cells_of(read) == cells_of(plain)


def cells_of(rows: Iterable[list[str]]) -> list[list[str]]:
    """All but empty lines, which no table of 30 questions has as a row."""
    return [row for row in rows if row not in ([], [""])]
