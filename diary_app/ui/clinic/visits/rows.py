"""What the lists of the Visits tab say: each record in a line, a second one below, and chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from diary_app.domain.clinic.decisions import Decision, What
from diary_app.domain.clinic.signature import Signature
from diary_app.domain.facts import Capsules, Dispensed, Fact, Medication
from diary_app.domain.writing.fields import decimal_text
from diary_app.services.clinic.visit_story import EventLine, Next, VisitLine, VisitsView
from diary_app.ui.clinic.visits import code_words as words
from diary_app.ui.kit import Kit
from diary_app.ui.widgets.severity import GRADE_WORDS

Chips = tuple[tuple[str, str], ...]  # words and kind of each


@dataclass(frozen=True, slots=True)
class RowText:
    """One row. ``fact``: the record it can be corrected and taken back by; ``signing``: it can be signed."""

    title: str
    detail: str
    chips: Chips
    fact: Fact
    signing: bool = False


def next_lines(kit: Kit, view: VisitsView) -> list[tuple[str, str]]:
    """Where things stand and what comes next: (icon, sentence)."""
    tr, now = kit.tr, view.next
    day = kit.long_date
    lines: list[tuple[str, str]] = []
    if view.died is not None:
        lines.append(("circle-alert", tr("Died on {day}.", day=day(view.died))))
    if view.stopped is not None:
        lines.append(("circle-alert", tr("Treatment stopped, first day without it: {day}.",
                                         day=day(view.stopped.day))))  # fmt: skip
    if now.cycle is not None and view.stopped is None and view.died is None:
        lines += _running(kit, view, now)
    elif now.cycle is None:
        lines.append(("calendar-days", tr("No cycle has begun yet.")))
    if now.visit is not None:
        lines.append(("calendar-days", tr("Next visit: {day}.", day=day(now.visit))))
    if now.response_due is not None:
        lines.append(("clipboard-list", tr("Tumour response due: {day}.", day=day(now.response_due))))
    if now.to_review:
        told = tr.plural("{n} alert waits for an answer (To review).",
                         "{n} alerts wait for an answer (To review).", now.to_review)  # fmt: skip
        lines.append(("triangle-alert", told))
    return lines


def _running(kit: Kit, view: VisitsView, now: Next) -> list[tuple[str, str]]:
    tr = kit.tr
    mg = decimal_text(now.mg) if now.mg is not None else "-"
    cycle, day = now.cycle or 0, now.cycle_day or 0
    lines = [("pill", tr("Cycle {n}, day {day}; dose level {mg} mg.", n=cycle, day=day, mg=mg))]
    if now.held_since is not None:
        lines.append(("pause", tr("Capsules are held since {day}.", day=kit.long_date(now.held_since))))
    if now.said is not None and now.said_on is not None:
        said = tr("Next cycle start, as said at the visit on {visit}: {day}. "
                  "It is not written down as a start yet.",
                  visit=kit.long_date(now.said_on), day=kit.long_date(now.said))  # fmt: skip
        lines.append(("calendar-days", said))
    elif now.told is not None and now.told > view.today:
        lines.append(("calendar-days", tr("Next cycle start, as told: {day}.", day=kit.long_date(now.told))))
    elif now.planned is not None:
        planned = kit.long_date(now.planned)
        if now.awaiting:
            said = tr("The next cycle was planned for {day}; its start is not written down yet.", day=planned)
        else:
            said = tr("Next cycle start, as planned: {day}.", day=planned)
        lines.append(("calendar-days", said))
    return lines


def decision_row(kit: Kit, one: Decision) -> RowText:
    """A dose decision."""
    tr = kit.tr
    mg, before = (decimal_text(each) if each is not None else "-" for each in (one.mg, one.before))
    titles = {
        What.START: tr("Cycle {n} starts at {mg} mg", n=one.cycle or 0, mg=mg),
        What.DELAY: tr("Cycle {n} starts at {mg} mg, {days} days later than planned", n=one.cycle or 0, mg=mg,
                       days=one.days or 0),
        What.HOLD: _hold(kit, one),
        What.REDUCE: tr("Reduced from {before} to {mg} mg", before=before, mg=mg),
        What.RE_ESCALATE: tr("Raised again from {before} to {mg} mg", before=before, mg=mg),
        What.LEVEL: tr("Dose level {mg} mg", mg=mg),
        What.STOP: tr("Treatment stopped for good"),
    }  # fmt: skip
    chips: list[tuple[str, str]] = []
    if one.long:
        chips.append((tr("Longer than the plan foresees"), "due"))
    if one.skips:
        chips.append((tr("A level was left out"), "due"))
    if one.what == What.RE_ESCALATE:
        chips.append((tr("Not foreseen by the plan"), "due"))
    whole = None
    if one.together:
        whole = tr.plural("{n} day without capsules with what lies beside it",
                          "{n} days without capsules with what lies beside it", one.together)  # fmt: skip
    detail = _joined(kit, kit.long_date(one.day), whole, one.reason, one.fact.record.note)
    return RowText(titles[one.what], detail, tuple(chips), one.fact)


def _hold(kit: Kit, one: Decision) -> str:
    days = kit.tr.plural("{n} day", "{n} days", one.days or 0)
    if one.last is None:
        return kit.tr("Held until further notice ({days} so far)", days=days)
    return kit.tr("Held until {day} ({days})", day=kit.long_date(one.last), days=days)


def visit_row(
    kit: Kit, line: VisitLine, signatures: Sequence[Signature] = (), *, may_sign: bool = False
) -> RowText:
    """A visit, with the signatures under it; one that no longer holds says so."""
    tr, held = kit.tr, line.fact.values
    title = kit.long_date(line.fact.day)
    if line.cycle is not None:
        title = tr("{date} (cycle {n}, day {day})", date=title, n=line.cycle, day=line.cycle_day or 0)
    told: list[str | None] = []
    if "ecog" in held:
        told.append(tr("ECOG {n}", n=held["ecog"]))
    if "kg" in held:
        told.append(tr("{kg} kg", kg=held["kg"]))
    for high, low in held.get("readings", ()):
        told.append(f"{high}/{low} mmHg")
    if "pulse" in held:
        told.append(tr("pulse {n}", n=held["pulse"]))
    if "celsius" in held:
        told.append(tr("{celsius} °C", celsius=held["celsius"]))
    if "decision" in held:
        told.append(tr(words.DECISIONS[held["decision"]]))
    told.append(held.get("reason"))
    if "next_start" in held:
        day = kit.long_date(date.fromisoformat(held["next_start"]))
        words_of_start = tr("next cycle planned to start {day}", day=day) if line.start_open \
            else tr("next cycle start {day}", day=day)  # fmt: skip
        told.append(words_of_start)
    if "progression" in held:
        told.append(tr("progression {day}", day=kit.long_date(date.fromisoformat(held["progression"]))))
    if "death" in held:
        told.append(tr("died {day}", day=kit.long_date(date.fromisoformat(held["death"]))))
    chips = [(tr("Planned"), "plain")] if line.to_come else []
    if line.start_open:
        chips.append((tr("Cycle start not written down yet"), "due"))
    if "response" in held:
        chips.append((held["response"], "plain"))
    for each in signatures:
        words_of = tr("Signed: {name}", name=each.name) if each.holds \
            else tr("Changed since it was signed: {name}", name=each.name)  # fmt: skip
        chips.append((words_of, "ok" if each.holds else "urgent"))
    detail = _joined(kit, *told, line.fact.record.note)
    return RowText(title, detail, tuple(chips), line.fact, may_sign and not line.to_come)


def event_row(kit: Kit, line: EventLine) -> RowText:
    """An adverse event, with the clinician's grade and the participant's own severity beside it."""
    tr, event, own = kit.tr, line.fact, line.own
    told = [_span(kit, event.day, event.last)]
    codes = (
        (words.RELATIONS, event.relation),
        (words.ACTIONS, event.action),
        (words.OUTCOMES, event.outcome),
    )
    told += [tr(found[code]) for found, code in codes if code]
    chips = [(tr("Clinic: grade {n}", n=event.grade), "plain")]
    if event.serious is not None:
        between = "、" if tr.language.startswith("zh") else ", "
        why = between.join(tr(words.CRITERIA[code]) for code in event.criteria)
        chips.append(
            (tr("Serious: {why}", why=why), "urgent") if event.serious else (tr("Not serious"), "plain")
        )
    if own is not None and own.highest is not None and own.on is not None:
        said = tr(
            "Participant: {words}, {day}", words=tr(GRADE_WORDS[own.highest]), day=kit.short_date(own.on)
        )
        chips.append((said, f"sev-{own.highest}"))
    elif own is not None:
        chips.append((tr("Participant: nothing marked"), "plain"))
    return RowText(event.term, _joined(kit, *told, event.record.note), tuple(chips), event)


def medicine_row(kit: Kit, one: Medication) -> RowText:
    """Another medicine."""
    detail = _joined(kit, one.dose, one.route, one.indication, _span(kit, one.day, one.last), one.record.note)
    return RowText(one.name, detail, (), one)


def capsule_row(kit: Kit, one: Capsules) -> RowText:
    """Capsules handed out or brought back."""
    tr, mg = kit.tr, decimal_text(one.strength)
    if isinstance(one, Dispensed):
        title = tr("{n} capsules of {mg} mg handed out", n=one.count, mg=mg)
    else:
        title = tr("{n} capsules of {mg} mg brought back", n=one.count, mg=mg)
    lost = tr("{n} lost", n=one.lost) if one.lost else None
    return RowText(title, _joined(kit, kit.long_date(one.day), lost, one.record.note), (), one)


def responses(kit: Kit, found: Sequence[tuple[date, str]]) -> list[tuple[str, str]]:
    """The tumour responses: (day, words), the newest first."""
    return [(kit.long_date(day), kit.tr(words.RESPONSES[code])) for day, code in found]


def capsule_table(kit: Kit, view: VisitsView) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of the count of capsules: three lines a strength, side by side."""
    tr = kit.tr
    heads = [tr("Strength"), tr("Taken, by the diary"), tr("Handed out - back"), tr("Due, by the plan"),
             tr("Lost"), tr("Should be back"), tr("Came back"), tr("Difference")]  # fmt: skip
    rows = [
        [tr("{mg} mg", mg=decimal_text(line.strength)), str(line.by_diary),
         f"{line.dispensed} - {line.returned} = {line.not_back}", str(line.by_plan), str(line.lost),
         str(line.expected_back), str(line.returned), f"{line.difference:+d}" if line.difference else "0"]
        for line in view.capsules
    ]  # fmt: skip
    return heads, rows


def _span(kit: Kit, first: date, last: date | None) -> str:
    if last is None:
        return kit.tr("since {day}", day=kit.long_date(first))
    if last == first:
        return kit.long_date(first)
    return kit.tr("{first} to {last}", first=kit.long_date(first), last=kit.long_date(last))


def _joined(kit: Kit, *parts: str | None) -> str:
    return kit.tr("; ").join(part for part in parts if part)
