"""The form that asks why a capsule was not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from diary_app.domain.protocol import Choice as PlanChoice
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.card import CardForm
from diary_app.ui.pages.today.parts import OptionButton


class ReasonForm(CardForm):
    """Why the capsule was not taken; ``saved`` carries the reason's code."""

    def __init__(
        self, kit: Kit, view: TodayView, reasons: Sequence[PlanChoice], title: str, line: str
    ) -> None:
        super().__init__(kit, view, title, line)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.reasons: dict[str, OptionButton] = {}
        self._chosen = ""
        columns = 1 if kit.look.large else 2
        row: QHBoxLayout | None = None
        for place, reason in enumerate(reasons):
            if place % columns == 0:
                row = QHBoxLayout()
                row.setSpacing(8)
                self.column.addLayout(row)
                self.column.addSpacing(8)
            button = OptionButton(kit, reason.label.in_language(kit.tr.language))
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, code=reason.code: self._choose(code))
            assert row is not None
            row.addWidget(button, 1)
            self.reasons[reason.code] = button
        self.add_foot(kit.tr("Write down: not taken"))
        self.save_button.explain(kit.tr("Choose a reason first."))
        self.main = next(iter(self.reasons.values()))

    def _choose(self, code: str) -> None:
        self._chosen = code
        for each, button in self.reasons.items():
            button.show_chosen(each == code)
        self.save_button.explain("")

    def values(self) -> dict[str, str]:
        """The reason chosen."""
        return {"reason": self._chosen}

    def put_values(self, values: Mapping[str, str]) -> None:
        """The reason chosen."""
        button = self.reasons.get(values.get("reason", ""))
        if button is not None:
            button.setChecked(True)
            self._choose(values["reason"])

    def save(self) -> None:
        """Tell the reason."""
        self.saved.emit(self._chosen)
