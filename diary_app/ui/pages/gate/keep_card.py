"""The card with the recovery code: shown, printed, saved as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QWidget

from diary_app.common.clock import Clock
from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for, still_open
from diary_app.ui.pages.gate import acts, printing
from diary_app.ui.pages.gate.code_view import CodeView
from diary_app.ui.places import documents
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.labels import IconLabel, Label, SpokenLabel


class KeepCard(Card):
    """Shows one code; it stays the same however often the page is left and come back to."""

    def __init__(
        self, kit: Kit, runner: TaskRunner, clock: Clock, code: RecoveryCode, title: str = ""
    ) -> None:
        super().__init__("plain", (28, 26, 28, 20))
        self._kit, self._runner, self._clock, self.code = kit, runner, clock, code
        tr = kit.tr
        self.column.setSpacing(8)
        self.column.addWidget(Label(kit, title or tr("2. Keep your recovery code"), "card-title"))
        words = tr("If you forget the passphrase, this code is the only way back in. Nobody else has a copy.")
        self.column.addWidget(Label(kit, words, "second", "ink-2"))
        self.column.addSpacing(6)
        self.view = CodeView(kit, code.lines())
        self.column.addWidget(self.view)
        self.column.addSpacing(6)
        self.column.addLayout(self._buttons())
        self.column.addWidget(self._done_line())
        self.column.addStretch(1)
        warning = tr("Whoever has the code or its file, and this computer, can open the diary.")
        self.column.addWidget(Label(kit, warning, "second", "ink-2"))
        kit.appearance.changed.connect(self._arrange)
        self._arrange()

    def _buttons(self) -> QBoxLayout:
        kit, tr = self._kit, self._kit.tr
        self.print_button = Button(kit, tr("Print"), icon="printer")
        self.print_button.clicked.connect(self._print)
        self.save_button = Button(kit, tr("Save as file"), icon="save")
        self.save_button.clicked.connect(self._save)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        self._row.addWidget(self.print_button, 1)
        self._row.addWidget(self.save_button, 1)
        return self._row

    def _done_line(self) -> QWidget:
        self._done = QWidget()
        row = QHBoxLayout(self._done)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(10)
        self._icon = IconLabel(self._kit, "check", "accent", 20, 3.0)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.said = SpokenLabel(self._kit, "", "second-strong", "accent")
        row.addWidget(self.said, 1)
        self._done.hide()
        return self._done

    def _arrange(self) -> None:
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if self._kit.look.stacked else across)

    def _say(self, sentence: str, icon: str = "check", tone: str = "accent") -> None:
        self._icon.set_icon(icon, tone)
        self.said.set_tone(tone)
        self.said.setText(sentence)
        self._done.show()
        a11y.announce(self, sentence)

    def _failed(self, error: Exception) -> None:
        self._say(sentence_for(self._kit, error), "circle-alert", "urgent")

    def _now(self) -> str:
        return self._kit.clock_time(self._clock.now().local.time())

    # -- printing --------------------------------------------------------------

    def _print(self) -> None:
        code, language, day = self.code, self._kit.tr.language, self._clock.now().local.date()
        self._runner.run(lambda: acts.recovery_page(code, language, day), self._printable, self._failed)

    def _printable(self, content: bytes) -> None:
        printer = printing.ask_printer(self)
        if printer is None or not still_open(self):
            return
        if printing.print_pdf(content, printer):
            self._say(self._kit.tr("Printed at {time}", time=self._now()))
        else:
            words = self._kit.tr("The printer did not take the page. You can save it as a file instead.")
            self._say(words, "circle-alert", "urgent")

    # -- saving ------------------------------------------------------------------

    def _save(self) -> None:
        tr = self._kit.tr
        name = str(documents() / tr("recovery-code.pdf"))
        title = tr("Where should the file with the recovery code go?")
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, tr("PDF files (*.pdf)"))
        if chosen and still_open(self):
            self._save_to(Path(chosen))

    def _save_to(self, out: Path) -> None:
        code, language, day = self.code, self._kit.tr.language, self._clock.now().local.date()
        self._runner.run(
            lambda: acts.save_recovery_page(code, language, out, day),
            lambda _: self._saved(out),
            self._failed,
        )

    def _saved(self, out: Path) -> None:
        words = self._kit.tr(
            "Saved at {time} as {file}. The file opens the diary: print it, then delete it.",
            time=self._now(),
            file=out.name,
        )
        self._say(words)
