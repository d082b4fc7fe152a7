"""A questionnaire outside its window may say why; one that came into it meanwhile needs no reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diary_app.common.i18n import translator
from diary_app.qlq_c30.administration import Submission
from diary_app.qlq_c30.wording import load
from diary_app.reports.pages.qlq_table import form_line
from diary_app.services.questionnaires import QuestionnaireService
from diary_app.services.summary.scope import Scope, SummaryRequest
from diary_app.services.summary.scores import qlq_section
from tests.diaries import PARTICIPANT, Notebook, day_of

FORM = Submission(
    answers={1: 2}, declined=(), not_seen=tuple(range(2, 31)), left_open=(), wording=load("en").sha256,
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


def test_the_summary_says_why_a_form_came_outside_its_window() -> None:
    book = Notebook()
    book.clock.set(f"{day_of(51)}T08:00")
    QuestionnaireService(book.opened, book.service).submit(FORM, late_reason="felt_too_ill")
    section = qlq_section(Scope(book.opened, SummaryRequest(participant=PARTICIPANT)))
    [shown] = filter(None, (section.baseline, section.previous, section.now))
    line = form_line(shown, translator("en"))
    assert line.endswith(": I felt too ill.")
    assert form_line(replace(shown, reason=""), translator("en")) == line.replace(": I felt too ill", "")
