"""The clinic's pages and states for the walk; a place of one's own page is one line here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.services.transfer.preview import FileKind, Incoming, TakenInReport
from tests.ui.clinic_store import CLINIC_NOW, make_clinic_store, make_empty_clinic_store
from tests.ui.walk.paper_places import PAPER
from tests.ui.walk.patient_places import PATIENT
from tests.ui.walk.people_places import PEOPLE
from tests.ui.walk.places import Place, Room, Walker
from tests.ui.walk.visit_places import VISITS


def _desk(walker: Walker) -> Any:
    return walker.person.desk


def _page(key: str) -> Callable[[Walker], None]:
    def go(walker: Walker) -> None:
        walker.person.open(key)

    return go


def _tab(key: str, participant: str = "S003-009") -> Callable[[Walker], None]:
    return lambda walker: _desk(walker).open_patient(participant, key)


def _add_refused(walker: Walker) -> None:
    _desk(walker).page.add_patient()
    walker.person.type("S003 021")
    walker.person.click(_desk(walker).page.form.known)
    walker.person.click(_desk(walker).page.form.save_button)


def _waiting(walker: Walker) -> None:
    page = _desk(walker).pages["patients"]
    page.go_back()
    page.parts.waiting.say(3, ["S003-011", "S003-020", "S003-022"])
    page.say_notice("This did not work.", "The diary was not saved: no space left.")


def _found_nobody(walker: Walker) -> None:
    page = _desk(walker).pages["patients"]
    page.parts.waiting.say(0)
    page.clear_notice()
    page.parts.find_field.setText("99")


def _hand_over(walker: Walker) -> None:
    _desk(walker).open_patient("S003-014")
    walker.person.wait()
    _desk(walker).page.hand_over()


def _set_up_file(walker: Walker) -> None:
    panel = _desk(walker).page.panel
    panel.setup_card.make(Path(walker.person.services.opened.store.folder) / "p.setup")
    panel.receipt.row.result.say("Nothing of S003-014's diary was taken in yet.", "bad")


def _import(walker: Walker) -> None:
    page = walker.person.open("import")
    whose: Any = {"participant": "S003-009", "kind": FileKind.SEALED, "content": b""}
    looked = Incoming(
        name="monday.diary", new=7, known=3, by_kind={"dose": 4, "symptoms": 2, "settings": 1},
        first_day=date(2026, 6, 15), last_day=date(2026, 6, 18), new_device=True, **whose,
    )  # fmt: skip
    bad = Incoming(name="letter.pdf", content=b"", problem=DoesNotFit("The PDF carries no sealed diary."))
    whose.pop("content")
    page._show([looked, bad], [TakenInReport(name="tuesday.pdf", new=1, known=0, **whose)])


CLINIC = Room(
    "clinic",
    (
        Place("patients", _page("patients")),
        Place("patients, waiting files", _waiting),
        Place("patients, nobody found", _found_nobody),
        Place("import", _import),
        Place("patient, overview", _tab("overview")),
        Place("patient, hand over", _hand_over),
        Place("patient, set-up file made", _set_up_file),
        Place("clinic's settings", _page("settings")),
        Place("clinic's help", _page("help")),
        Place("add a patient, refused", lambda w: (w.person.open("patients"), _add_refused(w))),
    ),
    at=CLINIC_NOW,
    store=make_clinic_store,
)
NOBODY = Room(
    "clinic, nobody enrolled",
    (Place("no patients yet", _page("patients")),),
    at=CLINIC_NOW,
    store=make_empty_clinic_store,
)
CLINIC_ROOMS = (CLINIC, PATIENT, VISITS, NOBODY, PAPER, PEOPLE)
"""Others add their room, or a line to one of these."""
