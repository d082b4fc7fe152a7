"""The side cards of Today: what else there is to do, and what is known."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from diary_app.domain.protocol import Protocol
from diary_app.domain.schedule import AdministrationState
from diary_app.services.today_view import TodayView
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today import words
from diary_app.ui.widgets.cards import SideCard
from diary_app.ui.widgets.chips import Chip
from diary_app.ui.widgets.severity import GRADE_WORDS


class SideColumn(QWidget):
    """Symptoms, blood pressure, questionnaire, and as far as it is known the next visit."""

    def __init__(self, kit: Kit, protocol: Protocol) -> None:
        super().__init__()
        self.kit, self._protocol = kit, protocol
        tr = kit.tr
        self._layout: QVBoxLayout | QGridLayout | None = None
        self.symptoms = SideCard(kit, "smile", tr("How do you feel?"), tr("Add"))
        self.pressure = SideCard(kit, "heart-pulse", tr("Blood pressure"), tr("Add"))
        self.questionnaire = SideCard(kit, "clipboard-list", tr("Questionnaire"), tr("Start"))
        self.visit = SideCard(kit, "calendar", tr("Next visit"))
        self.cards = [self.symptoms, self.pressure, self.questionnaire, self.visit]
        self._leads_to(self.symptoms, "symptoms")
        self._leads_to(self.questionnaire, "questions")
        self._leads_to(self.pressure, "vitals")
        self._beside: bool | None = None
        self._columns = 0
        self._room = 0
        self._shown: list[SideCard] = []

    def _leads_to(self, card: SideCard, page: str) -> None:
        assert card.button is not None
        card.button.clicked.connect(lambda: self.kit.commands.page_requested.emit(page))

    def show_view(self, view: TodayView, questionnaire_begun: bool, page_kept: bool) -> None:
        """Say what the view holds; ``page_kept``: a page of symptoms waits to be saved."""
        self._say_symptoms(view, page_kept)
        self._say_questionnaire(view, questionnaire_begun)
        self._say_pressure(view)
        self._say_visit(view)
        shown = [card for card in self.cards if card.property("known") is not False]
        if shown != self._shown:
            self._shown = shown
            beside, self._beside = self._beside, None
            if beside is not None:
                self.arrange(beside, self._room)

    def arrange(self, beside: bool, room: int) -> None:
        """A column beside the main card, or two per row below it; one at large text and where two do not fit.

        ``room``: the pixels across, below the main card.
        """
        self._room = room
        gap = self.kit.look.gap("side")
        widest = max((card.minimumSizeHint().width() for card in self._shown), default=0)
        columns = 1 if beside or self.kit.look.large or 2 * widest + gap > room else 2
        if (beside, columns) == (self._beside, self._columns):
            return
        self._beside, self._columns = beside, columns
        box = QWidget()  # takes the old layout with it
        old = self.layout()
        if old is not None:
            box.setLayout(old)
        box.deleteLater()
        for card in self.cards:
            card.setParent(self)
            card.setVisible(card in self._shown)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap)
        for place, card in enumerate(self._shown):
            grid.addWidget(card, place // columns, place % columns)
            grid.setRowStretch(place // columns, 1)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def _say_symptoms(self, view: TodayView, page_kept: bool) -> None:
        tr = self.kit.tr
        if page_kept:
            self.symptoms.show_state(tr("How do you feel?"), tr("Begun, not saved"))
            self.symptoms.show_action(tr("Go on"))
            return
        language = tr.language
        worst = sorted(view.symptoms.items(), key=lambda pair: -pair[1])
        felt = [(term, grade) for term, grade in worst if grade > 0]
        if not view.symptoms:
            self.symptoms.show_state(tr("How do you feel?"), tr("Not written today"))
            self.symptoms.show_action(tr("Add"))
            return
        if not felt:
            self.symptoms.show_state(tr("Symptoms added"), tr("No symptoms today"))
        else:
            term, grade = felt[0]
            symptom = self._protocol.symptom(term)
            name = symptom.label.in_language(language) if symptom else term
            more = len(felt) - 1
            line = tr.plural("{name} and {n} more", "{name} and {n} more", more, name=name) if more else name
            chip = Chip(self.kit, f"{grade} {tr(GRADE_WORDS[grade])}", f"sev-{grade}")
            self.symptoms.show_state(tr("Symptoms added"), line, [chip])
        self.symptoms.show_action(tr("Edit"))

    def _say_questionnaire(self, view: TodayView, begun: bool) -> None:
        kit, tr = self.kit, self.kit.tr
        chip = words.open_chip(kit, view.questionnaire, view.day)
        chips = [Chip(kit, chip, "due")] if chip else []
        self.questionnaire.show_state(tr("Questionnaire"), words.questionnaire_line(kit, view), chips)
        open_now = view.questionnaire.state == AdministrationState.OPEN
        action = (tr("Go on") if begun else tr("Start")) if open_now or begun else ""
        self.questionnaire.show_action(action)

    def _say_pressure(self, view: TodayView) -> None:
        tr = self.kit.tr
        self.pressure.show_state(tr("Blood pressure"), words.pressure_line(self.kit, view))
        today = view.pressure is not None and view.pressure.day == view.day
        self.pressure.status.set_tone("urgent" if today and view.pressure_over else "ink-2")
        self.pressure.show_action(tr("Add"))

    def _say_visit(self, view: TodayView) -> None:
        told_already = bool(view.doses_today)  # the settled card names the next visit itself
        self.visit.setProperty("known", view.next_visit is not None and not told_already)
        if view.next_visit is None:
            return
        date = self.kit.day_and_month(view.next_visit)
        when = words.in_days(self.kit, view.next_visit, view.day)
        self.visit.show_state(self.kit.tr("Next visit"), self.kit.tr("{date}, {when}", date=date, when=when))
