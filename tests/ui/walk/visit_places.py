"""The Visits tab and the page To review for the walk: a patient with every kind of record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support import FixedClock
from tests.ui.clinic_store import CLINIC_NOW, make_clinic_store
from tests.ui.walk.places import Place, Room, Walker

WHO = "S003-009"
_VISIT = {
    "ecog": 1,
    "kg": "61.5",
    "readings": ["142/88"],
    "pulse": 72,
    "celsius": "36.8",
    "decision": "reduced",
    "reason": "hands and feet",
    "response": "SD",
    "next_start": "2026-05-07",
}
LINES: list[dict[str, Any]] = [
    {"kind": "dispense", "day": "2026-04-13", "mg": 12, "capsules": 14},
    {"kind": "return", "day": "2026-05-04", "mg": 12, "capsules": 2, "lost": 1, "note": "one fell down"},
    {"kind": "visit", "day": "2026-05-04", **_VISIT},
    {"kind": "visit", "day": "2026-07-01", "note": "scan"},
    {"kind": "cycle_start", "day": "2026-05-07", "mg": 10, "reason": "platelets"},
    {"kind": "hold", "from": "2026-05-10", "to": "2026-05-27", "reason": "blood pressure"},
    {"kind": "dose_level", "day": "2026-05-28", "mg": 8, "reason": "protein in the urine"},
    {
        "kind": "adverse_event",
        "day": "2026-06-01",
        "term": "Loose stools",
        "grade": 2,
        "symptom": "diarrhoea",
    },
    {"kind": "adverse_event", "day": "2026-05-02", "term": "Hypertension", "grade": 2, "relation": "related"},
    {"kind": "medication", "day": "2019-03-01", "name": "Amlodipine", "dose": "5 mg a day"},
    {"kind": "reviewed", "day": "2026-04-18", "rule": "doses_missed", "done": "called", "note": "felt sick"},
]


def make(folder: Path, clock: FixedClock) -> None:
    """The made-up clinic, with the records of a patient's first two cycles."""
    make_clinic_store(folder, clock, {WHO: LINES})


def _tab(walker: Walker) -> Any:
    return walker.person.desk.pages["patient"].tab


def _form(name: str, **values: str) -> Callable[[Walker], None]:
    def go(walker: Walker) -> None:
        tab = _tab(walker)
        tab.open_form(name)
        for field, text in values.items():
            tab.form.inputs[field].put(text)
        if values:
            walker.person.click(tab.form.save_button)

    return go


def _serious(walker: Walker) -> None:
    _form("event")(walker)
    serious = _tab(walker).form.inputs["serious"]
    serious.put("yes")
    serious.edited.emit()  # as a person chooses


def _row(button: str) -> Callable[[Walker], None]:
    def go(walker: Walker) -> None:
        _tab(walker).give_up()
        walker.person.wait()
        walker.person.click(getattr(_tab(walker).story.events.entry_rows()[0], button))

    return go


def _answer(walker: Walker) -> None:
    page = walker.person.desk.page
    walker.person.click(page.cards[0].button)
    walker.person.click(page.cards[0].form.save_button)


VISITS = Room(
    "clinic's visits",
    (
        Place("visits", lambda w: w.person.desk.open_patient(WHO, "visits")),
        Place("a planned visit with findings", _form("visit", day="2026-07-02", ecog="1")),
        Place("a serious event", _serious),
        Place("a hold", _form("hold")),
        Place("an event corrected", _row("correct_button")),
        Place("an event taken back", _row("undo_button")),
        Place("to review", lambda w: (_tab(w).give_up(), w.person.open("review"))),
        Place("an answer without its code", _answer),
        Place("reviewed", lambda w: w.person.click(w.person.desk.page.filters.choices[1])),
    ),
    at=CLINIC_NOW,
    store=make,
)
