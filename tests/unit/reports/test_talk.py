from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from diary_app.charts.days import PlanDay
from diary_app.common.i18n import Translator
from diary_app.domain.calls import DONE
from diary_app.reports.dose_sections import Correction, LateEntry, OddDay, OddKind
from diary_app.reports.summary import ScaleRow, TalkItem, TalkLevel
from diary_app.reports.talk import MOST_PLACES, RaisedAlert, ToldAnswer, talk_items

DAY = date(2026, 6, 1)


def place(n: int, cycle: int = 8) -> PlanDay:
    return PlanDay(DAY + timedelta(days=n), cycle, n + 1)


def odd(kind: OddKind, first: int, last: int | None = None) -> OddDay:
    return OddDay(kind=kind, first=place(first), last=place(first if last is None else last))


def scale(
    code: str, base: float | None, now: float | None, direction: str | None, beyond: bool | None
) -> ScaleRow:
    change = None if base is None or now is None else now - base
    return ScaleRow(
        code=code,
        baseline=base,
        previous=None,
        now=now,
        change=change,
        direction=direction,  # type: ignore[arg-type]
        beyond_threshold=beyond,
    )


def words(item: TalkItem, tr: Translator) -> str:
    return " ".join([item.headline.text(tr), *[detail.text(tr) for detail in item.details]])


def test_nothing_to_talk_about_is_an_empty_list() -> None:
    fine = scale("FA", 33.3, 33.3, "same", False)
    assert talk_items([], [fine], [odd(OddKind.LATE, 1), odd(OddKind.HELD, 2, 4)], []) == ()


def test_the_most_pressing_comes_first() -> None:
    alerts = [
        RaisedAlert(TalkLevel.CALL_SOON, "c", "soon", place(1)),
        RaisedAlert(TalkLevel.EMERGENCY, "z", "now", place(2)),
        RaisedAlert(TalkLevel.CALL_TODAY, "a", "today", place(3)),
    ]
    late = [LateEntry(place(1), 3)]
    worse = [scale("FA", 0.0, 33.3, "worse", False)]
    items = talk_items(alerts, worse, [odd(OddKind.OFF_PLAN, 4)], late)
    assert [item.level for item in items] == [
        TalkLevel.EMERGENCY,
        TalkLevel.CALL_TODAY,
        TalkLevel.CALL_SOON,
        TalkLevel.LOOK,
        TalkLevel.LOOK,
        TalkLevel.NOTE,
    ]


def test_an_alert_of_one_rule_is_one_item_with_its_last_day(en: Translator) -> None:
    alerts = [RaisedAlert(TalkLevel.CALL_TODAY, "bp", "Pressure", place(n)) for n in (9, 3, 5)]
    [item] = talk_items(alerts, [], [], [])
    assert words(item, en) == "Pressure On 3 days, the last C8 D10. No answer written down."
    [single] = talk_items(alerts[:1], [], [], [])
    assert words(single, en) == "Pressure On C8 D10. No answer written down."


def test_nobody_is_said_to_have_left_open_what_was_never_shown(en: Translator) -> None:
    unseen = RaisedAlert(TalkLevel.CALL_TODAY, "bp", "Pressure", place(3), shown=False)
    [item] = talk_items([unseen], [], [], [])
    assert words(item, en) == "Pressure On C8 D4. The diary has not shown it."
    [both] = talk_items([unseen, replace(unseen, day=place(9), shown=True)], [], [], [])
    assert words(both, en) == "Pressure On 2 days, the last C8 D10. No answer written down."


@pytest.mark.parametrize(
    ("done", "by_participant", "told"),
    [
        ("called", True, "Participant: called the clinic, 12 June 08:10."),
        ("called_emergency", True, "Participant: called emergency services, 12 June 08:10."),
        ("measured_again", True, "Participant: measured again, below the limit, 12 June 08:10."),
        ("measuring_again", True, "Participant: set out to measure again, 12 June 08:10."),
        ("called", False, "Clinic: called the clinic, 12 June 08:10."),
        ("sent_a_letter", True, "Participant: sent_a_letter, 12 June 08:10."),
    ],
)
def test_an_alert_says_what_somebody_said_they_did(
    en: Translator, done: str, by_participant: bool, told: str
) -> None:
    answer = ToldAnswer(done, datetime(2026, 6, 12, 8, 10, tzinfo=UTC), by_participant)
    alert = RaisedAlert(TalkLevel.CALL_TODAY, "bp", "Pressure", place(3))
    [item] = talk_items([replace(alert, answer=answer)], [], [], [])
    assert words(item, en) == f"Pressure On C8 D4. {told}"
    later = replace(alert, day=place(9))
    [both] = talk_items([replace(alert, answer=answer), later], [], [], [])
    assert words(both, en) == (
        f"Pressure On 2 days, the last C8 D10. {told} No answer written down for 1 day."
    )


