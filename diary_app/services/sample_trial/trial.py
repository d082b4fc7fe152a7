"""Brings the made-up trial into a clinic's store, a stretch of time after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from diary_app.common.clock import Moment
from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.clinic.account import Account
from diary_app.domain.days import plan_day
from diary_app.domain.log.entry import Entry
from diary_app.protocols.loader import LoadedProtocol
from diary_app.services.founding import Founding
from diary_app.services.opened import CLINIC, Opened, wording_reference
from diary_app.services.sample_trial.at_clinic import COORDINATOR
from diary_app.services.sample_trial.at_home import on_clock
from diary_app.services.sample_trial.course import Course, Dated, Trial
from diary_app.services.sample_trial.people import SITES, TRIAL_DAYS, Person, people
from diary_app.services.sample_trial.words import Words

MOST = 2_000
_BATCH = 20
"""Participants whose entries are in memory together."""
_STRETCH = timedelta(days=90)
_BEFORE = timedelta(days=10)
"""The store was made this long before the first of them began."""


def checked_count(count: int) -> int:
    """How many people a trial may have. Raises ``DoesNotFit``."""
    if not 1 <= count <= MOST:
        raise DoesNotFit(
            N_("--patients: {value} does not fit; a made-up trial has 1 to {most}."), value=count, most=MOST
        )
    return count


def beginning(plan: LoadedProtocol, present: Moment) -> datetime:
    """When the clinic's store of a trial that goes on at ``present`` was made, local."""
    return on_clock(_today(plan, present) - timedelta(days=TRIAL_DAYS) - _BEFORE, "09:00")


def coordinator(slot: str) -> Account:
    """The made-up coordinator, who opens the store with the key slot of this id."""
    return Account(id=slot, name=COORDINATOR.actor, role=COORDINATOR.role, slot=slot)


def founding(plan: LoadedProtocol, zone: str, language: str, person: Account | None) -> Founding:
    """What the clinic's store is made for."""
    return Founding(
        role=CLINIC, plan=plan, zone=zone, language=language, site=SITES[0], sample=True, person=person
    )


def _nobody(_: int) -> None:
    """Nobody waits to be told."""


def fill(
    opened: Opened,
    plan: LoadedProtocol,
    count: int,
    present: Moment,
    seed: int,
    told: Callable[[int], None] = _nobody,
) -> int:
    """Write the trial of ``count`` people as it stands at ``present``; how many entries came of it.

    ``told`` is called with the percent that is written so far; what it raises ends the making.
    """
    trial = Trial(
        plan=plan,
        wording=wording_reference(opened.wording()),
        zone=opened.nature.zone,
        seed=seed,
        words=Words(opened.nature.language),
        present=present.local.replace(tzinfo=None),
    )
    before = opened.store.journal.count()
    everybody = people(count, _today(plan, present), plan.protocol.regimen, seed)
    for start in range(0, count, _BATCH):
        batch = everybody[start : start + _BATCH]
        for part in _write(opened, [Course(each, trial) for each in batch], trial, _first_day(batch)):
            told(round(100 * (start + part * len(batch)) / count))
    opened.forget()
    return opened.store.journal.count() - before


def _write(opened: Opened, courses: Sequence[Course], trial: Trial, first: date) -> Iterator[float]:
    """Stretch by stretch, each in one transaction: the files that came in, and what staff wrote in order.

    Yields after each what part of the time is written, above 0 up to 1.
    """
    journal = opened.store.journal
    begun = on_clock(first, "00:00")
    for end in _ends(first, trial.present):
        counter = journal.counter()
        entries: list[Entry] = []
        dated: list[Dated] = []
        for course in courses:
            came, wrote = course.until(end, counter)
            entries += came
            dated += wrote
        dated.sort(key=lambda each: each[0].utc)
        if dated or entries:
            moments = [moment for moment, _ in dated]
            journal.take_in(entries, [act for _, act in dated], moments=moments)
        yield (end - begun) / (trial.present - begun)


def _ends(first: date, present: datetime) -> Iterator[datetime]:
    end = on_clock(first, "00:00")
    while end < present:
        end = min(end + _STRETCH, present)
        yield end


def _first_day(group: Sequence[Person]) -> date:
    return min(person.first for person in group) - _BEFORE


def _today(plan: LoadedProtocol, present: Moment) -> date:
    return plan_day(present.local, plan.protocol.regimen.day_boundary)
