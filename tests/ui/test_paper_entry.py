"""Paper entry by keys alone: two blind passes, settling, the score; every press counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_
from diary_app.domain.clinic.paper import PaperKind, PaperRef, Typing
from diary_app.domain.log.entry import Kind
from diary_app.ui.clinic.paper.form_day import short_day
from diary_app.ui.clinic.paper.page import PaperPage
from tests.ui.conftest import Person
from tests.ui.test_clinic_gate import at_the_door, made, sign_in  # noqa: F401
from tests.unit.services.staff_support import CHIEFS, MONITOR, MONITORS, NURSE, NURSES, entered

pytestmark = pytest.mark.slow

Clinic = Callable[..., Person]
WHO = "S003-007"
TODAY = "1906"  # 19 June, as people type it
DIGITS = [1 + item % 4 for item in range(1, 31)]
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def page_of(person: Person) -> PaperPage:
    """The page, with a patient chosen and the focus where the form's date is asked."""
    person.desk.open_about("paper", WHO)  # type: ignore[attr-defined]
    person.wait()
    page = person.desk.pages["paper"]
    assert isinstance(page, PaperPage)
    return page


def type_pass(person: Person, page: PaperPage, keys: dict[int, Qt.Key] | None = None) -> None:
    """All 30 items and Enter."""
    for item, digit in enumerate(DIGITS, start=1):
        key = (keys or {}).get(item, Qt.Key(Qt.Key.Key_0 + digit))
        person.qtbot.keyClick(page.form.grid, key)
    person.press(Qt.Key.Key_Return)


def second_pass(person: Person, page: PaperPage, keys: dict[int, Qt.Key] | None = None) -> None:
    """Go on with the paper that waits, and type it once more."""
    person.click(page.list.buttons[0])
    type_pass(person, page, keys)


@pytest.fixture
def at_paper(clinic: Clinic) -> tuple[Person, PaperPage]:
    person = clinic()
    page = page_of(person)
    person.type(TODAY)
    return person, page


def test_a_form_takes_less_than_40_presses_and_one_that_is_the_same_twice_is_scored(clinic: Clinic) -> None:
    person = clinic()
    listed: Any = person.open("paper")
    assert listed.list.day.control.blank
    person.click(listed.list.start)
    assert listed.list.patient.error.text() == "Choose a patient."
    page = page_of(person)
    person.press(Qt.Key.Key_Up)
    page.list.time.control.setText("25:00")
    person.click(page.list.start)
    assert page.list.time.control.hasFocus()
    page.list.time.control.setText("9.30")
    page.list.zone.control.setText("Europe/Berlin")
    page.list.day.control.setFocus()
    presses = 0
    typed = [*map(int, TODAY), None, *DIGITS, None]  # None: Enter
    for digit in typed:
        key = Qt.Key.Key_Return if digit is None else Qt.Key(Qt.Key.Key_0 + digit)
        person.qtbot.keyClick(QApplication.focusWidget(), key)  # wherever the focus may be
        if digit is None:
            person.wait()
        presses += 1
    assert presses == 36 < 40
    [waiting] = person.ask(person.services.paper.waiting)
    assert (waiting.step, len(waiting.passes)) == ("second", 1)
    assert (waiting.time, waiting.zone) == ("09:30", "Europe/Berlin")
    assert page.form.about.text().endswith(", 09:30, Europe/Berlin")
    assert page.stack.currentWidget() is page.list
    assert "saved" in page.list.done.text()
    second_pass(person, page)
    assert page.form.ready.text() == "Nothing differs."
    person.press(Qt.Key.Key_Return)
    assert (
        page.form.score_card.rows["SummaryScore"].text() == "50.7"
    )  # by hand: the mean of 13 scales, symptoms turned round
    page.go_back()
    person.wait()
    assert page.list.buttons == []
    person.click(page.list.day.today)
    person.press(Qt.Key.Key_Return)
    assert page.form.view.step == "done"  # type: ignore[union-attr]
    assert "On paper: 3" in page.form.grid.accessibleDescription()


