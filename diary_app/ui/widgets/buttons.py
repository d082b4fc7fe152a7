"""Buttons: primary, secondary, urgent and link, painted from the token table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.themed import Themed, antialiased

_GAP = 10
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class _Kind:
    fill: str | None
    hover: str | None
    pressed: str | None
    ink: str
    line: str | None


_KINDS = {
    "primary": _Kind("accent", "accent-hover", "accent-pressed", "on-accent", None),
    "secondary": _Kind("surface", "sunken", "accent-soft", "ink", "line-strong"),
    "urgent": _Kind("urgent-solid", "urgent-solid", "urgent", "on-urgent", None),
    "quiet": _Kind("sunken", "sunken", "accent-soft", "ink-3", "line"),
    "chosen": _Kind("accent-soft", "accent-soft", "accent-soft", "accent", "accent"),
    "link": _Kind(None, None, None, "accent", None),
}
_DISABLED = _Kind("sunken", "sunken", "sunken", "ink-3", "line")
_DISABLED_LINK = _Kind(None, None, None, "ink-3", None)


@dataclass(frozen=True, slots=True)
class _Size:
    target: str
    role: str
    icon: int
    pad: int
    radius: str


_SIZES = {
    "normal": _Size("button", "button", 20, 20, "control"),
    "small": _Size("small", "second-strong", 20, 16, "control"),
    "head": _Size("button", "second-strong", 20, 12, "control"),
    "secondary": _Size("secondary", "button", 22, 18, "control"),
    "footer": _Size("footer", "button", 20, 22, "control"),
    "big": _Size("main", "big-button", 28, 24, "big"),
}


class Button(Themed, QPushButton):
    """A button whose text wraps and whose height grows instead of its text shrinking."""

    def __init__(
        self,
        kit: Kit,
        text: str,
        kind: str = "secondary",
        size: str = "normal",
        icon: str = "",
        icon_after: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._size, self._icon, self._after = kind, _SIZES[size], icon, icon_after
        self._icon_only = False
        self._pressing = False
        self._guard_ms = 0
        self._since_paint = QElapsedTimer()
        self._sizes: dict[tuple[int, str], QSize] = {}  # a layout asks many times, and Qt breaks lines anew
        self.setAutoDefault(True)  # so that Enter presses it
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(kit)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius(self._size.radius)

    def set_text(self, text: str) -> None:
        """Change what the button says, to the eye and to a screen reader."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Show another icon; none with an empty name."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Make it primary, secondary, urgent or link."""
        self._kind = kind
        self.update()

    @property
    def icon_alone(self) -> bool:
        """Whether the icon stands without the words."""
        return self._icon_only

    def set_icon_only(self, alone: bool) -> None:
        """Show the icon alone; the words stay as tooltip and accessible name."""
        self._icon_only = alone and bool(self._icon)
        self.setToolTip(self.text() if self._icon_only else "")
        self.updateGeometry()
        self.update()

    def explain(self, reason: str) -> None:
        """Disable with a reason, or enable with an empty one."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def rest(self, reason: str) -> None:
        """Look as if disabled and say why, but stay in the order of Tab: the press asks in place."""
        self.set_kind("quiet" if reason else "primary")
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def wait_for_fresh_press(self, milliseconds: int) -> None:
        """Take keys only from a press that begins this long after the next paint."""
        self._guard_ms = milliseconds
        self._since_paint.invalidate()
        self.update()

    def restyle(self) -> None:
        """Take font and size of the look in force."""
        self._sizes.clear()
        self.setFont(self.kit.font(self._size.role))
        self.setMinimumHeight(self.kit.look.target(self._size.target))
        self.updateGeometry()
        self.update()

    def _icon_size(self) -> int:
        return round(self._size.icon * (1 + (self.kit.look.text - 100) / 200))

    def _around(self) -> int:
        icon = self._icon_size() if self._icon else 0
        if self._icon_only:
            return icon + 2 * self._pad()
        return (icon + _GAP if icon else 0) + 2 * self._pad()

    def _pad(self) -> int:
        return 0 if self._kind == "link" else self._size.pad

    def _text_size(self, width: int) -> QSize:
        if self._icon_only:
            return QSize(0, 0)
        text = self.text()
        known = self._sizes.get((width, text))
        if known is None:
            room = QRect(0, 0, max(width, 1), 4000)
            known = self._sizes[width, text] = self.fontMetrics().boundingRect(room, _WRAP, text).size()
        return known

    def sizeHint(self) -> QSize:
        """One line of text, its icon and its padding."""
        width = 0 if self._icon_only else self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width + self._around(), self.heightForWidth(width + self._around()))

    def minimumSizeHint(self) -> QSize:
        """The longest word, its icon and its padding."""
        words = [] if self._icon_only else self.text().split()
        width = max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0) + 2
        return QSize(width + self._around(), self.minimumHeight())

    def hasHeightForWidth(self) -> bool:
        """Narrow buttons wrap their text."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        return max(self.minimumHeight(), self._text_size(width - self._around()).height() + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A held key never presses twice; the guard swallows keys that come too early."""
        if event.isAutoRepeat() or (self._guarded() and event.key() != Qt.Key.Key_Tab):
            event.accept()
            return
        super().keyPressEvent(event)

    def _guarded(self) -> bool:
        if not self._guard_ms:
            return False
        return not self._since_paint.isValid() or self._since_paint.elapsed() < self._guard_ms

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint fill, border, icon and text."""
        if self._guard_ms and not self._since_paint.isValid():
            self._since_paint.start()
        painter = antialiased(self)
        kind = _KINDS[self._kind]
        if not self.isEnabled():
            kind = _DISABLED_LINK if self._kind == "link" else _DISABLED
        if kind.fill or kind.line:
            self._paint_body(painter, kind)
        self._paint_content(painter, kind)
        painter.end()

    def _paint_body(self, painter: QPainter, kind: _Kind) -> None:
        fill = kind.pressed if self.isDown() else kind.hover if self.underMouse() else kind.fill
        painter.setBrush(self.kit.colour(fill or "surface"))
        painter.setPen(QPen(self.kit.colour(kind.line), 1) if kind.line else Qt.PenStyle.NoPen)
        inset = 0.5 if kind.line else 0
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, self.ring_radius, self.ring_radius)

    def _paint_content(self, painter: QPainter, kind: _Kind) -> None:
        text = self._text_size(self.width() - self._around())
        icon = self._icon_size() if self._icon else 0
        gap = _GAP if icon and not self._icon_only else 0
        left = (self.width() - text.width() - icon - gap) // 2
        if self._kind == "link":
            left = self._pad()
        text_left = left if self._after else left + icon + gap
        icon_left = left + text.width() + gap if self._after else left
        if icon:
            box = QRectF(icon_left, (self.height() - icon) / 2, icon, icon)
            paint_icon(painter, self._icon, self.kit.look.colour(kind.ink), box)
        if not self._icon_only:
            painter.setPen(self.kit.colour(kind.ink))
            font = self.font()
            font.setUnderline(self._kind == "link" and self.underMouse())
            painter.setFont(font)
            painter.drawText(QRect(text_left, 0, text.width() + 2, self.height()), _WRAP, self.text())
