"""JSON lines: strict, exact, and one sentence for what is neither."""

from __future__ import annotations

from decimal import Decimal

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.services.strict_lines import parse_line
from tests.diaries import Notebook


@pytest.fixture
def book() -> Notebook:
    return Notebook()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "This is not JSON: see character 2"),
        ("", "This is not JSON"),
        ("[]", "A record line is one JSON object"),
        ('"dose"', "A record line is one JSON object"),
        ("null", "A record line is one JSON object"),
        ('{"mg": NaN}', "NaN is not a number"),
        ('{"mg": -Infinity}', "-Infinity is not a number"),
        ('{"a": 1, "a": 2}', '"a" is there twice'),
        ('{"a": {"b": 1, "b": 1}}', '"b" is there twice'),
        ("[" * 100_000, "This is not strict JSON: it is nested too deeply."),
        ('{"mg": ' + "9" * 5000 + "}", "This is not strict JSON: a number in it is too long."),
        ('{"mg": -' + "9" * 1000 + "}", "This is not strict JSON: a number in it is too long."),
        ('{"mg": 1e99999999999999999999}', "This is not strict JSON"),
        ('{"mg": 12} {"mg": 12}', "This is not JSON"),
        (" " * (256 * 1024 + 1), "The line is too long"),
    ],
)
def test_lines_that_are_not_strict_json(text: str, sentence: str) -> None:
    with pytest.raises(DoesNotFit) as caught:
        parse_line(text)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_decimals_are_read_exactly() -> None:
    assert parse_line('{"kg": 61.10}') == {"kg": Decimal("61.10")}
    assert parse_line('{"kg": 1e999999999}')["kg"].adjusted() == 999999999


def test_record_stops_at_the_first_line_that_does_not_fit_and_keeps_those_before(book: Notebook) -> None:
    lines = ['{"kind":"weight","day":"2026-01-06","kg":61.5}', "", '{"kind":"weight","day":"2026-01-06"}',
             '{"kind":"weight","day":"2026-01-06","kg":62}']  # fmt: skip
    written: list[str] = []
    with pytest.raises(DoesNotFit, match='Line 3: "kg" is missing'):
        written.extend(book.service.record_lines(lines))
    assert [row["values"] for row in book.rows("vitals")] == [[61.5]]


def test_nor_from_names_given_twice() -> None:
    with pytest.raises(DoesNotFit) as caught:
        parse_line('{"a\\n\\u202e": 1, "a\\n\\u202e": 2}')
    assert all(char.isprintable() for char in str(caught.value))
