"""What the overview says in words: pure functions, no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diary_app.common.i18n import N_, Translator
from diary_app.domain.adherence import DoseIntensity
from diary_app.domain.protocol import AlertLevel
from diary_app.domain.schedule import WindowState
from diary_app.reports.formats import NOTHING, date_text, mg_text, percent_text, short_date
from diary_app.services.clinic.overview import Figures, FormsNow, LevelNow
from diary_app.ui.kit import Kit

WINDOWS = {
    WindowState.IN_WINDOW: N_("On time"),
    WindowState.EARLY: N_("Early"),
    WindowState.LATE: N_("Late"),
    WindowState.UNSCHEDULED: N_("Unscheduled"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: its value, what stands beside it (a word or a chip), the line below."""

    value: str
    beside: str = ""
    chip: str = ""
    line: str = ""


def figure_names(tr: Translator) -> list[str]:
    """The names of the six figures, in their order."""
    return [tr("Cycle"), tr("Adherence"), tr("Relative dose intensity"), tr("Dose level"),
            tr("Last QLQ-C30"), tr("To review")]  # fmt: skip


def figures(kit: Kit, told: Figures) -> list[Figure]:
    """All six."""
    tr = kit.tr
    return [
        cycle(tr, told),
        adherence(tr, told),
        intensity(tr, told.intensity),
        level(tr, told.level),
        forms(tr, told),
        review(tr, told),
    ]


def cycle(tr: Translator, told: Figures) -> Figure:
    """Cycle and day; a cycle past its length awaits the next start."""
    if told.place.cycle is None or told.since is None:
        return Figure(NOTHING, line=tr("Not started"))
    since = tr("Since {date}", date=short_date(told.since, tr))
    if told.stopped:
        return Figure(str(told.place.cycle), line=tr("Treatment has ended"))
    line = tr("Next start not told yet") if told.awaiting_start else since
    return Figure(str(told.place.cycle), tr("day {n}", n=told.place.cycle_day), line=line)


def adherence(tr: Translator, told: Figures) -> Figure:
    """Percent, and capsules taken of those due up to the last day that the clinic has."""
    counts = told.adherence
    if counts is None or not counts.due:
        return Figure(NOTHING, line=tr("No capsule due yet"))
    line = tr("{taken} of {due} capsules", taken=counts.taken, due=counts.due)
    if counts.not_recorded:
        line = tr("{line}, {n} no entry", line=line, n=counts.not_recorded)
    return Figure(percent_text(counts.percent), line=line)


def intensity(tr: Translator, found: DoseIntensity | None) -> Figure:
    """A percentage, or what it lies between while days without an entry leave it open."""
    if found is None or found.low is None or found.high is None:
        return Figure(NOTHING)
    taken, planned = mg_text(found.mg_taken), mg_text(float(found.mg_reference))
    line = tr("{taken} of {planned} mg", taken=taken, planned=planned)
    if found.value is not None:
        return Figure(percent_text(float(found.value * 100)), line=line)
    low, high = (percent_text(float(part * 100)).removesuffix("%") for part in (found.low, found.high))
    return Figure(f"{low}\u2013{high}%", line=tr("{line}, some days not known", line=line))


def level(tr: Translator, now: LevelNow | None) -> Figure:
    """mg a day, the level's name, and since when."""
    if now is None:
        return Figure(NOTHING)
    name = level_name(tr, now.number)
    since = now.since.place(tr) or date_text(now.since.day, tr)
    if now.before is None:
        line = tr("Since {place}", place=since)
    else:
        line = tr("From {mg} mg, {place}", mg=mg_text(now.before), place=since)
    return Figure(tr("{mg} mg", mg=mg_text(now.mg)), chip=name, line=line)


def told_until(kit: Kit, data_to: date | None, today: date) -> str:
    """Up to which day the clinic has the diary, and that later days are not known."""
    tr = kit.tr
    if data_to is None:
        return tr("The clinic has no diary of this patient yet.")
    line = tr("Diary up to {date}.", date=date_text(data_to, tr))
    return kit.sentences(line, tr("Later days are not here yet.") if data_to < today else "")


def level_name(tr: Translator, number: int | None) -> str:
    """``Level 0`` is the starting one, ``Level −1`` the next lower."""
    if number is None:
        return ""
    return tr("Level {n}", n=f"\u2212{number}" if number else "0")


def forms(tr: Translator, told: Figures) -> Figure:
    """The newest form and how it came, and the next one."""
    found = told.forms
    following = next_form(tr, found, told)
    if found.last is None or found.window is None:
        return Figure(NOTHING, line=following)
    came = tr(WINDOWS[found.window])
    line = tr("{window}. {next}", window=came, next=following) if following else came
    return Figure(short_date(found.last, tr), line=line)


def next_form(tr: Translator, found: FormsNow, told: Figures) -> str:
    """When the next form is expected; after its target day, how many days are left."""
    if found.next is None or told.stopped:
        return ""
    if found.open:
        return tr("Open until {date}", date=short_date(found.next.closes, tr))
    return tr("Next {date}", date=short_date(found.next.day, tr))


def _level_words(tr: Translator, level: AlertLevel, count: int) -> str:
    words = {
        AlertLevel.EMERGENCY: tr.plural("{n} emergency", "{n} emergencies", count),
        AlertLevel.CALL_TODAY: tr.plural("{n} call today", "{n} calls today", count),
        AlertLevel.CALL_SOON: tr.plural("{n} call soon", "{n} calls soon", count),
    }
    return words[level]


def review(tr: Translator, told: Figures) -> Figure:
    """How many alerts wait, by how pressing they were."""
    parts = [
        _level_words(tr, level, told.to_review[level]) for level in AlertLevel if told.to_review.get(level)
    ]
    return Figure(str(told.reviews), line=tr(", ").join(parts) or tr("Nothing waits"))
