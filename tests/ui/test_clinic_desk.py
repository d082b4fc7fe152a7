"""The clinic's window: its rail, its keys, and the page of one patient."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from diary_app.ui.clinic.desk import ClinicDesk
from tests.ui.conftest import Person

Clinic = Callable[..., Person]
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_a_clinics_store_opens_the_clinics_desk(clinic: Clinic) -> None:
    person = clinic()

    assert isinstance(person.desk, ClinicDesk)
    assert person.window.kit.look.mode == "clinic"
    assert person.desk.rail.width() == 176
