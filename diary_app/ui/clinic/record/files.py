"""The Files tab: what came in and what went out."""

from __future__ import annotations

from collections.abc import Sequence

from diary_app.domain.log.entry import Role
from diary_app.services.clinic.files import FileRow
from diary_app.ui.clinic.charts.table import TableData
from diary_app.ui.clinic.days.story import moment
from diary_app.ui.clinic.record.frame import ListCard, ListTab
from diary_app.ui.clinic.record.words import act_words, file_words
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

_DIGITS = 12
"""Of a file's fingerprint: enough to compare by eye."""


class FilesTab(ListTab):
    """One list, the newest first."""

    def __init__(self, page: Page, kit: Kit, runner: TaskRunner, session: Session) -> None:
        super().__init__(page, kit, runner, session)
        tr = kit.tr
        nothing = tr("No file was taken in, given out or printed yet.")
        self.files = ListCard(kit, tr("Files"), nothing, most=18)
        self.body.addWidget(self.files)
        self.body.addStretch(1)

    def load(self, participant: str) -> None:
        """Show a patient."""
        service = self.session.store.overview
        self.look(participant, lambda: service.files(participant), self.show_files)

    def show_files(self, rows: Sequence[FileRow]) -> None:
        """Show what was found."""
        self.files.show_rows(file_table(self.kit, rows))
        self.scroller.body.show()


def file_table(kit: Kit, rows: Sequence[FileRow]) -> TableData:
    """A row for each file."""
    tr = kit.tr
    heads = [
        tr("When"),
        tr("What was done"),
        tr("File"),
        tr("New entries"),
        tr("By"),
        tr("SHA-256, first {n}", n=_DIGITS),
    ]
    told = [
        [
            moment(kit, row.at),
            act_words(tr, row),
            file_words(tr, row),
            "" if row.new is None else str(row.new),
            tr("patient") if row.role == Role.PARTICIPANT else row.actor,
            row.sha256[:_DIGITS],
        ]
        for row in rows
    ]
    return TableData(heads, told, frozenset({3}))
