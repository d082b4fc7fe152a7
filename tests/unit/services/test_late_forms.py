"""A questionnaire outside its window may say why; one that came into it meanwhile needs no reason."""

from __future__ import annotations

import pytest

from diary_app.qlq_c30.administration import Submission
from diary_app.services.questionnaires import QuestionnaireService
from tests.diaries import Notebook, day_of

FORM = Submission(
    answers={1: 2}, declined=(), not_seen=tuple(range(2, 31)), left_open=(), wording="0" * 64,
    practice_done_at=None,
)  # fmt: skip


@pytest.mark.parametrize(("day", "outside"), [(35, True), (36, False), (50, False), (51, True)])
def test_a_reason_is_kept_outside_the_window_and_refuses_no_form_inside(day: int, outside: bool) -> None:
    book = Notebook()
    book.clock.set(f"{day_of(day)}T08:00")
    service = QuestionnaireService(book.opened, book.service)
    assert service.outside_window() is outside
    service.submit(FORM, late_reason="felt_too_ill")
    [row] = book.rows("qlq")
    assert (row["late_reason"], row["window_state"] != "in_window") == (
        "felt_too_ill" if outside else None,
        outside,
    )
