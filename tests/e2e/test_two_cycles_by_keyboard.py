"""Two cycles in the real window by keyboard alone, from the first run to the third cycle's questionnaire."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from diary_app.services.listing.lists import LISTS
from diary_app.services.listing.rows import Listing
from diary_app.ui.pages.today import page as today_page
from tests.e2e.keys import ALT, CONTROL, KEY, Keys
from tests.support import FixedClock
from tests.ui.conftest import PARTICIPANT, PASSPHRASE, Opens, sit_down  # noqa: F401 - a fixture

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore(  # of the screenless platform, at the file dialog
        r"^This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
    ),
]
FIRST = date(2026, 1, 5)


def day(n: int) -> str:
    """Study day ``n``."""
    return (FIRST + timedelta(days=n - 1)).isoformat()


class Patient(Keys):
    """What a patient does, in keys."""

    def begin(self) -> None:
        """The first run: passphrase, the code typed back, the treatment, no reminders."""
        assert self.name == "Start my diary"
        self.press(KEY.Key_Return)
        self.type(PASSPHRASE)
        self.to("Type it once more")
        self.type(PASSPHRASE)
        self.choose("Continue")
        lines = self.window.gate.making.passphrase.keep.code.lines()  # type: ignore[union-attr]
        for line in lines:
            self.type(line)
            self.press(KEY.Key_Return)
        if self.name != "Study number":
            self.choose("Continue")
        self.type(PARTICIPANT)
        self.choose("Continue")
        self.choose("Not now")
        assert self.window.desk is not None

    def morning(self, n: int, at: str = "07:10") -> None:
        """Day ``n`` has come."""
        self.at(f"{day(n)}T{at}")

    def ordinary(self, n: int, at: str = "07:10") -> None:
        """A day with nothing but its capsule takes exactly one key."""
        self.morning(n, at)
        before = self.pressed
        assert self.name == "I took it now", (n, self.name)
        self.press(KEY.Key_Return)
        assert self.pressed - before == 1
        assert self.page.card.title.text() in ("Taken this morning", "Written down as taken late.")

    def quiet(self, n: int) -> None:
        """A day without a capsule takes no key at all."""
        self.morning(n)
        assert self.page.card.title.text() == "No capsule today", n

    def home(self) -> None:
        """Back to Today."""
        self.press(KEY.Key_1, with_=CONTROL)

    def questionnaire(self, skipped: int, declined: int) -> None:
        """All thirty: practice, one skipped, one refused, a change on the review, and finish."""
        self.press(KEY.Key_3, with_=CONTROL)
        self.choose("Start")
        self.press(KEY.Key_2, KEY.Key_Return)  # practice
        for n in range(1, 31):
            assert self.page.item.counter.text() == f"Question {n} of 30"
            if n == skipped:
                self.press(KEY.Key_Return)  # asks for an answer
                self.choose("Skip this question")
            elif n == declined:
                self.choose("I prefer not to answer")
                self.press(KEY.Key_Return)
            else:
                self.press(KEY.Key_3 if n > 28 else KEY.Key_1, KEY.Key_Return)
        self.choose("Question 4,")  # a slip, mended on the review
        self.press(KEY.Key_2)
        self.press(KEY.Key_Return)
        self.to("Finish")
        self.in_dialog(self._finish, lambda: self.press(KEY.Key_Return))
        assert self.name == "Thank you. Your answers are saved."

    def _finish(self, _dialog: Any) -> None:
        self.to("Finish")
        self.press(KEY.Key_Return)

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """What ``list`` shows."""
        return list(self.ask(lambda: LISTS[kind](Listing(self.store.opened, PARTICIPANT))))

    @property
    def store(self) -> Any:
        """The opened store, to look at what was written."""
        desk: Any = self.window.desk
        return desk.session.store


def first_days(me: Patient) -> None:
    """Cycle 1 up to its third day: questionnaire, an ordinary capsule, a late one."""
    me.questionnaire(skipped=7, declined=23)
    me.home()
    me.ordinary(1)
    me.ordinary(2)
    me.ordinary(3, "11:20")  # late


def slips(me: Patient) -> None:
    """Earlier, not taken, undone, corrected, forgotten and written down a day later."""
    me.morning(4)
    me.choose("I took it earlier")
    me.type("0640")
    me.choose("Write it down")
    me.morning(5)
    me.choose("I did not take it")
    assert me.name == "I forgot"
    me.press(KEY.Key_Space)
    me.choose("Write down: not taken")
    me.ordinary(6)
    me.press(KEY.Key_Z, with_=CONTROL)
    assert me.name == "I took it now"
    me.press(KEY.Key_Return)
    me.ordinary(7)
    me.choose("Correct this entry")
    me.type("0655")
    me.to("Why the change?")
    me.press(KEY.Key_Down)
    me.choose("Save correction")
    me.morning(8)  # nothing is written down
    me.ordinary(9)
    me.to("Cycle 1, day", back=True)
    me.walk("Cycle 1, day 8,", KEY.Key_Left)
    me.press(KEY.Key_Return)
    me.choose("I took it…")
    me.type("0730")
    me.choose("Write it down")


def symptoms_and_pressure(me: Patient) -> None:
    """A page of symptoms, and the measurements."""
    me.ordinary(10)
    me.choose("Add: How do you feel?")
    me.press(KEY.Key_2, KEY.Key_Down, KEY.Key_1)
    me.choose("All others: none")
    me.choose("Save")
    me.home()
    me.ordinary(11)
    me.choose("Add: Blood pressure")
    for number, name in (
        ("128", "First reading: Upper"), ("82", "First reading: Lower"),
        ("124", "Second reading: Upper"), ("80", "Second reading: Lower"),
        ("62.5", "Weight"),
    ):  # fmt: skip
        me.to(name)
        me.type(number)
    me.choose("Save")
    me.home()


def rest_and_next_cycle(me: Patient) -> None:
    """The rest days, the evening before, and the start the clinic told."""
    for n in range(15, 21):
        me.quiet(n)
    me.at(f"{day(21)}T19:00")
    assert me.page.card.title.text() == "No capsule today"
    me.morning(22)
    assert me.name == "Yes, they told me a day…"
    me.press(KEY.Key_Return)
    me.choose("Write down this day")


def with_help(me: Patient) -> None:
    """Somebody helps on one morning; the lock ends it."""
    me.to("Writing: I write this myself", back=True)
    me.press(KEY.Key_Right, KEY.Key_Space)
    me.choose("I took it now")
    assert me.page.card.line.text() == "12 mg at 07:10. Written with help."


def locked_and_opened(me: Patient) -> None:
    """Ctrl+L, and the passphrase."""
    me.press(KEY.Key_L, with_=CONTROL)
    assert me.window.desk is None
    me.type(PASSPHRASE)
    me.press(KEY.Key_Return)
    assert me.window.desk is not None


def results_and_pdf(me: Patient, out: Path) -> None:
    """The results, and the PDF for the clinic."""
    me.press(KEY.Key_4, with_=CONTROL)
    assert me.page.in_view
    me.press(KEY.Key_5, with_=CONTROL)

    def save(_dialog: Any) -> None:
        me.press(KEY.Key_A, with_=CONTROL)
        me.type(str(out))
        me.press(KEY.Key_Return)

    me.in_dialog(save, lambda: me.press(KEY.Key_P, with_=CONTROL))
    assert out.read_bytes().startswith(b"%PDF")
    me.press(KEY.Key_Left, with_=ALT)
    me.home()


def compare(me: Patient) -> None:
    """What was typed, counted by hand."""
    doses = {row["day"]: row for row in me.rows("doses")}
    assert len(doses) == 28
    assert [d for d, row in doses.items() if row["status"] == "not_taken"] == [day(5)]
    assert doses[day(5)]["reason"] == "forgot"
    assert [d for d, row in doses.items() if row.get("late")] == [day(3)]
    times = {n: doses[day(n)]["taken_at"][11:16] for n in (1, 3, 4, 6, 7, 8, 22, 35)}
    assert times == {1: "07:10", 3: "11:20", 4: "06:40", 6: "07:10", 7: "06:55", 8: "07:30",
                     22: "07:10", 35: "07:10"}  # fmt: skip
    assert [d for d, row in doses.items() if row["by"] == "helper"] == [day(22)]
    assert [d for d, row in doses.items() if row["late_entry"]] == [day(8)]
    status = me.ask(lambda: me.store.diary.status())
    counted = status.adherence
    assert (counted.due, counted.taken, counted.not_taken, counted.not_recorded) == (28, 27, 1, 0)
    # 13 + 14 capsules of 12 mg over 42 days; planned 168 mg in 21 days
    assert status.intensity.value == pytest.approx(27 * 12 / (2 * 168))


def compare_lists_and_log(me: Patient) -> None:
    """Symptoms, measurements, questionnaires, cycles; and every entry of the log by its kind."""
    felt = {row["term"]: row["severity"] for row in me.rows("symptoms")}
    first, second = me.window.desk.session.protocol.symptoms[:2]  # type: ignore[attr-defined]
    assert {term: grade for term, grade in felt.items() if grade} == {first.code: 2, second.code: 1}
    assert len(felt) == len(me.window.desk.session.protocol.symptoms)  # type: ignore[attr-defined]
    measured = [(row["kind"], row["day"], row["values"]) for row in me.rows("vitals")]
    assert measured == [("bp", day(11), [[128, 82], [124, 80]]), ("weight", day(11), [62.5])]
    assert [(row["start"], row["mg"]) for row in me.rows("cycles")] == [(day(1), 12), (day(22), 12)]
    forms = me.rows("qlq")
    assert [(form["day"], form["mode"], form["declined"], form["not_seen"]) for form in forms] == [
        (day(1), "self", [23], []), (day(43), "self", [30], []),
    ]  # fmt: skip
    given = {str(n): 3 if n > 28 else 1 for n in range(1, 31)} | {"4": 2}
    for form, blank in zip(forms, (("7", "23"), ("2", "30")), strict=True):
        assert form["answers"] == {n: value for n, value in given.items() if n not in blank}
    entries = me.ask(lambda: list(me.store.opened.store.journal.entries(participant=PARTICIPANT)))
    kinds = Counter(entry.kind for entry in entries)
    assert (kinds["dose"], kinds["undo"], kinds["correct"], kinds["qlq"]) == (29, 1, 1, 2)
    assert (kinds["symptoms"], kinds["bp"], kinds["weight"], kinds["cycle_start"]) == (1, 1, 1, 2)


def test_two_cycles_by_keyboard_alone(
    sit_down: Opens,  # noqa: F811
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(today_page, "FRESH_PRESS", 1)  # tested elsewhere; here it would cost half a minute
    person = sit_down(size=(1024, 720))
    me = Patient(person.window, person.runner, clock)
    me.begin()
    first_days(me)
    slips(me)
    symptoms_and_pressure(me)
    for n in (12, 13, 14):
        me.ordinary(n)
    rest_and_next_cycle(me)
    with_help(me)
    locked_and_opened(me)
    for n in range(23, 36):
        me.ordinary(n)
    for n in range(36, 43):
        me.quiet(n)
    me.morning(43)
    me.questionnaire(skipped=2, declined=30)
    results_and_pdf(me, tmp_path / "for my clinic.pdf")
    compare(me)
    compare_lists_and_log(me)
