"""What the Diary page says about one entry, as plain text: pure functions, no widgets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from diary_app.domain.facts import (
    CycleStart,
    Dose,
    DoseLevel,
    Fact,
    Form,
    Hold,
    Pressure,
    SignAnswer,
    SymptomPage,
    Temperature,
    Visit,
    Weight,
)
from diary_app.domain.log.entry import By
from diary_app.domain.protocol import Choice, Protocol
from diary_app.qlq_c30.items import ITEMS
from diary_app.services.history_entries import Change, Written
from diary_app.ui.kit import Kit
from diary_app.ui.pages.history.words import grade_words
from diary_app.ui.pages.today.words import mg_text

_ARROW = "\u2192"


def fact_title(kit: Kit, written: Written) -> tuple[str, str]:
    """(icon, title) of what a record is about."""
    tr = kit.tr
    titles = {
        "dose": ("pill", tr("Capsule")),
        "symptoms": ("smile", tr("Symptoms")),
        "sign": ("circle-alert", tr("Sign")),
        "bp": ("heart-pulse", tr("Blood pressure")),
        "weight": ("user", tr("Weight")),
        "temperature": ("stethoscope", tr("Temperature")),
        "qlq": ("clipboard-list", tr("Questionnaire")),
        "cycle_start": ("calendar-days", tr("Cycle")),
        "hold": ("pause", tr("Pause")),
        "dose_level": ("pill", tr("Dose")),
        "visit": ("stethoscope", tr("Clinic visit")),
        "stop": ("minus", tr("End of treatment")),
    }
    return titles[written.record.kind]


def fact_line(kit: Kit, fact: Fact | None, plan: Protocol) -> str:
    """What a record says, in one line; symptoms of 1 and more by name, then those that were none."""
    tr = kit.tr
    if isinstance(fact, Dose):
        return dose_line(kit, fact, plan)
    if isinstance(fact, SymptomPage):
        return _symptoms_line(kit, fact, plan)
    if isinstance(fact, Pressure):
        readings = tr(", ").join(f"{high}/{low}" for high, low in fact.readings)
        return _at(kit, readings, fact.measured_at)
    if isinstance(fact, Weight):
        return tr("{kg} kg", kg=mg_text(fact.kg))
    if isinstance(fact, Temperature):
        return tr("{degrees} °C", degrees=mg_text(fact.celsius))
    if isinstance(fact, Form):
        return tr("{n} of {all} questions answered", n=len(fact.answers), all=len(ITEMS))
    return _decision_line(kit, fact, plan)


def _decision_line(kit: Kit, fact: Fact | None, plan: Protocol) -> str:
    tr = kit.tr
    if isinstance(fact, SignAnswer):
        label = sign_words(kit, plan, fact.sign)
        return tr("{what}: {answer}", what=label, answer=_present(kit, fact.present))
    if isinstance(fact, CycleStart):
        return tr("A new cycle, {mg} mg a day", mg=mg_text(fact.mg))
    if isinstance(fact, DoseLevel):
        return tr("{mg} mg a day from here on", mg=mg_text(fact.mg))
    if isinstance(fact, Hold):
        if fact.last is None:
            return tr("From this day, until your clinic says otherwise")
        return tr("Until {date}", date=kit.day_and_month(fact.last))
    return tr("Planned or held on this day") if isinstance(fact, Visit) else ""


def dose_line(kit: Kit, dose: Dose, plan: Protocol) -> str:
    """For instance "12 mg at 11:20"; not taken with its reason."""
    if not dose.taken:
        reason = label_of(kit, plan.not_taken_reasons, dose.reason)
        return kit.sentences(kit.tr("Not taken."), kit.tr("{sentence}.", sentence=reason) if reason else "")
    return _at(kit, kit.tr("{mg} mg", mg=mg_text(dose.mg)), dose.taken_at)


def stomach_line(kit: Kit, dose: Dose) -> str:
    """What was said about the stomach."""
    words = {"yes": kit.tr("Empty"), "no": kit.tr("Not empty")}
    return words.get(dose.fasting or "", kit.tr("Not answered"))


def _at(kit: Kit, what: str, moment: datetime | None) -> str:
    if moment is None:
        return what
    return kit.tr("{what} at {time}", what=what, time=kit.clock_time(moment.time()))


def felt(page: SymptomPage) -> list[tuple[str, int]]:
    """(term, severity) of every symptom that was more than none, the strongest first."""
    return sorted(((term, n) for term, n in page.severities.items() if n), key=lambda pair: -pair[1])


def none_line(kit: Kit, page: SymptomPage, plan: Protocol) -> str:
    """The symptoms that were none, in one line."""
    none = [term_words(kit, plan, term) for term, grade in page.severities.items() if grade == 0]
    return kit.tr("None: {which}", which=kit.tr(", ").join(none)) if none else ""


def _symptoms_line(kit: Kit, page: SymptomPage, plan: Protocol) -> str:
    lines = [
        kit.tr("{what}: {answer}", what=term_words(kit, plan, term), answer=grade_words(kit, grade))
        for term, grade in felt(page)
    ]
    return "\n".join(line for line in (*lines, none_line(kit, page, plan)) if line)


def term_words(kit: Kit, plan: Protocol, term: str) -> str:
    """A symptom's name."""
    symptom = plan.symptom(term)
    return symptom.label.in_language(kit.tr.language) if symptom else term


