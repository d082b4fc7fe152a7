"""Ways through the clinic's window."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from PySide6.QtCore import Qt

from diary_app.bootstrap import OpenedStore, create_store
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.services.founding import Founding, enrol
from diary_app.ui.clinic.study.page import DETERIORATION
from tests.handover import Pair
from tests.support import ZONE, FixedClock
from tests.ui.screens.camera import Camera
from tests.ui.screens.diaries import FIRST, PASSPHRASE, sample_lines, write

BRINGS = "SAMPLE-045"
IN_TREATMENT = "SAMPLE-010"
"""One of the made-up patients who has a long diary and goes on."""


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


def patient(tab: str, whose: str = IN_TREATMENT) -> Callable[[Camera], None]:
    """One patient, at a tab."""

    def way(camera: Camera) -> None:
        _patients(camera).parts.filters.choose_name("all")
        desk: Any = camera.window.desk
        desk.open_patient(whose, tab)
        camera.settle()

    return way


def hand_over(camera: Camera) -> None:
    """The set-up file and the receipt of one patient."""
    patient("overview")(camera)
    camera.click(camera.page.hand_button)


# -- import ------------------------------------------------------------------


def _sealed(clinic: OpenedStore, folder: Path, language: str) -> Path:
    """The sealed diary of somebody who was enrolled just now."""
    enrol(clinic.opened, BRINGS, FIRST, clinic.diary.author(BRINGS))
    clock = FixedClock("2026-05-04T06:30")
    founding = Founding(
        role="patient", plan=find_protocol("alter-s003"), zone=ZONE, language=language,
        participant=BRINGS, first_dose=FIRST, sample=True,
    )  # fmt: skip
    with create_store(folder / "patient", PASSPHRASE, founding, clock=clock, cost=LEAST_COST) as patient:
        Pair(clinic, patient, ExitStack()).introduce(patient, BRINGS)
        write(patient, clock, sample_lines())
        content = patient.transfer.share().content
    file = folder / f"{BRINGS}.diary"
    file.write_bytes(content)
    return file


def looked_at(camera: Camera) -> Any:
    """A file that can be taken in, and one that cannot."""
    page = camera.open("import")
    folder = Path(mkdtemp(dir=camera.place))
    files: list[Path] = []
    camera.ask(lambda store: files.append(_sealed(store, folder, camera.view.language)))
    files.append(folder / "holiday.jpg")
    files[-1].write_bytes(b"\xff\xd8\xff not a diary")
    page.look(files)
    camera.settle()
    return page


def taken_in(camera: Camera) -> None:
    """What was taken in, and the receipts to save."""
    camera.click(looked_at(camera).take_button)


# -- study and log -------------------------------------------------------------


def deterioration(camera: Camera) -> None:
    """When each scale first got worse."""
    page = camera.open("study")
    page.bar.set_current(DETERIORATION)
    page.open_page()
    camera.settle()


def missing_reason(camera: Camera) -> None:
    """Why a questionnaire is missing."""
    page = camera.open("study")
    wanted = next(row for row in page.missing.model.items if row.standing.value == "missing")
    page.missing.choose(f"{wanted.participant} {wanted.target}")
    page.missing.view.setFocus()
    camera.key(Qt.Key.Key_Return)


def life(camera: Camera) -> None:
    """Everything that became of one value: the newest of those that were corrected."""
    page = camera.open("log")
    _choose(camera, page.asking.what, "corrections")
    page.table.view.setFocus()
    camera.key(Qt.Key.Key_Return)


def _choose(camera: Camera, field: Any, value: str) -> None:
    field.control.setCurrentIndex(field.control.findData(value))
    camera.settle()
