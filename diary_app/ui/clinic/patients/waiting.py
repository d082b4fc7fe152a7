"""The banner that says which sealed files wait; it is hidden while there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import IconLabel, LeadLabel

if TYPE_CHECKING:
    from diary_app.services.transfer.waiting import Waiting
    from diary_app.ui.clinic.desk import ClinicDesk

_NAMED = 6  # participants that are named; the others are only counted


class WaitingBanner(Card):
    """Whoever knows of waiting files calls ``say`` with the participants they are from, as far as known."""

    def __init__(self, kit: Kit, desk: ClinicDesk) -> None:
        super().__init__("info", (14, 6, 14, 6))
        self._kit = kit
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel(kit, "download", "accent", 20))
        self.words = LeadLabel(kit)
        row.addWidget(self.words, 1)
        self.button = Button(kit, kit.tr("Review and import"), "link")
        self.button.clicked.connect(desk.import_waiting)
        row.addWidget(self.button)
        self.column.addLayout(row)
        self.hide()

    def say_waiting(self, waiting: Waiting) -> None:
        """What the folder for incoming files holds now; the same as before is not said again."""
        if waiting != self._said:
            self._said = waiting
            self.say(len(waiting.files), waiting.participants)

    _said: Waiting | None = None

    def say(self, count: int, participants: Sequence[str] = ()) -> None:
        """How many files wait; none hides the banner."""
        tr = self._kit.tr
        self.setVisible(count > 0)
        if count > 0:
            lead = tr.plural("{n} sealed file is waiting", "{n} sealed files are waiting", count)
            named = self._kit.listed(participants[:_NAMED])
            rest = tr("in the import folder: {who}.", who=named) if named else tr("in the import folder.")
            self.words.set_parts(lead, rest)
            a11y.announce(self, f"{lead} {rest}")
