"""Ways through paper entry (picture 15)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt

from diary_app.domain.clinic.paper import PaperKind, PaperRef, Typing
from diary_app.domain.clinic.paper_compare import How, Settlement
from tests.ui.screens.camera import Camera

DAY = date(2026, 6, 18)
ANSWERS: dict[str, Any] = {str(item): 1 + item % 4 for item in range(1, 31)}
_WHY = {"en": "First entry was one line off", "zh_CN": "第一遍录入时看错了一行"}
SECOND = {**ANSWERS, "17": 3, "26": None}


def _ref(camera: Camera, kind: PaperKind = PaperKind.QLQ, day: date = DAY) -> PaperRef:
    found: list[str] = []
    camera.ask(lambda store: found.extend(store.opened.participants()))
    return PaperRef(found[0], kind, day)


def _finish(camera: Camera, ref: PaperRef, *passes: dict[str, Any]) -> None:
    for cells in passes:
        camera.ask(lambda store, cells=cells: store.paper.finish(ref, Typing(cells=cells)))


def papers(camera: Camera) -> None:
    """What waits, and a new paper."""
    camera.open("paper")
    _finish(camera, _ref(camera), ANSWERS, SECOND)
    _finish(camera, _ref(camera, day=DAY - timedelta(days=1)), ANSWERS)
    camera.open("patients")
    camera.open("paper")


def typing(camera: Camera) -> None:
    """The second entry, blind, half typed."""
    page = camera.open("paper")
    _finish(camera, _ref(camera), ANSWERS)
    page.open_paper(_ref(camera))
    camera.settle()
    for item in range(1, 14):
        camera.key(Qt.Key.Key_0 + ANSWERS[str(item)])


def settle(camera: Camera) -> None:
    """The first of two differences, with what the paper says and why."""
    page = camera.open("paper")
    _finish(camera, _ref(camera), ANSWERS, SECOND)
    page.open_paper(_ref(camera))
    camera.settle()
    camera.key(Qt.Key.Key_2)
    camera.key(Qt.Key.Key_Return)
    page.form.settle_card.note.control.setText(_WHY[camera.view.language])


def scored(camera: Camera) -> None:
    """The form, settled and scored."""
    page = camera.open("paper")
    ref = _ref(camera)
    _finish(camera, ref, ANSWERS, SECOND)
    settled = [Settlement(cell=cell, how=How.SECOND, reason="one line off") for cell in ("17", "26")]
    camera.ask(lambda store: (store.paper.settle(ref, settled), store.paper.write(ref)))
    page.open_paper(ref)
    camera.settle()


def sheet(camera: Camera) -> None:
    """A diary sheet, some rows typed."""
    page = camera.open("paper")
    page.open_paper(_ref(camera, PaperKind.DIARY, DAY - timedelta(days=20)))
    camera.settle()
    for key in "t0710012":
        camera.key(Qt.Key.Key_T if key == "t" else Qt.Key.Key_0 + int(key))
    for _ in range(3):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_T, Qt.Key.Key_0, Qt.Key.Key_7, Qt.Key.Key_1, Qt.Key.Key_5):
            camera.key(key)
