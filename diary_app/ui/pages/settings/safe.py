"""The section "Keeping it safe": keys, lock, backups, the check, and where the diary lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from diary_app.ui.housekeeping import Housekeeper, finding_line
from diary_app.ui.kit import Kit
from diary_app.ui.page import sentence_for, still_open
from diary_app.ui.pages.settings.safe_words import OF_DIARY, OF_STORE
from diary_app.ui.pages.settings.section import Row, Section, breakable
from diary_app.ui.pages.settings.steps import RISK
from diary_app.ui.pages.settings.words import day_and_time, lock_choices, slot_line
from diary_app.ui.pages.share.second_copy import SecondCopyPanel
from diary_app.ui.places import documents
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.choices import Segments
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from diary_app.services.backups import Keeping
    from diary_app.services.safekeeping import Verification
    from diary_app.services.ways_in import SlotInfo


@dataclass(frozen=True, slots=True)
class Facts:
    """What the section shows, as the worker found it."""

    slots: list[SlotInfo]
    keeping: Keeping
    zone: tzinfo


class SafeSection(Section):
    """Every row says how it stands; ``step_wanted`` asks the page for a step by name."""

    step_wanted = Signal(str)

    def __init__(
        self, kit: Kit, runner: TaskRunner, session: Session, at: Surroundings, keeper: Housekeeper
    ) -> None:
        super().__init__(kit, kit.tr("Keeping it safe"))
        self._runner, self._session, self._at, self._keeper = runner, session, at, keeper
        self._without_asking = False
        self._words = OF_STORE if session.store.opened.staff else OF_DIARY
        self._add_ways()
        self._add_lock()
        self._add_backups()
        self._add_check()
        keeper.kept.connect(self._load_backups)

    # -- who can open it -----------------------------------------------------

    def _add_ways(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.ways = Row(kit, tr(self._words.ways))
        self.add_row(self.ways)
        words = tr(self._words.stays)
        self.passphrase = Row(kit, tr("Passphrase"), words)
        self.passphrase_button = self.passphrase.add_button(tr("Change…"), "key-round")
        self.passphrase_button.clicked.connect(lambda: self.step_wanted.emit("passphrase"))
        self.add_row(self.passphrase)
        self.recovery = Row(kit, tr("Recovery code"))
        self.recovery_button = self.recovery.add_button(tr("Make a new one…"), "file-text")
        self._show_recovery(True)  # until it is known
        self.recovery_button.clicked.connect(lambda: self.step_wanted.emit("recovery"))
        self.add_row(self.recovery)
        self.asking_box = self._asking_part()
        self.add_row(self.asking_box)

    def _show_recovery(self, there: bool) -> None:
        """A diary without a code says what that means, and offers to make one."""
        tr, self.has_code = self.kit.tr, there
        if there:
            words = tr(self._words.opens)
            button = tr("Make a new one…")
        else:
            words = tr(self._words.none)
            button = tr("Make one…")
        self.recovery.say(words)
        self.recovery.text.set_tone("ink-2" if there else "due")
        self.recovery.mark("" if there else "circle-alert")
        self.recovery_button.set_text(button)
        self.recovery_button.setAccessibleName(f"{button} {self.recovery.name.text()}")
        self.recovery_button.setAccessibleDescription("" if there else words)

    def _asking_part(self) -> QWidget:
        """The tick and its risk; hidden until the computer is known to keep secrets."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(0)
        title = self.kit.tr("Open without asking on this computer")
        column.addWidget(Label(self.kit, title, "small-title"))
        self.without_asking = Tick(self.kit, self.kit.tr("Do not ask here"))
        self.without_asking.setAccessibleName(title)
        self.without_asking.clicked.connect(self._asking_clicked)
        self.without_asking.setAccessibleDescription(self.kit.tr(RISK))
        risk = Label(self.kit, self.kit.tr(RISK), "second", "ink-2")
        risk.setContentsMargins(42, 0, 0, 0)
        column.addWidget(self.without_asking)
        column.addWidget(risk)
        part.hide()
        return part

    def _asking_clicked(self) -> None:
        """Ticking asks for the passphrase first; taking the tick away needs none."""
        self.without_asking.setChecked(self._without_asking)  # what is so, until it is otherwise
        if not self._without_asking:
            self.step_wanted.emit("without_asking")
            return
        access, keychain = self._session.store.access, self._at.keychain_to_keep
        self._runner.run(lambda: access.ask_again(keychain()), lambda _: self.load(), self._say_in(self.ways))

    # -- locking -------------------------------------------------------------

    def _add_lock(self) -> None:
        kit, tr = self.kit, self.kit.tr
        words = tr("It then asks for the passphrase. What you typed is kept.")
        self.lock = Row(kit, tr(self._words.lock), words)
        self.lock_after = Segments(kit, tr(self._words.lock_after), lock_choices(kit))
        self.lock_after.set_value(kit.commands.settings.lock_after)
        self.lock_after.chosen.connect(self._lock_chosen)
        self.lock.words.insertSpacing(2, 6)
        self.lock.words.insertWidget(3, self.lock_after)
        self.add_row(self.lock)

    def _lock_chosen(self, minutes: int | None) -> None:
        if minutes is None:  # one of them always stands
            self.lock_after.set_value(self.kit.commands.settings.lock_after)
        else:
            self.kit.commands.setting_requested.emit("lock_after", minutes)

    # -- backups -------------------------------------------------------------

    def _add_backups(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.backups = Row(kit, tr("Backups"))
        self.backup_button = self.backups.add_button(tr("Make a backup now…"), "save")
        self.backup_button.clicked.connect(self._ask_where)
        self.add_row(self.backups)
        self.second = Row(kit, tr("Second copy"))
        self.second_panel = SecondCopyPanel(kit, self._keeper, self._at.folder)
        self.second.words.insertWidget(1, self.second_panel)
        self.add_row(self.second)

    def _ask_where(self) -> None:
        tr = self.kit.tr
        day = self._at.clock.now().local.date().isoformat()
        start = str(documents() / f"morning-diary-{day}.diary-backup")
        title, kinds = tr("Where should the backup go?"), tr("Backups (*.diary-backup)")
        chosen, _ = QFileDialog.getSaveFileName(self, title, start, kinds)
        if chosen and not still_open(self):
            locked = tr("The diary was locked while you chose the place.")
            self.kit.commands.told.emit(tr("The backup was not made."), locked, False)
        elif chosen:
            self.make_backup(Path(chosen))

    def make_backup(self, out: Path) -> None:
        """Write a backup to ``out`` and say so."""
        backups = self._session.store.backups
        self._rest(self.backups, self.kit.tr("Making the backup…"))

        def done(_: object) -> None:
            self._rest(self.backups, "")
            self.backups.result.say(self.kit.tr("Saved and checked: {file}", file=breakable(out)))
            self.backup_button.setFocus(Qt.FocusReason.OtherFocusReason)

        self._runner.run(lambda: backups.make(out), done, self._not_made)

    def _not_made(self, error: Exception) -> None:
        self._say_in(self.backups)(error)
        if not (self.isVisible() and self.isEnabled()):
            title, text = self.kit.tr("The backup was not made."), sentence_for(self.kit, error)
            self.kit.commands.told.emit(title, text, False)

    def _backup_line(self, keeping: Keeping) -> str:
        tr = self.kit.tr
        if keeping.newest is None:
            return tr("None yet. The first is made by itself, the day after you first write something.")
        when = day_and_time(self.kit, keeping.newest.made_at, keeping.zone)
        return tr("The last one was made {when}. They lie in {folder}", when=when,
                  folder=breakable(keeping.folder))  # fmt: skip

    # -- the check, and where it lies ------------------------------------------

    def _add_check(self) -> None:
        kit, tr = self.kit, self.kit.tr
        words = tr("Looks at every entry. The program does this by itself once a week.")
        self.check = Row(kit, tr(self._words.check), words)
        self.check_button = self.check.add_button(tr("Check now"), "shield-check")
        self.check_button.clicked.connect(self._check)
        self.add_row(self.check)
        place = tr("On this computer, in {folder}", folder=breakable(self._at.folder))
        self.place = Row(kit, tr(self._words.place), place)
        self.add_row(self.place)

    def _check(self) -> None:
        self._rest(self.check, self.kit.tr("Checking…"))
        safekeeping = self._session.store.safekeeping
        self._runner.run(safekeeping.verify, self._checked, self._say_in(self.check))

    def _checked(self, found: Verification) -> None:
        tr = self.kit.tr
        self._rest(self.check, "")
        if found.whole:
            count = f"{found.entries:,}"
            self.check.result.say(tr("Everything agrees: {count} entries.", count=count))
        else:
            what = finding_line(self.kit, found.findings)
            told = tr("Please show this to your clinic. Go on writing; nothing is deleted.")
            self.check.result.say(self.kit.sentences(what, told), "bad")
            self._keeper.say_findings(found.findings)
        self.check_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- loading ---------------------------------------------------------------

    def load(self) -> None:
        """Learn how everything stands."""
        store = self._session.store

        def facts() -> Facts:
            keeping = store.backups.keeping()
            return Facts(store.access.slots(), keeping, keeping.zone)

        self._runner.run(facts, self._show, self._say_in(self.ways))
        self.second_panel.load()
        self._keeper.aside(self._at.look_for_keychain, self._offer_asking, lambda _: self._offer_asking(None))

    def _load_backups(self) -> None:
        self._runner.run(self._session.store.backups.keeping, self._show_backups, self._say_in(self.backups))

    def _show(self, facts: Facts) -> None:
        own = self._session.store.staff.signed_in()
        of_others = {
            slot.id for slot in facts.slots if own and slot.kind == "passphrase" and slot.id != own.slot
        }
        shown = [slot for slot in facts.slots if slot.id not in of_others]
        self.ways.say("\n".join(slot_line(self.kit, slot, facts.zone) for slot in shown))
        kinds = {slot.kind for slot in facts.slots}
        self._without_asking = "keychain" in kinds
        self._show_recovery("recovery" in kinds)
        self.without_asking.setChecked(self._without_asking)
        self.lock_after.set_value(self.kit.commands.settings.lock_after)
        self._show_backups(facts.keeping)

    def _show_backups(self, keeping: Keeping) -> None:
        self.backups.say(self._backup_line(keeping))

    def _offer_asking(self, keychain: object) -> None:
        """Where the computer keeps no secrets there is nothing to offer."""
        alone = self._session.store.staff.signed_in() is None  # else everybody has to say who they are
        self.asking_box.setVisible((keychain is not None and alone) or self._without_asking)

    # -- saying ------------------------------------------------------------------

    def _say_in(self, row: Row) -> Callable[[Exception], None]:
        def say(error: Exception) -> None:
            self._rest(row, "")
            row.result.say(sentence_for(self.kit, error), "bad")

        return say

    def _rest(self, row: Row, sentence: str) -> None:
        """Say what is being done; the row's button takes no second press."""
        row.result.say(sentence, "waiting")
        row.side.setEnabled(not sentence)
