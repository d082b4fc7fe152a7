"""People of the clinic for the walk: in Settings, signing, and in the log."""

from __future__ import annotations

from typing import Any

from diary_app.security.argon import LEAST_COST
from diary_app.ui.clinic.sign_dialog import SignDialog
from tests.ui.clinic_store import CLINIC_NOW, CLINIC_PASSPHRASE, make_clinic_store
from tests.ui.walk.places import Place, Room, Walker


def _settings(walker: Walker) -> Any:
    walker.person.open("patients")
    return walker.person.open("settings")


def _first(walker: Walker) -> None:
    page = _settings(walker)
    walker.person.click(page.people.add_button)
    walker.person.type("Dr. Ada Example")
    page.step.role.control.setCurrentIndex(1)
    page.step.own.control.setText("not the words")
    walker.person.click(page.step.act_button)


def _people(walker: Walker) -> None:
    staff = walker.person.services.staff

    def add() -> None:
        staff.add("Dr. Ada Example", "investigator", None, secret=CLINIC_PASSPHRASE)
        for name, role in (("Noor Sample", "nurse"), ("Max Specimen", "monitor")):
            staff.add(name, role, f"made-up words of {name}", secret=CLINIC_PASSPHRASE, cost=LEAST_COST)
        staff.retire(staff.accounts()[-1].id)

    walker.person.ask(add)
    _settings(walker).people.result.say("Max Specimen is retired.")


def _add(walker: Walker) -> None:
    page = _settings(walker)
    walker.person.click(page.people.add_button)
    walker.person.click(page.step.act_button)
    page.step.result.say("Noor Sample is there already.", "bad")


def _record(walker: Walker) -> str:
    journal = walker.person.services.opened.store.journal
    entries = walker.person.ask(lambda: journal.entries(participant="S003-009", kinds=["symptoms"]))
    return str(entries[0].id)


def _sign(walker: Walker) -> None:
    _settings(walker)
    person = walker.person
    dialog = SignDialog(
        person.window.kit,
        person.window,
        person.runner,
        person.desk.session,
        _record(walker),
        "Visit, 19 June 2026",
    )
    walker.dialog = dialog
    dialog.show()
    dialog.activateWindow()
    dialog._complain("That did not match. Please try again.")


def _signed(walker: Walker) -> None:
    record, services = _record(walker), walker.person.services

    def sign_twice() -> None:
        services.staff.sign(record, "entered", CLINIC_PASSPHRASE)
        services.diary.correct(record, {"severities": {"diarrhoea": 2}}, "read wrong")
        services.staff.sign(record, "reviewed", CLINIC_PASSPHRASE)

    walker.person.ask(sign_twice)
    page = walker.person.open("log")
    walker.person.wait()
    page._open_life(record)


PEOPLE = Room(
    "clinic, people",
    (
        Place("the first person, refused", _first),
        Place("people in the settings", _people),
        Place("add a person, refused", _add),
        Place("signing, refused", _sign),
        Place("a value's life with signatures", _signed),
    ),
    at=CLINIC_NOW,
    store=make_clinic_store,
)
