"""Why something is written down late: one tap, and it can be left open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from diary_app.domain.protocol import Choice
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today.parts import OptionButton
from diary_app.ui.widgets.flow import Flow
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.themed import Themed


class LateReasons(Themed, QFrame):
    """The plan's short list; a second tap on the chosen one takes it back."""

    chosen = Signal()

    def __init__(self, kit: Kit, reasons: Sequence[Choice], question: str) -> None:
        super().__init__()
        self.setProperty("panel", "sunken")
        self._code = ""
        self.buttons: dict[str, OptionButton] = {}
        for reason in reasons:
            text = reason.label.in_language(kit.tr.language)
            button = OptionButton(kit, text)
            button.setAccessibleName(kit.tr("{what}: {answer}", what=question, answer=text))
            button.clicked.connect(lambda _=False, code=reason.code: self._tapped(code))
            self.buttons[reason.code] = button
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addWidget(Label(kit, question, "small-title"))
        column.addWidget(Label(kit, kit.tr("You can leave this open."), "second", "ink-2"))
        self._flow = Flow(list(self.buttons.values()))
        column.addWidget(self._flow)
        self.follow(kit)
        if not reasons:
            self.hide()

    def restyle(self) -> None:
        """The buttons have other widths at another text size."""
        self._flow.arrange()

    @property
    def code(self) -> str | None:
        """The reason chosen."""
        return self._code or None

    def put(self, code: str) -> None:
        """Show a choice without telling anybody; an unknown code is none."""
        self._code = code if code in self.buttons else ""
        for each, button in self.buttons.items():
            button.setChecked(each == self._code)
            button.show_chosen(each == self._code)
        self._flow.arrange()

    def _tapped(self, code: str) -> None:
        self.put("" if code == self._code else code)
        self.chosen.emit()
