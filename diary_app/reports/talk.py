"""Which facts of a visit summary to talk about, and in which order.

Rules, not judgement: alerts of the study plan, scales changed by 10 points or
more for the worse (Snyder 2015, PMC4405431) or beyond the threshold for
clinical importance (Giesinger et al. 2020), doses not taken or not recorded,
off-plan doses, and what the participant wrote down late or corrected. Nothing
here advises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from diary_app.charts.days import PlanDay
from diary_app.common.i18n import N_
from diary_app.domain.calls import Done
from diary_app.qlq_c30.scales import score_name
from diary_app.reports.dose_sections import LateEntry, OddDay, OddKind
from diary_app.reports.formats import change_text, score_text
from diary_app.reports.phrases import DaySpan, Phrase, ngettext
from diary_app.reports.summary import ScaleRow, TalkItem, TalkLevel

OPEN_DOSES = 2
"""Doses not taken or not recorded in the period from which they are worth a talk (facts of the plan)."""


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """What somebody said they did about an alert: a code of ``domain.calls.Done``, written ``at`` (local)."""

    done: str
    at: datetime
    by_participant: bool


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """An alert that held on ``day``; ``text`` is the study plan's own, in the report's language.

    ``shown``: the diary showed it to somebody, who could have answered.
    """

    level: TalkLevel
    rule: str
    text: str
    day: PlanDay
    answer: ToldAnswer | None = None
    shown: bool = True


def talk_items(
    alerts: Sequence[RaisedAlert],
    scales: Sequence[ScaleRow],
    odd_days: Sequence[OddDay],
    late_entries: Sequence[LateEntry],
) -> tuple[TalkItem, ...]:
    """The list, the most pressing first; within a level in the order of the rules here."""
    items = [
        *_alerts(alerts),
        *_scales(scales),
        *_open_doses(odd_days),
        *_off_plan(odd_days),
        *_corrections(odd_days),
        *_late(late_entries),
    ]
    rank = list(TalkLevel).index
    return tuple(sorted(items, key=lambda item: rank(item.level)))


def _alerts(alerts: Sequence[RaisedAlert]) -> Iterable[TalkItem]:
    """One item a rule, with the number of days and the latest day."""
    by_rule = sorted(alerts, key=lambda alert: (alert.rule, alert.day.day))
    for _, group in groupby(by_rule, key=lambda alert: alert.rule):
        days = list(group)
        if len(days) == 1:
            when = Phrase(N_("On {day}."), {"day": days[0].day})
        else:
            when = ngettext(
                "On {n} day, the last {day}.", "On {n} days, the last {day}.", len(days), day=days[-1].day
            )
        details = (when, *_answers(days))
        yield TalkItem(days[-1].level, Phrase("{text}", {"text": days[-1].text}), details)


_DONE: Mapping[str, str] = {
    Done.CALLED: N_("called the clinic"),
    Done.CALLED_EMERGENCY: N_("called emergency services"),
    Done.MEASURED_AGAIN: N_("measured again, below the limit"),
    Done.MEASURING_AGAIN: N_("set out to measure again"),
}


def _answers(alerts: Sequence[RaisedAlert]) -> Iterable[Phrase]:
    """The last answer, and for how many of the days on which it was shown there is none."""
    given = [alert.answer for alert in alerts if alert.answer is not None]
    if given:
        last = given[-1]
        told = N_("Participant: {done}, {when}.") if last.by_participant else N_("Clinic: {done}, {when}.")
        done = Phrase(_DONE[last.done]) if last.done in _DONE else last.done
        yield Phrase(told, {"done": done, "when": last.at})
    open_days = sum(alert.shown and alert.answer is None for alert in alerts)
    if not given and not open_days:
        yield Phrase(N_("The diary has not shown it."))
    elif not given:
        yield Phrase(N_("No answer written down."))
    elif open_days:
        yield ngettext(
            "No answer written down for {n} day.", "No answer written down for {n} days.", open_days
        )


def _scales(rows: Sequence[ScaleRow]) -> Iterable[TalkItem]:
    """Three groups, so that the two flags stay apart: both, worse only, beyond the threshold only."""
    worse = [row for row in rows if row.direction == "worse"]
    both = [row for row in worse if row.beyond_threshold]
    beyond = [row for row in rows if row.beyond_threshold and row.direction != "worse"]
    if both:
        headline = N_("Worse than at baseline and beyond the threshold for clinical importance.")
        yield TalkItem(TalkLevel.LOOK, Phrase(headline), (_changes(both),))
    only = [row for row in worse if not row.beyond_threshold]
    if only:
        yield TalkItem(TalkLevel.LOOK, Phrase(N_("Worse than at baseline.")), (_changes(only),))
    if beyond:
        headline = N_("Beyond the threshold for clinical importance, not worse than at baseline.")
        known = all(row.change is not None for row in beyond)
        plain = N_("Beyond the threshold for clinical importance.")
        yield TalkItem(TalkLevel.LOOK, Phrase(headline if known else plain), (_levels(beyond),))


def _changes(rows: Sequence[ScaleRow]) -> Phrase:
    """``QLQ-C30: Fatigue +22.2 (now 55.6), ...``, the largest change first."""
    ordered = sorted(rows, key=lambda row: -abs(row.change or 0))
    parts = tuple(
        Phrase(
            N_("{scale} {change} (now {score})"),
            {"scale": _name(row), "change": change_text(row.change), "score": score_text(row.now)},
        )
        for row in ordered
    )
    return Phrase(N_("QLQ-C30: {scales}."), {"scales": parts})


def _levels(rows: Sequence[ScaleRow]) -> Phrase:
    parts = tuple(
        Phrase(N_("{scale} {score}"), {"scale": _name(row), "score": score_text(_shown(row))}) for row in rows
    )
    return Phrase(N_("QLQ-C30: {scales}."), {"scales": parts})


def _shown(row: ScaleRow) -> float | None:
    return row.baseline if row.now is None else row.now


def _name(row: ScaleRow) -> Phrase:
    return Phrase(score_name(row.code))


def _open_doses(odd_days: Sequence[OddDay]) -> Iterable[TalkItem]:
    open_days = [odd for odd in odd_days if odd.kind in (OddKind.NOT_TAKEN, OddKind.NOT_RECORDED)]
    count = sum(odd.days for odd in open_days)
    if count < OPEN_DOSES:
        return
    headline = ngettext(
        "{n} capsule not taken or not recorded.", "{n} capsules not taken or not recorded.", count
    )
    kinds = (
        (OddKind.NOT_TAKEN, N_("Not taken: {days}.")),
        (OddKind.NOT_RECORDED, N_("No entry: {days}.")),
    )
    details = tuple(
        Phrase(template, {"days": _places(days)})
        for kind, template in kinds
        if (days := [odd for odd in open_days if odd.kind == kind])
    )
    yield TalkItem(TalkLevel.LOOK, headline, details)


def _off_plan(odd_days: Sequence[OddDay]) -> Iterable[TalkItem]:
    off = [odd for odd in odd_days if odd.kind == OddKind.OFF_PLAN]
    if off:
        headline = ngettext("{n} dose off plan.", "{n} doses off plan.", len(off))
        yield TalkItem(TalkLevel.LOOK, headline, (Phrase(N_("On {days}."), {"days": _places(off)}),))


def _corrections(odd_days: Sequence[OddDay]) -> Iterable[TalkItem]:
    # one place a day, however many fields of its record were corrected
    made = list(
        {
            odd.first.day: odd
            for odd in odd_days
            if odd.correction is not None and odd.correction.by_participant
        }.values()
    )
    if made:
        headline = ngettext(
            "{n} dose record was corrected by the participant.",
            "{n} dose records were corrected by the participant.",
            len(made),
        )
        details = (Phrase(N_("On {days}."), {"days": _places(made)}),)
        yield TalkItem(TalkLevel.NOTE, headline, details)


def _late(late_entries: Sequence[LateEntry]) -> Iterable[TalkItem]:
    if late_entries:
        headline = ngettext(
            "{n} day was written down later than the day itself.",
            "{n} days were written down later than the day itself.",
            len(late_entries),
        )
        longest = max(late_entries, key=lambda late: late.lag_days)
        detail = ngettext(
            "The longest after {n} day, for {day}.",
            "The longest after {n} days, for {day}.",
            longest.lag_days,
            day=longest.day,
        )
        yield TalkItem(TalkLevel.NOTE, headline, (detail,))


MOST_PLACES = 8
"""Places named in one item; further ones are counted, the table of days names them all."""


def _places(odd_days: Sequence[OddDay]) -> tuple[object, ...]:
    named: list[object] = [DaySpan(odd.first, odd.last) for odd in odd_days[:MOST_PLACES]]
    more = len(odd_days) - MOST_PLACES
    if more > 0:
        named.append(ngettext("{n} more", "{n} more", more))
    return tuple(named)
