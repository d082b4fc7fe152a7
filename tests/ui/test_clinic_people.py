"""People in the clinic's Settings, and the dialog that signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import N_
from diary_app.ui.clinic import places
from diary_app.ui.clinic.log import people_words
from diary_app.ui.clinic.sign_dialog import SignDialog, can_sign, meaning_words
from diary_app.ui.dialogs.confirm import Confirm
from diary_app.ui.kit import Kit
from tests.ui.conftest import Person
from tests.ui.gate_paths import type_twice
from tests.ui.test_clinic_gate import at_the_door, made, sign_in  # noqa: F401
from tests.unit.services.staff_support import CHIEF, CHIEFS, MONITOR, MONITORS, NURSE, NURSES

NEW = "velvet canyon drift almond"
Door = Callable[..., Person]


def inside(door: Door, name: str, passphrase: str) -> Person:
    person = door()
    sign_in(person, name, passphrase)
    return person


def answer(accepted: bool) -> None:
    """Press a button of the confirmation that is about to open."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Confirm)
        (dialog.act_button if accepted else dialog.safe_button).click()

    QTimer.singleShot(0, press)


def names(page: Any) -> list[str]:
    return [row.name.text() for row in page.people.rows.values()]


@pytest.mark.slow
def test_who_leads_adds_a_person_who_can_sign_in_then(at_the_door: Door) -> None:  # noqa: F811
    person = inside(at_the_door, CHIEF, CHIEFS)
    page = person.open("settings")
    assert names(page) == [CHIEF, NURSE, MONITOR]
    assert "That is you." in next(iter(page.people.rows.values())).text.text()
    person.click(page.people.add_button)
    step = page.step
    person.click(step.act_button)
    assert step.name.error.text()
    person.type("Cora Dinator")
    step.role.control.setCurrentIndex(step.role.control.findData("coordinator"))
    type_twice(person, step, NEW)
    person.click(step.act_button)
    assert step.own.error.text() == "Please type your own passphrase."
    person.type(NURSES)
    person.press(Qt.Key.Key_Return)
    assert step.own.error.text() == "That did not match. Please try again."
    step.own.control.setText(CHIEFS)
    person.click(step.act_button)
    assert page.step is None
    assert page.people.result.text.text() == "Cora Dinator can sign in from now on."
    assert names(page) == [CHIEF, NURSE, MONITOR, "Cora Dinator"]
    person.window.lock()
    person.wait()
    sign_in(person, "Cora Dinator", NEW)
    assert person.ask(person.services.staff.signed_in).name == "Cora Dinator"


@pytest.mark.slow
def test_a_person_is_retired_after_a_question(at_the_door: Door) -> None:  # noqa: F811
    person = inside(at_the_door, CHIEF, CHIEFS)
    page = person.open("settings")
    buttons = page.people.retire_buttons
    chief, nurse, _ = list(buttons)
    answer(False)
    person.click(buttons[nurse])
    assert names(page) == [CHIEF, NURSE, MONITOR]
    answer(True)
    person.click(buttons[nurse])
    assert names(page) == [CHIEF, MONITOR]
    assert page.people.result.text.text() == f"{NURSE} is retired."
    answer(True)
    person.click(page.people.retire_buttons[chief])
    assert "last coordinator or investigator" in page.people.result.text.text()


@pytest.mark.slow
def test_who_does_not_lead_sees_the_people_and_changes_only_their_own_passphrase(
    at_the_door: Door,  # noqa: F811
) -> None:
    person = inside(at_the_door, NURSE, NURSES)
    page = person.open("settings")
    assert names(page) == [CHIEF, NURSE, MONITOR]
    assert not page.people.add_button.isVisible()
    assert page.people.retire_buttons == {}
    assert not page.safe.recovery_button.isVisible()
    assert page.safe.ways.text.text().count("passphrase") == 1
    assert not page.safe.asking_box.isVisible()
    person.click(page.safe.passphrase_button)
    page.step.old.control.setText(NURSES)
    type_twice(person, page.step, NEW)
    person.click(page.step.act_button)
    assert page.step is None
    person.window.lock()
    person.wait()
    sign_in(person, NURSE, NEW)
    assert can_sign(person.desk.session)
    person.window.lock()
    person.wait()
    sign_in(person, MONITOR, MONITORS)
    assert not can_sign(person.desk.session)


