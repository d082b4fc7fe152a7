"""What met a rule when an answer was written is what a diary of the log up to there would say."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.domain.diary import Adoption, Diary
from diary_app.domain.log.entry import Entry
from diary_app.domain.meeting import meeting
from diary_app.domain.record import group_by_record, resolve
from tests.diaries import FIRST, PARTICIPANT, Notebook

DAY = FIRST + timedelta(days=1)
READINGS, CELSIUS = ("185/122", "165/101", "130/80"), ("36.6", "38.6", "39")
TERMS, SIGNS = ("nausea", "diarrhoea", "bleeding_stool"), ("fainting", "coughed_blood", "chest_or_back_pain")


def random_day(chance: random.Random) -> Notebook:
    """Readings, signs and symptoms of one day, with corrections and undos of any of them."""
    book = Notebook()
    book.clock.set(f"{DAY}T20:00")
    values: dict[str, Callable[[], dict[str, object]]] = {
        "symptom": lambda: {"severities": {chance.choice(TERMS): chance.randint(0, 4)}},
        "sign": lambda: {"present": chance.random() < 0.6},
        "bp": lambda: {"readings": [chance.choice(READINGS)]},
        "temperature": lambda: {"celsius": chance.choice(CELSIUS)},
    }
    more: dict[str, Callable[[], dict[str, object]]] = {
        "sign": lambda: {"sign": chance.choice(SIGNS)},
        "bp": lambda: {"time": f"{chance.randint(6, 19):02d}:{chance.randint(0, 59):02d}"},
    }
    written: list[tuple[str, str]] = []
    for _ in range(14):
        kind, act = chance.choice(list(values)), chance.random()
        try:
            if act < 0.5 or not written:
                entry = book.tell(kind, 2, **values[kind](), **more.get(kind, dict)())
            else:
                kind, told = chance.choice(written)
                entry = book.undo(told) if act < 0.7 else book.correct(told, **values[kind]())
        except DoesNotFit:  # undone already, or nothing changed by it
            continue
        written.append((kind, entry))
    return book


def diary_of(book: Notebook, until: Entry) -> Diary:
    """A diary read from the log up to an entry."""
    diary = Diary(PARTICIPANT, [Adoption(None, book.plan)])
    known = [entry for entry in book.entries if (entry.counter, entry.id) <= (until.counter, until.id)]
    for group in group_by_record(known).values():
        diary.put(resolve(group))
    return diary


@pytest.mark.parametrize("seed", range(12))
def test_what_stood_is_what_the_log_said_up_to_there(seed: int) -> None:
    chance = random.Random(seed)
    book = random_day(chance)
    for until in chance.sample(book.entries[4:], 4):
        then, place = diary_of(book, until), (until.counter, until.id)
        for rule in book.plan.alerts:
            found = meeting(rule, book.diary, DAY, place)
            assert found == meeting(rule, then, DAY), rule.code
