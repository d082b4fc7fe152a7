"""The page "Paper entry": what is waiting, and one paper at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from diary_app.domain.clinic.paper import PaperKind, PaperRef, Typing
from diary_app.domain.clinic.paper_compare import Settlement
from diary_app.services.clinic.paper_state import PaperView, Step
from diary_app.ui import a11y
from diary_app.ui.clinic.paper.form import PaperForm
from diary_app.ui.clinic.paper.frame import Loaded, PaperFrame
from diary_app.ui.clinic.paper.listing import PaperList
from diary_app.ui.clinic.paper.loading import load_paper
from diary_app.ui.clinic.paper.sheet import SheetForm
from diary_app.ui.clinic.paper.words import title_of
from diary_app.ui.clinic.signatures import SignaturesPanel
from diary_app.ui.dialogs.confirm import Confirm
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, still_open
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk

PAPER = "paper"
_Waiting = tuple[Sequence[PaperView], Sequence[str], date, str]


class PaperPage(Page):
    """Papers waiting, a new paper, and the paper that is open."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner)
        self._store, self._desk = session.store, desk
        account = session.store.staff.signed_in()
        self._reads_only = account is not None and account.reads_only
        self.column.setContentsMargins(24, 18, 24, 14)
        self.column.setSpacing(10)
        self.column.addWidget(self.notice)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack, 1)
        self.list = PaperList(kit)
        self.forms: dict[PaperKind, PaperFrame] = {
            PaperKind.QLQ: PaperForm(kit, session.wording),
            PaperKind.DIARY: SheetForm(kit, session.wording),
        }
        self.form = self.forms[PaperKind.QLQ]
        if self._reads_only:
            self.list.read_only()
        self.stack.addWidget(self.list)
        self._ref: PaperRef | None = None
        self._wanted: PaperRef | None = None  # the paper that is asked for, until something else is
        self._header: tuple[str, str] = ("", "")  # time and zone of the paper that is begun
        self._draft_name = ""
        self._about = ""
        self.list.opened.connect(self.open_paper)
        self.list.begun.connect(self._begin)
        self.signatures = {kind: SignaturesPanel(kit, runner, session) for kind in self.forms}
        for kind, form in self.forms.items():
            self.stack.addWidget(form)
            form.add_part(self.signatures[kind])
            self.signatures[kind].signed.connect(self._show_signatures)
            form.left.connect(self.show_list)
            form.kept.connect(self._keep)
            form.finished.connect(self._finish)
            form.settled.connect(self._settle)
            form.written.connect(self._write)
            form.said.connect(partial(a11y.alarm, self))

    # -- the list ------------------------------------------------------------

    def open_page(self) -> None:
        """Show what waits, or the paper that was open."""
        self.clear_notice()
        if self._ref is None:
            self.show_list()
        else:
            self.open_paper(self._ref)

    def open_for(self, participant: str) -> None:
        """Show the list with a patient chosen; what is left is the form's date."""
        self._about = participant
        self.show_list()

    def show_list(self) -> None:
        """Back to the papers that wait; what was typed is kept as a draft."""
        self.keep_unfinished()
        self._ref = self._wanted = None
        self.stack.setCurrentWidget(self.list)
        self.act(self._waiting, self._show_waiting)

    def _waiting(self) -> _Waiting:
        opened = self._store.opened
        today = self._store.patients.today()  # the plan's day, as everywhere in the clinic
        return self._store.paper.waiting(), opened.participants(), today, opened.zone.key

    def _show_waiting(self, waiting: _Waiting) -> None:
        views, participants, today, zone = waiting
        self.list.load(views, participants, today, zone)
        self._desk.set_badge(PAPER, len(views))
        if self._about:
            self.list.choose_patient(self._about)
        start = self.list.day.control if self._about else self.list.patient.control
        self._about = ""
        if self.in_view and self._ref is None:
            QTimer.singleShot(0, start, start.setFocus)

    # -- one paper -----------------------------------------------------------

    def open_paper(self, ref: PaperRef, header: tuple[str, str] = ("", "")) -> None:
        """Go on with a paper, or begin one."""
        self.clear_notice()
        self.list.say_done("")
        self._wanted, self._header = ref, header
        self.act(partial(self._load, ref), self._show)

    def _begin(self, ref: PaperRef, time: str, zone: str) -> None:
        """Begin a paper that says a time, or was filled in in another time zone."""
        self.open_paper(ref, (time, zone))

    def _load(self, ref: PaperRef) -> Loaded:
        return load_paper(self._store, ref, self.tr_.language, reads_only=self._reads_only)

    def _show(self, loaded: Loaded, *, fresh: bool = True) -> None:
        if loaded.view.ref != self._wanted:  # the person went elsewhere meanwhile
            return
        self._ref = loaded.view.ref
        self.list.day.control.forget()  # the next paper says a date of its own
        self.form = self.forms[self._ref.kind]
        self.stack.setCurrentWidget(self.form)
        # by name: what the disk refused of one person's pass is never shown to another
        self._draft_name = f"{PAPER} {loaded.view.ref} {loaded.actor}"
        kept = self.draft(self._draft_name, loaded.typing)
        if not loaded.view.passes and any(self._header):
            kept = replace(kept, time=self._header[0] or None, zone=self._header[1] or None)
        self.form.load(replace(loaded, typing=kept), fresh=fresh)
        self._show_signatures()

    def _show_signatures(self) -> None:
        """Who signed the form that this paper became; of a paper that became none yet there are none."""
        view = self.form.view
        if view is not None:
            what = self.kit.listed([title_of(self.kit, view.ref.kind), self.kit.long_date(view.ref.day)])
            self.signatures[view.ref.kind].load(view.written[0] if view.written else "", what)

    def _keep(self, typing: Typing) -> None:
        """Keep an unfinished pass, also where the disk refuses for now."""
        ref = self._ref
        if ref is not None:
            self.keep_draft(self._draft_name, typing, lambda kept: self._store.paper.save_typing(ref, kept))
            a11y.announce(self, self.tr_("The draft is saved."))

    def keep_unfinished(self) -> None:
        """The person pauses: keep what was typed since."""
        if self._ref is None:
            return
        self.form.take_typed()
        if self.form.unsaved:
            self.form.unsaved = False
            self._keep(self.form.typing)

    def leave_page(self) -> None:
        """The page goes out of view."""
        self.keep_unfinished()

    def go_back(self) -> None:
        """From a paper to the list."""
        if self._ref is not None:
            self.show_list()

    def _finish(self, typing: Typing) -> None:
        ref, view = self._ref, self.form.view
        if ref is None or view is None or self._writing is not None:
            return
        second = view.step is Step.SECOND  # as the person saw it: one pass is never written as both
        self.clear_notice()
        self.form.hold(True)
        self.write_down(
            lambda: self._store.paper.finish(ref, typing, second=second), lambda _: second,
            partial(self._finished, ref, self._draft_name), partial(self._refused, ref),
        )  # fmt: skip

    def _finished(self, ref: PaperRef, draft: str, second: bool) -> None:
        self.kit.commands.unkept.pop(draft, None)
        if self._ref == ref:
            self.form.unsaved = False
        if second:
            sentence = self.tr_("The second entry is saved.")
        else:
            sentence = self.tr_(
                "First entry of {id} saved. The second entry is typed blind.", id=ref.participant
            )
        a11y.announce(self, sentence)
        if second and self._wanted == ref:
            self.open_paper(ref)
        elif self._wanted in (ref, None):
            self.show_list()
            self.list.say_done(sentence)

    def _refused(self, ref: PaperRef, error: Exception) -> None:
        if self._ref == ref:
            self.form.hold(False)
        self.say_failure(error)

    def _settle(self, settlement: Settlement) -> None:
        ref = self._ref
        if ref is None:
            return
        self.clear_notice()

        def settle() -> Loaded:
            self._store.paper.settle(ref, [settlement])
            return self._load(ref)

        def shown(loaded: Loaded) -> None:
            self._show(loaded, fresh=False)
            if self._ref == ref:
                self.form.next_after(settlement)
            a11y.announce(self, self.tr_("The difference is settled."))

        self.act(settle, shown)

    def _sure_of_one(self) -> bool:
        """Whether one entry is to do, where the plan leaves that to whoever types."""
        tr = self.tr_
        text = tr("A second entry finds slips that nobody sees later. The study plan does not ask for it.")
        words = (tr("Save after one entry?"), text, tr("Type the second entry"), tr("Save"))
        return bool(Confirm(self.kit, self.window(), *words).exec()) and still_open(self)

    def _write(self) -> None:
        ref, view = self._ref, self.form.view
        if ref is None or view is None:
            return
        if self._writing is not None:
            return
        single = view.step is Step.SECOND
        if single and not self._sure_of_one():
            return
        self.clear_notice()

        def shown(loaded: Loaded) -> None:
            self._show(loaded)
            self.kit.commands.diary_changed.emit()
            self.act(self._store.paper.waiting, lambda views: self._desk.set_badge(PAPER, len(views)))
            a11y.announce(self, self.tr_("The form is saved."))

        self.write_down(
            lambda: self._store.paper.write(ref, single=single), lambda _: self._load(ref),
            shown, self.say_failure,
        )  # fmt: skip
