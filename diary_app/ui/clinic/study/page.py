"""The page "Study": questionnaires expected and received, both ways, and time to deterioration."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from diary_app.common.errors import DoesNotFit
from diary_app.services.clinic.study import ComplianceView, DeteriorationView, MissingForm
from diary_app.ui import a11y
from diary_app.ui.clinic.charts.table import DataTable
from diary_app.ui.clinic.header import ClinicHeader
from diary_app.ui.clinic.study import acts, words
from diary_app.ui.clinic.study.reason import ReasonForm
from diary_app.ui.clinic.unsaved import Unsaved
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import Cell, CellChip, Column
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner
from diary_app.ui.widgets.fields import choice_field
from diary_app.ui.widgets.labels import Label
from diary_app.ui.widgets.page_parts import Scroller
from diary_app.ui.widgets.tab_bar import TabBar
from diary_app.ui.widgets.table import Table

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk

COMPLIANCE, DETERIORATION = "compliance", "deterioration"
_MOST_IN_VIEW = 8  # missing questionnaires before their list scrolls by itself
_ABOVE = 48  # px above the form in which a reason is asked: the heading of its list
_ALL = "\n"  # no site is called that
_AT_ONCE = 25  # diaries that are read before the page says how many are left


class StudyPage(Page):
    """Two tables to choose between; a missing form's row asks for the reason, or corrects the one there."""

    def __init__(self, kit: Kit, runner: TaskRunner, session: Session, desk: ClinicDesk) -> None:
        super().__init__(kit, runner)
        del desk  # it leads nowhere else
        self._store = session.store
        self._view: ComplianceView | None = None
        self._unsaved = Unsaved(self, self._store)
        tr = self.tr_
        self.column.setContentsMargins(24, 18, 24, 14)
        self.column.setSpacing(10)
        self.header = ClinicHeader(kit, tr("Study"))
        self.bar = TabBar(
            kit,
            tr("Study"),
            [(COMPLIANCE, tr("Questionnaires")), (DETERIORATION, tr("Time to deterioration"))],
        )
        self.bar.set_current(COMPLIANCE)
        self.bar.opened.connect(lambda _: self.open_page())
        self.stack = QStackedWidget()
        for part in (self.header, self.bar, self.notice):
            self.column.addWidget(part)
        self.column.addWidget(self.stack, 1)
        self.forms = self._compliance_view()
        self.stack.addWidget(self.forms)
        self.stack.addWidget(self._deterioration_view())

    # -- what it is made of --------------------------------------------------

    def _compliance_view(self) -> Scroller:
        tr, kit = self.tr_, self.kit
        self.site = choice_field(kit, tr("Site"), [(_ALL, tr("All sites"))])
        self.site.narrow(260)
        self.site.control.setCurrentIndex(0)
        self.site.control.currentIndexChanged.connect(self._show_site)
        self.visits = DataTable(kit, tr("Questionnaires by visit"))
        note = tr("A questionnaire counts once its window is over, or it is here. Whoever died or left the "
                  "study before is not due, and stays among those with a baseline. Awaited: the clinic has "
                  "not got that part of the diary yet.")  # fmt: skip
        self.reasons = DataTable(kit, tr("Reasons for missing questionnaires"))
        heads = (tr("Patient"), tr("Planned for"), tr("State"), tr("Reason"))
        columns = [Column(str(place), head, sorts=False) for place, head in enumerate(heads)]
        self.missing: Table[MissingForm] = Table(
            kit,
            tr("Missing questionnaires"),
            columns,
            self._cells,
            lambda row: f"{row.participant} {row.target}",
        )
        self.missing.opened.connect(self._ask_reason)
        self.reason = ReasonForm(kit)
        self.reason.wanted.connect(self._write_reason)
        self.reason.given_up.connect(self._give_up)
        self.reason.hide()
        self.missing_title = Label(kit, tr("Missing questionnaires"), "card-title")
        self.reasons_title = Label(kit, tr("Reasons for missing questionnaires"), "card-title")
        return _column(
            self.site, self.visits, Label(kit, note, "caption", "ink-2"), self.reasons_title, self.reasons,
            self.missing_title, self.reason, self.missing,
        )  # fmt: skip

    def _cells(self, row: MissingForm) -> tuple[Cell, ...]:
        whose, target, state, why = words.missing_texts(self.kit, row)
        tone = "due" if row.standing.value != "awaited" else "plain"
        return (Cell(whose, strong=True), Cell(target), Cell(chips=(CellChip(state, tone),)), Cell(why))

    def _deterioration_view(self) -> QWidget:
        tr, kit = self.tr_, self.kit
        self.limit = Label(kit, "", "second", "ink-2")
        self.scales = DataTable(kit, tr("Time to deterioration by scale"))
        self.people = DataTable(kit, tr("Time to deterioration by patient"))
        people_note = tr("Months until it first got worse. With a plus sign: not so far, for so many months. "
                         "A dash: no score at baseline.")  # fmt: skip
        return _column(
            self.limit, self.scales, Label(kit, tr("By patient"), "card-title"),
            Label(kit, people_note, "caption", "ink-2"), self.people,
        )  # fmt: skip

    # -- showing -------------------------------------------------------------

    def open_page(self) -> None:
        """Work out what is in view."""
        self.clear_notice()
        self.bar.focus_current()
        self.header.say(self.tr_("Study"), self.tr_("Counting…"))
        self._read_some()

    def _read_some(self) -> None:
        """Read diaries that are not summarised yet, some at a time, and then count."""
        patients = self._store.patients
        self.act(partial(patients.fresh, _AT_ONCE), self._count)

    def _count(self, missing: int) -> None:
        if missing:
            self.header.say(self.tr_("Study"), self.tr_.plural(
                "{n} diary is still being read.", "{n} diaries are still being read.", missing,
            ))  # fmt: skip
            if self.in_view:
                self._read_some()
        elif self.bar.current == COMPLIANCE:
            self.act(partial(acts.compliance, self._store), self._show_compliance)
            self.act(partial(acts.unfinished, self._store), self._put_back)
        else:
            self.act(partial(acts.deterioration, self._store), self._show_deterioration)

    def _show_compliance(self, view: ComplianceView) -> None:
        self._view = view
        self.stack.setCurrentIndex(0)
        box, before = self.site.control, self.site.control.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(self.tr_("All sites"), _ALL)
        for site, _ in view.by_site:
            box.addItem(site or self.tr_("No site told"), site)
        box.setCurrentIndex(max(0, box.findData(before)))
        box.blockSignals(False)
        self._show_site()

    def _show_site(self) -> None:
        view = self._view
        if view is None:
            return
        site = self.site.control.currentData()
        rows = view.all_sites if site == _ALL else dict(view.by_site).get(site, ())
        missing = [row for row in view.missing if site in (_ALL, row.site)]
        self.visits.show_data(words.compliance_table(self.kit, rows))
        reasons = words.reasons_table(self.kit, rows)
        self.reasons.show_data(reasons)
        for part, there in (
            (self.reasons, reasons.rows), (self.reasons_title, reasons.rows),
            (self.missing, missing), (self.missing_title, missing),
        ):  # fmt: skip
            part.setVisible(bool(there))
        self.missing.set_items(missing)
        self.missing.measure()
        line = self.missing.view.verticalHeader().defaultSectionSize()
        self.missing.view.setMinimumHeight(line * (min(len(missing), _MOST_IN_VIEW) + 1))
        self._look_again_at_reason(missing)
        count = self.tr_.plural("{n} patient", "{n} patients", view.participants)
        self.header.say(self.tr_("Study"), count)
        if not rows:
            self.say_notice(self.tr_("No questionnaire has been due yet."), "")

    def _show_deterioration(self, view: DeteriorationView) -> None:
        self.stack.setCurrentIndex(1)
        self.header.say(self.tr_("Study"), self.tr_.plural("{n} patient", "{n} patients", len(view.rows)))
        self.limit.setText(self.tr_(
            "The first change of {n} points or more for the worse since baseline. The median is the "
            "product-limit (Kaplan-Meier) estimate.", n=f"{view.limit:g}",
        ))  # fmt: skip
        self.scales.show_data(words.deterioration_table(self.kit, view.scales))
        self.people.show_data(words.people_table(self.kit, view))

    # -- a reason ------------------------------------------------------------

    def _ask_reason(self, row: MissingForm) -> None:
        if row.standing.value == "awaited":
            return
        if self.reason.isVisible() and self.reason.touched and row != self.reason.row:
            a11y.announce(self, self.tr_("Write down or leave this reason first."))
            self.reason.focus()
            return
        self.act(partial(acts.ask, self._store, row), self._asked)

    def _asked(self, asked: acts.Asked) -> None:
        if not asked.draft_name or (self.reason.asked is not None and self.reason.touched):
            return  # a monitor writes nothing; somebody began to write meanwhile
        self._unsaved.name = asked.draft_name
        self.reason.ask(asked)
        about = {"day": asked.row.target.isoformat(), "record": asked.record}
        self._unsaved.kept, draft = None, self.draft(asked.draft_name, asked.draft)
        if draft is not None and about.items() <= draft.items():
            self._unsaved.kept = draft
            self.reason.put(draft)
            self.say_notice(
                self.tr_("You left this page before saving."), self.tr_("What you filled in is here again.")
            )
        self.reason.show()
        self.reason.focus()
        QTimer.singleShot(0, self.reason, self._reveal_reason)

    def _put_back(self, begun: list[tuple[str, str]]) -> None:
        """A form that somebody left half typed is in view again."""
        left = [row for row in self.missing.model.items if (row.participant, row.target.isoformat()) in begun]
        if left and self.reason.asked is None:
            self._ask_reason(left[0])

    def _reveal_reason(self) -> None:
        """The whole form is in view, once it has its place."""
        if self.reason.isVisible():
            self.forms.verticalScrollBar().setValue(self.reason.y() - _ABOVE)

    def _look_again_at_reason(self, missing: list[MissingForm]) -> None:
        """The list moved on: the form stays about its own patient, and goes where nothing is to be asked."""
        about = self.reason.row
        if about is not None and not any(
            (row.participant, row.target, row.reason) == (about.participant, about.target, about.reason)
            for row in missing
        ):
            self.keep_unfinished()
            self._close_reason()

    def _give_up(self) -> None:
        self._close_reason()
        self._unsaved.keep(None)
        self.clear_notice()

    def _close_reason(self) -> None:
        shown = self.reason.isVisible()
        self.reason.clear()
        self.reason.hide()
        if shown:
            self.missing.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_reason(self) -> None:
        typed = self.reason.typed()
        self.reason.save.setEnabled(False)
        self.write_down(
            partial(acts.write, self._store, typed), lambda _: self._store.study.compliance(),
            partial(self._written, typed), self._refused,
        )  # fmt: skip

    def _written(self, typed: Mapping[str, str], view: ComplianceView) -> None:
        if self.reason.typed() == typed:
            self._give_up()
        self._show_compliance(view)
        self.kit.commands.diary_changed.emit()
        corrected, down = self.tr_("The correction is written down."), self.tr_("The reason is written down.")
        a11y.announce(self, corrected if typed["record"] else down)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, DoesNotFit) and self.reason.asked is not None:
            self.reason.refuse(self.tr_.error(error))
            return
        self.reason.save.setEnabled(True)
        self.say_failure(error)

    # -- what is typed and not saved -----------------------------------------

    def keep_unfinished(self) -> None:
        """Keep a reason that is being typed, where it changed."""
        typed = self.reason.typed() if self.reason.touched else None
        if self.isEnabled():
            self._unsaved.keep(typed)

    def leave_page(self) -> None:
        """Keep what was typed and not saved."""
        self.keep_unfinished()


def _column(*parts: QWidget) -> Scroller:
    scroller = Scroller()
    column = QVBoxLayout(scroller.body)
    column.setContentsMargins(0, 0, 6, 0)
    column.setSpacing(10)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return scroller
