"""What a row of the page "To review" says."""

from __future__ import annotations

from datetime import date

from diary_app.common.i18n import N_
from diary_app.domain.clinic.patient_row import RowAlert
from diary_app.domain.protocol import AlertLevel
from diary_app.services.clinic.review import Review, ReviewRow, Said
from diary_app.ui.clinic.dates import short_day
from diary_app.ui.clinic.patients.alert_words import alert_words
from diary_app.ui.clinic.visits.code_words import REVIEWED, SAID
from diary_app.ui.kit import Kit
from diary_app.ui.pages.today.words import split_alert

LEVELS = {
    AlertLevel.EMERGENCY.value: N_("Emergency"),
    AlertLevel.CALL_TODAY.value: N_("Call today"),
    AlertLevel.CALL_SOON.value: N_("Call in 1-2 days"),
}


def met_words(kit: Kit, row: ReviewRow) -> str:
    """What was measured or marked, for instance "BP 165/102"."""
    alert = RowAlert(rule=row.rule.code, level=row.level, day=row.day, code=row.code, values=row.values)
    return alert_words(kit, row.protocol, alert)


def title(kit: Kit, row: ReviewRow, today: date) -> str:
    """Day and what was met."""
    return kit.tr("{what}: {answer}", what=short_day(kit, row.day, today), answer=met_words(kit, row))


def rule_words(kit: Kit, row: ReviewRow) -> str:
    """Why it was raised, in the plan's words to the participant."""
    return split_alert(row.rule.text.in_language(kit.tr.language))[1]


def said_words(kit: Kit, row: ReviewRow, today: date) -> str:
    """What somebody at home said they did; the last of it."""
    tr = kit.tr
    if not row.said:
        return tr("At home nothing was said about it.")
    last: Said = row.said[-1]
    what = tr(SAID[last.done]) if last.done in SAID else last.done
    return tr("The participant {what} ({day}).", what=what, day=short_day(kit, last.at.date(), today))


def done_words(kit: Kit, row: ReviewRow, today: date) -> str:
    """What the clinic wrote, and who and when."""
    review = row.reviewed
    if review is None:
        return kit.tr("Something new came after it was reviewed.") if row.again else ""
    return _written(kit, review, today)


def others_words(kit: Kit, row: ReviewRow, today: date) -> str:
    """What the clinic wrote besides: before something new came, or in another store."""
    return "\n".join(kit.tr("Also written: {what}", what=_written(kit, each, today)) for each in row.others)


def _written(kit: Kit, review: Review, today: date) -> str:
    what = kit.tr(REVIEWED[review.done]) if review.done in REVIEWED else review.done
    head = kit.tr("{what}: {name}, {day}", what=what, name=review.actor,
                  day=short_day(kit, review.at.date(), today))  # fmt: skip
    return f"{head}. {review.note}" if review.note else head
