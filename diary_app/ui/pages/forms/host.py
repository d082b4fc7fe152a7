"""A page with a form in it: opened, kept as a draft, put back, written down, refused in place."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.services.today_view import TodayView
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, sentence_for
from diary_app.ui.pages.forms.card import CardForm, Origin
from diary_app.ui.pages.forms.unfinished import Unfinished
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.page_parts import Scroller

_log = logging.getLogger(__name__)
T = TypeVar("T")
FRESH_PRESS = 700  # ms after the first paint of what a key would press
_BESIDE_FROM = 1010  # px of the page: 960 of content
_BESIDE_TEXT = 125  # percent
_ROUNDS = 4  # wrapped texts inside wrapped texts find their heights one after another


class Host(Protocol):
    """What the steps that lead to an entry need of the page they stand in."""

    view: TodayView | None

    def write(self, call: Callable[[], str], said: str, *, shows: date | None = None) -> None:
        """Run one act and show the day that came of it."""

    def open_form(
        self,
        form: CardForm,
        save: Callable[[Any], None],
        origin: Origin,
        back: Callable[[], None] | None = None,
    ) -> None:
        """Show a form; ``back``: what its Back leads to, else the page without a form."""

    def clear_notice(self) -> None:
        """Take the notice away."""


class FormPage(Page):
    """What such pages have in common, and how they bend: a row of two parts, or one column.

    ``draft_name``: under which what is unfinished is kept where the disk refuses it.
    ``in_one_column``: how the row's parts follow each other there.
    """

    draft_name = ""
    in_one_column = QBoxLayout.Direction.TopToBottom

    def __init__(self, kit: Kit, runner: TaskRunner) -> None:
        super().__init__(kit, runner)
        self.view: TodayView | None = None
        self.left_before = False
        self._kept: Unfinished | None = None  # as it was kept last; not set where the page was put back
        self.column.setContentsMargins(0, 0, 0, 0)
        self.scroller = Scroller()
        self.column.addWidget(self.scroller)
        self.inside = QVBoxLayout(self.scroller.body)
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.row.setSpacing(kit.look.gap("cards"))

    # -- what such a page answers -----------------------------------------

    @property
    def form(self) -> CardForm | None:
        """The form that is open, if any."""
        raise NotImplementedError

    def keep_form(self, draft: Mapping[str, Any] | None) -> None:
        """Keep what is unfinished in the diary, on the worker thread; ``None`` drops it."""
        raise NotImplementedError

    def put_form(self, form: CardForm) -> None:
        """Show a form in its place."""
        raise NotImplementedError

    def close_form(self) -> None:
        """Take the form away."""
        raise NotImplementedError

    # -- opening, leaving, putting back -------------------------------------

    def open_form(
        self,
        form: CardForm,
        save: Callable[[Any], None],
        origin: Origin,
        back: Callable[[], None] | None = None,
    ) -> None:
        """Show a form; ``back``: what its Back leads to, else the page without a form."""
        form.cancelled.connect(self.clear_notice)
        form.cancelled.connect(back or self.close_form)
        form.saved.connect(save)
        form.come_from(origin)
        self.put_form(form)

    def unfinished_on(self, day: date) -> Unfinished | None:
        """What stands in the form and was not written down; nothing where nobody filled in anything."""
        form = self.form
        if form is None or not form.origin.name or not form.touched:
            return None
        return Unfinished(day.isoformat(), form.origin, form.kept_values())

    def keep_left(self, left: Unfinished | None) -> None:
        """Keep what is unfinished where it changed, drop what no longer is."""
        if left != self._kept or (left is None and self.left_before):
            self.left_before, self._kept = left is not None, left
            self.keep_draft(self.draft_name, left.as_json() if left else None, self.keep_form)

    def fill_again(self, left: Unfinished) -> None:
        """Put what was left back into the form just opened, if it is the one."""
        form = self.form
        if form is not None and form.origin == left.origin:
            form.put_kept(left.values)
            told = self.tr_("What you filled in is here again.")
            self.say_notice(self.tr_("You left this page before saving."), told)

    # -- writing ------------------------------------------------------------

    def run_act(
        self,
        call: Callable[[], str],
        load: Callable[[], T],
        done: Callable[[str, T], None],
        busy: Sequence[QWidget],
    ) -> None:
        """Run one act, then ``load`` and ``done(entry, loaded)``; ``busy`` rests meanwhile.

        What does not fit is said in the form, which keeps what was typed.
        """
        self.clear_notice()
        if self.form is not None:
            self.form.refuse("")
        pressed = QApplication.focusWidget()
        _enable(busy, False)

        def loaded(entry: str) -> tuple[str, T]:
            self._drop_kept()
            return entry, load()

        def succeeded(result: tuple[str, T]) -> None:
            _enable(busy, True)
            self.kit.commands.unkept.pop(self.draft_name, None)
            self._kept = None
            done(*result)
            self.kit.commands.diary_changed.emit()

        def failed(error: Exception) -> None:
            _enable(busy, True)
            self._refused(error, pressed)

        self.write_down(call, loaded, succeeded, failed)

    def _drop_kept(self) -> None:
        """What was written down stays so: a form that no longer fits is passed over when it is opened."""
        try:
            self.keep_form(None)
        except NotSaved as problem:
            _log.warning("the draft of a form could not be dropped: %s", type(problem).__name__)

    def _refused(self, error: Exception, pressed: QWidget | None) -> None:
        if self.form is not None and isinstance(error, DoesNotFit):
            sentence = sentence_for(self.kit, error)
            self.form.refuse(sentence)
            a11y.announce(self, sentence)
            return
        self.say_failure(error)
        if pressed is not None and isValid(pressed) and self.isAncestorOf(pressed):
            pressed.setFocus(Qt.FocusReason.OtherFocusReason)  # the same press tries again

    # -- bending ------------------------------------------------------------

    @property
    def narrow(self) -> bool:
        """Whether there is little room across."""
        return self.width() < _BESIDE_FROM

    @property
    def beside(self) -> bool:
        """Whether the row's parts stand side by side."""
        return not self.narrow and self.kit.look.text <= _BESIDE_TEXT

    def arrange(self) -> None:
        """Bend to the width and the text size."""
        narrow = self.narrow
        self.inside.setContentsMargins(*((22, 14, 20, 16) if narrow else (32, 24, 32, 24)))
        self.inside.setSpacing(12 if narrow else 16)
        self.row.setDirection(QBoxLayout.Direction.LeftToRight if self.beside else self.in_one_column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bend with the width."""
        super().resizeEvent(event)
        self.arrange()

    def settle(self) -> None:
        """Lay out now, not in the next rounds of events: a size in between is never painted."""
        for _ in range(_ROUNDS):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def focus_in_view(self) -> None:
        """Scroll to what has the focus."""
        focus = QApplication.focusWidget()
        if focus is not None and self.scroller.isAncestorOf(focus):
            self.scroller.ensureWidgetVisible(focus, 0, 24)


def _enable(parts: Sequence[QWidget], enabled: bool) -> None:
    for part in parts:
        if isValid(part):
            part.setEnabled(enabled)