def sign_words(kit: Kit, plan: Protocol, code: str) -> str:
    """A sign's name."""
    sign = next((sign for sign in plan.signs if sign.code == code), None)
    return sign.label.in_language(kit.tr.language) if sign else code


def label_of(kit: Kit, choices: tuple[Choice, ...], code: str | None) -> str:
    """The label of a reason's code; words typed for another one stand as they are."""
    found = next((choice for choice in choices if choice.code == code), None)
    return found.label.in_language(kit.tr.language) if found else code or ""


def provenance(kit: Kit, written: Written) -> str:
    """When and by whom it was first written."""
    tr = kit.tr
    moment = _moment(kit, written.entered_at)
    hands = {
        By.SELF.value: tr("Written {when} by yourself.", when=moment),
        By.HELPER.value: tr("Written {when} with help.", when=moment),
        By.STAFF.value: tr("Written {when} by your clinic.", when=moment),
    }
    line = hands[written.by]
    return kit.sentences(line, "" if written.changes else tr("Not changed since."))


def late_words(kit: Kit, written: Written) -> str:
    """For instance "Written 2 days later"; empty where it was written on its day."""
    if written.lag_days <= 0:
        return ""
    return kit.tr.plural("Written {n} day later", "Written {n} days later", written.lag_days)


def late_reason(kit: Kit, written: Written, plan: Protocol) -> str:
    """Why it came late, in the plan's words; empty where nobody said."""
    return label_of(kit, plan.late_reasons, written.late_reason)


def why_late(kit: Kit, written: Written, reason: str) -> str:
    """The reason of a late entry, in a sentence."""
    if written.lag_days <= 0:  # a questionnaire outside its days
        return kit.tr("Why it was not filled in on its days: {reason}.", reason=reason)
    return kit.tr("Why it was written down later: {reason}.", reason=reason)


def change_line(kit: Kit, change: Change, plan: Protocol) -> str:
    """For instance "Changed 3 June, 08:00 by yourself: time 11:20 → 07:20. Reason: the time was wrong."."""
    tr, moment = kit.tr, _moment(kit, change.entered_at)
    heads = {
        By.SELF.value: tr("Changed {when} by yourself", when=moment),
        By.HELPER.value: tr("Changed {when} with help", when=moment),
        By.STAFF.value: tr("Changed {when} by your clinic", when=moment),
    }
    undone = {
        By.SELF.value: tr("Undone {when} by yourself", when=moment),
        By.HELPER.value: tr("Undone {when} with help", when=moment),
        By.STAFF.value: tr("Undone {when} by your clinic", when=moment),
    }
    head = (undone if change.undone else heads)[change.by]
    told = [
        f"{field_words(kit, name, plan)} "
        f"{value_words(kit, name, old, plan)} {_ARROW} {value_words(kit, name, new, plan)}"
        for name, old, new in change.fields
        if name not in WORKED_OUT
    ]
    line = (
        tr("{head}: {what}.", head=head, what=tr("; ").join(told))
        if told
        else tr("{sentence}.", sentence=head)
    )
    reason = label_of(kit, plan.correction_reasons, change.reason)
    return kit.sentences(line, tr("Reason: {reason}.", reason=reason) if reason else "")


WORKED_OUT = frozenset(
    {"taken_at", "measured_at", "at", "offset", "zone", "capsules", "target", "cycle_day", "dosing_day"}
)
"""Fields that the program works out from others: nobody changed them."""


def _moment(kit: Kit, moment: datetime) -> str:
    return kit.tr("{date}, {time}", date=kit.short_date(moment.date()), time=kit.clock_time(moment.time()))


def field_words(kit: Kit, name: str, plan: Protocol) -> str:
    """The name of a field that was changed, ``a.b`` inside an object."""
    head, _, part = name.partition(".")
    if head == "severities":
        return term_words(kit, plan, part)
    if head == "answers":
        return kit.tr("question {n}", n=part)
    tr = kit.tr
    names = {
        "time": tr("time"),
        "day": tr("day"),
        "fasting": tr("stomach empty"),
        "mg": tr("dose in mg"),
        "status": tr("capsule"),
        "reason": tr("reason"),
        "readings": tr("blood pressure"),
        "kg": tr("weight"),
        "celsius": tr("temperature"),
        "note": tr("note"),
        "present": tr("answer"),
    }
    return names.get(head, head)


def _present(kit: Kit, present: bool) -> str:
    return kit.tr.within("sign", "yes") if present else kit.tr.within("sign", "no")


def value_words(kit: Kit, name: str, value: Any, plan: Protocol) -> str:
    """A value of such a field."""
    tr = kit.tr
    if value is None:
        return tr("no answer")
    if isinstance(value, bool):
        return _present(kit, value)
    head = name.partition(".")[0]
    if head == "severities":
        return grade_words(kit, value)
    if head == "readings":
        return tr(", ").join(f"{high}/{low}" for high, low in value)
    if head == "reason":
        return label_of(kit, plan.not_taken_reasons, value)
    known = {"yes": tr("yes"), "no": tr("no"), "unknown": tr("no answer"), "taken": tr("taken"),
             "not_taken": tr("not taken")}  # fmt: skip
    return known.get(value, str(value)) if isinstance(value, str) else str(value)
