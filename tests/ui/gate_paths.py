"""Ways through the pages before the diary, for the tests of the window: real clicks and keys."""

from __future__ import annotations

from typing import Any

from tests.ui.conftest import PARTICIPANT, PASSPHRASE, Person

NEW = "velvet canyon drift almond"


def to_code(person: Person, passphrase: str = PASSPHRASE) -> Any:
    """From the welcome to the page that shows the code, the passphrase typed twice; the first-run path."""
    making = person.window.gate.making
    person.click(making.welcome.start_button)
    type_twice(person, making.passphrase, passphrase)
    return making


def type_twice(person: Person, page: Any, passphrase: str) -> None:
    """Fill both fields of a page that has a ``choose`` card (at once: keys are tested elsewhere)."""
    for field in (page.choose.first, page.choose.second):
        field.control.setText(passphrase)
    person.wait()


def type_code(person: Person, entry: Any, lines: list[str]) -> None:
    """Fill the lines of a code; the focus is in the last one."""
    for field, line in zip(entry.fields, lines, strict=True):
        field.control.setText(line)
    entry.fields[-1].control.setFocus()
    person.wait()


def to_treatment(person: Person) -> Any:
    """Past the code, which is typed back."""
    making = to_code(person)
    person.click(making.passphrase.next_button)
    type_code(person, making.typed_back.entry, making.passphrase.keep.code.lines())
    person.click(making.typed_back.next_button)
    return making


def make_diary(person: Person) -> list[str]:
    """Make a diary through the window; the lines of its code."""
    making = to_treatment(person)
    lines: list[str] = making.passphrase.keep.code.lines()
    person.type(PARTICIPANT)
    to_the_end(person)
    return lines


def to_the_end(person: Person) -> None:
    """From the filled page of the treatment to the open diary, without reminders."""
    making = person.window.gate.making
    person.click(making.treatment.next_button)
    person.click(making.remind.not_now_button)
    assert person.window.desk is not None