def test_the_whole_way_by_keys(at_paper: tuple[Person, PaperPage]) -> None:
    person, page = at_paper
    form = page.form
    person.press(Qt.Key.Key_Return)
    type_pass(person, page)
    person.click(page.list.buttons[0])
    assert form.typing.cells == {}
    assert "log will say so" in form.type_card.who.text()
    type_pass(person, page, {17: Qt.Key.Key_3, 26: Qt.Key.Key_Minus})
    assert [pair.cell for pair in form.view.differ] == ["17", "26"]  # type: ignore[union-attr]
    assert form.grid.current.cell == "17"
    assert not form.score.isEnabled()
    assert person.desk.rail.items["paper"]._badge == 1
    person.press(Qt.Key.Key_F8)
    assert form.grid.current.cell == "26"
    person.press(Qt.Key.Key_F8, SHIFT)
    assert form.grid.current.cell == "17"
    person.press(Qt.Key.Key_2)
    person.press(Qt.Key.Key_Return)
    person.press(Qt.Key.Key_Return)
    assert "why" in form.settle_card.note.error.text()
    person.type("one line off")
    person.press(Qt.Key.Key_Return)
    assert form.grid.current.cell == "26"
    person.press(Qt.Key.Key_3)
    person.press(Qt.Key.Key_Return)
    person.type("9")
    person.press(Qt.Key.Key_Return)
    person.type("stain")
    person.press(Qt.Key.Key_Return)
    assert "1 to 4" in form.settle_card.other.error.text()
    form.settle_card.other.control.setText("-")
    person.press(Qt.Key.Key_Return)
    person.press(Qt.Key.Key_Return)
    assert "17. Diarrhoea: 3 Quite a bit" in form.ready.text()
    assert QApplication.focusWidget() is form.score
    person.press(Qt.Key.Key_Return)
    assert form.score_card.rows["DI"].text() == "66.7"
    [record] = [
        one
        for one in person.ask(lambda: person.services.opened.store.records.records(kind=Kind.QLQ.value))
        if one.payload["mode"] == "paper" and one.participant == WHO and "paper" in one.payload
    ]
    assert (record.payload["blank"], record.payload["answers"]["17"]) == ([26], 3)
    assert record.payload["paper"]["same_person"] is True
    assert person.desk.rail.items["paper"]._badge == 0


def test_the_date_of_a_paper_is_said_by_whoever_types_it(clinic: Clinic) -> None:
    person = clinic()
    page = page_of(person)
    day, start = page.list.day, page.list.start

    def refused() -> str:
        """What stands at the field; no paper came into view."""
        assert page.stack.currentWidget() is page.list
        assert day.control.hasFocus()
        return day.error.text()

    assert day.control.blank
    person.press(Qt.Key.Key_Return)
    assert refused() == "Please type the date that stands on the paper."
    person.click(start)
    assert refused() == "Please type the date that stands on the paper."
    person.type("20.6.2026")
    person.click(start)
    assert refused() == "The day 2026-06-20 has not come yet."
    day.control.selectAll()
    person.type("6-14")
    person.press(Qt.Key.Key_Return)
    assert refused().endswith("to Friday 19 June 2026, or choose it in the calendar.")
    day.control.selectAll()
    person.type("22.2.2026")
    person.press(Qt.Key.Key_Return)
    assert "more than 28 days before the first dose (2026-03-23)" in page.notice.text.text()
    assert refused() == ""
    day.control.selectAll()
    person.type("14-6")
    person.press(Qt.Key.Key_Return)
    assert "14 June 2026" in page.form.about.text().replace("Jun ", "June ")
    page.go_back()
    person.wait()
    assert day.control.blank  # the next paper says its own