def test_every_answer_that_can_be_written_has_words(en: Translator) -> None:
    for done in DONE:
        answer = ToldAnswer(done, datetime(2026, 6, 12, 8, 10, tzinfo=UTC), True)
        [item] = talk_items(
            [RaisedAlert(TalkLevel.CALL_TODAY, "bp", "Pressure", place(3), answer)], [], [], []
        )
        assert done not in words(item, en) or done == "called"


def test_the_two_flags_stay_apart(en: Translator) -> None:
    scales = [
        scale("FA", 100 / 3, 500 / 9, "worse", True),
        scale("DI", 0.0, 100 / 3, "worse", True),
        scale("AP", 0.0, 100 / 3, "worse", False),
        scale("DY", 100 / 3, 100 / 3, "same", True),
        scale("CO", 100 / 3, 0.0, "better", False),
        scale("QL2", 50.0, 58.3, "same", None),
    ]
    both, worse, beyond = [words(item, en) for item in talk_items([], scales, [], [])]
    assert both == (
        "Worse than at baseline and beyond the threshold for clinical importance. "
        "QLQ-C30: Diarrhoea +33.3 (now 33.3), Fatigue +22.2 (now 55.6)."
    )
    assert worse == "Worse than at baseline. QLQ-C30: Appetite loss +33.3 (now 33.3)."
    assert beyond == (
        "Beyond the threshold for clinical importance, not worse than at baseline. QLQ-C30: Dyspnoea 33.3."
    )


def test_without_a_baseline_nothing_is_said_about_change(en: Translator) -> None:
    [item] = talk_items([], [scale("DY", None, 100 / 3, None, True)], [], [])
    assert words(item, en) == "Beyond the threshold for clinical importance. QLQ-C30: Dyspnoea 33.3."


def test_two_open_doses_are_worth_a_talk_and_one_is_not(en: Translator) -> None:
    assert talk_items([], [], [odd(OddKind.NOT_TAKEN, 1)], []) == ()
    [item] = talk_items([], [], [odd(OddKind.NOT_TAKEN, 1), odd(OddKind.NOT_RECORDED, 2)], [])
    assert words(item, en) == "2 capsules not taken or not recorded. Not taken: C8 D2. No entry: C8 D3."


def test_a_stretch_counts_all_its_days(en: Translator) -> None:
    [item] = talk_items([], [], [odd(OddKind.NOT_RECORDED, 3, 9)], [])
    assert words(item, en) == "7 capsules not taken or not recorded. No entry: C8 D4 to D10."


def test_off_plan_doses_and_the_participants_corrections(en: Translator) -> None:
    fixed = replace(
        odd(OddKind.CORRECTED, 5),
        correction=Correction(field="Time", before="11:40", after="10:15", by_participant=True),
    )
    by_clinic = replace(
        odd(OddKind.CORRECTED, 6),
        correction=Correction(field="Time", before="11:40", after="10:15", by_participant=False),
    )
    items = talk_items([], [], [odd(OddKind.OFF_PLAN, 1), fixed, by_clinic], [])
    assert [words(item, en) for item in items] == [
        "1 dose off plan. On C8 D2.",
        "1 dose record was corrected by the participant. On C8 D6.",
    ]


def test_late_entries_name_the_longest(en: Translator, zh: Translator) -> None:
    late = [LateEntry(place(2), 1), LateEntry(place(4), 6), LateEntry(place(5), 2)]
    [item] = talk_items([], [], [], late)
    assert (
        words(item, en)
        == "3 days were written down later than the day itself. The longest after 6 days, for C8 D5."
    )
    assert item.headline.text(zh) == "3 天的记录是事后补记的。"


def test_many_days_are_named_up_to_a_limit_and_then_counted(en: Translator) -> None:
    many = [odd(OddKind.OFF_PLAN, n) for n in range(0, 40, 2)]
    [item] = talk_items([], [], many, [])
    assert words(item, en).count("C8 D") == MOST_PLACES
    assert words(item, en).endswith("12 more.")
    assert words(item, en).startswith("20 doses off plan.")
