"""Everything written about one day, as the clinic reads it."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary_app.common.i18n import N_
from diary_app.domain.facts import Dose
from diary_app.domain.log.entry import By
from diary_app.domain.protocol import Protocol
from diary_app.reports.formats import date_text
from diary_app.services.history import DayStory
from diary_app.services.history_entries import Change, Written
from diary_app.ui.kit import Kit
from diary_app.ui.pages.history.entry_words import (
    WORKED_OUT,
    fact_line,
    fact_title,
    field_words,
    label_of,
    stomach_line,
    value_words,
)
from diary_app.ui.widgets.cards import Card, clear, divider
from diary_app.ui.widgets.labels import Label, LeadLabel

HANDS = {
    By.SELF.value: N_("patient"),
    By.HELPER.value: N_("patient, with help"),
    By.STAFF.value: N_("clinic"),
}
ARROW = "\u2192"


class StoryCard(Card):
    """One day: its place in the cycle, every entry, when and by whom, every change."""

    def __init__(self, kit: Kit) -> None:
        super().__init__("plain", (16, 10, 16, 12))
        self._kit = kit
        self.title = Label(kit, "", "small-title")
        self.line = Label(kit, "", "second", "ink-2")
        self._entries = QVBoxLayout()
        self._entries.setSpacing(6)
        self.column.addWidget(self.title)
        self.column.addWidget(self.line)
        self.column.addSpacing(8)
        self.column.addLayout(self._entries)
        self.column.addStretch(1)

    def show_story(self, story: DayStory, state: str, plan: Protocol) -> None:
        """Show a day; ``state``: its place in the cycle and what it came to."""
        kit, tr = self._kit, self._kit.tr
        self.title.setText(kit.long_date(story.day.day))
        self.line.setText(state)
        clear(self._entries)
        for written in story.written:
            self._entries.addWidget(divider())
            self._entries.addWidget(entry(kit, written, plan))
        if not story.written:
            self._entries.addWidget(divider())
            self._entries.addWidget(Label(kit, tr("Nothing is written about this day."), "body", "ink-2"))
        self.setAccessibleName(f"{self.title.text()}. {state}")


def entry(kit: Kit, written: Written, plan: Protocol) -> QWidget:
    """One record of a day."""
    tr, box = kit.tr, QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    fact = written.fact if written.fact is not None else written.before
    said = tr("; ").join(line for line in fact_line(kit, fact, plan).splitlines() if line)
    head = LeadLabel(kit, "second")
    undone = tr("undone; it said: {what}", what=said) if written.fact is None else said
    head.set_parts(fact_title(kit, written)[1], undone)
    column.addWidget(head)
    more = []
    if isinstance(written.fact, Dose) and written.fact.taken:
        more.append(tr("Stomach: {answer}", answer=stomach_line(kit, written.fact)))
    if written.late:
        more.append(tr("Taken late"))
    if written.off_plan:
        more.append(tr("Outside the plan"))
    if written.record.note and written.fact is not None:
        more.append(tr("Note: {note}", note=written.record.note))
    more.append(provenance(kit, written, plan))
    more += [change_words(kit, change, plan) for change in written.changes]
    column.addWidget(Label(kit, "\n".join(more), "caption", "ink-2"))
    return box


def provenance(kit: Kit, written: Written, plan: Protocol) -> str:
    """When and by whom it was first written, how late, and why."""
    tr = kit.tr
    line = tr("Written {when} by {who}", when=moment(kit, written.entered_at), who=tr(HANDS[written.by]))
    if written.lag_days > 0:
        later = tr.plural("{n} day later", "{n} days later", written.lag_days)
        line = tr("{line}, {later}", line=line, later=later)
    reason = label_of(kit, plan.late_reasons, written.late_reason)
    return tr("{line}: {reason}", line=line, reason=reason) if reason else line


def change_words(kit: Kit, change: Change, plan: Protocol) -> str:
    """For instance "Changed 3 June 2026, 08:00 by patient: time 11:20 → 07:20 (typed wrong)"."""
    tr = kit.tr
    told = tr("; ").join(f"{field} {old} {ARROW} {new}" for field, old, new in differences(kit, change, plan))
    when, who = moment(kit, change.entered_at), tr(HANDS[change.by])
    if change.undone:
        line = tr("Undone {when} by {who}", when=when, who=who)
    else:
        line = tr("Changed {when} by {who}", when=when, who=who)
    line = tr("{line}: {reason}", line=line, reason=told) if told else line
    reason = label_of(kit, plan.correction_reasons, change.reason)
    return tr("{line} ({reason})", line=line, reason=reason) if reason else line


def differences(kit: Kit, change: Change, plan: Protocol) -> list[tuple[str, str, str]]:
    """Field, before and after, in words; what the program works out by itself is left out."""
    return [
        (field_words(kit, name, plan), value_words(kit, name, old, plan), value_words(kit, name, new, plan))
        for name, old, new in change.fields
        if name not in WORKED_OUT
    ]


def moment(kit: Kit, at: datetime) -> str:
    """``3 June 2026, 08:00``."""
    return kit.tr("{date}, {time}", date=date_text(at.date(), kit.tr), time=f"{at:%H:%M}")


def iso_day(key: str) -> date:
    """The day that a mark of a chart is about."""
    return date.fromisoformat(key.rpartition("/")[2])
