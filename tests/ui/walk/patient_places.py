"""The tabs of one patient for the walk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.ui.clinic_store import CLINIC_NOW
from tests.ui.test_clinic_overview import WHOSE, make
from tests.ui.walk.places import Place, Room, Walker


def _tab(walker: Walker, key: str) -> Any:
    """A tab of the patient's page, which is opened first."""
    desk: Any = walker.person.desk
    desk.open_patient(WHOSE, key)
    walker.person.wait()
    return desk.page.tab


def _to(key: str) -> Callable[[Walker], object]:
    return lambda walker: _tab(walker, key)


PATIENT = Room(
    "one patient",
    (
        Place("overview, tables", lambda w: _tab(w, "overview").tables.turn()),
        Place("overview of a course", lambda w: _tab(w, "overview").tables.turn()),
        Place("doses", _to("doses")),
        Place("symptoms", _to("symptoms")),
        Place("blood pressure", _to("pressure")),
        Place("QLQ-C30", _to("qlq")),
        Place("QLQ-C30, past its threshold", lambda w: _tab(w, "qlq").choose("FA")),
        Place("corrections", _to("corrections")),
        Place("files", _to("files")),
    ),
    at=CLINIC_NOW,
    store=make,
)
