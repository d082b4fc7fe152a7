"""Days that were not as planned, with the reason given."""

from __future__ import annotations

from reportlab.platypus import Flowable

from diary_app.common.i18n import N_, Translator
from diary_app.reports.dose_sections import Correction, LateEntry, OddDay, OddKind
from diary_app.reports.formats import day_place, mg_text, place_span, sentences, span_text
from diary_app.reports.pages.parts import BODY, INNER, gap, heads, para, section, table
from diary_app.reports.text import one_line

ODD_WORDS: dict[OddKind, str] = {
    OddKind.NOT_TAKEN: N_("Not taken"),
    OddKind.NOT_RECORDED: N_("No entry"),
    OddKind.LATE: N_("Taken late"),
    OddKind.HELD: N_("Held by clinic"),
    OddKind.OFF_PLAN: N_("Off plan"),
    OddKind.CORRECTED: N_("Corrected"),
}
_WIDTHS = (112.0, 82.0, 78.0, INNER - 272.0)
_MOST = 300


def odd_days_section(
    odd_days: tuple[OddDay, ...], late: tuple[LateEntry, ...], tr: Translator
) -> list[Flowable]:
    """The table, and a line on entries made later than the day itself."""
    parts: list[Flowable] = section(tr("Days that were not as planned"))
    if odd_days:
        rows = [
            heads(tr("Date"), tr("Cycle day"), tr("What"), tr("Reason given")),
            *(_row(odd, tr) for odd in odd_days),
        ]
        parts.append(table(rows, _WIDTHS, pad=2.6))
    else:
        parts.append(para(tr("None in this period."), token="ink-2"))
    if late:
        parts += [gap(4), para(late_line(late, tr), token="ink-2")]
    return parts


def _row(odd: OddDay, tr: Translator) -> list[Flowable]:
    return [
        para(span_text(odd.first.day, odd.last.day, tr)),
        para(place_span(odd.first, odd.last, tr) if odd.first.cycle is not None else ""),
        para(tr(ODD_WORDS[odd.kind]), bold=True),
        para(odd_text(odd, tr), BODY),
    ]


def odd_text(odd: OddDay, tr: Translator) -> str:
    """Time, dose, correction and reason in one line; typed text without its line ends."""
    parts = []
    if odd.time:
        parts.append(tr("Taken {time}.", time=odd.time))
    if odd.mg is not None:
        parts.append(tr("{mg} mg.", mg=mg_text(odd.mg)))
    if odd.correction is not None:
        parts.append(correction_text(odd.correction, tr))
    parts.append(one_line(odd.detail, _MOST, tr))
    return sentences(parts, tr)


def correction_text(correction: Correction, tr: Translator) -> str:
    """What was changed, from what to what, by whom, why."""
    who = tr("by the participant") if correction.by_participant else tr("by the clinic")
    text = tr(
        "{field} corrected from {before} to {after} {who}.",
        field=one_line(correction.field, _MOST, tr),
        before=one_line(correction.before, _MOST, tr),
        after=one_line(correction.after, _MOST, tr),
        who=who,
    )
    reason = one_line(correction.reason, _MOST, tr)
    return sentences((text, tr("Reason: {reason}", reason=reason)), tr) if reason else text


_MOST_LATE = 12


def late_line(late: tuple[LateEntry, ...], tr: Translator) -> str:
    """``Written down later: C8 D3 (after 2 days), ...``; further ones are counted."""
    named = [_late(item, tr) for item in late[:_MOST_LATE]]
    if len(late) > _MOST_LATE:
        more = len(late) - _MOST_LATE
        named.append(tr.plural("{n} more", "{n} more", more))
    return tr("Written down later than the day itself: {days}.", days=tr(", ").join(named))


def _late(item: LateEntry, tr: Translator) -> str:
    day = day_place(item.day, tr)
    if item.reason:
        return tr.plural(
            "{day} (after {n} day: {reason})",
            "{day} (after {n} days: {reason})",
            item.lag_days,
            day=day,
            reason=item.reason,
        )
    return tr.plural("{day} (after {n} day)", "{day} (after {n} days)", item.lag_days, day=day)
