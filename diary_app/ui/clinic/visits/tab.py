"""The Visits tab: the story of a participant, and in its place the form that somebody asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from diary_app.common.errors import DoesNotFit
from diary_app.domain.log.entry import Kind
from diary_app.services.clinic.visit_story import VisitsView
from diary_app.ui import a11y
from diary_app.ui.clinic.sign_dialog import ask_to_sign
from diary_app.ui.clinic.tab import PatientTab
from diary_app.ui.clinic.unsaved import Unsaved
from diary_app.ui.clinic.visits import acts, code_words, specs
from diary_app.ui.clinic.visits.form import WHY, EntryForm
from diary_app.ui.clinic.visits.inputs import TEXT, Spec
from diary_app.ui.clinic.visits.rows import RowText
from diary_app.ui.clinic.visits.story import StoryView
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page, still_open
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.page_parts import Scroller


@dataclass(frozen=True, slots=True)
class Open:
    """Which form is in view: its name, and the record that it corrects or takes back, if any."""

    name: str
    record: str = ""


class VisitsTab(PatientTab):
    """``form`` is the form in view, if any."""

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(page, kit, runner, session)
        self.participant = ""
        self.form: EntryForm | None = None
        self._open = Open("")
        self._view: VisitsView | None = None
        self._unsaved = Unsaved(page, session.store)
        self.story = StoryView(kit)
        self.content = self.story.body
        self.form_scroller = Scroller()
        self._form_column = QVBoxLayout(self.form_scroller.body)
        self._form_column.setContentsMargins(2, 2, 4, 8)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.story)
        self.stack.addWidget(self.form_scroller)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self._just_saved = False
        self.story.wanted.connect(self.open_form)
        self.story.correct.connect(self._correct)
        self.story.take_back.connect(self._take_back)
        self.story.visits.sign.connect(self._sign)

    # -- showing -----------------------------------------------------------------

    def load(self, participant: str) -> None:
        """Show a patient; a form of another one is left."""
        if participant != self.participant:
            self._close_form()
            self._unsaved, self._view = Unsaved(self.page, self.session.store), None
            self._just_saved = False
        self.participant = participant
        self.look(participant, partial(acts.load, self.session.store, participant), self._loaded)

    def _loaded(self, loaded: acts.Loaded) -> None:
        self._view, self._unsaved.name = loaded.view, loaded.draft_name
        self.story.show_loaded(loaded)
        if self._just_saved:
            self._just_saved = False
            self._return_focus()
            return
        draft = self.page.draft(self._unsaved.name, loaded.draft)
        if self.form is None and draft is not None and draft.get("participant") == self.participant:
            self._put_back(draft)

    def _put_back(self, draft: Mapping[str, Any]) -> None:
        """What was typed and not saved stands there again."""
        self._unsaved.kept = draft
        opened = Open(draft["form"], draft["record"])
        made = self._made(opened)
        if made is None:  # the record it was about is gone
            self._unsaved.keep(None)
            return
        made.put(draft["values"])
        self._show_form(opened, made)
        self.page.say_notice(
            self.tr_("You left this page before saving."), self.tr_("What you filled in is here again.")
        )

    # -- forms -------------------------------------------------------------------

    def open_form(self, name: str) -> None:
        """Show an empty form."""
        made = self._made(Open(name))
        if made is not None:
            self._show_form(Open(name), made)

    def _correct(self, row: RowText) -> None:
        self._show_of(Open(specs.OF_KIND.get(row.fact.record.kind, specs.REDUCE), row.fact.record.id))

    def _take_back(self, row: RowText) -> None:
        self._show_of(Open(specs.UNDO, row.fact.record.id))

    def _sign(self, row: RowText) -> None:
        what = self.tr_("Visit, {date}", date=self.kit.long_date(row.fact.day))
        signed = ask_to_sign(self.kit, self, self.runner, self.session, row.fact.record.latest, what)
        if signed and still_open(self):
            self.load(self.participant)

    def _show_of(self, opened: Open) -> None:
        made = self._made(opened)
        if made is not None:
            self._show_form(opened, made)

    def _made(self, opened: Open) -> EntryForm | None:
        """The form, filled with what its record says; None where the record is not there."""
        view = self._view
        if view is None:
            return None
        if not opened.record:
            empty = EntryForm(self.kit, specs.form_kind(self.kit, opened.name, view), view.today)
            empty.put(specs.start_values(opened.name, view), at_first=True)
            return empty
        row = self._row_of(opened.record)
        if row is None:
            return None
        if opened.name == specs.UNDO:
            return EntryForm(self.kit, self._undo_kind(row), view.today)
        level = row.fact.record.kind == Kind.DOSE_LEVEL
        kind = specs.level_kind(self.kit, view) if level else specs.form_kind(self.kit, opened.name, view)
        made = EntryForm(self.kit, kind, view.today, correcting=True)
        made.put(acts.as_typed(row.fact.record), at_first=True)
        return made

    def _row_of(self, record: str) -> RowText | None:
        found = [text for card in self.story.sections for text in card.texts if text.fact.record.id == record]
        return found[0] if found else None

    def _undo_kind(self, row: RowText) -> specs.FormKind:
        tr = self.tr_
        why = Spec("reason", TEXT, tr("Reason"), needed=True, wide=True)
        kind = tr(code_words.KINDS[row.fact.record.kind])
        line = tr("It stays in the log, and no longer counts.")
        title = tr("Take back: {what}", what=f"{kind}, {row.title}")
        return specs.FormKind(specs.UNDO, title, line, tr("Take it back"), (why,))

    def _show_form(self, opened: Open, made: EntryForm) -> None:
        self._close_form()
        self.page.clear_notice()
        self._open, self.form = opened, made
        made.saved.connect(self._save)
        made.given_up.connect(self.give_up)
        self._form_column.addWidget(made)
        self._form_column.addStretch(1)
        self.stack.setCurrentWidget(self.form_scroller)
        made.begin()

    def _close_form(self) -> None:
        if self.form is None:
            return
        while self._form_column.takeAt(0) is not None:
            pass
        self.form.hide()
        self.form.deleteLater()
        self.form = None
        self.stack.setCurrentWidget(self.story)

    def give_up(self) -> None:
        """Back to the story; what was typed goes."""
        self._close_form()
        self._unsaved.keep(None)
        self.page.clear_notice()
        self._return_focus()

    def _return_focus(self) -> None:
        button = self.story.button_of(self._open.name)
        if button is not None and button.isVisible():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.story.visits.buttons[specs.VISIT].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- saving ------------------------------------------------------------------

    def _save(self, form: EntryForm) -> None:
        call = self._call(form)
        if call is None:
            form.refuse(self.tr_("Nothing is changed yet."))
            return
        form.save_button.setEnabled(False)
        saved, refused = partial(self._saved, form, self._open), partial(self._refused, form)
        self.page.write_down(call, lambda _: None, saved, refused)

    def _call(self, form: EntryForm) -> Callable[[], str] | None:
        """What writes the form down; None where a correction changes nothing."""
        store, opened = self.session.store, self._open
        if opened.name == specs.UNDO:
            return partial(acts.undo, store, opened.record, form.values()["reason"])
        if opened.record:
            changed = form.changed()
            why = form.values()[WHY]
            return partial(acts.correct, store, opened.record, changed, why) if changed else None
        return partial(acts.save, store, self.participant, opened.name, form.line())

    def _saved(self, form: EntryForm, opened: Open, _: None) -> None:
        said = self.tr_("{what} is written down.", what=form.kind.title)
        if opened.name == specs.UNDO:
            said = self.tr_("It is taken back.")
        elif opened.record:
            said = self.tr_("The correction is written down.")
        if self.form is form:  # else it is about somebody else by now, who may have a form of their own
            self._close_form()
            self._unsaved.keep(None)
            self._just_saved = True
            self.page.clear_notice()
        a11y.announce(self, said)
        self.kit.commands.diary_changed.emit()  # the page loads this tab anew, too

    def _refused(self, form: EntryForm, error: Exception) -> None:
        if self.form is not form:
            self.page.say_failure(error)
            return
        form.save_button.setEnabled(True)
        if isinstance(error, DoesNotFit):
            form.refuse(self.tr_.error(error))
        else:
            self.page.say_failure(error)

    # -- what is typed and not saved -----------------------------------------------

    def keep_unfinished(self) -> None:
        """Keep a form that is being filled in, where it changed."""
        typed = None
        if self.form is not None and self.form.touched:
            typed = {
                "participant": self.participant,
                "form": self._open.name,
                "record": self._open.record,
                "values": self.form.values(),
            }
        if self.isEnabled():
            self._unsaved.keep(typed)

    def leave_tab(self) -> None:
        """Keep what was typed and not saved."""
        self.keep_unfinished()

    def go_back(self) -> bool:
        """From a form to the story."""
        if self.form is None:
            return False
        self.give_up()
        return True