def test_neither_a_look_into_the_calendar_nor_a_wheel_nor_another_page_fills_the_date_in(
    clinic: Clinic,
) -> None:
    person = clinic()
    page = page_of(person)
    day = page.list.day.control
    for choosing, left in ((False, ""), (True, "18 June 2026")):  # offscreen no calendar pops up
        QApplication.sendEvent(day.days, QShowEvent())
        day.setDate(QDate(2026, 6, 18))  # what Qt does while one looks around in it
        if choosing:
            day.days.activated.emit(QDate(2026, 6, 18))
        QApplication.sendEvent(day.days, QHideEvent())
        person.wait()
        assert (day.lineEdit().text(), day.unread) == (left, not choosing)
    day.forget()
    person.open("patients")
    person.open("paper")
    assert day.blank
    place, turn = QPointF(9, 9), QPoint(0, -120)
    keys, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(place, day.mapToGlobal(place), turn, turn, keys, NONE, phase, False)
    QApplication.sendEvent(day, wheel)
    assert day.blank
    day.setFocus()
    person.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.list.day.today
    assert page.list.day.error.text() == ""
    person.press(Qt.Key.Key_Space)
    assert day.date() == QDate(2026, 6, 19)


JUNE_14 = QDate(2026, 6, 14)


@pytest.mark.parametrize(("text", "month_first", "day"), [
    ("1406", False, JUNE_14), ("14-6", False, JUNE_14), ("14. 6.", False, JUNE_14), ("14/06", False, JUNE_14),
    ("0614", True, JUNE_14), ("6-14", True, JUNE_14), ("６月１４日", False, JUNE_14),
    ("1906", False, QDate(2026, 6, 19)), ("2006", False, QDate(2025, 6, 20)),
    ("3112", False, QDate(2025, 12, 31)), ("0614", False, None), ("14", False, None), ("31-2", False, None),
    ("2902", False, None), ("", False, None),
])  # fmt: skip
def test_day_and_month_are_the_last_such_day(text: str, month_first: bool, day: QDate | None) -> None:
    assert short_day(text, QDate(2026, 6, 19), month_first=month_first) == day


def test_keys_of_the_grid_and_the_draft(at_paper: tuple[Person, PaperPage]) -> None:
    person, page = at_paper
    person.press(Qt.Key.Key_Return)
    grid = page.form.grid
    person.press(Qt.Key.Key_7)
    assert (grid.current.cell, page.form.type_card.wrong.text()) == ("1", "Item 1 takes 1 to 4.")
    person.press(Qt.Key.Key_4)
    person.press(Qt.Key.Key_Minus)
    assert page.form.typing.cells == {"1": 4, "2": None}
    person.press(Qt.Key.Key_Backspace)
    assert grid.current.cell == "2"
    person.press(Qt.Key.Key_1)
    assert page.form.typing.cells == {"1": 4, "2": 1}
    person.press(Qt.Key.Key_End)
    person.press(Qt.Key.Key_7)
    card = page.form.type_card  # the last item has no next one to go to
    assert (card.count.text(), card.options and card.options.value) == ("3 of 30 typed", 7)
    person.press(Qt.Key.Key_Return)
    assert "Not typed yet: 3" in page.notice.text.text()
    assert page.form.typing.cells == {"1": 4, "2": 1, "30": 7}
    person.press(Qt.Key.Key_Home)
    assert grid.current.cell == "1"
    assert "1st: 4" in grid.accessibleDescription()
    person.click(page.form.type_card.options.choices[-1])  # type: ignore[union-attr]
    assert page.form.typing.cells["1"] is None
    leaving_keeps_a_draft(person, page)


def leaving_keeps_a_draft(person: Person, page: PaperPage) -> None:
    """Another page and back, the list and back: what was typed is there."""
    person.open("patients")
    [waiting] = person.ask(person.services.paper.waiting)
    assert (waiting.step, waiting.passes) == ("first", ())
    person.open("paper")
    assert page.form.typing.cells == {"1": None, "2": 1, "30": 7}
    person.press(Qt.Key.Key_2)
    page.go_back()
    person.wait()
    person.click(page.list.buttons[0])
    assert page.form.typing.cells == {"1": None, "2": 1, "3": 2, "30": 7}
    assert page.form.grid.current.cell == "4"


