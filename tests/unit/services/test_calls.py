"""Calls from the reading that raises them to the answer that settles them, over the one door of writing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import translator
from diary_app.domain.alerts import raised
from diary_app.domain.log.entry import Entry, Kind
from diary_app.domain.pressure import call_rules
from diary_app.domain.protocol import AlertRule, SignPresent
from diary_app.reports.talk import talk_items
from diary_app.services.calls import CallsService, Contact
from diary_app.services.summary.build import raised_alerts
from diary_app.services.summary.scope import Scope, SummaryRequest
from tests.diaries import FIRST, PARTICIPANT, Notebook, alter, day_of, second_trial
from tests.unit.domain.alert_books import book_with, rule

DAY = FIRST + timedelta(days=1)


@pytest.fixture
def book() -> Notebook:
    """The evening of study day 2."""
    book = Notebook()
    book.clock.set(f"{DAY}T20:00")
    return book


def calls(book: Notebook) -> CallsService:
    return CallsService(book.opened, book.service)


def bp(book: Notebook, reading: str, time: str | None = "07:10", day: int = 2) -> str:
    return book.tell("bp", day, time=time, readings=[reading])


def stand(book: Notebook, day: int = 2) -> list[str]:
    return [alert["rule"] for alert in book.shown(day, day)["alerts"]]


def kept(book: Notebook, kind: Kind) -> list[Entry]:
    return [entry for entry in book.entries if entry.kind == kind]


def answered(book: Notebook) -> list[tuple[str, str]]:
    """Rule and what was done, as written."""
    payloads = [entry.payload or {} for entry in kept(book, Kind.ALERT_ANSWERED)]
    return [(payload["rule"], payload["done"]) for payload in payloads]


def alerts_on(book: Notebook, day: date = DAY) -> list[str]:
    return [alert.rule.code for alert in raised(book.diary, day, day, day)]


def make(book: Notebook, rule: AlertRule) -> date:
    """Write what raises a rule of the plan; the day it holds for."""
    condition = rule.condition
    name = type(condition).__name__
    if name == "PressureAtLeast":
        for back in range(condition.days_running):
            bp(book, f"{condition.systolic}/{condition.diastolic}", day=2 - back)
        for sign in condition.any_sign[:1]:
            book.tell("sign", 2, sign=sign, present=True)
    elif name == "SignPresent":
        book.tell("sign", 2, sign=condition.signs[0], present=True)
    elif name == "TemperatureAtLeast":
        book.tell("temperature", 2, celsius=str(condition.celsius))
    elif name == "SeverityIn":
        for back in range(condition.days_running):
            term = (condition.terms or ("tiredness",))[0]
            book.tell("symptom", 2 - back, severities={term: condition.grades[0]})
    elif name == "WeightLossAtLeast":
        book.tell("weight", 1, kg="80")
        book.tell("weight", 2, kg="60")
    else:
        for day in range(1, condition.count + 1):
            book.missed(day)
        return FIRST + timedelta(days=condition.count - 1)
    return DAY


EVERY_RULE = [(plan, rule) for plan in (alter(), second_trial()) for rule in plan.alerts]


@pytest.mark.parametrize(
    ("plan", "rule"), EVERY_RULE, ids=lambda one: getattr(one, "code", getattr(one, "id", ""))
)
@pytest.mark.parametrize("done", ["called", "called_emergency", "measuring_again"])
def test_every_rule_is_shown_answered_settled_and_comes_back(plan, rule, done) -> None:  # type: ignore[no-untyped-def]
    book = Notebook(plan)
    book.clock.set(f"{FIRST + timedelta(days=4)}T20:00")
    day = make(book, rule)
    service = calls(book)
    held = [alert for alert in raised(book.diary, day, day, day) if alert.rule == rule]
    assert [alert.rule.code for alert in held] == [rule.code]
    service.note_shown(held)
    service.note_shown(held)
    [entry] = kept(book, Kind.ALERT_SHOWN)
    assert (entry.payload, entry.about) == (
        {"rule": rule.code, "level": rule.level.value}, {"day": day.isoformat()},
    )  # fmt: skip
    on = day.isoformat()
    before = book.shown(on, on)["alerts"]
    assert [(one["rule"], one.get("answered")) for one in before if one["rule"] == rule.code] == [
        (rule.code, None)
    ]

    entry_id = service.answer(rule.code, day, done)
    [answer] = kept(book, Kind.ALERT_ANSWERED)
    assert answer.payload is not None
    told = {name: value for name, value in answer.payload.items() if name != "met"}
    assert told == {"rule": rule.code, "level": rule.level.value, "done": done}
    assert rule.code in answer.payload["met"]
    after = {one["rule"]: one.get("answered") for one in book.shown(on, on)["alerts"]}
    assert after.get(rule.code) == (None if done != "measuring_again" else "measuring_again")
    assert (rule.code in after) is (done == "measuring_again")
    others = {one["rule"] for one in before} - {rule.code}
    assert set(after) - {rule.code} == others

    undone = book.undo(entry_id)
    assert book.shown(on, on)["alerts"] == before
    book.undo(undone)
    assert {one["rule"]: one.get("answered") for one in book.shown(on, on)["alerts"]} == after


def test_a_later_normal_reading_settles_the_call_and_both_are_logged_with_it(book: Notebook) -> None:
    bp(book, "165/102", "07:10")
    assert stand(book) == ["bp_high"]
    reading = bp(book, "128/82", "09:00")
    assert stand(book) == []
    assert answered(book) == [("bp_high", "measured_again")]
    last, settled = book.entries[-2:]
    assert (last.id, settled.kind) == (reading, "alert_answered")
    assert (settled.about, settled.actor, settled.role) == ({"day": day_of(2)}, last.actor, last.role)
    assert alerts_on(book) == ["bp_high"]  # it was there, and the summary tells of it


@pytest.mark.parametrize(
    ("reading", "time"),
    [
        ("160/90", "09:00"), ("159/100", "09:00"), ("170/95", "09:00"),  # still over
        ("128/82", "06:50"),  # taken before
    ],
)  # fmt: skip
def test_a_reading_over_the_limit_or_taken_before_settles_nothing(
    book: Notebook, reading: str, time: str
) -> None:
    bp(book, "165/102", "07:10")
    bp(book, reading, time)
    assert stand(book) == ["bp_high"]
    assert answered(book) == []


def test_a_normal_reading_of_another_day_settles_nothing(book: Notebook) -> None:
    bp(book, "165/102", "07:10", day=1)
    bp(book, "128/82", "07:10", day=2)
    assert stand(book) == ["bp_high"]
    assert answered(book) == []


@pytest.mark.parametrize(("days_later", "settles"), [(0, True), (1, True), (2, False), (400, False)])
def test_a_call_whose_days_are_over_is_answered_by_no_reading(
    book: Notebook, days_later: int, settles: bool
) -> None:
    bp(book, "165/102", "07:10")
    book.clock.set(f"{DAY + timedelta(days=days_later)}T21:00")
    bp(book, "128/82", "09:00")
    assert answered(book) == ([("bp_high", "measured_again")] if settles else [])
    assert stand(book) == ([] if settles else ["bp_high"])


def test_readings_without_a_time_follow_each_other_as_written(book: Notebook) -> None:
    bp(book, "165/102", None)
    bp(book, "128/82", None)
    assert (stand(book), answered(book)) == ([], [("bp_high", "measured_again")])
    bp(book, "165/102", None)
    assert stand(book) == ["bp_high"]


def test_a_reading_over_the_limit_after_the_normal_one_calls_anew(book: Notebook) -> None:
    for reading, time, standing in (
        ("165/102", "07:10", ["bp_high"]),
        ("128/82", "09:00", []),
        ("166/90", "12:00", ["bp_high"]),
        ("130/80", "14:00", []),
        ("185/121", "16:00", ["bp_very_high"]),
        ("131/80", "18:00", []),
    ):
        bp(book, reading, time)
        assert stand(book) == standing, time
    assert answered(book) == [
        ("bp_high", "measured_again"), ("bp_high", "measured_again"), ("bp_very_high", "measured_again"),
    ]  # fmt: skip


def test_one_over_the_limit_after_i_called_calls_anew_and_one_written_before_does_not(book: Notebook) -> None:
    bp(book, "165/102", "12:00")
    bp(book, "170/100", "07:10")
    calls(book).answer("bp_high", DAY, "called")
    assert stand(book) == []
    bp(book, "128/82", "13:00")
    assert answered(book) == [("bp_high", "called")]
    bp(book, "165/102", "15:00")
    assert stand(book) == ["bp_high"]


def test_what_is_new_after_i_called_calls_anew_and_what_is_known_does_not(book: Notebook) -> None:
    service = calls(book)

    def written(kind: str, **fields: object) -> list[str]:
        book.tell(kind, 2, **fields)
        return stand(book)

    def called() -> None:
        for alert in book.status(2, 2).alerts:
            service.answer(alert.rule.code, DAY, "called")
        assert stand(book) == []

    assert written("symptom", severities={"rash": 3}) == ["severity_3_or_4"]
    called()
    assert written("symptom", severities={"rash": 3, "tiredness": 1}) == []  # the page saved once more
    assert written("symptom", severities={"rash": 4}) == []
    assert written("symptom", severities={"short_of_breath": 4}) == ["severity_3_or_4"]
    called()
    assert written("temperature", celsius="38.5") == ["temperature_high"]
    called()
    assert written("temperature", celsius="38.4") == []
    assert written("temperature", celsius="40.1") == ["temperature_high"]
    called()
    assert written("sign", sign="coughed_blood", present=True) == ["coughed_blood"]
    called()
    assert written("sign", sign="coughed_blood", present=True) == []
    assert written("sign", sign="coughed_blood", present=False) == []
    assert written("sign", sign="coughed_blood", present=True) == []  # it was known when they called


def test_another_sign_of_the_same_rule_after_i_called_calls_anew() -> None:
    book = book_with(rule(SignPresent(signs=("fainting", "black_stool"))))
    book.clock.set(f"{DAY}T20:00")
    service = calls(book)
    service.answer_signs({"fainting": True, "black_stool": False})
    service.answer("rule", DAY, "called")
    service.answer_signs({"coughed_blood": True})
    assert stand(book) == []
    service.answer_signs({"black_stool": True})
    assert stand(book) == ["rule"]
    service.answer("rule", DAY, "called")
    service.answer_signs({"fainting": False})
    assert stand(book) == []


def test_a_symptom_of_two_days_that_is_new_after_i_called_calls_anew(book: Notebook) -> None:
    for day in (1, 2):
        book.tell("symptom", day, severities={"cough": 2, "rash": 2 if day == 1 else 1})
    calls(book).answer("severity_2_two_days", DAY, "called")
    book.tell("symptom", 2, severities={"cough": 2})
    assert stand(book) == []
    book.tell("symptom", 2, severities={"rash": 2})
    assert stand(book) == ["severity_2_two_days"]


@pytest.mark.parametrize("change", ["undo", "correct", "move"])
def test_the_call_is_back_when_the_normal_reading_is_taken_back(book: Notebook, change: str) -> None:
    bp(book, "165/102", "07:10")
    reading = bp(book, "128/82", "09:00")
    if change == "undo":
        book.undo(reading)
    elif change == "correct":
        book.correct(reading, readings=["168/82"])
    else:
        book.correct(reading, day=day_of(1))
    assert stand(book) == ["bp_high"]


def test_undoing_the_answer_of_the_reading_brings_the_call_back(book: Notebook) -> None:
    bp(book, "165/102", "07:10")
    bp(book, "128/82", "09:00")
    book.undo(kept(book, Kind.ALERT_ANSWERED)[0].id)
    assert stand(book) == ["bp_high"]


def test_a_reading_that_was_waited_for_answers_no_call(book: Notebook) -> None:
    book.clock.set(f"{DAY}T07:12")
    bp(book, "165/102", "07:10")
    assert book.today.view().alerts == ()
    bp(book, "128/82", "07:12")
    assert (stand(book), answered(book)) == ([], [])


def test_a_reading_within_the_quarter_of_an_hour_answers_a_call_that_was_shown(book: Notebook) -> None:
    bp(book, "165/102", "07:10")
    calls(book).note_shown(book.status(2, 2).alerts)
    bp(book, "128/82", "07:20")
    assert (stand(book), answered(book)) == ([], [("bp_high", "measured_again")])


def test_of_two_readings_over_the_limit_the_call_stands_at_once(book: Notebook) -> None:
    book.clock.set(f"{DAY}T07:20")
    book.tell("bp", 2, time="07:10", readings=["165/102", "163/101"])
    assert [alert.rule.code for alert in book.today.view().alerts] == ["bp_high"]
    bp(book, "128/82", "07:15")
    assert (stand(book), answered(book)) == ([], [("bp_high", "measured_again")])


@pytest.mark.parametrize("time", ["07:12", "09:00"])
def test_no_reading_settles_an_emergency_that_was_shown(book: Notebook, time: str) -> None:
    bp(book, "185/122", "07:10")
    book.tell("sign", 2, sign="chest_or_back_pain", present=True)
    service = calls(book)
    service.note_shown(book.status(2, 2).alerts)
    bp(book, "128/82", time)
    assert (stand(book), answered(book)) == (["bp_emergency"], [])
    service.answer("bp_emergency", DAY, "called_emergency")
    assert stand(book) == []


def test_a_sign_answered_by_mistake_takes_the_emergency_back(book: Notebook) -> None:
    bp(book, "185/122", "07:10")
    service = calls(book)
    service.answer_signs({"chest_or_back_pain": True}, day=DAY)
    service.note_shown(book.status(2, 2).alerts)
    service.answer_signs({"chest_or_back_pain": False}, day=DAY)
    assert stand(book) == ["bp_very_high"]


def test_an_emergency_after_the_call_stands_by_itself(book: Notebook) -> None:
    bp(book, "185/122", "07:10")
    calls(book).answer("bp_very_high", DAY, "called")
    book.tell("sign", 2, sign="weakness_numbness", present=True)
    assert stand(book) == ["bp_emergency"]


def test_a_call_leaves_when_its_days_are_over_as_the_plan_says(book: Notebook) -> None:
    bp(book, "165/102")
    assert ["bp_high" in stand(book, day) for day in (2, 3, 4)] == [True, True, False]


def test_what_waits_is_not_known_to_be_shown_and_nothing_is_written_twice(book: Notebook) -> None:
    service = calls(book)
    bp(book, "165/102")
    bp(book, "141/91", day=1)
    service.note_shown(book.status(2, 2).alerts)
    assert len(kept(book, Kind.ALERT_SHOWN)) == 2  # the reading, and two days running
    count = len(book.entries)
    again = CallsService(book.opened, book.service)
    book.opened.forget()
    again.note_shown(book.status(2, 2).alerts)
    again.note_shown([])
    assert len(book.entries) == count
    with pytest.raises(DoesNotFit, match="cannot be undone"):  # it was shown
        book.undo(kept(book, Kind.ALERT_SHOWN)[0].id)


def test_what_was_shown_and_is_withheld_is_not_shown_anew(book: Notebook) -> None:
    service, journal = calls(book), book.store.journal
    bp(book, "165/102")
    service.note_shown(book.status(2, 2).alerts)
    journal.log = [
        replace(entry, payload=None) if entry.kind == Kind.ALERT_SHOWN else entry for entry in journal.log
    ]
    journal.take_in([])
    book.opened.forget()
    service.note_shown(book.status(2, 2).alerts)
    assert len(kept(book, Kind.ALERT_SHOWN)) == 1


def told_of_alerts(book: Notebook) -> list[str]:
    """What the visit summary says behind each alert."""
    scope = Scope(book.opened, SummaryRequest(participant=PARTICIPANT, on=DAY))
    tr = translator("en")
    items = talk_items(raised_alerts(scope), (), (), ())
    return [" ".join(detail.text(tr) for detail in item.details) for item in items]


def test_the_summary_tells_the_answer_that_settles_and_else_the_last_one(book: Notebook) -> None:
    service = calls(book)
    bp(book, "165/102")
    assert told_of_alerts(book) == ["On C1 D2. The diary has not shown it."]
    service.note_shown(raised(book.diary, DAY, DAY, DAY))
    assert told_of_alerts(book) == ["On C1 D2. No answer written down."]
    service.answer("bp_high", DAY, "measuring_again")
    assert told_of_alerts(book) == ["On C1 D2. Participant: set out to measure again, 6 January 20:00."]
    service.answer("bp_high", DAY, "called")
    book.clock.set(f"{DAY}T20:30")
    service.answer("bp_high", DAY, "measuring_again")
    assert told_of_alerts(book) == ["On C1 D2. Participant: called the clinic, 6 January 20:00."]


def test_the_summary_tells_of_the_clinics_answer_and_of_the_readings_own(book: Notebook) -> None:
    bp(book, "165/102", "07:10")
    bp(book, "128/82", "09:00")
    told = "Participant: measured again, below the limit, 6 January 20:00."
    assert told_of_alerts(book) == [f"On C1 D2. {told}"]
    bp(book, "166/103", "10:00")
    assert told_of_alerts(book) == [f"On C1 D2. {told}"]  # it was said, though it settles no more
    clinic = Notebook(staff=True)
    clinic.clock.set(f"{DAY}T21:00")
    clinic.take_in(book)
    calls(clinic).answer("bp_high", DAY, "called", participant=PARTICIPANT)
    book.take_in(clinic)
    assert told_of_alerts(book) == ["On C1 D2. Clinic: called the clinic, 6 January 21:00."]


@pytest.mark.parametrize(
    ("rule", "day", "done", "sentence"),
    [
        ("bp_high", DAY, "sms", '"done": sms does not fit; it is one of called, called_emergency, '
         "measuring_again."),
        ("bp_high", DAY, "measured_again", '"done": measured_again does not fit; it is one of called, '
         "called_emergency, measuring_again."),
        ("bp_very_high", DAY, "called", "There is no call bp_very_high for 2026-01-06."),
        ("bp_high", FIRST, "called", "There is no call bp_high for 2026-01-05."),
    ],
)  # fmt: skip
def test_what_is_no_answer_or_no_call_is_refused(
    book: Notebook, rule: str, day: date, done: str, sentence: str
) -> None:
    bp(book, "165/102")
    with pytest.raises(DoesNotFit) as refused:
        calls(book).answer(rule, day, done)
    assert str(refused.value) == sentence
    assert answered(book) == []


def test_what_a_newer_program_calls_an_answer_settles_nothing(book: Notebook) -> None:
    bp(book, "165/102")
    payload = {"rule": "bp_high", "level": "call_today", "done": "sent_a_letter"}
    book.seal(Kind.ALERT_ANSWERED, payload, about={"day": day_of(2)})
    assert book.shown(2, 2)["alerts"][0]["answered"] == "sent_a_letter"


def test_the_clinics_number_goes_before_the_participants_and_newer_before_older(book: Notebook) -> None:
    service = calls(book)
    assert service.contact() is None
    service.write_phone("010-5555 0100")
    service.write_phone("010-5555 0101")
    assert service.contact() == Contact("010-5555 0101", by_clinic=False)
    clinic = Notebook(staff=True)
    clinic.take_in(book)
    calls(clinic).write_phone("010-5555 0199", participant=PARTICIPANT)
    calls(clinic).write_phone("010-5555 0200", participant=PARTICIPANT)  # the clinic may change its own
    book.take_in(clinic)
    assert service.contact() == Contact("010-5555 0200", by_clinic=True)
    with pytest.raises(DoesNotFit, match="only the clinic changes it"):
        service.write_phone("010-5555 0102")
    book.seal(Kind.SETTINGS, {"clinic_phone": "010-5555 0103"})
    assert service.contact() == Contact("010-5555 0200", by_clinic=True)


def test_a_number_is_on_the_participants_chain_and_the_store_still_knows_what_it_is(book: Notebook) -> None:
    nature = book.opened.nature
    entry_id = calls(book).write_phone("（０１０）５５５５－０１００")
    entry = next(entry for entry in book.entries if entry.id == entry_id)
    assert (entry.kind, entry.chain, entry.participant) == ("settings", PARTICIPANT, PARTICIPANT)
    assert entry.payload == {"clinic_phone": "(010)5555-0100"}
    assert (entry.about, entry.role, entry.by) == ({}, "participant", "self")
    del book.opened.nature
    assert book.opened.nature == nature


def test_signs_are_asked_where_they_belong(book: Notebook) -> None:
    service = calls(book)
    general = [
        "black_stool",
        "bleeding_not_stopping",
        "fainting",
        "one_sided_chest_pain",
        "sudden_breathlessness",
    ]

    def page(**severities: int) -> list[str]:
        return [sign.code for sign in service.signs_for_page(severities)]

    assert page() == general
    assert page(bleeding_cough=0, nausea=0) == general
    assert page(bleeding_cough=1) == ["coughed_blood", "coughed_much_blood", *general]
    assert set(page(nausea=2, bleeding_nose=1)) == {*general, "nothing_kept_down", "nosebleed_over_10_min"}
    assert service.signs_for_temperature(Decimal("37.9")) == ()
    assert [sign.code for sign in service.signs_for_temperature(Decimal("38.0"))] == ["fever_over_hour"]
    assert service.signs_for_pressure() == ()
    bp(book, "179/119", "07:10")
    assert service.signs_for_pressure() == ()
    bp(book, "150/120", "07:12")
    assert [sign.code for sign in service.signs_for_pressure()] == [
        "chest_or_back_pain", "sudden_breathlessness", "weakness_numbness", "trouble_seeing_speaking",
    ]  # fmt: skip
    assert service.signs_for_pressure(FIRST) == ()
    bp(book, "150/90", "09:00")
    assert service.signs_for_pressure() == ()


def test_a_sign_answered_yes_stays_on_the_page_until_it_is_taken_back(book: Notebook) -> None:
    service = calls(book)
    service.answer_signs({"nothing_kept_down": True, "fainting": False})
    assert "nothing_kept_down" in [sign.code for sign in service.signs_for_page({})]
    assert service.sign_answers() == {"nothing_kept_down": True, "fainting": False}
    service.answer_signs({"nothing_kept_down": False})
    assert "nothing_kept_down" not in [sign.code for sign in service.signs_for_page({})]


def test_only_new_and_changed_answers_are_written(book: Notebook) -> None:
    service = calls(book)
    assert len(service.answer_signs({"fainting": False, "black_stool": False})) == 2
    assert service.answer_signs({"fainting": False, "black_stool": False}) == []
    assert len(service.answer_signs({"fainting": True, "black_stool": False})) == 1
    assert stand(book) == ["fainting"]
    assert service.sign_answers(FIRST) == {}
    count = len(book.entries)
    with pytest.raises(DoesNotFit):
        service.answer_signs({"fainting": False, "yellow_eyes": True})
    assert len(book.entries) == count


def test_an_old_plan_asks_every_sign_that_no_reading_asks_for() -> None:
    book = Notebook(second_trial())
    book.clock.set(f"{DAY}T20:00")
    assert [sign.code for sign in calls(book).signs_for_page({})] == ["yellow_eyes"]
    assert second_trial().emergency_number is None


def test_a_reading_that_calls_for_nothing_asks_nothing_of_the_alerts(
    book: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object) -> None:
        raise AssertionError("a whole diary is looked through for a plain reading")

    monkeypatch.setattr("diary_app.domain.alerts.raised", asked)
    bp(book, "128/82", "07:10")
    bp(book, "165/102", "08:00")
    assert len(call_rules(alter())) == 2
