from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from diary_app.charts.days import PlanDay
from diary_app.common.i18n import Translator
from diary_app.reports.formats import (
    change_text,
    date_text,
    day_place,
    form_label,
    mg_text,
    moment_text,
    percent_text,
    place_span,
    pressure_text,
    score_text,
    sentences,
    span_text,
)

DAY = date(2026, 6, 19)


@pytest.mark.parametrize(
    ("value", "text"),
    [(100 / 3, "33.3"), (500 / 9, "55.6"), (0.0, "0.0"), (-0.0, "0.0"), (100.0, "100.0"), (None, "–")],
)
def test_scores_have_one_decimal(value: float | None, text: str) -> None:
    assert score_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (500 / 9 - 100 / 3, "+22.2"),
        (-40 / 3, "−13.3"),
        (0.0, "0.0"),
        (-0.04, "0.0"),
        (0.04, "0.0"),
        (-0.06, "−0.1"),
        (None, "–"),
    ],
)
def test_changes_are_signed_with_a_real_minus_and_zero_has_none(value: float | None, text: str) -> None:
    assert change_text(value) == text


def test_a_hundred_percent_means_all_of_them() -> None:
    assert percent_text(100 * 489 / 490) == "99.8%"
    assert percent_text(100.0) == "100.0%"
    assert percent_text(None) == "–"


@pytest.mark.parametrize(
    ("mg", "text"),
    [
        (Decimal("1204"), "1,204"),
        (Decimal("12.0"), "12"),
        (Decimal("7.5"), "7.5"),
        (1392.0, "1,392"),
        (10, "10"),
    ],
)
def test_amounts_have_no_needless_zeros(mg: Decimal | float | int, text: str) -> None:
    assert mg_text(mg) == text


def test_pressures_show_a_decimal_only_where_there_is_one() -> None:
    assert pressure_text(162, 101) == "162/101"
    assert pressure_text(141.5, 90.0) == "141.5/90"


def test_dates_follow_the_language(en: Translator, zh: Translator) -> None:
    assert date_text(DAY, en) == "19 June 2026"
    assert date_text(DAY, zh) == "2026 年 6 月 19 日"
    printed = datetime(2026, 6, 19, 9, 5, tzinfo=timezone(timedelta(hours=8)))
    assert moment_text(printed, en) == "19 June 2026, 09:05"


def test_spans_say_no_more_than_needed(en: Translator, zh: Translator) -> None:
    assert span_text(DAY, DAY, en) == "19 June 2026"
    assert span_text(date(2026, 6, 1), DAY, en) == "1 to 19 June 2026"
    assert span_text(date(2026, 6, 1), DAY, zh) == "2026 年 6 月 1～19 日"
    assert span_text(date(2025, 6, 1), DAY, en) == "1 June 2025 to 19 June 2026"
    assert span_text(None, DAY, en) == "up to 19 June 2026"


def test_places_within_and_across_cycles(en: Translator) -> None:
    first, last, later = (
        PlanDay(DAY, 4, 9),
        PlanDay(DAY + timedelta(2), 4, 11),
        PlanDay(DAY + timedelta(20), 5, 1),
    )
    assert place_span(first, last, en) == "C4 D9 to D11"
    assert place_span(first, later, en) == "C4 D9 to C5 D1"
    assert place_span(first, first, en) == "C4 D9"
    assert day_place(PlanDay(DAY), en) == "19 June 2026"


def test_forms_are_named_by_their_place(en: Translator) -> None:
    assert form_label(PlanDay(DAY), en, baseline=True) == "Base"
    assert form_label(PlanDay(DAY, 7, 3), en, baseline=False) == "C7"
    assert form_label(PlanDay(DAY), en, baseline=False) == "19 June"


def test_sentences_stand_apart_in_english_only(en: Translator, zh: Translator) -> None:
    assert sentences(["One.", "", "Two."], en) == "One. Two."
    assert sentences(["一。", "二。"], zh) == "一。二。"


def test_halves_are_rounded_up_as_a_person_rounds() -> None:
    assert percent_text(83.25) == "83.3%"
    assert (score_text(6.25), change_text(-6.25)) == ("6.3", "\N{MINUS SIGN}6.3")