def keys(person: Person, text: str) -> None:
    """Type letters, and Enter for each line end, where the focus is."""
    for letter in text:
        person.press(Qt.Key.Key_Return) if letter == "\n" else person.type(letter)


def test_a_diary_sheet_is_typed_row_by_row_and_settled(clinic: Clinic) -> None:
    person = clinic()
    person.desk.open_about("paper", "S003-014")  # type: ignore[attr-defined]
    person.wait()
    page: Any = person.desk.pages["paper"]
    page.list.kind.control.setCurrentIndex(1)
    page.list.day.control.say(QDate(2026, 6, 18))  # one day in the diary already, and today
    person.click(page.list.start)
    form = page.form
    assert (form.table.rowCount(), form.table.columnCount()) == (2, 32)
    keys(person, "xt0710")
    assert form.table.here == "1.tiredness"  # past the reason
    keys(person, "5")
    assert "0 to 4" in form.type_card.wrong.text()
    keys(person, "2-")
    person.press(Qt.Key.Key_End)
    keys(person, "128/8\n")
    assert form.table.here == "1.bp"
    keys(person, "2 126/80\n")
    assert form.typing.cells["1.hands_feet"] is None
    assert form.typing.cells["1.diarrhoea"] is None
    assert not form.type_card.button.isEnabled()
    keys(person, "n4")
    assert form.typing.cells["2.reason"] == "no_capsules"
    assert form.table.here == "2.tiredness"  # past the time
    form.table.go_to("2.signs")
    keys(person, "14 1\n")
    assert "1 I coughed up blood" in form.type_card.wrong.text()
    for _ in range(4):
        person.press(Qt.Key.Key_Backspace)
    keys(person, "9 1")
    form.table.go_to("2.kg")
    keys(person, "61.50")
    form.table.go_to("2.celsius")
    keys(person, "38")
    form.table.go_to("2.dose")
    assert form.typing.cells["2.signs"] == "coughed_blood sudden_breathlessness"
    assert (form.typing.cells["2.kg"], form.typing.cells["2.celsius"]) == ("61.5", "38")
    assert form.table.cells.words("signs", form.typing.cells["2.signs"]) == "1 9"
    form.table.go_to("2.dose")
    keys(person, "t9\n")
    assert "Four digits" in form.type_card.wrong.text()
    person.press(Qt.Key.Key_Backspace)
    keys(person, "0712\n")
    person.click(page.list.buttons[0])
    assert form.typing.cells == {}
    keys(person, "t0710 2\n".replace(" ", ""))
    keys(person, "n\n")
    differ = [pair.cell for pair in form.view.differ]
    assert differ == ["1.bp", "2.dose", "2.time", "2.reason", "2.signs", "2.kg", "2.celsius"]
    for choice in "1121111":
        keys(person, f"{choice}\nlooked\n")
    assert "Taken" in form.told.text()
    assert "blood; Suddenly short of breath" in form.told.text()
    keys(person, "\n")
    assert "already holds it" in form.told.text()
    assert "Why not taken: the dose was not marked as not taken" in form.told.text()
    lines = person.ask(lambda: person.services.opened.store.records.records(on_day=date(2026, 6, 19)))
    [dose] = [one for one in lines if one.kind == "dose" and one.participant == "S003-014"]
    more = [one.payload for one in lines if one.kind in ("sign", "weight", "temperature")]
    assert [one.get("sign") or one.get("kg") or one.get("celsius") for one in more] == [
        "coughed_blood", "sudden_breathlessness", "61.5", "38",
    ]  # fmt: skip
    assert (dose.payload["status"], dose.payload["source"], "taken_at" in dose.payload) == (
        "taken", "paper", False,
    )  # fmt: skip


