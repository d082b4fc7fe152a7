"""Paper entry for the walk: each step of a questionnaire and of a diary sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt

from diary_app.domain.clinic.paper import PaperKind, PaperRef, Typing
from diary_app.domain.clinic.paper_compare import How, Settlement
from tests.ui.clinic_store import CLINIC_NOW, make_clinic_store
from tests.ui.walk.places import Place, Room, Walker

FORM = PaperRef("S003-007", PaperKind.QLQ, date(2026, 6, 19))
SHEET = PaperRef("S003-014", PaperKind.DIARY, date(2026, 6, 18))
ANSWERS: dict[str, Any] = {str(item): 1 + item % 4 for item in range(1, 31)}


def _page(walker: Walker) -> Any:
    return walker.person.desk.pages["paper"]


def _open(walker: Walker, ref: PaperRef) -> None:
    _page(walker).open_paper(ref)
    walker.person.wait()


def _typed(walker: Walker, **changed: Any) -> None:
    """One more pass over the questionnaire, and the page of what comes then."""
    cells = {**ANSWERS, **{name.removeprefix("n"): value for name, value in changed.items()}}
    walker.person.ask(lambda: walker.person.services.paper.finish(FORM, Typing(cells=cells)))
    _open(walker, FORM)


def _settled(walker: Walker) -> None:
    how = [Settlement(cell=cell, how=How.SECOND, reason="one line off") for cell in ("17", "26")]
    walker.person.ask(lambda: walker.person.services.paper.settle(FORM, how))
    _open(walker, FORM)


def _refused(walker: Walker) -> None:
    walker.person.press(Qt.Key.Key_7)


def _nothing_said(walker: Walker) -> None:
    card = _page(walker).form.settle_card
    card.options.choose(3)
    card.settle()


def _undated(walker: Walker) -> None:
    _page(walker).list.choose_patient(FORM.participant)
    walker.person.click(_page(walker).list.start)


def _new_sheet(walker: Walker) -> None:
    page = _page(walker)
    page.go_back()
    walker.person.wait()
    page.list.choose_patient(SHEET.participant)
    page.list.kind.control.setCurrentIndex(1)
    page.list.day.control.say(QDate(SHEET.day))
    walker.person.click(page.list.start)


def _typed_sheet(walker: Walker, word: str) -> None:
    table = _page(walker).form.table
    cells = {table.cell(row, column): None for row in range(2) for column in range(table.columnCount())}
    typed = Typing(cells={**cells, "1.dose": "taken", "2.dose": word}, days=2)
    walker.person.ask(lambda: walker.person.services.paper.finish(SHEET, typed))
    _open(walker, SHEET)


PAPER = Room(
    "paper",
    (
        Place("papers", lambda w: w.person.open("paper")),
        Place("papers, no date said", _undated),
        Place("first entry", lambda w: _open(w, FORM)),
        Place("first entry, refused", _refused),
        Place("second entry", _typed),
        Place("settle", lambda w: _typed(w, n17=3, n26=None)),
        Place("settle, nothing said", _nothing_said),
        Place("settled", _settled),
        Place("papers, one waiting", lambda w: (_page(w).go_back(), w.person.wait())),
        Place("scored", lambda w: (_open(w, FORM), w.person.click(_page(w).form.score))),
        Place("sheet", _new_sheet),
        Place("sheet, second entry", lambda w: _typed_sheet(w, "taken")),
        Place("sheet, settle", lambda w: _typed_sheet(w, "not_taken")),
    ),
    at=CLINIC_NOW,
    store=make_clinic_store,
)
