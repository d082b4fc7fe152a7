"""Ways to the pages before the diary."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from diary_app.bootstrap import open_store
from diary_app.security.argon import LEAST_COST
from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui.pages.gate.setup_page import SetupSaysPage
from tests.ui import setup_said
from tests.ui.memory_keychain import MemoryKeychain
from tests.ui.screens.camera import Camera
from tests.ui.screens.diaries import PASSPHRASE, PHONE

USUAL_PLACE = "/home/me/.local/share/morning-diary"
ANOTHER = "velvet canyon drift almond"


def passphrase_page(camera: Camera) -> Any:
    """From the welcome to the passphrase and the recovery code."""
    making = camera.gate.making
    camera.click(making.welcome.start_button)
    return making.passphrase


def passphrase(camera: Camera) -> None:
    """A passphrase chosen, the code printed."""
    page = passphrase_page(camera)
    camera.type(page.first, PASSPHRASE)
    camera.type(page.second, PASSPHRASE)
    camera.click(page.first.button)
    page.first.control.setFocus()
    page.keep._say(camera.window.kit.tr("Printed at {time}", time="06:50"))


def typed_back(camera: Camera) -> Any:
    """The code typed back: two lines right, the third not yet."""
    passphrase(camera)
    making = camera.gate.making
    lines = making.passphrase.keep.code.lines()
    camera.click(making.passphrase.next_button)
    fields = making.typed_back.entry.fields
    for place, typed in enumerate((lines[0], lines[1].lower(), lines[2][:8] + "U")):
        camera.type(fields[place], typed)
    fields[3].control.setFocus()
    return lines


def clinics_first(camera: Camera) -> None:
    """A clinic and its first person, the role not chosen yet."""
    making = camera.gate.clinic_making
    making.to_clinic()
    camera.type(making.clinic.site, "07")
    camera.type(making.clinic.name, "Dr. Ada Example")


def sign_in(camera: Camera) -> None:
    """A clinic's unlock page: somebody has chosen their name."""
    unlock = camera.gate.unlock
    unlock.offer_names(["Dr. Ada Example", "Noor Sample", "Max Specimen"])
    unlock.ask_passphrase()
    unlock.name.put("Noor Sample")
    unlock.open_page()


def treatment(camera: Camera) -> None:
    """The study number, the first capsule, the clinic's number."""
    lines = typed_back(camera)
    making = camera.gate.making
    fields = making.typed_back.entry.fields
    fields[2].control.clear()
    camera.type(fields[2], lines[2])
    camera.type(fields[3], lines[3])
    camera.click(making.typed_back.next_button)
    camera.type(making.treatment.number, "S003-014")
    camera.type(making.treatment.phone, PHONE)


def remind(camera: Camera) -> None:
    """Whether and when to be reminded."""
    treatment(camera)
    camera.click(camera.gate.making.treatment.next_button)


def setup_says(camera: Camera) -> None:
    """What a clinic's set-up file says, and its fingerprint."""
    treatment(camera)
    camera.gate.show_page(SetupSaysPage(camera.window.kit, setup_said.SAID, setup_said.FINGERPRINT))


def look_around(camera: Camera) -> None:
    """The made-up diary that the program itself makes."""
    camera.click(camera.gate.making.welcome.visit_button)


def lock(camera: Camera) -> None:
    """The open diary locked."""
    camera.window.lock()


def wrong_passphrase(camera: Camera) -> None:
    """Not the passphrase."""
    QTest.keyClicks(camera.gate.unlock.field.control, "not this one")
    camera.click(camera.gate.unlock.button)


def open_by_itself(camera: Camera) -> None:
    """The diary opened without asking, and locked itself."""
    camera.keychain = MemoryKeychain()
    camera.window.close()
    camera.settle()
    with open_store(camera.folder, PASSPHRASE, clock=camera.clock) as store:
        store.access.open_without_asking(PASSPHRASE, camera.keychain)
    camera.show_window()
    camera.window.lock(by_hand=False)


def _with_code(camera: Camera) -> RecoveryCode:
    """A recovery code and a backup for the diary that lies there."""
    code = RecoveryCode.new()
    with open_store(camera.folder, PASSPHRASE, clock=camera.clock) as store:
        store.access.keep_recovery_code(PASSPHRASE, code)
        store.opened.store.keep_backup()
    camera.clock.advance(hours=24)
    return code


def forgotten(camera: Camera) -> list[str]:
    """The code, its second line not typed right."""
    lines = _with_code(camera).lines()
    camera.click(camera.gate.unlock.forgotten_button)
    entry = camera.gate.forgetting.code_page.entry
    wrong = lines[1][1] + lines[1][0] + lines[1][2:] if lines[1][0] != lines[1][1] else "0000-0000"
    for field, line in zip(entry.fields[:2], (lines[0], wrong), strict=True):
        camera.type(field, line)
    entry.fields[2].control.setFocus()
    return list(lines)


def new_passphrase(camera: Camera) -> None:
    """The code opened it: a new passphrase."""
    lines = forgotten(camera)
    gate = camera.gate
    for field, line in zip(gate.forgetting.code_page.entry.fields, lines, strict=True):
        field.control.setText(line)
    camera.click(gate.forgetting.code_page.next_button)
    page = gate.forgetting.new_page
    camera.click(page.choose.suggest_button)
    page.choose.first.control.setText(ANOTHER)


def damaged(camera: Camera) -> None:
    """A database that cannot be read any more; a backup from before the passphrase was changed is there."""
    _with_code(camera)
    with open_store(camera.folder, PASSPHRASE, clock=camera.clock) as store:
        store.access.change_passphrase(PASSPHRASE, ANOTHER, cost=LEAST_COST)
    (camera.folder / "diary.db").write_bytes(bytes(8192))
    QTest.keyClicks(camera.gate.unlock.field.control, ANOTHER)
    camera.key(Qt.Key.Key_Return)
    camera.say_place(camera.gate.problem, camera.folder, USUAL_PLACE)


def from_backup(camera: Camera) -> None:
    """The backup asks for the passphrase of its own time."""
    damaged(camera)
    camera.click(camera.gate.problem.backup_button)


def restored(camera: Camera) -> None:
    """The backup is in its place."""
    from_backup(camera)
    camera.type(camera.gate.page.field, PASSPHRASE)
    camera.key(Qt.Key.Key_Return)
    camera.say_place(camera.gate.page, camera.folder, USUAL_PLACE)
