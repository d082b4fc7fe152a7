"""Lines about paper: a pass, a form with blanks, and the plan's say on double entry."""

from __future__ import annotations

from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.domain.clinic.paper import PaperKind, twice_by_plan
from diary_app.protocols.loader import find_protocol, parse_protocol
from tests.diaries import Notebook, alter

FORM: dict[str, Any] = {"kind": "qlq", "day": "2026-01-19", "mode": "paper", "answers": {"1": 2}}
PAPER: dict[str, Any] = {"passes": ["a", "b"], "same_person": False, "settled": []}
SETTLED: dict[str, Any] = {"cell": "3", "first": 1, "second": None, "how": "first", "value": 1, "reason": "x"}


@pytest.fixture
def book() -> Notebook:
    return Notebook()


def test_a_blank_has_a_place_of_its_own(book: Notebook) -> None:
    line = FORM | {"declined": [2], "blank": [3, 4], "paper": PAPER | {"settled": [SETTLED]}}
    held = book.record(book.service.write(line)).payload
    assert (held["answers"], held["declined"], held["blank"]) == ({"1": 2}, [2], [3, 4])
    assert held["not_seen"] == list(range(5, 31))
    assert held["paper"]["settled"] == [SETTLED | {"by": None}]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (FORM | {"mode": "self", "blank": [3]}, "on paper"),
        (FORM | {"mode": "interview", "paper": PAPER}, "on paper"),
        (FORM | {"blank": [1]}, "Item 1"),
        (FORM | {"blank": [31]}, "31"),
        (FORM | {"paper": PAPER | {"passes": []}}, "one pass or two"),
        (FORM | {"paper": PAPER | {"colour": "red"}}, "colour"),
        (FORM | {"paper": PAPER | {"settled": [SETTLED | {"reason": " "}]}}, "reason"),
        (FORM | {"paper": PAPER | {"settled": [SETTLED | {"how": "guess"}]}}, "guess"),
        (FORM | {"paper": PAPER | {"settled": [3]}}, "3"),
        ({"kind": "dose", "day": "2026-01-06", "source": "memory"}, "memory"),
        ({"kind": "hold", "from": "2026-01-06", "reason": "rash", "source": "paper"}, "source"),
        ({"kind": "weight", "day": "2026-01-06", "kg": 60, "source": "memory"}, "memory"),
    ],
)
def test_what_does_not_fit(book: Notebook, line: dict[str, Any], word: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        book.service.write(line)
    assert word in str(refused.value)


def test_a_pass_belongs_into_a_clinics_store(book: Notebook) -> None:
    line = {"kind": "paper_entry", "day": "2026-01-19", "form": "qlq", "step": "first", "answers": {"1": 2}}
    with pytest.raises(DoesNotFit, match="clinic"):
        book.service.write(line)


def test_the_plan_says_what_is_typed_twice() -> None:
    assert twice_by_plan(PaperKind.QLQ, alter())
    assert not twice_by_plan(PaperKind.DIARY, alter())
    text = find_protocol("alter-s003").text.replace(
        "[regimen]", "[paper]\nqlq_double_entry = false\ndiary_double_entry = true\n\n[regimen]", 1
    )
    other = parse_protocol(text, "plan").protocol
    assert not twice_by_plan(PaperKind.QLQ, other)
    assert twice_by_plan(PaperKind.DIARY, other)
    with pytest.raises(DoesNotFit, match="paper"):
        parse_protocol(text.replace("qlq_double_entry", "qlq_triple_entry"), "plan")
