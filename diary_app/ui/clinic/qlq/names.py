"""Names of scores and the words of their changes and thresholds: pure functions, no widgets."""

from __future__ import annotations

from diary_app.charts.small_score import whole_text
from diary_app.common.i18n import N_, Translator
from diary_app.qlq_c30.interpretation import NO_THRESHOLD, Change, Direction, Threshold, thresholds
from diary_app.qlq_c30.scales import SUMMARY, score_name
from diary_app.services.clinic.trends import EnteredBy

_SHORT = {
    "PF2": N_("Physical"),
    "RF2": N_("Role"),
    "EF": N_("Emotional"),
    "CF": N_("Cognitive"),
    "SF": N_("Social"),
    "NV": N_("Nausea/vomiting"),
    "FI": N_("Financial"),
}
ENTERED = {
    EnteredBy.PARTICIPANT: N_("Patient"),
    EnteredBy.HELPER: N_("Patient, with help"),
    EnteredBy.INTERVIEW: N_("Interview"),
    EnteredBy.PAPER: N_("Paper"),
    EnteredBy.PAPER_TWICE: N_("Paper, double entry"),
}


def short(code: str) -> str:
    """A name for a narrow column; untranslated."""
    return _SHORT.get(code, score_name(code))


def meaning(tr: Translator, direction: Direction | None) -> str:
    """``worse``, ``better`` or ``about the same``; empty without a change."""
    words = {"worse": tr("worse"), "better": tr("better"), "same": tr("about the same")}
    return words[direction] if direction else ""


def full_meaning(tr: Translator, change: Change | None) -> str:
    """For a line of its own: ``Much worse`` where the change is over 20 points (Osoba 1998)."""
    if change is None:
        return ""
    much = change.size == "large"
    words = {
        "worse": tr("Much worse") if much else tr.within("clinic", "Worse"),
        "better": tr("Much better") if much else tr.within("clinic", "Better"),
        "same": tr.within("clinic", "About the same"),
    }
    return words[change.direction]


def limit_words(tr: Translator, limit: Threshold) -> str:
    """For instance "above 39"."""
    value = whole_text(limit.value)
    return tr("below {n}", n=value) if limit.side == "below" else tr("above {n}", n=value)


def threshold_words(tr: Translator, code: str, beyond: bool | None) -> str:
    """Whether a score is past its threshold for clinical importance, or that it has none."""
    limit = thresholds().get(code)
    if limit is None:
        return tr(NO_THRESHOLD)
    if beyond is None:
        return ""
    words = limit_words(tr, limit)
    if beyond:
        return tr("past the threshold for clinical importance ({limit})", limit=words)
    return tr("not past the threshold for clinical importance ({limit})", limit=words)


def leads(code: str) -> bool:
    """Whether a score stands before all others."""
    return code == SUMMARY
