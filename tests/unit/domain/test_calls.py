"""Every order of readings, signs and answers of a day, against what the rules say in words."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diary_app.domain.alerts import raised
from diary_app.services.calls import CallsService
from tests.diaries import FIRST, Notebook
from tests.support import often

DAY = FIRST + timedelta(days=1)
HIGH, NORMAL, SIGN, CALLED = "high", "normal", "sign", "called"
VERY_HIGH, EMERGENCY = "bp_very_high", "bp_emergency"


class Morning:
    """A day on which one thing happens an hour; what should stand, and what the diary says does."""

    def __init__(self) -> None:
        self.book = Notebook()
        self.book.clock.set(f"{DAY}T23:00")
        self.service = CallsService(self.book.opened, self.book.service)
        self.happened: list[str] = []

    def happens(self, event: str) -> bool:
        """Write it down; ``False`` where it cannot happen: there is no call to answer."""
        if event in (HIGH, NORMAL):
            reading = "185/121" if event == HIGH else "159/99"
            time = f"{len(self.happened) + 6:02d}:00"
            self.book.tell("bp", 2, time=time, readings=[reading])
        elif event == SIGN:
            self.service.answer_signs({"weakness_numbness": True}, day=DAY)
        else:
            held = [alert.rule.code for alert in raised(self.book.diary, DAY, DAY, DAY)]
            if not held:
                return False
            self.service.answer(held[0], DAY, "called")
        self.happened.append(event)
        return True

    def expected(self) -> list[str]:
        """A reading calls until something after it settles it; a sign makes an emergency of it."""
        if SIGN in self.happened:
            signed = self.happened.index(SIGN)
            return [EMERGENCY] if self._open({CALLED}, since=signed) else []
        return [VERY_HIGH] if self._open({CALLED, NORMAL}) else []

    def _open(self, settling: set[str], since: int = 0) -> bool:
        """Whether a reading over the limit has none of what settles it after it (and ``since`` then)."""
        return any(
            event == HIGH and not settling & set(self.happened[max(place, since) :])
            for place, event in enumerate(self.happened)
        )

    def standing(self) -> list[str]:
        return [alert.rule.code for alert in self.book.status(2, 2).alerts]


@pytest.mark.slow
def test_what_stands_after_every_order_of_events() -> None:
    seen = set()
    for events in product((HIGH, NORMAL, SIGN, CALLED), repeat=4):
        morning = Morning()
        for event in events:
            if not morning.happens(event):
                break
            assert morning.standing() == morning.expected(), morning.happened
        seen.add(tuple(morning.standing()))
    assert seen == {(), (VERY_HIGH,), (EMERGENCY,)}


@settings(max_examples=often(20), deadline=None)
@given(st.lists(st.sampled_from((HIGH, NORMAL, SIGN, CALLED)), min_size=4, max_size=12), st.data())
def test_the_same_in_longer_days_and_an_undone_answer_is_as_if_it_was_not_given(
    events: list[str], data: st.DataObject
) -> None:
    morning = Morning()
    for event in events:
        if morning.happens(event):
            assert morning.standing() == morning.expected(), morning.happened
    answers = [entry for entry in morning.book.entries if entry.kind == "alert_answered"]
    if answers:
        before = morning.standing()
        undone = morning.book.undo(data.draw(st.sampled_from(answers)).id)
        assert set(before) <= set(morning.standing()) <= {VERY_HIGH, EMERGENCY}
        morning.book.undo(undone)
        assert morning.standing() == before


def test_an_emergency_that_was_shown_stays_until_somebody_says_what_was_done() -> None:
    morning = Morning()
    morning.happens(HIGH)
    morning.happens(SIGN)
    emergency = raised(morning.book.diary, DAY, DAY, DAY)
    morning.book.clock.set(f"{DAY + timedelta(days=39)}T08:00")
    assert morning.book.status(41, 41).alerts == (), "nobody saw it"
    morning.service.note_shown(emergency)
    codes = lambda on: [alert.rule.code for alert in morning.book.status(on, 41).alerts]  # noqa: E731
    [stands] = morning.book.status(41, 41).alerts
    assert (stands.rule.code, stands.day) == (EMERGENCY, DAY)
    assert codes(3).count(EMERGENCY) == 1, "also while it is recent"
    morning.service.answer(EMERGENCY, DAY, "called_emergency")
    assert morning.book.status(41, 41).alerts == ()


def test_a_call_of_the_same_day_leaves_after_the_days_of_the_plan() -> None:
    morning = Morning()
    morning.happens(HIGH)
    morning.service.note_shown(raised(morning.book.diary, DAY, DAY, DAY))
    morning.book.clock.set(f"{DAY + timedelta(days=39)}T08:00")
    assert VERY_HIGH in [alert.rule.code for alert in morning.book.status(3, 41).alerts]
    assert morning.book.status(41, 41).alerts == ()
