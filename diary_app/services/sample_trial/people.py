"""Who takes part in the made-up trial, and how it goes for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from diary_app.domain.protocol import Regimen

TRIAL_DAYS = 729
"""The first of them began this long ago: nearly the 24 months that treatment lasts at most."""
SITES = ("01", "02", "03")
PROGRESSION, DEATH, WITHDREW, TOXICITY = "progression", "death", "withdrew", "toxicity"
_ENDS = (PROGRESSION, PROGRESSION, PROGRESSION, DEATH, WITHDREW, TOXICITY)


@dataclass(frozen=True, slots=True)
class Cycle:
    """One cycle: its first day, mg a day, why it began late, and the days the clinic held, if any."""

    start: date
    mg: int
    delayed: bool
    held: tuple[date, date] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A made-up participant.

    ``stop``: the first day outside the study and why, where it ended.
    ``data_to``: the last day that the clinic's copy of the diary tells of.
    ``takes``: how likely a due capsule is taken; ``tells``: how likely a day is
    written down; ``answers``: a questionnaire is filled in; ``paper``: on paper.
    """

    participant: str
    number: int
    site: str
    first: date
    cycles: tuple[Cycle, ...]
    stop: tuple[date, str] | None
    data_to: date
    takes: float
    tells: float
    answers: float
    paper: bool


def people(count: int, today: date, regimen: Regimen, seed: int) -> list[Person]:
    """``count`` participants, the one who began first in front."""
    return [_person(number, count, today, regimen, seed) for number in range(1, count + 1)]


def chance_of(seed: int, number: int, what: str) -> Random:
    """Chance of one participant's own: what one is drawn does not change the others."""
    return Random(f"{seed} {number} {what}")


def _person(number: int, count: int, today: date, regimen: Regimen, seed: int) -> Person:
    chance = chance_of(seed, number, "person")
    spread = (TRIAL_DAYS - 3) / count
    ago = 3 + round(spread * (count - number) + chance.random() * spread)
    first = today - timedelta(days=ago)
    stop = _stop(chance, first, today)
    careless = chance.random() < 0.2
    quiet = stop is None and ago > 60 and chance.random() < 0.12
    behind = chance.randint(12, 40) if quiet else chance.choice((0, 0, 0, 1, 1, 2, 3, 5))
    last = stop[0] - timedelta(days=1) if stop else today - timedelta(days=behind)
    return Person(
        participant=f"SAMPLE-{number:03d}",
        number=number,
        site=SITES[number % len(SITES)],
        first=first,
        cycles=tuple(_cycles(chance, first, stop[0] if stop else today, regimen)),
        stop=stop,
        data_to=max(first, last),
        takes=chance.uniform(0.7, 0.84) if careless else chance.uniform(0.95, 0.995),
        tells=chance.uniform(0.8, 0.9) if careless else chance.uniform(0.95, 1),
        answers=chance.uniform(0.5, 0.8) if careless else chance.uniform(0.75, 1),
        paper=chance.random() < 0.12,
    )


def _stop(chance: Random, first: date, today: date) -> tuple[date, str] | None:
    """About two in three are still treated after a year."""
    after = 25 + round(chance.expovariate(1 / 800))
    why = chance.choice(_ENDS)
    day = first + timedelta(days=after)
    return (day, why) if day <= today else None


def _cycles(chance: Random, first: date, end: date, regimen: Regimen) -> list[Cycle]:
    """Cycles up to ``end``; each later one may be late, at a lower level, and held for some days."""
    levels, level = [int(mg) for mg in regimen.dose_levels], 0
    found: list[Cycle] = []
    start, delayed = first, False
    while start <= end:
        if found and level + 1 < len(levels) and chance.random() < 0.05:
            level += 1
        held = None
        if found and chance.random() < 0.09:
            begins = start + timedelta(days=chance.randint(4, regimen.treatment_days - 4))
            held = (begins, begins + timedelta(days=chance.randint(1, 6)))
        found.append(Cycle(start, levels[level], delayed, held))
        delayed = chance.random() < 0.13
        start += timedelta(days=regimen.cycle_length + (chance.choice((2, 3, 4, 7)) if delayed else 0))
    return found
