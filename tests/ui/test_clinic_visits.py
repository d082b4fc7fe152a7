"""The Visits tab and the page To review: real clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from diary_app.services.clinic.visit_story import Next
from diary_app.ui.clinic import places
from diary_app.ui.clinic.review.page import ReviewPage
from diary_app.ui.clinic.sign_dialog import SignDialog
from diary_app.ui.clinic.visits import rows as told_rows
from diary_app.ui.clinic.visits.form import EntryForm
from diary_app.ui.clinic.visits.tab import VisitsTab
from diary_app.ui.kit import Kit
from tests.ui.conftest import Person
from tests.ui.test_clinic_gate import at_the_door, made, sign_in  # noqa: F401
from tests.unit.services.staff_support import MONITOR, MONITORS, NURSE, NURSES

pytestmark = pytest.mark.slow

WHO = "S003-009"  # began on 13 April 2026; it is 19 June


def visits_of(person: Person) -> VisitsTab:
    person.desk.open_patient(WHO, "visits")
    person.wait()
    tab = person.desk.pages[places.PATIENT].tab
    assert isinstance(tab, VisitsTab)
    return tab


def titles(section: Any) -> list[str]:
    return [row.text.title for row in section.entry_rows()]


def opened(person: Person, button: Any) -> EntryForm:
    person.click(button)
    tab = person.desk.pages[places.PATIENT].tab
    assert isinstance(tab.form, EntryForm)
    return tab.form


def fill(form: EntryForm, **values: str) -> None:
    for name, text in values.items():
        form.inputs[name].put(text)


def rows(person: Person, kind: str) -> list[dict[str, Any]]:
    from diary_app.services.listing.lists import LISTS
    from diary_app.services.listing.rows import Listing

    return person.ask(lambda: LISTS[kind](Listing(person.services.opened, WHO)))


def test_decisions_events_and_capsules_are_written_corrected_and_taken_back(
    clinic: Callable[..., Person],
) -> None:
    person = clinic()
    tab = visits_of(person)
    story = tab.story
    assert titles(story.decisions) == ["Cycle 1 starts at 12 mg"]
    assert "its start is not written down yet" in " ".join(story.next.said)
    assert not story.decisions.buttons["raise_again"].isVisible()  # 12 mg is the highest level

    form = opened(person, story.visits.buttons["visit"])
    fill(form, day="2026-05-04", decision="reduced", reason="platelets", next_start="2026-05-06")
    person.click(form.save_button)
    [visit] = story.visits.entry_rows()
    assert ("Cycle start not written down yet", "due") in visit.text.chips
    assert titles(story.decisions) == ["Cycle 1 starts at 12 mg"]  # saying it begins nothing
    assert "as said at the visit on Monday 4 May 2026: Wednesday 6 May 2026" in " ".join(story.next.said)

    form = opened(person, story.decisions.buttons["start"])
    assert form.inputs["day"].focus.hasFocus()
    assert (form.inputs["day"].text(), form.inputs["mg"].text()) == ("2026-05-06", "")
    fill(form, day="2026-05-07", mg="10", reason="platelets")
    person.click(form.save_button)
    assert tab.form is None
    assert titles(story.decisions)[0] == "Cycle 2 starts at 10 mg, 3 days later than planned"
    assert story.decisions.buttons["start"].hasFocus()
    assert story.decisions.buttons["raise_again"].isVisible()

    form = opened(person, story.decisions.buttons["reduce"])
    box = form.inputs["mg"].focus
    assert [box.itemData(place) for place in range(box.count())] == ["8"]
    person.click(form.save_button)  # nothing is chosen
    assert form.inputs["mg"].focus.hasFocus()
    fill(form, day="2026-05-20", mg="8")
    person.click(form.save_button)  # a reason is needed
    assert form.inputs["reason"].focus.hasFocus()
    person.type("rash")
    person.press(Qt.Key.Key_Return)
    assert titles(story.decisions)[0] == "Reduced from 10 to 8 mg"

    form = opened(person, story.events.buttons["event"])
    symptom = form.inputs["symptom"].focus
    symptom.setCurrentIndex(symptom.findData("diarrhoea"))
    symptom.activated.emit(symptom.currentIndex())  # as a person chooses
    assert form.inputs["term"].text() == "Diarrhoea"
    fill(form, grade="2", day="2026-06-01", relation="possible")
    person.click(form.save_button)
    [event] = story.events.entry_rows()
    assert [chip for chip, _ in event.text.chips] == ["Clinic: grade 2", "Participant: Severe, 2 June"]
    assert event.text.detail == "since Monday 1 June 2026; Possibly related"

    form = opened(person, event.correct_button)
    assert form.inputs["grade"].text() == "2"
    fill(form, grade="3", end="2026-06-01", reason_for_change="seen again")
    person.click(form.save_button)
    assert story.events.entry_rows()[0].text.detail == "Monday 1 June 2026; Possibly related"
    assert rows(person, "events")[0]["grade"] == 3
    assert rows(person, "events")[0]["reason_for_change"] == "seen again"

    form = opened(person, story.events.entry_rows()[0].correct_button)
    ticks = form.inputs["criteria"]
    assert not ticks.widget.isVisible()
    serious = form.inputs["serious"].focus
    serious.setCurrentIndex(serious.findData("yes"))
    serious.activated.emit(serious.currentIndex())
    assert ticks.widget.isVisible()
    fill(form, reason_for_change="admitted")
    person.click(form.save_button)  # why it is serious is needed
    assert ticks.focus.hasFocus()
    fill(form, criteria="hospitalisation,life_threatening")
    person.click(form.save_button)
    held = rows(person, "events")[0]
    assert (held["serious"], held["criteria"]) == (True, ["life_threatening", "hospitalisation"])
    chips = story.events.entry_rows()[0].text.chips
    assert ("Serious: It threatened life at the time, Hospital, or a longer stay there", "urgent") in chips
    form = opened(person, story.events.entry_rows()[0].correct_button)
    fill(form, serious="no", reason_for_change="not admitted after all")
    form.inputs["serious"].edited.emit()
    person.click(form.save_button)
    assert (rows(person, "events")[0]["serious"], rows(person, "events")[0]["criteria"]) == (False, None)

    form = opened(person, story.events.entry_rows()[0].undo_button)
    person.press(Qt.Key.Key_Escape)
    assert tab.form is None
    form = opened(person, story.events.entry_rows()[0].undo_button)
    fill(form, reason="another patient's")
    person.click(form.save_button)
    assert rows(person, "events") == []

    form = opened(person, story.capsules.buttons["dispense"])
    fill(form, day="2026-04-13", mg="12", capsules="fourteen")
    person.click(form.save_button)
    assert '"capsules"' in form.problem.text()
    fill(form, capsules="14")
    person.click(form.save_button)
    assert [story.capsules.table.item(0, column).text() for column in range(4)] == [
        "12 mg", "11", "14 - 0 = 14", "14",
    ]  # fmt: skip


def test_a_form_that_is_left_is_there_again_and_a_planned_visit_has_no_findings(
    clinic: Callable[..., Person],
) -> None:
    person = clinic()
    tab = visits_of(person)
    form = opened(person, tab.story.visits.buttons["visit"])
    fill(form, day="2026-07-02", ecog="1")
    person.click(form.save_button)
    assert '"ecog" does not fit: the visit on 2026-07-02 is still to come.' in form.problem.text()
    person.open(places.PATIENTS)
    tab.form.deleteLater()
    tab.form = None  # as after the diary was locked
    tab.stack.setCurrentWidget(tab.story)
    tab = visits_of(person)
    assert tab.form is not None
    assert (tab.form.inputs["day"].text(), tab.form.inputs["ecog"].text()) == ("2026-07-02", "1")
    fill(tab.form, ecog="", kg="", readings="")
    person.click(tab.form.save_button)
    assert titles(tab.story.visits) == ["Thursday 2 July 2026 (cycle 1, day 81)"]
    assert "Next visit: Thursday 2 July 2026." in tab.story.next.said
    assert person.ask(lambda: person.services.opened.store.drafts.names("clinic:visits")) == []


def _reviewed_entry(person: Person) -> str:
    records = person.services.opened.store.records.records(kind="reviewed")
    return next(record.id for record in records if not record.void)


def test_alerts_wait_until_somebody_writes_what_was_done(clinic: Callable[..., Person]) -> None:
    person = clinic()
    page = person.open(places.REVIEW)
    assert isinstance(page, ReviewPage)
    waiting = [card.about for card in page.cards]
    assert len(set(waiting)) == len(waiting) == 3
    assert page.cards[0].button.hasFocus()
    urgent = next(card for card in page.cards if card.row.participant == "S003-014")
    person.click(urgent.button)
    assert urgent.form is not None
    assert urgent.form.done.control.hasFocus()
    person.click(urgent.form.save_button)
    assert "choose what was done" in urgent.form.done.error.text()
    box = urgent.form.done.control
    box.setCurrentIndex(box.findData("other"))
    person.click(urgent.form.save_button)
    assert urgent.form.note.control.hasFocus()  # "other" needs a note
    person.type("home visit")
    person.press(Qt.Key.Key_Return)
    assert [card.about for card in page.cards] == [text for text in waiting if text != urgent.about]
    assert page.filters.choices[1].text() == "Reviewed  1"

    person.click(page.filters.choices[1])
    [done] = page.cards
    assert done.done.text().startswith("Something else")
    assert done.done.text().endswith("home visit")
    person.click(done.button)
    assert done.form is not None
    assert QApplication.focusWidget() is done.form.note.control
    person.type("wrong patient")
    person.press(Qt.Key.Key_Return)
    assert page.cards == []
    person.click(page.filters.choices[0])
    assert [card.about for card in page.cards] == waiting

    first, second = page.cards[:2]  # a slow save: meanwhile another answer is begun
    person.click(first.button)
    assert first.form is not None
    first.form.done.control.setCurrentIndex(first.form.done.control.findData("seen"))
    first.form.save_button.click()
    second.button.click()
    assert second.form is not None
    second.form.note.control.setText("half a senten")
    person.wait()
    assert page._form is second
    assert second.form.text == "half a senten"
    person.press(Qt.Key.Key_Escape)
    person.ask(lambda: person.services.diary.undo(_reviewed_entry(person), "tried out"))
    person.open(places.PATIENTS)
    person.open(places.REVIEW)
    assert [card.about for card in page.cards] == waiting

    person.click(page.cards[0].button)
    again, row = page.cards[0].form, page.cards[0].row
    assert again is not None
    person.ask(lambda: person.services.review.answer(row.id, "called", "by somebody else"))
    again.done.control.setCurrentIndex(again.done.control.findData("seen"))
    person.click(again.save_button)
    assert "already wrote about this alert at" in page.notice.text.text()
    [answered] = page.cards
    assert answered.row.id == row.id
    assert answered.done.text().endswith("by somebody else")
    assert answered.button.hasFocus(), QApplication.focusWidget()
    person.click(page.filters.choices[0])

    person.click(page.cards[0].patient_button)
    assert person.desk.pages[places.PATIENT].participant == page.rows[0].participant


def test_a_monitor_sees_everything_and_is_offered_nothing_to_write(
    at_the_door: Callable[..., Person],  # noqa: F811
) -> None:
    person = at_the_door()
    sign_in(person, MONITOR, MONITORS)
    person.desk.open_patient("P1", "visits")
    person.wait()
    story = person.desk.pages[places.PATIENT].tab.story
    assert titles(story.decisions)
    assert not any(button.isVisible() for card in story.sections for button in card.buttons.values())
    assert not any(row.correct_button.isVisible() for row in story.decisions.entry_rows())
    page = person.open(places.REVIEW)
    assert not any(card.button.isVisible() for card in page.cards)


def test_a_visit_is_signed_and_a_later_change_breaks_the_signature_visibly(
    at_the_door: Callable[..., Person],  # noqa: F811
) -> None:
    person = at_the_door()
    sign_in(person, NURSE, NURSES)
    line = {"kind": "visit", "day": "2026-01-19", "ecog": 1}
    visit = person.ask(lambda: person.services.diary.write(line, participant="P1"))
    person.desk.open_patient("P1", "visits")
    person.wait()
    story = person.desk.pages[places.PATIENT].tab.story
    [row] = story.visits.entry_rows()

    def sign() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SignDialog)
        dialog.meaning.control.setCurrentIndex(0)
        dialog.passphrase.control.setText(NURSES)
        dialog.act_button.click()

    QTimer.singleShot(0, sign)
    person.click(row.sign_button)
    person.wait()
    assert story.visits.entry_rows()[0].text.chips == ((f"Signed: {NURSE}", "ok"),)

    person.ask(lambda: person.services.diary.correct(visit, {"ecog": 2}, "read anew"))
    person.desk.pages[places.PATIENT].tab.load("P1")
    person.wait()
    assert story.visits.entry_rows()[0].text.chips == ((f"Changed since it was signed: {NURSE}", "urgent"),)


def test_a_start_of_today_is_not_told_as_the_next_one(kit: Kit) -> None:
    today, planned = date(2026, 6, 19), date(2026, 7, 10)
    nothing = dict.fromkeys(["said", "said_on", "said_mg", "held_since", "visit", "response_due"])
    where: dict[str, Any] = {"cycle": 4, "cycle_day": 1, "mg": Decimal(12), "awaiting": False, "to_review": 0}
    now = Next(**where, **nothing, planned=planned, told=today)
    view: Any = SimpleNamespace(next=now, today=today, stopped=None, died=None)
    assert told_rows.next_lines(kit, view)[1][1] == "Next cycle start, as planned: Friday 10 July 2026."
    view.today = date(2026, 6, 18)
    assert told_rows.next_lines(kit, view)[1][1] == "Next cycle start, as told: Friday 19 June 2026."