@pytest.mark.slow
def test_what_somebody_typed_is_offered_to_them_alone(
    at_the_door: Door,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    def refused(*_: object) -> None:
        raise NotSaved(N_("The disk did not take it."))

    person = inside(at_the_door, NURSE, NURSES)
    request.addfinalizer(person.window.kit.commands.unkept.clear)  # else a failure would ask at the end
    page = person.desk.pages["patients"]
    for number, full in (("P-7", False), ("P-8", True)):
        person.click(page.parts.add_button)
        page.form.number.control.setText(number)
        with monkeypatch.context() as disk:
            if full:  # then it stays in memory, also behind the lock
                disk.setattr(type(person.services.opened.store.drafts), "put", refused)
            person.window.lock()
            person.wait()
        for name, passphrase in ((CHIEF, CHIEFS), (MONITOR, MONITORS)):
            sign_in(person, name, passphrase)
            assert person.desk.page.stack.currentWidget() is person.desk.page.table
            person.window.lock()
            person.wait()
        sign_in(person, NURSE, NURSES)
        page = person.desk.pages["patients"]
        assert page.form.number.control.text() == number
        assert page.stack.currentWidget() is page.form
        person.click(page.form.cancel_button)


@pytest.mark.slow
def test_a_store_used_by_all_gets_its_first_person(clinic: Callable[..., Person]) -> None:
    from tests.ui.clinic_store import CLINIC_PASSPHRASE

    person = clinic()
    page = person.open("settings")
    assert "one passphrase" in page.people.about.text.text()
    person.click(page.people.add_button)
    step = page.step
    assert not step.choose.isVisible()
    assert step.role.control.count() == 2
    person.type("Ada Example")
    step.role.control.setCurrentIndex(1)
    step.own.control.setText("not the words")
    person.click(step.act_button)
    assert step.own.error.text() == "That did not match. Please try again."
    step.own.control.setText(CLINIC_PASSPHRASE)
    person.click(step.act_button)
    assert names(page) == ["Ada Example"]
    assert person.ask(person.services.staff.signed_in).name == "Ada Example"


def asked(person: Person, record: str) -> SignDialog:
    """The dialog over a record."""
    window = person.window
    dialog = SignDialog(window.kit, window, person.runner, person.desk.session, record, "Weight, 19 January")
    dialog.show()
    dialog.activateWindow()
    person.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.mark.slow
def test_a_signature_asks_what_it_means_and_the_passphrase_again(at_the_door: Door) -> None:  # noqa: F811
    person = inside(at_the_door, NURSE, NURSES)
    line = {"kind": "weight", "day": "2026-01-19", "kg": "61.5"}
    record = person.ask(lambda: person.services.diary.write(line, participant="P1"))
    dialog = asked(person, record)
    assert QApplication.focusWidget() is dialog.meaning.control
    person.click(dialog.act_button)
    assert dialog.meaning.error.text()
    dialog.meaning.control.setCurrentIndex(0)
    person.click(dialog.act_button)
    assert dialog.passphrase.error.text() == "Please type your passphrase."
    person.type(CHIEFS)
    person.press(Qt.Key.Key_Return)
    assert dialog.passphrase.error.text() == "That did not match. Please try again."
    assert dialog.passphrase.control.text() == ""
    person.type(NURSES)
    with person.qtbot.waitSignal(dialog.signed) as signed:
        person.press(Qt.Key.Key_Return)
    assert dialog.result() == SignDialog.DialogCode.Accepted
    [entry] = [person.ask(lambda: person.services.opened.store.journal.entry(signed.args[0]))]
    assert (entry.actor, entry.payload["meaning"]) == (NURSE, "reviewed")
    assert meaning_words(person.window.kit, "reviewed") == "I reviewed this"
    dialog = asked(person, record)
    dialog.passphrase.control.setText(NURSES)
    person.window.lock()  # takes it away with what was typed
    person.wait()
    assert not dialog.isVisible()
    assert dialog.passphrase.control.text() == ""


@pytest.mark.slow
def test_one_value_s_life_shows_who_signed_it_and_that_a_change_broke_it(at_the_door: Door) -> None:  # noqa: F811
    person = inside(at_the_door, NURSE, NURSES)
    line = {"kind": "weight", "day": "2026-01-19", "kg": "61.5"}
    record = person.ask(lambda: person.services.diary.write(line, participant="P1"))
    page = person.open("log")
    person.wait()
    page._open_life(record)
    person.wait()
    panel = page.signatures
    assert panel.words == []
    QTimer.singleShot(0, lambda: fill(NURSES))
    person.click(panel.button)
    assert len(panel.words) == 1
    assert f"{NURSE}, Nurse: I reviewed this." in panel.words[0]
    person.ask(lambda: person.services.diary.correct(record, {"kg": "62"}, "read wrong"))
    page._open_life(record)
    person.wait()
    assert panel.words[0].endswith("It no longer holds: the record was changed after it was signed.")
    person.ask(lambda: person.services.diary.undo(record, "not theirs"))
    page._open_life(record)
    person.wait()
    assert page.life.now.text().endswith("It does not count any more; every entry is kept.")
    assert panel.words[0].endswith("It no longer holds: the record was changed after it was signed.")
    assert not panel.button.isVisible()  # nothing there to sign
    added = person.ask(lambda: person.services.opened.store.journal.entries(kinds=["staff"]))[0]
    page._open_life(added.id)
    person.wait()
    assert not panel.isVisible()  # it is no record of a participant


def fill(passphrase: str) -> None:
    """Fill in the dialog that is about to open, and sign."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SignDialog)
    dialog.meaning.control.setCurrentIndex(0)
    dialog.passphrase.control.setText(passphrase)
    dialog.act_button.click()


TOLD = [
    ("staff", {"act": "added", "name": "Noor Sample", "role": "nurse"}, "Noor Sample added, Nurse"),
    ("staff", {"act": "retired", "name": "Noor Sample"}, "Noor Sample is retired."),
    ("signed_in", {"account": "x", "with": "passphrase"}, "With their passphrase"),
    ("signed_in", {"with": "recovery code"}, "With the recovery code, as nobody"),
    ("sign_in_failed", {"at": "2026-01-21T01:00:00.000Z", "name": None},
     "As a name that nobody has, 2026-01-21 01:00:00 UTC"),
    ("sign_in_failed", {"more": 3}, "3 more tries"),
    ("sign_in_failed", {"name": "Noor Sample", "signing": "x"}, "As Noor Sample, to sign"),
    ("sign_in_failed", {"name": "Noor Sample", "changing": "keys"},
     "As Noor Sample, to change who can open it"),
    ("read", {"what": "report"}, "Visit summary"),
    ("read", {"what": "pressure"}, "Blood pressure"),
    ("read", {"what": "alerts"}, "To review"),
    ("signed", {"meaning": "reviewed", "entry": "x"}, "I reviewed this"),
    ("signed", {"meaning": "own words"}, "own words"),
    ("reviewed", {"done": "nothing_needed", "rule": "x"}, "Looked at, nothing needed"),
    ("dose", {"status": "taken"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "told", "words"), TOLD)
def test_the_log_says_in_words_what_people_did(kit: Kit, kind: str, told: dict[str, Any], words: str) -> None:
    assert people_words.said(kit, kind, told) == words


def test_a_look_is_called_as_the_page_is() -> None:
    names = {"alerts": places.REVIEW}
    rail = {each.key: each.label for each in places.PAGES}
    looks = dict(people_words.LOOKS)
    assert all(looks[tab.key] == tab.label for tab in places.TABS)
    for key in ("patients", "alerts", "study", "log", "paper"):
        assert looks[key] == rail[names.get(key, key)]
