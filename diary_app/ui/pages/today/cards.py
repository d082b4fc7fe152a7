"""The card about today's capsule, one class a state. Cards tell what was pressed; the page acts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from diary_app.domain.facts import Dose
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today import words
from diary_app.ui.pages.today.day_card import DayCard
from diary_app.ui.pages.today.parts import RoundMark, StomachPanel
from diary_app.ui.widgets.buttons import Button
from diary_app.ui.widgets.cards import divider
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.labels import IconLabel, Label, LeadLabel, SpokenLabel


class _SettledCard(DayCard):
    """What is written down for today, with Undo and Correct, and what comes next."""

    def __init__(self, kit: Kit, view: TodayView, dose: Dose, kind: str = "done") -> None:
        super().__init__(kit, view, kind)
        self.dose = dose

    def add_head(self, icon: str, tone: str, title: str, line: str) -> None:
        """A large round mark, the words, and one line of facts."""
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(RoundMark(self.kit, icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        self.told = SpokenLabel(self.kit, title, "page-title")
        self.title: Label = self.told
        self.line = Label(self.kit, line, "body", "ink-2")
        texts.addWidget(self.title)
        self.main = (
            self.title
        )  # read out, and deaf to Enter: what is written down is undone by nobody's accident
        texts.addWidget(self.line)
        row.addLayout(texts, 1)
        self.column.addLayout(row)
        self.column.addSpacing(20)

    def add_mending(self) -> None:
        """Undo stays the whole day; a correction asks for a reason."""
        tr = self.kit.tr
        self.undo_button = self.tell(Button(self.kit, tr("Undo"), icon="undo-2"), "undo")
        self.correct_button = self.tell(Button(self.kit, tr("Correct this entry…"), icon="pencil"), "correct")
        row = QHBoxLayout()
        row.setSpacing(12)
        self.told.leads_to = self.undo_button
        row.addWidget(self.undo_button)
        row.addWidget(self.correct_button)
        row.addStretch(1)
        self.column.addLayout(row)

    def add_next(self) -> None:
        """The next capsule and the next visit, as far as they are known."""
        kit, tr, view = self.kit, self.kit.tr, self.view
        self.column.addStretch(1)
        self.column.addSpacing(14)
        self.column.addWidget(divider())
        self.column.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconLabel(kit, "sunrise", "accent", 26))
        lines = QVBoxLayout()
        lines.setSpacing(4)
        for lead, rest in next_lines(kit, view):
            line = LeadLabel(kit)
            line.set_parts(lead, rest)
            lines.addWidget(line)
        row.addLayout(lines, 1)
        self.column.addLayout(row)
        another = Button(kit, tr("I took another capsule…"), "link", "small")
        self.another_button = self.tell(another, "another")
        self.column.addSpacing(6)
        self.column.addWidget(another, 0, Qt.AlignmentFlag.AlignLeft)


class TakenCard(_SettledCard):
    """Taken this morning."""

    stomach_answered = Signal(object)

    def __init__(self, kit: Kit, view: TodayView, dose: Dose, ask_stomach: bool) -> None:
        super().__init__(kit, view, dose)
        tr = kit.tr
        late = view.status.day_state.late
        title = tr("Written down as taken late.") if late else tr("Taken this morning")
        if not late and dose.taken_at is not None and dose.taken_at.hour >= 12:
            title = tr("Taken today")
        self.add_head(
            "clock" if late else "check", "late" if late else "taken", title, words.dose_line(kit, dose)
        )
        others = len([each for each in view.doses_today if each.taken]) - 1
        if others > 0:
            text = tr.plural(
                "{n} more capsule is written down for today.",
                "{n} more capsules are written down for today.",
                others,
            )
            self.column.addWidget(Label(kit, text, "second", "due"))
            self.column.addSpacing(10)
        self.stomach: StomachPanel | None = None
        if ask_stomach and dose.fasting == "unknown":
            self.stomach = StomachPanel(kit, tr("Was your stomach empty?"), tr("You can leave this open."))
            self.stomach.answered.connect(self.stomach_answered)
            self.column.addWidget(self.stomach)
            self.column.addSpacing(14)
        self.add_mending()
        self.add_next()


class NotTakenCard(_SettledCard):
    """Not taken today, with the plan's own words; no advice."""

    def __init__(self, kit: Kit, view: TodayView, dose: Dose, reason: str, missed_text: str) -> None:
        super().__init__(kit, view, dose)
        tr = kit.tr
        line = tr("Reason: {reason}", reason=reason) if reason else tr("No reason given.")
        self.add_head("x", "not_taken", tr("Not taken"), line)
        self.column.addWidget(Label(kit, missed_text, "body"))
        self.column.addSpacing(14)
        self.add_mending()
        self.add_next()
        self.another_button.set_text(tr("I took a capsule after all…"))


