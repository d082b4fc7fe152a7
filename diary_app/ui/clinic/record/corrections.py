"""The Corrections tab: what was changed, before and after, and what was written down late."""

from __future__ import annotations

from diary_app.common.i18n import Translator
from diary_app.domain.log.entry import By
from diary_app.domain.protocol import Protocol
from diary_app.reports.formats import date_text
from diary_app.services.clinic.changes import ChangesView, CorrectedRow, LateRow
from diary_app.ui.clinic.charts.table import TableData
from diary_app.ui.clinic.days.story import HANDS, differences, moment
from diary_app.ui.clinic.record.frame import ListCard, ListTab
from diary_app.ui.clinic.record.words import kind_words
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.pages.history.entry_words import label_of
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner


class CorrectionsTab(ListTab):
    """Two lists, the newest first."""

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(page, kit, runner, session)
        tr = kit.tr
        self.corrected = ListCard(kit, tr("Corrections"), tr("Nothing was corrected."))
        self.late = ListCard(kit, tr("Late entries"), tr("Nothing was written down late."))
        self.body.addWidget(self.corrected)
        self.body.addWidget(self.late)
        self.body.addStretch(1)

    def load(self, participant: str) -> None:
        """Show a patient."""
        service, language = self.session.store.overview, self.tr_.language
        self.look(
            participant,
            lambda: (service.changes(participant, language), service.plan(participant)),
            self._loaded,
        )

    def _loaded(self, found: tuple[ChangesView, Protocol]) -> None:
        view, plan = found
        self.corrected.show_rows(corrected_table(self.kit, view, plan))
        self.late.show_rows(late_table(self.kit, view, plan))
        self.scroller.body.show()


def corrected_table(kit: Kit, view: ChangesView, plan: Protocol) -> TableData:
    """A row for each field that changed; one for an undo as a whole."""
    tr = kit.tr
    heads = [tr("About"), tr("What"), tr("Before"), tr("After"), tr("By"), tr("When"), tr("Days later"),
             tr("Reason")]  # fmt: skip
    rows = [row for each in view.corrected for row in _corrected(kit, each, plan)]
    return TableData(heads, rows, frozenset({6}), frozenset({0, 1, 2, 3, 5, 7}))


def _corrected(kit: Kit, row: CorrectedRow, plan: Protocol) -> list[list[str]]:
    tr, change = kit.tr, row.change
    kind = kind_words(tr, row.kind)
    told = [(tr("{kind}: {field}", kind=kind, field=field), old, new)
            for field, old, new in differences(kit, change, plan)]  # fmt: skip
    if change.undone:
        told = [(kind, tr("as written"), tr("undone"))]
    tail = [
        who(tr, change.by, row.actor),
        moment(kit, change.entered_at),
        str(row.lag_days),
        label_of(kit, plan.correction_reasons, change.reason),
    ]
    return [[about(tr, row), *part, *tail] for part in told]


def late_table(kit: Kit, view: ChangesView, plan: Protocol) -> TableData:
    """A row for each record that was first written on a later day."""
    tr = kit.tr
    heads = [tr("About"), tr("What"), tr("Written"), tr("By"), tr("Days later"), tr("Reason")]
    rows = [
        [
            about(tr, row),
            kind_words(tr, row.kind),
            moment(kit, row.entered_at),
            tr(HANDS[row.by]),
            str(row.lag_days),
            label_of(kit, plan.late_reasons, row.reason),
        ]
        for row in view.late
    ]
    return TableData(heads, rows, frozenset({4}), frozenset({0, 1, 2, 5}))


def about(tr: Translator, row: CorrectedRow | LateRow) -> str:
    """The day a record is about, with its place in the cycles."""
    day, place = date_text(row.place.day, tr), row.place.place(tr)
    return tr("{date} ({place})", date=day, place=place) if place else day


def who(tr: Translator, by: str, actor: str) -> str:
    """Whose act it is: staff by name, the participant by word."""
    return actor if by == By.STAFF and actor else tr(HANDS[by])
