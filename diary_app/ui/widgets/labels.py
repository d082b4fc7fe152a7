"""Texts and icons that stand by themselves."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed


class Label(Themed, QLabel):
    """Plain text in a role's font and a tone of the token table; wraps, never cut with dots."""

    def __init__(
        self,
        kit: Kit,
        text: str = "",
        role: str = "body",
        tone: str = "ink",
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._role = role
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        self.follow(kit)

    def set_tone(self, tone: str) -> None:
        """Change the colour to another tone."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
            self.restyle()  # polishing takes the role's font away

    def set_role(self, role: str) -> None:
        """Change the role of the text."""
        self._role = role
        self.restyle()

    def restyle(self) -> None:
        """Take the role's font."""
        self.setFont(self.kit.font(self._role))


class SpokenLabel(Label):
    """Takes the focus from the program, so that a screen reader reads it out; no ring, no stop of Tab.

    ``leads_to``: where Tab goes from here, if not to where the label stands in the order.
    """

    without_ring = True
    leads_to: QWidget | None = None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on to what the label leads to."""
        if not forward or self.leads_to is None:
            return super().focusNextPrevChild(forward)
        self.leads_to.setFocus(Qt.FocusReason.TabFocusReason)
        return True


class LeadLabel(Label):
    """A line whose first words are strong: ``lead`` strong, ``rest`` as usual."""

    def __init__(self, kit: Kit, role: str = "body", tone: str = "ink") -> None:
        super().__init__(kit, "", role, tone)
        self.setTextFormat(Qt.TextFormat.RichText)

    def set_parts(self, lead: str, rest: str) -> None:
        """Show two parts; both are escaped, so typed text can never become markup."""
        self.setText(f"<b>{escape(lead)}</b> {escape(rest)}")
        self.setAccessibleName(f"{lead} {rest}")


class IconLabel(Themed, QLabel):
    """An icon in a tone; decoration only, silent for a screen reader."""

    def __init__(self, kit: Kit, icon: str, tone: str = "ink-2", size: int = 24, line: float = 2.0) -> None:
        super().__init__()
        self._icon, self._tone, self._size, self._line = icon, tone, size, line
        self.follow(kit)

    def set_icon(self, icon: str, tone: str) -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone
        self.restyle()

    def restyle(self) -> None:
        """Paint the icon anew; it grows half as fast as the text."""
        size = self.kit.look.grown(self._size)
        self.setPixmap(self.kit.pixmap(self._icon, self._tone, size, self._line))
        self.setFixedSize(size, size)
