"""The sealed file on the Share page: for the clinic alone, with what it has not got yet (picture 12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for, still_open
from diary_app.ui.pages.settings.section import Result, breakable
from diary_app.ui.places import documents
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card, IconTile
from diary_app.ui.widgets.labels import IconLabel, Label
from diary_app.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from diary_app.services.transfer.pinning import Pinned
    from diary_app.services.transfer.preview import ClinicHas
    from diary_app.services.transfer.sealing import Shared


@dataclass(frozen=True, slots=True)
class Known:
    """The clinic of this diary, and what it has of it."""

    clinic: Pinned | None
    has: ClinicHas | None
    day: date | None = None  # the plan's present one


class SealedCard(Card):
    """``known`` carries whether the diary belongs to a clinic; ``with_notes`` whether that tick is set."""

    known = Signal(bool)
    _day: date | None = None

    def __init__(
        self, kit: Kit, runner: TaskRunner, session: Session, with_notes: Callable[[], bool]
    ) -> None:
        super().__init__("dominant", (24, 22, 24, 22))
        self.kit, self._runner, self._session = kit, runner, session
        self._with_notes = with_notes
        tr = kit.tr
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(IconTile(kit, "file-lock-2", "accent", 52), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.addWidget(Label(kit, tr("Sealed file"), "card-title"))
        words = tr("Only your clinic can open it. It holds all that is new, and your notes if you tick them.")
        self.about = Label(kit, words, "second", "ink-2")
        texts.addWidget(self.about)
        texts.addStretch()
        head.addLayout(texts, 1)
        self.column.addLayout(head)
        self.column.addSpacing(10)
        self.clinic, _ = self._line("key-round")
        self.column.addSpacing(6)
        self.has, self._has_line = self._line("history")
        self.whole = Tick(kit, tr("Put everything in once more"))
        self.column.addWidget(self.whole)
        self.column.addSpacing(14)
        self.make_button = Button(kit, tr("Make a sealed file"), "primary", "footer", "lock")
        self.make_button.clicked.connect(self.make)
        self.column.addWidget(self.make_button)
        self.settings_button = Button(kit, tr("Go to Settings"), size="footer", icon="settings")
        self.settings_button.clicked.connect(lambda: kit.commands.page_requested.emit("settings"))
        self.column.addWidget(self.settings_button)
        self.column.addSpacing(6)
        self.result = Result(kit)
        self.column.addWidget(self.result)
        for part in (self.settings_button, self.make_button, self.whole):
            part.hide()

    def _line(self, icon: str) -> tuple[Label, QWidget]:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(self.kit, icon, "ink-2", 20), 0, Qt.AlignmentFlag.AlignTop)
        label = Label(self.kit, "", "second", "ink-2")
        row.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(line)
        return label, line

    def load(self) -> None:
        """Learn whose diary it is, and what the clinic has."""
        store, whose = self._session.store, self._session.participant

        def look() -> Known:
            return Known(store.setup.pinned(), store.transfer.clinic_has(), store.opened.today(whose))

        self._runner.run(look, self._show, self._failed)

    def leave(self) -> None:
        """What was said of the last file goes with the page."""
        self.result.say("")

    def _show(self, known: Known) -> None:
        self._day = known.day
        there = known.clinic is not None
        self.set_kind("dominant" if there else "plain")
        self.whole.setVisible(known.has is not None)
        self.make_button.setVisible(there)
        self.settings_button.setVisible(not there)
        self.clinic.setText(self._clinic_words(known.clinic))
        self.has.setText(self._has_words(known))
        self._has_line.setVisible(there)
        self.known.emit(there)

    def _clinic_words(self, clinic: Pinned | None) -> str:
        tr = self.kit.tr
        if clinic is None:
            return tr(
                "This diary knows no clinic yet: a set-up file from your clinic is needed first. "
                "It is opened in Settings."
            )
        key = " ".join(clinic.keys.fingerprint.split(" ")[:2])
        if clinic.site:
            return tr("For the clinic of site {site}, key {key}", site=clinic.site, key=key)
        return tr("For your clinic, key {key}", key=key)

    def _has_words(self, known: Known) -> str:
        tr = self.kit.tr
        if known.has is None:
            return tr("Your clinic has not confirmed anything yet; the file holds the whole diary.")
        day = self.kit.short_date(known.has.at.astimezone(self._session.store.opened.zone).date())
        if not known.has.waiting:
            return tr("Your clinic has everything up to {date}.", date=day)
        return tr.plural(
            "Your clinic confirmed what it has on {date}; {n} entry is new since then.",
            "Your clinic confirmed what it has on {date}; {n} entries are new since then.",
            known.has.waiting,
            date=day,
        )

    # -- making it -----------------------------------------------------------

    def make(self) -> None:
        """Ask for the place, and seal the diary to it."""
        from diary_app.exchange.transfer.sealed import SUFFIX

        tr = self.kit.tr
        day = f"-{self._day.isoformat()}" if self._day is not None else ""
        name = f"{self._session.participant}{day}{SUFFIX}"
        sealed = tr("Sealed diaries")
        kinds = f"{sealed} (*{SUFFIX})"
        title = tr("Where should the sealed file go?")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(documents() / name), kinds)
        if chosen and not still_open(self):
            locked = tr("The diary was locked while you chose the place.")
            self.kit.commands.told.emit(tr("The sealed file was not made."), locked, False)
        elif chosen:
            self.seal(Path(chosen))

    def seal(self, out: Path) -> None:
        """Write the sealed file to ``out`` and say what is in it."""
        transfer, notes = self._session.store.transfer, self._with_notes()
        everything = self.whole.isChecked()
        self._rest(True)
        self._runner.run(
            lambda: transfer.share(notes=notes, everything=everything, out=out),
            lambda shared: self._made(shared, out),
            self._not_made,
        )

    def _made(self, shared: Shared, out: Path) -> None:
        self._rest(False)
        tr = self.kit.tr
        made = tr.plural(
            "Saved as {path}, with {n} entry of your diary.",
            "Saved as {path}, with {n} entries of your diary.",
            shared.entries,
            path=breakable(out),
        )
        notes = (
            tr("Your private notes are in it.") if shared.notes else tr("Your private notes are not in it.")
        )
        if not self.isVisible():
            self.kit.commands.told.emit(tr("The sealed file is made."), self.kit.sentences(made, notes), True)
            return
        self.result.say(self.kit.sentences(made, notes))
        self.whole.setChecked(False)
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_made(self, error: Exception) -> None:
        self._rest(False)
        sentence = sentence_for(self.kit, error)
        if not self.isVisible():
            self.kit.commands.told.emit(self.kit.tr("The sealed file was not made."), sentence, False)
            return
        self.result.say(sentence, "bad")
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self.result.say(sentence_for(self.kit, error), "bad")

    def _rest(self, resting: bool) -> None:
        self.result.say(self.kit.tr("Sealing the file…") if resting else "", "waiting")
        self.make_button.setEnabled(not resting)
