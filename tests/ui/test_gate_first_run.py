"""The first run: a passphrase, a recovery code that is kept and typed back, the diary with both."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QTimeEdit, QWidget

from diary_app.common.errors import NotSaved
from diary_app.common.settings import read_settings
from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui import session as sessions
from diary_app.ui.pages.gate import printing
from tests.support import FixedClock
from tests.ui.conftest import PARTICIPANT, PASSPHRASE, Person
from tests.ui.gate_paths import make_diary, to_code, to_treatment, type_code
from tests.ui.memory_keychain import MemoryKeychain
from tests.ui.walk.checks import clipped, misnamed
from tests.ui.walk.seen import look_at

Opens = Callable[..., Person]


def test_the_diary_opens_with_the_passphrase_and_with_the_code(
    sit_down: Opens, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from diary_app.bootstrap import open_store

    caplog.set_level(logging.DEBUG)
    keychain = MemoryKeychain()
    person = sit_down(keychain=keychain)
    code = RecoveryCode.typed("\n".join(make_diary(person)))
    making = person.window.gate.making
    assert (making.passphrase, making.typed_back, making.treatment, making.remind) == (None,) * 4
    person.window.lock()
    person.wait()
    for secret in (PASSPHRASE, code):
        with open_store(tmp_path / "diary", secret, clock=FixedClock()) as store:
            assert store.today.view().participant == "S003-014"
    assert keychain.kept == {}  # nobody ticked that box
    secrets = [PASSPHRASE, code.symbols, *code.lines()]
    assert not [secret for secret in secrets if secret in caplog.text]


def test_four_words_are_suggested_in_clear_and_typed_once_more(sit_down: Opens) -> None:
    person = sit_down()
    making = person.window.gate.making
    person.click(making.welcome.start_button)
    page = making.passphrase
    person.click(page.choose.suggest_button)
    words = page.first.control.text()
    assert len(words.split()) == 4
    assert page.first.control.echoMode() == QLineEdit.EchoMode.Normal
    assert page.choose.verdict.text() == "Strong enough"
    assert QApplication.focusWidget() is page.second.control
    assert page.next_button.accessibleDescription() == "Type the same passphrase twice."
    person.type(words)
    assert page.second.same.isVisible()
    person.press(Qt.Key.Key_Return)
    assert person.window.gate.page is making.typed_back


def test_a_guessable_passphrase_is_refused_however_long(sit_down: Opens) -> None:
    person = sit_down()
    making = person.window.gate.making
    person.click(making.welcome.start_button)
    person.type("password password 1")
    person.press(Qt.Key.Key_Return)  # before the estimate has come
    page = making.passphrase
    assert page.first.error.text() == "Choose a longer passphrase first."
    assert QApplication.focusWidget() is page.first.control
    assert not page.second.same.isVisible()


def test_going_back_never_changes_the_code(sit_down: Opens) -> None:
    person = sit_down()
    making = to_code(person)
    lines = making.passphrase.keep.code.lines()
    shown = making.passphrase.keep.view.accessibleDescription()
    assert " ".join(lines[3]) in shown
    person.click(making.passphrase.back_button)
    person.click(making.welcome.start_button)
    assert making.passphrase.keep.code.lines() == lines
    person.click(making.passphrase.next_button)
    person.click(making.typed_back.back_button)
    assert person.window.gate.page is making.passphrase
    assert making.passphrase.keep.view.isVisible()
    person.click(making.passphrase.next_button)
    type_code(person, making.typed_back.entry, lines)
    person.press(Qt.Key.Key_Return)
    assert person.window.gate.page is making.treatment


def test_each_line_typed_back_is_checked_at_once(sit_down: Opens) -> None:
    person = sit_down()
    making = to_code(person)
    lines = making.passphrase.keep.code.lines()
    person.click(making.passphrase.next_button)
    page = making.typed_back
    fields = page.entry.fields
    assert QApplication.focusWidget() is fields[0].control
    person.type(lines[0].lower().replace("-", " "))
    assert fields[0].mark.isVisible()
    person.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is fields[1].control
    person.type(lines[2])  # the wrong line of the right code
    assert fields[1].error.text() == "Line 2 does not fit. Please look at it again."
    fields[2].control.setFocus()
    person.type("7K2")
    fields[3].control.setFocus()
    assert fields[2].error.text() == "Line 3 has 8 characters."
    person.click(page.next_button)
    assert person.window.gate.page is page
    assert QApplication.focusWidget() is fields[1].control
    assert fields[3].error.text() == "Line 4 is missing."
    for n in (1, 2, 3):
        fields[n].control.clear()
        fields[n].control.setFocus()
        person.type(lines[n])
    assert [field.error.text() for field in fields] == [""] * 4
    person.click(page.next_button)
    assert person.window.gate.page is making.treatment


def test_a_pasted_code_fills_all_lines(sit_down: Opens) -> None:
    person = sit_down()
    making = to_code(person)
    person.click(making.passphrase.next_button)
    text = " ".join(making.passphrase.keep.code.lines())
    full_width = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in text)
    QGuiApplication.clipboard().setText(full_width)
    person.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert making.typed_back.entry.whole
    assert QApplication.focusWidget() is making.typed_back.entry.fields[3].control
    QGuiApplication.clipboard().clear()


def test_another_code_whose_checks_hold_is_not_the_one_on_the_paper(sit_down: Opens) -> None:
    person = sit_down()
    making = to_code(person)
    person.click(making.passphrase.next_button)
    type_code(person, making.typed_back.entry, RecoveryCode.new().lines())
    person.press(Qt.Key.Key_Return)
    assert person.window.gate.page is making.typed_back


@pytest.mark.slow
def test_the_code_is_printed(sit_down: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    def paper(_parent: object) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "paper.pdf"))
        return printer

    person = sit_down()
    keep = to_code(person).passphrase.keep
    monkeypatch.setattr(printing, "ask_printer", lambda _parent: None)
    person.click(keep.print_button)
    assert not keep.said.isVisible()  # thought better of it
    monkeypatch.setattr(printing, "ask_printer", paper)
    person.click(keep.print_button)
    assert keep.said.text() == "Printed at 07:10"
    sheet = QPdfDocument()
    sheet.load(str(tmp_path / "paper.pdf"))
    assert sheet.pageCount() == 1
    image = sheet.render(0, sheet.pagePointSize(0).toSize())
    corners = [image.pixelColor(x, y) for x, y in ((5, 5), (image.width() - 5, image.height() - 5))]
    dark = sum(
        image.pixelColor(x, y).lightness() < 100
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
    )
    assert all(colour.alpha() == 0 or colour.lightness() > 250 for colour in corners)
    assert dark > 250  # there is something on it


def test_the_code_is_saved_with_a_warning(
    sit_down: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "my code.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    person = sit_down()
    keep = to_code(person).passphrase.keep
    person.click(keep.save_button)
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o077 == 0
    assert keep.said.text().startswith("Saved at 07:10 as my code.pdf.")
    assert "delete it" in keep.said.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a.pdf"), ""))
    person.click(keep.save_button)
    assert "could not be written" in keep.said.text()


def test_without_a_keychain_nothing_is_offered(sit_down: Opens) -> None:
    person = sit_down()
    making = to_treatment(person)
    assert not making.treatment.consent.isVisible()
    assert not making.treatment.without_asking


def test_in_the_smallest_window_at_the_largest_text_the_field_and_the_way_on_are_in_view(
    sit_down: Opens,
) -> None:
    person = sit_down(size=(1024, 720))
    person.window.settings.set_text(200)
    making = to_code(person)
    page = making.passphrase
    fields = [page.first.control, page.second.control, page.keep.view]
    for control in (*fields, page.first.control):
        control.setFocus()
        person.wait()
        assert whole_in_view(person, control)
        assert whole_in_view(person, page.next_button)


def whole_in_view(person: Person, widget: QWidget) -> bool:
    """Whether all of a widget can be seen."""
    return bool(widget.visibleRegion().boundingRect().size() == widget.size()) and person.window.isVisible()


def test_the_clinics_number_and_the_reminder_are_there_with_the_diary(
    sit_down: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    person = sit_down()
    making = to_treatment(person)
    page = making.treatment
    assert page.file_button.isEnabled()
    person.type(PARTICIPANT)
    page.phone.control.setFocus()
    person.type("010-5555 0123")
    person.press(Qt.Key.Key_Return)
    remind = making.remind
    person.click(remind.back_button)  # nothing is lost on the way
    assert page.phone.control.text() == "010-5555 0123"
    person.click(page.next_button)
    remind.time.control.setTime(QTime(8, 20))
    person.click(remind.start)
    person.click(remind.remind_button)
    assert person.window.desk is not None
    contact = person.ask(lambda: person.services.calls.contact())
    assert (contact.phone, contact.by_clinic) == ("010-5555 0123", False)
    kept = read_settings(tmp_path / "diary" / "plain.json")
    assert (kept.reminders, kept.reminder_time) == (True, "08:20")
    assert (tmp_path / "config" / "autostart" / "morning-diary.desktop").is_file()
    assert person.ask(lambda: person.services.safekeeping.verify()).whole


def test_a_disk_that_refuses_is_said_on_the_last_page(
    sit_down: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sit_down()
    making = to_treatment(person)
    person.type(PARTICIPANT)
    person.click(making.treatment.next_button)

    def refuse(*_: object) -> None:
        raise NotSaved("{file} was not saved: {reason}.", file="diary.db", reason="No space left on device")

    monkeypatch.setattr(sessions, "create_session", refuse)
    person.click(making.remind.not_now_button)
    assert making.remind.problem.isVisible()
    assert "No space left" in making.remind.problem.text.text()
    assert making.remind.not_now_button.isEnabled()
    monkeypatch.undo()
    person.click(making.remind.not_now_button)
    assert person.window.desk is not None


@pytest.mark.parametrize("size", [(1024, 720), (1280, 800)])
def test_at_the_largest_text_every_page_begins_at_its_top(sit_down: Opens, size: tuple[int, int]) -> None:
    person = sit_down(size=size)
    person.window.settings.set_text(200)
    person.wait()
    making = to_code(person)
    begins_with_its_title(person, making.passphrase)
    person.click(making.passphrase.next_button)
    begins_with_its_title(person, making.typed_back)
    type_code(person, making.typed_back.entry, making.passphrase.keep.code.lines())
    person.click(making.typed_back.next_button)
    begins_with_its_title(person, making.treatment)
    making.treatment.number.control.setFocus()
    person.type(PARTICIPANT)
    person.click(making.treatment.next_button)
    begins_with_its_title(person, making.remind)


def begins_with_its_title(person: Person, page: Any) -> None:
    """The title is in view, and so is what has the focus."""
    gate = person.window.gate
    gate.show_page(gate.making.welcome)
    gate.show_page(page)
    for _ in range(4):  # wrapped labels settle over a few rounds
        QApplication.processEvents()
    view = page._scroller.viewport()
    focus = QApplication.focusWidget()
    for widget in (page.title, focus):
        top = widget.mapTo(view, QPoint(0, 0)).y()
        assert top >= 0
        assert top + widget.height() <= view.height()
    low = focus.mapTo(page._scroller.body, QPoint(0, focus.height())).y()
    if low + 14 <= view.height():
        assert page._scroller.verticalScrollBar().value() == 0  # at its very top where that is possible
    else:
        assert page.title.mapTo(view, QPoint(0, 0)).y() < 40  # else at its title, and no lower
    seen = look_at(person.window, "bg")
    assert clipped(seen) + misnamed(seen) == []
    if focus is page.title:
        person.press(Qt.Key.Key_Tab)
        assert isinstance(QApplication.focusWidget(), QLineEdit | QTimeEdit)