def test_what_is_typed_in_a_cell_of_a_sheet_stays_in_that_cell(clinic: Clinic) -> None:
    person = clinic()
    person.desk.open_about("paper", "S003-014")  # type: ignore[attr-defined]
    person.wait()
    page: Any = person.desk.pages["paper"]
    page.list.kind.control.setCurrentIndex(1)
    page.list.day.control.say(QDate(2026, 6, 18))
    person.click(page.list.start)
    form, table = page.form, page.form.table
    for buffer, left in (("128/82", {"1.bp": "128/82"}), ("131/", {"1.bp": "128/82"})):
        table.go_to("1.bp")
        keys(person, buffer)
        table.setCurrentCell(*table.place("2.bp"))  # pressed with the mouse
        assert form.typing.cells == left
        assert [table.item(*table.place(cell)).text() for cell in ("1.bp", "2.bp")] == ["128/82", ""]
    assert "128/82 126/80" in form.type_card.wrong.text()
    keys(person, "119/70")  # and not Enter
    page.leave_page()
    assert form.typing.cells == {"1.bp": "128/82", "2.bp": "119/70"}
    person.wait()


def type_items(person: Person, page: PaperPage) -> None:
    for digit in DIGITS:
        person.qtbot.keyClick(page.form.grid, Qt.Key(Qt.Key.Key_0 + digit))


def test_a_key_that_bounces_never_types_the_second_pass(at_paper: tuple[Person, PaperPage]) -> None:
    person, page = at_paper
    person.press(Qt.Key.Key_Return)
    type_items(person, page)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_3):  # while the pass is being written
        person.qtbot.keyClick(page.form.grid, key)
    assert page.form.type_card.options is not None
    page.form.type_card.options.chosen.emit(2)
    page.form.type_card.button.click()
    person.wait()
    [waiting] = person.ask(person.services.paper.waiting)
    assert (waiting.step, len(waiting.passes)) == ("second", 1)
    person.click(page.list.buttons[0])
    assert page.form.typing.cells == {}  # blind: nothing of the first pass


