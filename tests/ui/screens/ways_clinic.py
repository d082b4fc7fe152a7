"""Ways through the clinic's window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.ui.screens.camera import Camera


def _patients(camera: Camera) -> Any:
    return camera.open("patients")


def filtered(name: str) -> Callable[[Camera], None]:
    """The list behind one of its filters."""

    def way(camera: Camera) -> None:
        _patients(camera).parts.filters.choose_name(name)

    return way


def add_patient(camera: Camera) -> None:
    """The form that adds one."""
    page = _patients(camera)
    page.add_patient()
    camera.settle()
    camera.type(page.form.number, "S003-045")
    camera.click(page.form.known)


def patient(tab: str, participant: str = "") -> Callable[[Camera], None]:
    """One patient, at a tab; the first of the list where none is named."""

    def way(camera: Camera) -> None:
        page = _patients(camera)
        page.parts.filters.choose_name("all")
        who = participant or page.table.current_key
        desk: Any = camera.window.desk
        desk.open_patient(who, tab)
        camera.settle()

    return way


def hand_over(camera: Camera) -> None:
    """The set-up file and the receipt of one patient."""
    patient("overview")(camera)
    camera.click(camera.page.hand_button)
