"""What the window shows: the gate before a diary is open, its desk while it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from diary_app.common.i18n import translator
from diary_app.services.presence import holds_diary
from diary_app.ui.gate import Gate
from diary_app.ui.kit import Kit
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.theme.tokens import Mode
from diary_app.ui.visit import Visit

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk
    from diary_app.ui.desk import Desk
    from diary_app.ui.desk_parts import Place

AnyDesk: TypeAlias = "Desk | ClinicDesk"


class Stage(QStackedWidget):
    """Gate and desk, with the language they speak. ``session`` is None from the moment it is being closed.

    ``visit`` is the made-up diary that is looked around in. The signals are the gate's.
    """

    opened = Signal(object)
    visit_wanted = Signal(bool)
    visit_given_up = Signal()
    closed = Signal()

    def __init__(self, kit: Kit, runner: TaskRunner, at: Surroundings, there: bool) -> None:
        super().__init__()
        self.kit, self._runner, self.at = kit, runner, at
        self.session: Session | None = None
        self.visit: Visit | None = None
        self.desk: AnyDesk | None = None
        self.gate = self._make_gate(there)

    def _make_gate(self, there: bool) -> Gate:
        gate = Gate(self.kit, self._runner, self.at, there)
        gate.opened.connect(self.opened)
        gate.visit_wanted.connect(self.visit_wanted)
        gate.visit_given_up.connect(self.visit_given_up)
        gate.closed.connect(self.closed)
        self.addWidget(gate)
        self.kit.appearance.dress(gate)
        return gate

    @property
    def open_desk(self) -> AnyDesk | None:
        """The desk, unless its diary is closed or being closed."""
        return self.desk if self.session is not None else None

    def visiting(self) -> bool:
        """Whether the open diary is a made-up one."""
        return self.visit is not None

    def show_desk(self, session: Session) -> AnyDesk:
        """Bring the desk of an opened diary into view, the patient's or the clinic's, in its own sizes."""
        visited = self.visit.at if self.visit is not None else None
        self.session = session
        self._take_mode("clinic" if session.clinic else "patient")
        self.desk = _kind_of_desk(session)(self.kit, self._runner, session, visited or self.at)
        self.addWidget(self.desk)
        self.setCurrentWidget(self.desk)
        return self.desk

    def renew_desk(self, session: Session, place: Place | None) -> None:
        """The same diary on another desk, at the same place."""
        old = self.desk
        self.show_desk(session).start(place)
        self._drop(old)

    def drop_desk(self) -> None:
        """The diary is closed: the gate again."""
        old, self.desk = self.desk, None
        self.setCurrentWidget(self.gate)
        self._drop(old)
        self._take_mode("patient")

    def _take_mode(self, mode: Mode) -> None:
        self.kit.appearance.set_look(replace(self.kit.look, mode=mode))

    def speak(self, language: str) -> None:
        """From now on in another language: the gate at once, a desk when it is renewed."""
        self.kit = replace(self.kit, tr=translator(language))
        self.at = replace(self.at, language=language)

    def renew_gate(self) -> bool:
        """The gate anew, standing where it stood; whether it is in view."""
        old, in_view = self.gate, self.currentWidget() is self.gate
        self.gate = self._make_gate(holds_diary(self.at.folder))
        self.gate.stand_as(old)
        if in_view:
            self.setCurrentWidget(self.gate)
        self._drop(old)
        return in_view

    def _drop(self, old: Gate | AnyDesk | None) -> None:
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()


def _kind_of_desk(session: Session) -> type[Desk | ClinicDesk]:
    """Imported only when it is needed: whoever opens one never sees the other."""
    if session.clinic:
        from diary_app.ui.clinic.desk import ClinicDesk

        return ClinicDesk
    from diary_app.ui.desk import Desk

    return Desk