def test_a_pass_that_the_disk_refuses_stays_and_is_its_typists_alone(
    at_paper: tuple[Person, PaperPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, page = at_paper
    person.press(Qt.Key.Key_Return)
    type_items(person, page)

    def refused(*_: object, **__: object) -> None:
        raise NotSaved(N_("The disk did not take it."))

    with monkeypatch.context() as full:
        for name in ("finish", "save_typing"):
            full.setattr(type(person.services.paper), name, refused)
        person.qtbot.keyClick(page.form.grid, Qt.Key.Key_Return)
        page.show_list()  # left while it is being written
        person.wait()
    assert [len(each.cells) for each in person.window.kit.commands.unkept.values()] == [30]
    [name] = person.window.kit.commands.unkept
    page.open_paper(PaperRef(WHO, PaperKind.QLQ, date(2026, 6, 19)))
    person.wait()
    assert len(page.form.typing.cells) == 30
    page.keep_again()
    person.press(Qt.Key.Key_Return)
    assert name.endswith("staff")  # in a store without accounts
    assert person.window.kit.commands.unkept == {}
    person.click(page.list.buttons[0])
    assert page.form.typing.cells == {}


def test_a_paper_is_shown_once_the_look_is_written_down_and_nothing_else_was_asked_for(
    at_paper: tuple[Person, PaperPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, page = at_paper

    def refused(*_: object) -> None:
        raise NotSaved(N_("The disk did not take it."))

    with monkeypatch.context() as full:
        full.setattr(type(person.services.staff), "note_read", refused)
        person.press(Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.list
    assert "did not take it" in page.notice.text.text()
    page.open_paper(PaperRef(WHO, PaperKind.QLQ, date(2026, 6, 19)))
    page.show_list()
    person.wait()
    assert page.stack.currentWidget() is page.list
    assert page._ref is None


CELLS: dict[str, Any] = {str(item): digit for item, digit in enumerate(DIGITS, start=1)}


def paper_of(day: date) -> PaperRef:
    return PaperRef("P1", PaperKind.QLQ, day)


@pytest.fixture
def typed(made: Path, tmp_path: Path, at_the_door: Clinic) -> Clinic:  # noqa: F811
    """A clinic's store with accounts: of 5 January a written form, of 16 one that differs, of 19 one pass."""
    with entered(tmp_path / "diary", CHIEFS) as store:
        for day in (5, 16):
            for answer in (1, 1 if day == 5 else 2):
                store.paper.finish(paper_of(date(2026, 1, day)), Typing(cells={**CELLS, "1": answer}))
        store.paper.write(paper_of(date(2026, 1, 5)))
        store.paper.finish(paper_of(date(2026, 1, 19)), Typing(cells=CELLS))
    return at_the_door


def test_a_paper_form_is_signed_and_a_later_change_breaks_the_signature_visibly(typed: Clinic) -> None:
    person = typed()
    sign_in(person, NURSE, NURSES)
    page = person.open("paper")
    waiting, done = (paper_of(date(2026, 1, day)) for day in (16, 5))
    page.open_paper(waiting)
    person.wait()
    panel = page.signatures[PaperKind.QLQ]
    assert not panel.isVisible()  # there is nothing to sign yet
    page.open_paper(done)
    person.wait()
    assert (panel.isVisible(), panel.words) == (True, [])

    def sign() -> None:
        dialog: Any = QApplication.activeModalWidget()
        assert dialog.what.text() == "Paper QLQ-C30, Monday 5 January 2026"
        dialog.meaning.control.setCurrentIndex(0)
        dialog.passphrase.control.setText(NURSES)
        dialog.act_button.click()

    QTimer.singleShot(0, sign)
    person.click(panel.button)
    [line] = panel.words
    assert line.endswith(f"{NURSE}, Nurse: I reviewed this.")
    written = page.form.view.written[0]
    person.ask(lambda: person.services.diary.correct(written, {"answers": {"1": 3}}, "read anew"))
    page.open_paper(done)
    person.wait()
    assert panel.words == [f"{line} It no longer holds: the record was changed after it was signed."]


def test_a_monitor_looks_at_papers_and_is_offered_nothing_to_type(typed: Clinic) -> None:
    person = typed()
    sign_in(person, MONITOR, MONITORS)
    page = person.open("paper")
    listed = page.list
    assert listed.only_read.isVisible()
    assert (listed.start.text(), listed.time.isVisible()) == ("Show this form", False)
    [look] = listed.buttons  # of the form typed twice; of the other one nothing is shown yet
    person.click(look)
    form = page.form
    shown = [form.grid, form.ready]
    assert all(part.isVisible() for part in shown)
    assert form.ready.text() == "1 difference is not settled yet."
    person.press(Qt.Key.Key_F8)
    offered = [form.draft, form.score, form.type_card, form.settle_card]
    assert not any(part.isVisible() for part in offered)
    assert "1st: 1" in form.grid.accessibleDescription()
    page.go_back()
    person.wait()
    for day, sentence in (("19.1.2026", "after the second entry"), ("6.1.2026", "2026-01-06 was typed in")):
        listed.choose_patient("P1")
        listed.day.control.setFocus()
        person.type(day)
        person.press(Qt.Key.Key_Return)
        assert page.stack.currentWidget() is listed
        assert sentence in page.notice.text.text()
    listed.choose_patient("P1")
    listed.day.control.setFocus()
    person.type("0501")
    person.press(Qt.Key.Key_Return)
    signatures = page.signatures[PaperKind.QLQ]
    assert all(part.isVisible() for part in (form.score_card, signatures))
    assert not any(part.isVisible() for part in [*offered, signatures.button])
