"""The card in which a new passphrase is chosen: at the first run, and after one was forgotten."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for
from diary_app.ui.pages.gate.secret_field import SecretField
from diary_app.ui.pages.gate.strength import Estimate, StrengthBar
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import IconLabel, Label


class ChooseCard(Card):
    """A passphrase typed twice, how strong it is, and four words for whoever wants them.

    ``changed`` fires whenever ``reason`` may be another one; ``entered`` when
    Enter was pressed and there is nothing left to type.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, kit: Kit, runner: TaskRunner, title: str) -> None:
        super().__init__("plain", (28, 26, 28, 20))
        self._kit, self._runner = kit, runner
        self._waiting: Callable[[], None] | None = None
        self._estimate = Estimate(runner)
        self._estimate.came.connect(self._estimated)
        self._estimate.failed.connect(self._not_estimated)
        self._build(title)
        self._check()

    def _build(self, title: str) -> None:
        kit, tr = self._kit, self._kit.tr
        self.column.setSpacing(8)
        self.column.addWidget(Label(kit, title, "card-title"))
        words = tr("Four ordinary words are easy to remember and hard to guess.")
        self.column.addWidget(Label(kit, words, "second", "ink-2"))
        self.column.addSpacing(10)
        self.first = SecretField(kit, tr("Passphrase"))
        self.second = SecretField(kit, tr("Type it once more"), with_button=False)
        self.column.addWidget(self.first)
        self.column.addLayout(self._meter())
        self.column.addSpacing(8)
        self.column.addWidget(self.second)
        self.column.addStretch(1)
        words = tr("Suggest four words for me")
        self.suggest_button = Button(kit, words, "link", "small", "lightbulb")
        self.suggest_button.clicked.connect(self._suggest)
        self.column.addWidget(self.suggest_button)
        self.first.turned.connect(self.second.show_text)
        for field in (self.first, self.second):
            field.control.textChanged.connect(self._check)
            field.control.returnPressed.connect(self._enter)

    def _meter(self) -> QHBoxLayout:
        self._bar = StrengthBar(self._kit)
        self._strong_icon = IconLabel(self._kit, "check", "accent", 20, 3.0)
        self.verdict = Label(self._kit, "", "second-strong", "ink-2")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(4)
        row.addWidget(self._strong_icon)
        row.addWidget(self.verdict, 1)
        return row

    # -- what the page asks --------------------------------------------------

    @property
    def passphrase(self) -> str:
        """What is in the first field."""
        return self.first.control.text()

    @property
    def reason(self) -> str:
        """What is missing before one can go on; empty when nothing is."""
        known = self._estimate.known
        if known is None or not known.enough:
            return self._kit.tr("Choose a longer passphrase first.")
        same = self.passphrase == self.second.control.text()
        return "" if same else self._kit.tr("Type the same passphrase twice.")

    def begin(self) -> None:
        """Typing can begin; what was typed before is still there, hidden."""
        for field in (self.first, self.second):
            field.show_text(False)
        self.first.control.setFocus()

    def stand_as(self, old: ChooseCard) -> None:
        """What was typed into the same card in another language, shown where it was shown."""
        for mine, before in ((self.first, old.first), (self.second, old.second)):
            mine.stand_as(before)

    def wipe(self) -> None:
        """Forget what was typed."""
        for field in (self.first, self.second):
            field.control.clear()
            field.show_text(False)
            field.show_error("")

    def go_on(self, then: Callable[[], None]) -> None:
        """Call ``then`` if all is there, as soon as that is known; else say in place what is missing."""
        if self._estimate.known is None:
            self._waiting = lambda: self.go_on(then)
        elif not self.reason:
            then()
        else:
            self._say_missing()

    def complain(self, sentence: str) -> None:
        """Say what is wrong with the passphrase."""
        self._complain(self.first, sentence)

    # -- inside ----------------------------------------------------------------

    def _check(self) -> None:
        self._waiting = None
        self._estimate.ask(self.passphrase)
        self._show()

    def _estimated(self) -> None:
        waiting, self._waiting = self._waiting, None
        self._show()
        if waiting is not None:
            waiting()

    def _not_estimated(self, error: Exception) -> None:
        self._waiting = None
        self._complain(self.first, sentence_for(self._kit, error))

    def _show(self) -> None:
        tr, known = self._kit.tr, self._estimate.known
        strong = known is not None and known.enough
        self._bar.set_strength(known.level if known else 0)
        self._strong_icon.setVisible(strong)
        weak = tr("Make it longer") if known and self.passphrase else ""
        self.verdict.setText(tr("Strong enough") if strong else weak)
        self.verdict.set_tone("accent" if strong else "ink-2")
        same = self.passphrase == self.second.control.text()
        self.second.show_same(same and strong)
        if strong:
            self.first.show_error("")
            self.first.control.setAccessibleDescription(self.verdict.text())
        if same:
            self.second.show_error("")
        self.changed.emit()

    def _suggest(self) -> None:
        self._runner.run(_four_words, self._suggested, self._not_estimated)

    def _suggested(self, words: str) -> None:
        self.second.control.clear()
        for field in (self.first, self.second):
            field.show_text(True)
        self.first.control.setText(words)
        self.first.control.setCursorPosition(0)
        self.second.control.setFocus()
        a11y.announce(self, words)

    def _enter(self) -> None:
        """Enter goes to the next field, then on."""
        if self.first.control.hasFocus() and not self.second.control.text():
            self._to_second()
        else:
            self.entered.emit()

    def _to_second(self) -> None:
        """To the second field once the first holds enough."""
        known = self._estimate.known
        if known is None:
            self._waiting = self._to_second
        elif known.enough:
            self.second.control.setFocus()
        else:
            self._say_missing()

    def _say_missing(self) -> None:
        known = self._estimate.known
        if known is None or not known.enough:
            self._complain(self.first, self.reason)
        elif not self.second.control.text():
            self._complain(self.second, self.reason)
        else:
            self._complain(self.second, self._kit.tr("The two are not the same. Please type it again."))

    def _complain(self, field: SecretField, sentence: str) -> None:
        field.show_error(sentence)
        field.control.setFocus()
        a11y.announce(self, sentence)


def _four_words() -> str:
    from diary_app.services.ways_in import suggestion

    return suggestion()
