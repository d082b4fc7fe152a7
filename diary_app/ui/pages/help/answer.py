"""A question that opens and closes, and its answer below it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from diary_app.ui import a11y
from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.pages.help.content import Kind, Line, Question
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import KeyCap
from diary_app.ui.widgets.themed import Themed, antialiased

_LEFT = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_PAD, _GAP = 8, 10


class Heading(Themed, QPushButton):
    """A question as a heading; an arrow shows whether its answer is open."""

    def __init__(self, kit: Kit, title: str) -> None:
        super().__init__(title)
        self._open = False
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(kit)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return self.kit.look.radius("control")

    def show_open(self, now_open: bool, answer: str) -> None:
        """Which way the arrow points; a screen reader hears the state, and the answer where it is open."""
        tr = self.kit.tr
        self._open = now_open
        state = tr.within("help", "open") if now_open else tr("closed")
        how = answer if now_open else tr("Enter opens the answer.")
        a11y.name(self, tr("{question} ({state})", question=self.text(), state=state), how)
        self.update()

    def restyle(self) -> None:
        """Take font and height."""
        self.setFont(self.kit.font("body-strong"))
        self.setMinimumHeight(self.kit.look.target("small"))
        self.updateGeometry()
        self.update()

    def _icon(self) -> int:
        return round(20 * (1 + (self.kit.look.text - 100) / 200))

    def _around(self) -> int:
        return 2 * _PAD + self._icon() + _GAP

    def sizeHint(self) -> QSize:
        """One line of text beside the arrow."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + self._around() + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        wide = max((self.fontMetrics().horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(min(wide, 240) + self._around(), self.minimumHeight())

    def hasHeightForWidth(self) -> bool:
        """The question wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        room = QRect(0, 0, max(1, width - self._around()), 4000)
        return max(
            self.minimumHeight(), self.fontMetrics().boundingRect(room, _LEFT, self.text()).height() + 16
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The arrow and the words."""
        painter = antialiased(self)
        if self.underMouse():
            painter.setBrush(self.kit.colour("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()), self.ring_radius, self.ring_radius)
        size = self._icon()
        box = QRectF(_PAD, (self.height() - size) / 2, size, size)
        arrow = "chevron-down" if self._open else "chevron-right"
        paint_icon(painter, arrow, self.kit.look.colour("accent"), box, 2.5)
        painter.setFont(self.font())
        painter.setPen(self.kit.colour("ink"))
        painter.drawText(self.rect().adjusted(_PAD + size + _GAP, 0, -_PAD, 0), _LEFT, self.text())
        painter.end()


class Answer(QWidget):
    """A heading and its lines. ``turned`` fires when it opens or closes."""

    turned = Signal()

    def __init__(self, kit: Kit, question: Question) -> None:
        super().__init__()
        self.kit, self.question = kit, question
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.heading = Heading(kit, question.title)
        self.heading.clicked.connect(self._turn)
        column.addWidget(self.heading)
        self.body: QWidget | None = None  # made when it is first opened
        self.set_open(False)

    @property
    def is_open(self) -> bool:
        """Whether the answer is in view."""
        return self.body is not None and not self.body.isHidden()

    def set_open(self, wanted: bool) -> None:
        """Open or close it."""
        if wanted and self.body is None:
            self.body = self._body()
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.body)
        if self.body is not None:
            self.body.setVisible(wanted)
        self.heading.show_open(wanted, self._spoken())

    def _turn(self) -> None:
        self.set_open(not self.is_open)
        a11y.announce(self.heading, self._spoken() if self.is_open else self.kit.tr("closed"))
        self.turned.emit()

    def _spoken(self) -> str:
        return self.kit.sentences(*(line.spoken for line in self.question.lines))

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(_PAD + 20 + _GAP, 8, _PAD, 14)
        column.setSpacing(6)
        for line in self.question.lines:
            column.addWidget(_line(self.kit, line))
        return body


def _line(kit: Kit, line: Line) -> QWidget:
    if line.kind is Kind.STRONG:
        return Label(kit, line.text, "body-strong")
    if line.kind is Kind.ITEM:
        return _beside(Label(kit, "•", "body", "ink-2", wrap=False), line.text, kit)
    if line.kind is Kind.KEYS:
        return KeyLine(kit, line)
    return Label(kit, line.text, "body")


def _beside(mark: QWidget, words: str, kit: Kit) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(4, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(kit, words, "body"), 1)
    return part


class KeyLine(Themed, QWidget):
    """Caps of keys at the left, what they do at the right."""

    def __init__(self, kit: Kit, line: Line) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._caps = QWidget()
        caps = QHBoxLayout(self._caps)
        caps.setContentsMargins(0, 2, 0, 2)
        caps.setSpacing(5)
        for key in line.keys:
            caps.addWidget(KeyCap(kit, key))
        caps.addStretch(1)
        row.addWidget(self._caps, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(kit, line.text, "body"), 1)
        self.follow(kit)

    def restyle(self) -> None:
        """The words of all rows begin at the same place."""
        self._caps.setFixedWidth(round(self.kit.look.pixels("tiny-strong") * 13))
