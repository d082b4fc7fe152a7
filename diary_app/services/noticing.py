"""What is to be heard about a record just written: that it stands twice, is off the plan, calls.

Nothing here refuses: the record stays as it was written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from diary_app.common.i18n import N_
from diary_app.domain.accountability import accountability
from diary_app.domain.alerts import Alert, standing
from diary_app.domain.diary import Diary
from diary_app.domain.dose import DoseDays
from diary_app.domain.facts import Capsules, Dose, Fact, Form, Returned, Visit
from diary_app.domain.log.entry import Role
from diary_app.domain.schedule import Schedule
from diary_app.domain.writing.fields import decimal_text
from diary_app.services.opened import Opened
from diary_app.services.transfer.preview import Remark

_TWICE = N_("Such a record is already written down for {day}; both stand now, until one is undone.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """``remarks``: what is odd about a record; ``calls``: the calls that stand because of it."""

    remarks: tuple[Remark, ...] = ()
    calls: tuple[Alert, ...] = ()


def noticed(opened: Opened, entry_id: str) -> Noticed:
    """What to say of the record that an entry wrote or changed; nothing of one that is void."""
    record = opened.store.records.record(entry_id)
    if record is None or record.participant is None or record.participant not in opened.participants():
        return Noticed()
    diary = opened.diary(record.participant)
    fact = diary.fact(record.id)
    if fact is None:
        return Noticed()
    return Noticed(remarks=tuple(_odd(opened, diary, fact)), calls=tuple(_calls(opened, diary, fact)))


def _odd(opened: Opened, diary: Diary, fact: Fact) -> Iterator[Remark]:
    if any(_same(fact, other) for other in diary.on_day(type(fact), fact.day) if other is not fact):
        yield Remark(template=_TWICE, values={"day": fact.day.isoformat()})
    elif isinstance(fact, Dose):
        yield from _off_plan(DoseDays(diary, opened.today(diary.participant)), fact)
    elif isinstance(fact, Form):
        yield from _second_form(Schedule(diary), diary, fact)
    if isinstance(fact, Returned):
        yield from _too_many_back(diary, fact)


def _same(fact: Fact, other: Fact) -> bool:
    """Whether two records of a kind and a day say the same; what home and clinic both noted is no double."""
    if isinstance(fact, Dose) and isinstance(other, Dose):
        return (fact.status, fact.taken_at) == (other.status, other.taken_at)
    if isinstance(fact, Visit):
        return fact.record.about.get("time") == other.record.about.get("time")
    if isinstance(fact, Capsules) and isinstance(other, Capsules):
        counts = (fact.strength, fact.count, fact.lost) == (other.strength, other.count, other.lost)
        return counts and _from_home(fact) == _from_home(other)
    return False


def _from_home(fact: Fact) -> bool:
    return fact.record.role == Role.PARTICIPANT


def _off_plan(days: DoseDays, dose: Dose) -> Iterator[Remark]:
    if dose in days.state(dose.day).off_plan:
        yield Remark(
            template=N_("The study plan has no such dose on {day}; it is marked as off plan."),
            values={"day": dose.day.isoformat()},
        )


def _second_form(schedule: Schedule, diary: Diary, form: Form) -> Iterator[Remark]:
    target = schedule.place(form).target
    places = {other.record.id: schedule.place(other) for other in diary.all(Form)}
    counts = next((one for planned, one in schedule.counting_forms() if planned == target), None)
    if counts is not None and any(place.duplicate and place.target == target for place in places.values()):
        yield Remark(
            template=N_("There is more than one questionnaire for {day}; the one that counts is {id}."),
            values={"day": target.day.isoformat() if target else "", "id": counts.record.id},
        )


def _too_many_back(diary: Diary, back: Returned) -> Iterator[Remark]:
    for line in accountability(diary):
        if line.strength == back.strength and line.returned > line.dispensed:
            yield Remark(
                template=N_("More capsules of {mg} mg came back ({back}) than are written down as handed out "
                            "({out})."),
                values={"mg": decimal_text(line.strength), "back": line.returned, "out": line.dispensed},
            )  # fmt: skip


def _calls(opened: Opened, diary: Diary, fact: Fact) -> list[Alert]:
    """The calls that stand today and would not without this record, the most urgent first."""
    today = opened.today(diary.participant)
    if fact.day < today - timedelta(days=max(diary.protocol.alert_stays_days.values(), default=0)):
        return []
    now = standing(diary.through(today), today, today)
    if not now:
        return []
    without = Diary(diary.participant, diary.adoptions, opened.store.journal.record_entries)
    for other in diary:
        if other is not fact:
            without.put(other.record)
    before = {(one.rule.code, one.day) for one in standing(without.through(today), today, today)}
    return [one for one in now if (one.rule.code, one.day) not in before]
