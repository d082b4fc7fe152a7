"""The clinic's window: its rail, its keys, and the page of one patient."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_
from diary_app.ui.clinic import places
from diary_app.ui.clinic.desk import ClinicDesk
from tests.support import FixedClock
from tests.ui.clinic_store import CLINIC_PASSPHRASE, make_empty_clinic_store
from tests.ui.conftest import Person

Clinic = Callable[..., Person]
KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _list(person: Person) -> Any:
    return person.desk.pages["patients"]


def _shown(person: Person) -> list[str]:
    return [row.participant for row in _list(person).table.model.items]


def _words(person: Person, column: str) -> list[str]:
    """What a column says, patient by patient."""
    model = _list(person).table.model
    place = [each.key for each in model.columns].index(column)
    return [model.row(row)[place].words for row in range(model.rowCount())]


@pytest.mark.slow
def test_the_list_and_its_keys(clinic: Clinic) -> None:
    person = clinic()
    page, view = _list(person), _list(person).table.view

    assert isinstance(person.desk, ClinicDesk)
    assert person.window.kit.look.mode == "clinic"
    assert person.desk.rail.width() == 176
    assert QApplication.focusWidget() is view
    assert page.header.subtitle.text() == "5 enrolled, Friday 19 June 2026"
    # who needs attention first: alerts, then overdue, then due, then by number
    assert _shown(person) == ["S003-009", "S003-014", "S003-003", "S003-007", "S003-020"]
    assert _words(person, "alerts")[:2] == [
        "Diarrhoea 3, 3 not taken, No file for 17 days, Start not told",
        "BP 164/101",
    ]
    assert _words(person, "next_qlq")[2] == "Open, 3 days left, it may be in a file that has not come"
    assert _words(person, "adherence")[0] == "78%, 11 of 14 capsules"
    assert "Adherence: capsules taken, of capsules due" in page.parts.foot.words.text()
    assert not page.parts.waiting.isVisible()

    person.press(KEY.Key_Home)
    assert page.parts.foot.words.text() == (
        "S003-009: Diarrhoea 3, 3 not taken, No file for 17 days, Start not told"
    )
    person.press(KEY.Key_Down)
    assert page.table.current_key == "S003-014"
    assert "Adherence: capsules taken, of capsules due" in page.parts.foot.words.text()
    person.press(KEY.Key_Return)
    patient = person.desk.page
    assert patient.participant == "S003-014"
    assert patient.header.title.text() == "S003-014"
    assert patient.header.since.text() == "Since 15 June 2026"
    person.press(KEY.Key_Left, ALT)
    assert person.desk.page is page
    assert page.table.current_key == "S003-014"
    assert QApplication.focusWidget() is view

    person.press(KEY.Key_F, CONTROL)
    person.type("007")
    assert _shown(person) == ["S003-007"]
    person.press(KEY.Key_Escape)
    assert len(_shown(person)) == 5


def test_filters_and_heads(clinic: Clinic) -> None:
    person = clinic()
    page = _list(person)
    texts = [item.text() for item in page.parts.filters.choices]

    assert texts == ["All  5", "Alerts  4", "Questionnaire due  2", "Overdue  2", "Below 85%  1"]
    person.click(page.parts.filters.choices[4])
    assert _shown(person) == ["S003-009"]
    person.click(page.parts.filters.choices[0])

    heads = page.table.heads.heads
    person.click(heads["participant"])
    assert _shown(person)[0] == "S003-003"
    assert heads["participant"].accessibleDescription() == "Sorted, smallest first."
    person.click(heads["participant"])
    assert _shown(person)[0] == "S003-020"
    heads["participant"].setFocus()
    person.press(KEY.Key_Right)
    person.press(KEY.Key_Right)
    person.press(KEY.Key_Return)
    assert heads["adherence"].way == 1
    assert _shown(person)[0] == "S003-009"


def test_a_patient_is_added(clinic: Clinic) -> None:
    person = clinic(make_empty_clinic_store)
    page = _list(person)

    assert "No patients yet." in page.parts.empty.sentence.text()
    person.click(page.parts.nobody)
    person.press(KEY.Key_Return)
    assert page.form.number.error.text() == "Please type the study number."
    person.type("S003 021")
    person.press(KEY.Key_Return)
    assert "does not fit" in page.form.number.error.text()
    page.form.number.control.clear()
    person.type("S003-021")
    page.form.site.control.setFocus()
    person.type("04")
    person.click(page.form.known)
    person.click(page.form.save_button)

    assert _shown(person) == ["S003-021"]
    row = page.table.current
    assert row is not None
    assert (row.site, row.first_dose) == ("04", person.ask(person.services.patients.today))
    assert page.stack.currentWidget() is page.table


@pytest.mark.slow
def test_a_patient_half_typed_is_there_again(clinic: Clinic) -> None:
    person = clinic()
    page = _list(person)
    person.click(page.parts.add_button)
    person.type("S003-0")
    person.press(KEY.Key_L, CONTROL)
    person.unlock(CLINIC_PASSPHRASE)

    page = _list(person)
    assert page.form.isVisible()
    assert page.form.number.control.text() == "S003-0"
    person.click(page.form.cancel_button)
    assert page.table.isVisible()


@pytest.mark.slow
def test_numbers_open_the_rail_and_f1_comes_back(clinic: Clinic) -> None:
    person = clinic()
    desk = person.desk
    for place, key in enumerate(desk.rail.places, start=1):
        person.press(KEY(KEY.Key_0 + place), CONTROL)
        assert desk.page is desk.pages[key]
    person.press(KEY.Key_1, CONTROL)
    person.press(KEY.Key_F1)
    assert desk.page is desk.pages["help"]
    assert desk.page.cards["patients"].answers[0].is_open
    person.press(KEY.Key_Left, ALT)
    assert desk.page is desk.pages["patients"]
    person.click(desk.rail.items["lock"])
    assert person.window.gate.isVisible()
    assert person.window.kit.look.mode == "patient"


@pytest.mark.slow
def test_tabs_by_keys_and_the_other_language(clinic: Clinic) -> None:
    person = clinic()
    person.press(KEY.Key_Return)
    patient = person.desk.page
    person.press(KEY.Key_Right)
    assert patient.bar.current == "doses"
    assert patient.tab is patient.tabs["doses"]

    person.window.kit.commands.language_requested.emit("zh_CN")
    person.wait()
    patient = person.desk.page
    assert person.window.kit.tr.language == "zh_CN"
    assert (patient.participant, patient.bar.current) == ("S003-009", "doses")


@pytest.mark.slow
def test_summary_set_up_file_and_receipt(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = clinic()
    places = iter([tmp_path / "s.pdf", tmp_path / "p.setup", tmp_path / "p.receipt"])
    asked: list[str] = []

    def choose(_over: object, title: str, *_: object) -> tuple[str, str]:
        asked.append(title)
        return str(next(places)), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    person.press(KEY.Key_Return)
    patient = person.desk.page
    person.press(KEY.Key_P, CONTROL)
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")
    assert "The PDF is made" in patient.notice.accessibleName()

    person.click(patient.hand_button)
    card = patient.panel.setup_card
    person.click(card.make_button)
    assert (tmp_path / "p.setup").stat().st_size > 0
    assert card.code.text() == card.made.code.shown()
    assert card.fingerprint.text()
    person.click(patient.panel.receipt.make_button)
    assert asked[-1] == "Where should the receipt go?"
    assert "Nothing of S003-009's diary was taken in yet" in patient.panel.receipt.row.result.text.text()
    assert not (tmp_path / "p.receipt").exists()
    person.press(KEY.Key_Left, ALT)
    assert card.made is None
    assert card.code.text() == ""
    assert patient.tab is patient.tabs["overview"]


@pytest.fixture
def clock() -> FixedClock:
    """Set by ``clinic``."""
    return FixedClock()


def test_looking_is_written_down_before_anything_is_shown(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = clinic()
    staff, journal = person.services.staff, person.services.opened.store.journal
    person.ask(lambda: staff.add("Liu Yan", "coordinator", None, secret=CLINIC_PASSPHRASE))
    person.window.kit.commands.diary_changed.emit()
    person.wait()
    assert "Signed in: Liu Yan" in person.desk.rail._promise.text()

    def reads() -> list[tuple[str | None, Any]]:
        found = person.ask(lambda: list(journal.entries(kinds=["read"])))
        return [(each.participant, each.payload["what"]) for each in found if each.participant]

    person.desk.open_patient("S003-014")
    person.wait()
    person.press(KEY.Key_Left, ALT)
    person.desk.open_patient("S003-014")
    person.wait()
    person.desk.open_patient("S003-014", "visits")
    person.wait()
    person.desk.page.open_tab("doses")
    person.wait()
    assert reads() == [("S003-014", "overview"), ("S003-014", "visits"), ("S003-014", "doses")]
    assert person.desk.page.stack.isVisible()

    def refuse(_participant: str, _what: str) -> None:
        raise NotSaved(N_("The diary was not saved."))

    monkeypatch.setattr(staff, "note_read", refuse)
    person.desk.open_patient("S003-007")
    person.wait()
    assert not person.desk.page.stack.isVisible()
    assert person.desk.page.header.since.text() == ""
    assert "The diary was not saved." in person.desk.page.notice.accessibleName()


ANSWERS = {"overview": ["view", "doses", "symptoms", "pressure", "trends", "changes", "files"],
           "visits": ["story"]}  # fmt: skip


@pytest.mark.slow
def test_nobodys_data_stand_under_another_name(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    person = clinic()
    desk = person.desk
    desk.open_patient("S003-007")
    person.wait()
    for tab in places.TABS:
        desk.page.open_tab(tab.key)
        person.wait()
        assert desk.page.tab.content.isVisible()

    def refused(*_: object, **__: object) -> None:
        raise NotSaved(N_("The disk did not take it."))

    with monkeypatch.context() as broken:
        for name, methods in ANSWERS.items():
            for method in methods:
                broken.setattr(type(getattr(person.services, name)), method, refused)
        desk.open_patient("S003-009")
        person.wait()
        assert desk.page.header.title.text() == "S003-009"
        for tab in places.TABS:
            desk.page.open_tab(tab.key)
            person.wait()
            assert not desk.page.tab.content.isVisible(), tab.key
            assert not [each for each in desk.page.tab.actions() if each.isEnabled()], tab.key
    for tab in places.TABS:
        desk.page.open_tab(tab.key)
        person.wait()
        assert desk.page.tab.content.isVisible(), tab.key
        assert all(each.isEnabled() for each in desk.page.tab.actions()), tab.key


@pytest.mark.slow
def test_what_is_saved_late_leaves_the_next_patients_form_alone(clinic: Clinic) -> None:
    person = clinic()
    desk = person.desk
    desk.open_patient("S003-007", "visits")
    person.wait()
    tab = desk.page.tab
    tab.open_form("stop")
    tab.form.put({"reason": "moved away"})
    tab.form.saved.emit(tab.form)  # being written while the next patient is opened
    desk.open_patient("S003-009", "visits")
    tab.load("S003-009")
    tab.open_form("visit")  # nothing of the first patient can be written to the second
    assert tab.form is None
    person.wait()
    tab.open_form("visit")
    tab.form.put({"kg": "61"})
    tab.keep_unfinished()
    tab._saved(tab.form.__class__(person.window.kit, tab.form.kind, tab._view.today), tab._open, None)
    person.wait()
    assert tab.form is not None
    assert tab.form.values()["kg"] == "61"
    assert tab._unsaved.kept is not None
    assert person.ask(lambda: person.services.visits.story("S003-007")).stopped is not None
    assert person.ask(lambda: person.services.visits.story("S003-009")).stopped is None


@pytest.mark.slow
def test_the_number_to_review_stays_whole_when_a_diary_is_written_to(clinic: Clinic) -> None:
    person = clinic()
    badge = person.desk.rail.items["review"]
    waiting = badge._badge
    assert waiting == sum(row.to_review for row in person.ask(person.services.patients.rows)) > 1
    line = {"kind": "temperature", "day": "2026-06-01", "celsius": "36.6"}
    person.ask(lambda: person.services.diary.write(line, participant="S003-009"))
    assert person.ask(person.services.patients.missing) == 1
    person.desk.refresh()
    person.wait()
    assert badge._badge == waiting
