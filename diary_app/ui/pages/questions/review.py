"""All answers before they are sent (picture 09)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from diary_app.domain.protocol import Choice as PlanChoice
from diary_app.qlq_c30.administration import LAST, Administration
from diary_app.qlq_c30.wording import Wording
from diary_app.ui.icons import paint_icon
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.late import LateReasons
from diary_app.ui.pages.questions.item import notice_line
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Banner, Card, clear, divider
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import PageHeader, Scroller
from diary_app.ui.widgets.themed import Themed, antialiased

_HALF = LAST // 2
_WRAP = int(Qt.TextFlag.TextWordWrap)
_TAG = 30  # px of height about the words of a tag
_PENCIL_ROOM = 50  # px at the right edge
_RING = 6  # px about what has the focus, also at the edge of what scrolls


class AnswerLine(Themed, QPushButton):
    """One answer; the whole line opens its question again."""

    def __init__(self, kit: Kit, n: int, short: str) -> None:
        super().__init__()
        self.n, self._short = n, short
        self._number, self._word, self._state = "", "", "unseen"
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(kit)

    @property
    def ring_radius(self) -> int:
        """Corner radius the focus ring follows."""
        return 8

    def restyle(self) -> None:
        """Take the height."""
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the name needs in the room beside the answer, or above it at large text."""
        name = self._metrics("body").boundingRect(self._name_box(9999).toRect(), _WRAP, self._short).height()
        below = self._answer_high() if self.kit.look.large else 0
        self.setFixedHeight(max(self.kit.look.target("row"), name + below + 16))

    def _metrics(self, role: str) -> QFontMetrics:
        return QFontMetrics(self.kit.font(role))

    def _answer_high(self) -> int:
        return max(_TAG, round(self._metrics("body-strong").height() * 1.2))

    def _answer_wide(self) -> int:
        if self._state != "answered":
            return self._tag_wide()
        number = self._metrics("body-strong").horizontalAdvance(self._number)
        return self._metrics("second").horizontalAdvance(self._word) + 10 + number

    def _tag_wide(self) -> int:
        """The words of a tag with their frame, and its mark where the answer is open."""
        return self._metrics("caption-strong").horizontalAdvance(self._word) + 20 + (22 if self._open else 0)

    def _name_left(self) -> int:
        return max(40, self._metrics("body").horizontalAdvance("30") + 6) + 14

    def _name_box(self, high: float) -> QRectF:
        """Where the name of the question stands."""
        beside = 0 if self.kit.look.large else self._answer_wide() + 12
        left = self._name_left()
        return QRectF(left, 0, max(60, self.width() - left - _PENCIL_ROOM - beside), high)

    def sizeHint(self) -> QSize:
        """As wide as its half."""
        return QSize(320, self.height())

    def show_answer(self, state: str, number: str, word: str) -> None:
        """Show where the question stands."""
        self._state, self._number, self._word = state, number, word
        self._fit()
        said = " ".join(part for part in (number, word) if part)
        self.setAccessibleName(
            self.kit.tr("Question {n}, {name}: {answer}", n=self.n, name=self._short, answer=said)
        )
        self.setAccessibleDescription(self.kit.tr("Opens this question again."))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint number, name, answer and pencil."""
        painter = antialiased(self)
        box = QRectF(self.rect())
        if self._open:
            painter.fillRect(box, self.kit.colour("due-soft"))
        elif self.underMouse():
            painter.fillRect(box, self.kit.colour("sunken"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self.kit.colour("line"))
        if self.n > _HALF:
            painter.fillRect(QRectF(0, 0, 1, self.height()), self.kit.colour("line"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.kit.font("body"))
        painter.setPen(self.kit.colour("ink-3"))
        below = self._answer_high() if self.kit.look.large else 0
        name = self._name_box(self.height() - below)
        number = QRectF(0, 0, name.left() - 14, name.height())
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, str(self.n))
        painter.setPen(self.kit.colour("ink"))
        painter.drawText(name, _WRAP | int(middle), self._short)
        pencil = QRectF(self.width() - 38, (self.height() - 22) / 2, 22, 22)
        paint_icon(painter, "pencil", self.kit.look.colour("accent"), pencil)
        if below:
            left = name.left()
            box = QRectF(left, name.bottom() - 6, min(self._answer_wide(), self.width() - left), below)
            self._paint_answer(painter, box)
        else:
            self._paint_answer(painter, box.adjusted(0, 0, -_PENCIL_ROOM, 0))
        painter.end()

    @property
    def _open(self) -> bool:
        return self._state in ("open", "unseen")

    def _paint_answer(self, painter: QPainter, box: QRectF) -> None:
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if self._state != "answered":
            self._paint_tag(painter, box)
            return
        painter.setFont(self.kit.font("second"))
        painter.setPen(self.kit.colour("ink-2"))
        painter.drawText(box, flags, self._word)
        taken = painter.fontMetrics().horizontalAdvance(self._word) + 10
        painter.setFont(self.kit.font("body-strong"))
        painter.setPen(self.kit.colour("ink"))
        painter.drawText(box.adjusted(0, 0, -taken, 0), flags, self._number)

    def _paint_tag(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(self.kit.font("caption-strong"))
        fill, line, ink = ("due-soft", "due-line", "due") if self._open else ("sunken", "line", "ink-2")
        icon = 22 if self._open else 0
        width, high = self._tag_wide(), max(_TAG, round(painter.fontMetrics().height() * 1.2))
        tag = QRectF(box.right() - width, box.center().y() - high / 2, width, high)
        painter.setPen(QPen(self.kit.colour(line), 1))
        painter.setBrush(self.kit.colour(fill))
        painter.drawRoundedRect(tag, 8, 8)
        if icon:
            mark = QRectF(tag.left() + 9, tag.center().y() - 9, 18, 18)
            paint_icon(painter, "circle-alert", self.kit.look.colour(ink), mark)
        painter.setPen(self.kit.colour(ink))
        painter.drawText(tag.adjusted(10 + icon, 0, -10, 0), Qt.AlignmentFlag.AlignVCenter, self._word)


class ReviewView(QWidget):
    """Lists every answer, the open ones first in words; nothing is sent from here without being asked."""

    opened = Signal(int)
    back_pressed = Signal()
    put_off = Signal()
    finish_pressed = Signal()

    def __init__(self, kit: Kit, wording: Wording, late_reasons: Sequence[PlanChoice] = ()) -> None:
        super().__init__()
        self.kit, self._wording = kit, wording
        self.late = LateReasons(kit, late_reasons, kit.tr("Why is it not filled in on its days?"))
        self.late.hide()
        tr = kit.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.header = PageHeader(
            kit, tr("Check your answers"), tr("Choose any line to change it. Then finish."), writes=True
        )
        self._above = QVBoxLayout()
        self._above.setSpacing(16)
        column.addLayout(self._above)
        self.open_banner = Banner(kit, "due", "circle-alert")
        self.open_button = Button(kit, tr("Answer"))
        self.open_button.clicked.connect(self._answer_first)
        column.addWidget(self._list(), 1)
        column.addLayout(self._foot())
        column.addLayout(notice_line(kit, wording))
        self._first_open = 0
        kit.appearance.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        """At large text one column, and only what is needed; what stands above scrolls with it."""
        large = self.kit.look.large
        for part in (self.header, self.open_banner):
            (self._scrolled_above if large else self._above).addWidget(part)
        if large:
            self.open_banner.column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.open_banner.row.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignVCenter)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(down if large else across)
        self._foot_words.setVisible(not large)
        self.later_button.set_icon_only(large)
        self.header.subtitle.setVisible(not large)
        self._list_head.setVisible(not large)

    def _list(self) -> Card:
        kit = self.kit
        card = Card("plain", (1, 0, 1, 6))
        self._list_head = QWidget()
        head = QHBoxLayout(self._list_head)
        head.setContentsMargins(20, 12, 20, 12)
        head.addWidget(Label(kit, kit.tr("Your {n} answers", n=LAST), "small-title"), 1)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        head.addLayout(self._chips)
        card.column.addWidget(self._list_head)
        card.column.addWidget(divider())
        self._scroller = Scroller()
        inside = QVBoxLayout(self._scroller.body)
        inside.setContentsMargins(*[_RING] * 4)
        inside.setSpacing(16)
        self._scrolled_above = QVBoxLayout()
        self._scrolled_above.setSpacing(16)
        inside.addLayout(self._scrolled_above)
        inside.addWidget(self.late)
        halves = self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        halves.setSpacing(_RING * 2)
        inside.addLayout(halves, 1)
        self.lines = [AnswerLine(kit, item.n, item.short) for item in self._wording.items]
        for line in self.lines:
            line.clicked.connect(lambda _checked=False, n=line.n: self.opened.emit(n))
        for half in (self.lines[:_HALF], self.lines[_HALF:]):
            box = QVBoxLayout()
            box.setSpacing(0)
            box.setAlignment(Qt.AlignmentFlag.AlignTop)
            for line in half:
                box.addWidget(line)
            halves.addLayout(box, 1)
        card.column.addWidget(self._scroller, 1)
        return card

    def _foot(self) -> QHBoxLayout:
        kit, tr = self.kit, self.kit.tr
        row = QHBoxLayout()
        row.setSpacing(12)
        self.back_button = Button(kit, tr("Back"), size="footer", icon="arrow-left")
        self.back_button.clicked.connect(self.back_pressed)
        self.later_button = Button(kit, tr("Save and finish later"), size="footer", icon="save")
        self.later_button.clicked.connect(self.put_off)
        self.finish_button = Button(kit, tr("Finish"), "primary", "footer", "check")
        self.finish_button.setMinimumWidth(230)
        self.finish_button.clicked.connect(self.finish_pressed)
        words = Label(kit, tr("Your answers go into the next file for your clinic."), "second", "ink-2")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._foot_words = words
        row.addWidget(self.back_button)
        row.addWidget(self.later_button)
        row.addWidget(words, 1)
        row.addWidget(self.finish_button)
        return row

    def show_state(self, state: Administration) -> None:
        """Show every answer, and scroll to the first open one."""
        for line in self.lines:
            line.show_answer(*self._shown(state, line.n))
        self._say_open(state)
        self._say_counts(state)
        nothing = self.kit.tr("Answer at least one question first.")
        self.finish_button.explain("" if state.can_finish else nothing)
        target = self.lines[(self._first_open or 1) - 1]
        QTimer.singleShot(0, self, lambda: self._scroller.ensureWidgetVisible(target))

    def ask_why_late(self, outside: bool) -> None:
        """Outside the days of the plan the plan's short list is asked; it can be left open."""
        self.late.setVisible(outside and bool(self.late.buttons))
        if outside and not self._first_open:  # an open question comes first
            QTimer.singleShot(0, self, lambda: self._scroller.ensureWidgetVisible(self.late))

    @property
    def late_reason(self) -> str | None:
        """Why it comes outside its days, where that was asked and said."""
        return self.late.code if self.late.isVisibleTo(self) else None

    def _shown(self, state: Administration, n: int) -> tuple[str, str, str]:
        tr, place = self.kit.tr, state.state(n)
        if place == "answered":
            value = state.answers[n]
            options = self._wording.item(n).options
            word = options[value - 1] if len(options) < 7 else tr("of {n}", n=len(options))
            return place, str(value), word
        if place == "declined":
            return place, "", tr("Prefer not to answer")
        return place, "", tr("Not answered")

    def _say_open(self, state: Administration) -> None:
        tr = self.kit.tr
        still_open = state.open_items
        self._first_open = still_open[0] if still_open else 0
        self.open_banner.setVisible(bool(still_open))
        if not still_open:
            return
        first = still_open[0]
        title = (
            tr("One question has no answer yet")
            if len(still_open) == 1
            else tr("{n} questions have no answer yet", n=len(still_open))
        )
        name = self._wording.item(first).short
        text = tr("Question {n}, {name}. You can answer it, or leave it blank.", n=first, name=name)
        if not state.skipping:
            text = tr(
                "Question {n}, {name}. This study asks for an answer to every question.", n=first, name=name
            )
        self.open_banner.say(title, "" if self.kit.look.large else text)
        self.open_button.set_text(tr("Answer question {n}", n=first))

    def _say_counts(self, state: Administration) -> None:
        tr = self.kit.tr
        clear(self._chips)
        answered, declined = len(state.answers), len(state.declined)
        still_open = len(state.open_items)
        self._chips.addWidget(Chip(self.kit, tr("{n} answered", n=answered), "ok", "check"))
        if declined:
            self._chips.addWidget(Chip(self.kit, tr("{n} prefer not to answer", n=declined), "plain"))
        if still_open:
            self._chips.addWidget(Chip(self.kit, tr("{n} not answered", n=still_open), "due"))

    def _answer_first(self) -> None:
        if self._first_open:
            self.opened.emit(self._first_open)

    def focus_first(self) -> None:
        """The open question if there is one, else Finish."""
        (self.open_button if self._first_open else self.finish_button).setFocus(
            Qt.FocusReason.OtherFocusReason
        )
