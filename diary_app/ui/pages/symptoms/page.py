"""The symptom page (picture 06): saved as one entry; leaving keeps a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from diary_app.domain.protocol import Sign
from diary_app.ui import a11y
from diary_app.ui.kit import Kit
from diary_app.ui.pages.forms.day_page import DayPage
from diary_app.ui.pages.symptoms.kept import Kept, Loaded
from diary_app.ui.pages.symptoms.row import SymptomRow
from diary_app.ui.pages.symptoms.signs import DaySigns
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import Card
from diary_app.ui.widgets.fields import Field, text_field
from diary_app.ui.widgets.page_parts import PageHeader, Scroller
from diary_app.ui.widgets.signs import SignRow

_LONGEST_NOTE = 1000
_DRAFT = "symptoms"


class SymptomsPage(DayPage):
    """Rows from the plan's list; "All others: none" fills only open rows."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(kit, runner, session)
        tr = kit.tr
        self._session, self._store = session, session.store
        self.day: date | None = None
        self._today = True  # else the day is named
        self._saved: dict[str, int] = {}
        self._filled: list[SymptomRow] = []
        self._felt: frozenset[str] = frozenset()  # the symptoms that are there
        self._signs_last = False
        self._dirty = False
        self._title = tr("How do you feel today?")
        self.header = PageHeader(kit, self._title, writes=True)
        self.column.addWidget(self.header)
        self.column.addWidget(self.notice)
        card = Card("plain", (1, 1, 1, 1))
        self._scroller = Scroller()
        rows = self._list = QVBoxLayout(self._scroller.body)
        rows.setContentsMargins(6, 6, 6, 6)
        rows.setSpacing(0)
        self.about_day.pad(20, 14, 20, 4)
        rows.addWidget(self.about_day)
        self.rows = [SymptomRow(kit, symptom) for symptom in session.protocol.symptoms]
        for row in self.rows:
            row.graded.connect(self._graded)
            row.stepped.connect(self._step)
            rows.addWidget(row)
        self.signs = DaySigns(kit, rows, self.rows)
        self.signs.changed.connect(self._signs_changed)
        self.signs.stepped.connect(self._step)
        rows.addWidget(self.late)
        rows.addStretch(1)
        card.column.addWidget(self._scroller)
        self.column.addWidget(card, 1)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(16)
        self._fill_foot()
        self.column.addLayout(self._foot)
        kit.appearance.changed.connect(self._restyle)
        self._restyle()

    def _fill_foot(self) -> None:
        kit, tr = self.kit, self.kit.tr
        self.note: Field[QLineEdit] = text_field(kit, tr("Anything else? (if you like)"), limit=_LONGEST_NOTE)
        self.note.control.textEdited.connect(self._touch)
        self.others_button = Button(kit, tr("All others: none"), size="secondary")
        self.others_button.clicked.connect(self._fill_others)
        self.save_button = Button(kit, tr("Save"), "primary", "secondary", "check")
        self.save_button.setMinimumWidth(150)
        self.save_button.clicked.connect(self.save)
        bottom = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bottom.setSpacing(16)
        bottom.addWidget(self.others_button)
        bottom.addWidget(self.save_button, 1)
        self._buttons = bottom
        holder = QVBoxLayout()
        holder.addStretch()
        holder.addLayout(bottom)
        self._foot.addLayout(holder)

    def _restyle(self) -> None:
        large = self.kit.look.large
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(down if large else across)
        if self.kit.look.stacked:  # the list needs the room
            self._list.insertWidget(self._list.count() - 1, self.note)
        else:
            self._foot.insertWidget(0, self.note, 1)
        self._say_day()

    def _say_day(self) -> None:
        """The day, and at all but the largest text what to do."""
        if self.day is not None:
            day = self.kit.day_and_month(self.day)
            line = self.tr_("{date}. Choose the number that fits best.", date=day)
            title, stacked = self._title, self.kit.look.stacked
            if not self._today:
                title = self.tr_("How did you feel on {date}?", date=self.day_words(self.day))
                day, line = "", self.tr_("Choose the number that fits best.")
            self.header.say(title, day if stacked else line)

    # -- what the window asks ---------------------------------------------

    def show_day(self) -> None:
        """Show what is saved for the day, or the page that was left unsaved."""
        self.clear_notice()
        self.load_day(self._load, self._show)

    def forget_day(self) -> None:
        """Nothing here is of a day until that has come."""
        self.day, self._dirty = None, False

    def keep_unfinished(self) -> None:
        """Keep what was chosen and typed since it was kept last."""
        if self._dirty and self.day is not None:
            signs, late = self.signs.answers(), self.late_reason or ""
            page = Kept(self.day, self._grades(), self.note.control.text(), signs, late)
            self._dirty = False
            past, keep = self.past_day, self._store.today.keep_page
            self.keep_draft(self.draft_of_day(_DRAFT), page.as_json(), lambda value: keep(value, past))

    def go_back(self) -> None:
        """Back to where it was opened from; what is not saved is kept."""
        self.go_home()

    def undo_last(self) -> None:
        """Take back "All others: none" or "None of these", whichever came last."""
        if self.signs.filled and (self._signs_last or not self._filled):
            self.signs.fill_none()
        elif self._filled:
            self._fill_others()

    # -- showing ------------------------------------------------------------

    def _load(self) -> Loaded:
        past, today = self.past_day, self._store.today
        kept = self.draft(self.draft_of_day(_DRAFT), today.kept_page(past))
        draft = Kept.read(kept) if kept is not None else None
        present = self._store.opened.today(self._session.participant)
        day = past or (draft.day if draft else present)
        saved, calls = self._session.severities_on(day), self._store.calls
        grades = saved | (draft.severities if draft else {})
        signs = calls.signs_for_page(grades, day)
        return Loaded(day, day == present, saved, calls.sign_answers(day), signs, draft)

    def _show(self, loaded: Loaded) -> None:
        self.day, self._saved, draft = loaded.day, loaded.severities, loaded.draft
        self._today = loaded.today
        grades, note = dict(self._saved), ""
        if draft is not None:
            grades |= draft.severities
            note = draft.note
            self.late.put(draft.late)
        for row in self.rows:
            row.set_grade(grades.get(row.symptom.code))
        self.note.control.setText(note)
        self._felt = _felt(grades)
        today, named = self.tr_("Did any of this happen today?"), self.day_words(self.day)
        self.signs.be_about(
            today if self._today else self.tr_("Did any of this happen on {date}?", date=named)
        )
        self.signs.start(loaded.answers, draft.signs if draft is not None else {})
        self._ask(loaded.signs)
        self._dirty = draft is not None
        self._forget_filled()
        date_words = self.kit.day_and_month(self.day)
        self._say_day()
        if draft is not None:
            told = self.tr_("These answers for {date} are not saved yet.", date=date_words)
            self.say_notice(self.tr_("You left this page before saving."), told)
        self._say_ready()
        self.rows[0].focus_place(self._first_place(self.rows[0]))

    def _grades(self) -> dict[str, int]:
        """Every grade shown."""
        return {row.symptom.code: row.scale.value for row in self.rows if row.scale.value is not None}

    def _changed(self) -> dict[str, int]:
        """The grades that are not saved yet."""
        return {code: grade for code, grade in self._grades().items() if self._saved.get(code) != grade}

    def _say_ready(self) -> None:
        """Save needs something to save."""
        nothing = not self._changed() and not self.signs.changed_answers()
        self.save_button.explain(self.tr_("Choose a number for at least one line first.") if nothing else "")
        still_open = any(row.scale.value is None for row in self.rows)
        if self._filled:
            self.others_button.explain("")
        else:
            self.others_button.explain("" if still_open else self.tr_("Every line has a number already."))

    # -- acting -------------------------------------------------------------

    def _graded(self, code: str, grade: int | None) -> None:
        past = self.about is not None
        if code in self._saved and (grade is None or past):  # what is saved can be changed, not made unsaid
            next(row for row in self.rows if row.symptom.code == code).set_grade(self._saved[code])
            if past and grade != self._saved[code]:  # of a past day only with a reason
                told = self.tr_("To change it, go back to the Diary and choose “Correct…”.")
                self.say_notice(self.tr_("This is written down already."), told)
        self._forget_filled()
        self._touch()
        self._ask_anew()

    def _ask_anew(self) -> None:
        """Some signs are asked only where a symptom is there."""
        grades, day = self._grades(), self.day
        if day is not None and _felt(grades) != self._felt:
            self._felt = _felt(grades)
            self.act(lambda: self._store.calls.signs_for_page(grades, day), self._ask)

    def _ask(self, signs: tuple[Sign, ...]) -> None:
        self.signs.ask(signs)
        foot = (self.note.control, self.others_button, self.save_button)
        for before, after in pairwise((self.signs.none_button, *self.late.buttons.values(), *foot)):
            self.setTabOrder(before, after)
        self._say_ready()

    def _signs_changed(self) -> None:
        self._signs_last = self.signs.filled
        self.signs.say_ready()
        self._touch()

    def _touch(self) -> None:
        self._dirty = True
        self._say_ready()

    def _step(self, row: SymptomRow | SignRow, steps: int) -> None:
        """One line up or down, symptoms and signs alike."""
        lines = self.signs.in_order
        target = lines.index(row) + steps
        if 0 <= target < len(lines):
            lines[target].focus_place(row.focused_place)
            self._scroller.ensureWidgetVisible(lines[target])

    def _first_place(self, row: SymptomRow) -> int:
        return row.scale.value or 0

    def _fill_others(self) -> None:
        """Fill the open rows with 0, or take that back."""
        if self._filled:
            for row in self._filled:
                row.set_grade(None)
            self._forget_filled()
        else:
            self._filled = [row for row in self.rows if row.scale.value is None]
            for row in self._filled:
                row.set_grade(0)
            self.others_button.set_text(self.tr_("Undo: all others none"))
        self._signs_last = False
        self._touch()
        self._ask_anew()

    def _forget_filled(self) -> None:
        self._filled = []
        self.others_button.set_text(self.tr_("All others: none"))

    def save(self) -> None:
        """Write the page down in one go and go back to Today."""
        changed, note, day = self._changed(), self.note.control.text().strip() or None, self.day
        signs, past, late = self.signs.changed_answers(), self.past_day, self.late_reason
        if day is None or (not changed and not signs):
            return
        self.clear_notice()
        pressed, here, draft = QApplication.focusWidget(), self.until_left(), self.draft_of_day(_DRAFT)
        self.setEnabled(False)

        def call() -> str:
            return self._store.today.save_symptoms(
                changed, note, day=day, signs=signs, past_day=past, late_reason=late
            )

        def done(_entry: str) -> None:
            self.setEnabled(True)
            self.kit.commands.unkept.pop(draft, None)
            self._was_saved(stay=here())

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            self._was_not_saved(error, pressed) if here() else self.tell_failure(error)

        self.write_down(call, _as_it_is, done, failed)

    def _was_saved(self, *, stay: bool) -> None:
        a11y.announce(self, self.tr_("Written down."))
        self.kit.commands.diary_changed.emit()
        if stay:  # nobody is fetched back from another page
            self._dirty = False
            self.go_home()

    def _was_not_saved(self, error: Exception, pressed: QWidget | None) -> None:
        self._say_ready()
        self.say_failure(error)
        if pressed is not None and self.isAncestorOf(pressed):  # the same press tries again
            pressed.setFocus(Qt.FocusReason.OtherFocusReason)


def _as_it_is(entry: str) -> str:
    """There is nothing to load: the page is left."""
    return entry


def _felt(grades: Mapping[str, int]) -> frozenset[str]:
    return frozenset(code for code, grade in grades.items() if grade > 0)