class RestCard(DayCard):
    """No capsule today: a rest day, or a pause by the clinic, or before and after the study's days."""

    def __init__(
        self, kit: Kit, view: TodayView, chip: tuple[str, str], title: str, line: str, offer_dose: bool
    ) -> None:
        super().__init__(kit, view, "done")
        tr = kit.tr
        head = QHBoxLayout()
        head.addWidget(Chip(kit, chip[0], "ok", chip[1], "second-strong"))
        head.addStretch()
        self.column.addLayout(head)
        self.column.addSpacing(14)
        self.add_titles(title, line)
        self.column.addStretch(1)
        self.column.addSpacing(12)
        self.column.addWidget(self._panel())
        self.column.addSpacing(16)
        written = bool(view.symptoms)
        words_of_feeling = tr("Change what I wrote") if written else tr("Write down how I feel")
        self.feel_button = Button(
            kit, words_of_feeling, "secondary" if written else "primary", "big", "notebook-pen"
        )
        self.column.addWidget(self.tell(self.feel_button, "symptoms"))
        self.main: QWidget | None = self.told if written else self.feel_button
        self.told.leads_to = self.feel_button
        self._add_others(offer_dose)

    def _panel(self) -> QFrame:
        """The question of the day or, once it is answered, the answer."""
        kit, tr, felt = self.kit, self.kit.tr, self.view.symptoms
        panel = QFrame()
        panel.setProperty("panel", "sunken")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.setSpacing(2)
        if felt:
            title = tr("Symptoms added") if any(felt.values()) else tr("No symptoms today")
            line = tr("You can change it the whole day.")
        else:
            title = tr("How do you feel today?")
            line = tr("Please write it down on days without a capsule too.")
        self.told = SpokenLabel(kit, title, "small-title")
        inside.addWidget(self.told)
        inside.addWidget(Label(kit, line, "second", "ink-2"))
        return panel

    def _add_others(self, offer_dose: bool) -> None:
        """Nothing to report with one press, and a capsule although none was planned."""
        kit, tr = self.kit, self.kit.tr
        others: list[Button] = []
        if not self.view.symptoms:
            self.none_button = Button(kit, tr("I have no symptoms today"), size="secondary", icon="check")
            others.append(self.tell(self.none_button, "no_symptoms"))
        if offer_dose:
            self.another_button = Button(kit, tr("I took a capsule today…"), size="secondary", icon="pill")
            others.append(self.tell(self.another_button, "another"))
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(down if kit.look.large else across)  # they are long
        row.setSpacing(12)
        for button in others:
            row.addWidget(button, 1)
        self.column.addSpacing(12 if others else 0)
        self.column.addLayout(row)


class StartCard(DayCard):
    """Has your clinic told you to start the next cycle?"""

    def __init__(self, kit: Kit, view: TodayView) -> None:
        super().__init__(kit, view, "dominant")
        tr = kit.tr
        head = QHBoxLayout()
        head.addWidget(Chip(kit, tr("Waiting for your clinic"), "due", "clock", "second-strong"))
        head.addStretch()
        self.column.addLayout(head)
        self.column.addSpacing(14)
        cycle = (view.status.day_state.cycle_number or 0) + 1
        planned = kit.day_and_month(view.planned_start) if view.planned_start else ""
        line = tr(
            "Cycle {n} was planned for {date}. Your clinic decides when it starts.", n=cycle, date=planned
        )
        self.add_titles(tr("Has your clinic told you to start the next cycle?"), line)
        self.column.addStretch(1)
        self.column.addSpacing(16)
        self.yes_button = self.tell(
            Button(kit, tr("Yes, they told me a day…"), "primary", "big", "check"), "start"
        )
        self.column.addWidget(self.yes_button)
        self.column.addSpacing(12)
        no = Label(
            kit,
            tr("Not yet? Then there is nothing to write down. Ask your clinic if you are not sure."),
            "body",
            "ink-2",
        )
        self.column.addWidget(no)
        self.column.addSpacing(12)
        self.another_button = self.tell(
            Button(kit, tr("I took a capsule today…"), size="secondary", icon="pill"), "another"
        )
        self.column.addWidget(self.another_button)
        self.main = self.yes_button


def next_lines(kit: Kit, view: TodayView) -> list[tuple[str, str]]:
    """What comes next: (lead, rest) lines."""
    tr = kit.tr
    lines = []
    day = view.status.next_dose
    if day is not None and day > view.day:
        tomorrow = (day - view.day).days == 1
        rest = (
            tr("tomorrow morning, before breakfast.")
            if tomorrow
            else tr("{date}, before breakfast.", date=kit.day_and_month(day))
        )
        lines.append((tr("Next capsule:"), rest))
    elif view.planned_start is not None and view.planned_start > view.day:
        rest = tr(
            "when your clinic starts the next cycle, planned {date}.",
            date=kit.day_and_month(view.planned_start),
        )
        lines.append((tr("Next capsule:"), rest))
    if view.next_visit is not None:
        when = words.in_days(kit, view.next_visit, view.day)
        lines.append(
            (tr("Next visit:"), tr("{date}, {when}.", date=kit.day_and_month(view.next_visit), when=when))
        )
    return lines or [(tr("Next capsule:"), tr("your clinic tells you."))]
