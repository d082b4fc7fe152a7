"""What the Results page says about a score: one word for the eye, one sentence for a screen reader."""

from __future__ import annotations

from dataclasses import dataclass

from diary_app.charts.small_score import whole_text
from diary_app.common.i18n import N_
from diary_app.services.results import ResultsView, ScaleResult
from diary_app.ui.kit import Kit

HIGHER, LOWER = N_("A higher line is better"), N_("A lower line is better")
_CHANGED = {"better": (N_("Better"), "accent"), "worse": (N_("Worse"), "worse")}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a score: an icon, a tone and a word; the arrow tells the way of the number."""

    icon: str
    tone: str
    word: str

    @property
    def strong(self) -> bool:
        """Whether something changed."""
        return self.tone in ("accent", "worse")


def verdict(kit: Kit, result: ScaleResult, view: ResultsView) -> Verdict:
    """The verdict on the change since the start, or why there is none."""
    if result.change is None:
        return Verdict("minus", "ink-3", kit.tr(_why_none(result, view)))
    if result.change.direction == "same":
        return Verdict("equal", "ink-2", kit.tr("About the same"))
    word, tone = _CHANGED[result.change.direction]
    return Verdict("arrow-up" if result.change.points > 0 else "arrow-down", tone, kit.tr(word))


def _why_none(result: ScaleResult, view: ResultsView) -> str:
    if result.now is None:
        return N_("No score this time")
    if not view.begun or (view.compared and result.first is None):
        return N_("No first score")
    return N_("First answers")


def direction(kit: Kit, result: ScaleResult) -> str:
    """Which way is better, in words."""
    return kit.tr(HIGHER if result.higher_is_better else LOWER)


def threshold(kit: Kit, result: ScaleResult) -> str:
    """The published threshold for clinical importance, or that there is none."""
    if result.threshold is None:
        return kit.tr("no published threshold")
    below = result.threshold.side == "below"
    n = whole_text(result.threshold.value)
    return kit.tr("below {n}", n=n) if below else kit.tr("above {n}", n=n)


def sentence(kit: Kit, result: ScaleResult, view: ResultsView) -> str:
    """The whole chart in one sentence."""
    tr = kit.tr
    now = tr("no score now") if result.now is None else tr("{n} now", n=whole_text(result.now))
    parts = [direction(kit, result), now]
    if view.compared and result.first is not None:
        parts.append(tr("{n} at the start", n=whole_text(result.first)))
    parts += [verdict(kit, result, view).word, _past(kit, result)]
    blank = sum(value is None for value in result.values)
    if blank:
        parts.append(tr.plural("no score for {n} questionnaire", "no score for {n} questionnaires", blank))
    chinese = tr.language.startswith("zh")
    said = ("；" if chinese else "; ").join(part for part in parts if part)
    return tr("{scale}: {said}.", scale=tr(result.name), said=said if chinese else said.lower())


def _past(kit: Kit, result: ScaleResult) -> str:
    if result.threshold is None:
        return kit.tr("no published threshold")
    if result.beyond is None:
        return ""
    n = whole_text(result.threshold.value)
    if not result.beyond:
        return kit.tr("not past the threshold of {n}", n=n)
    below = result.threshold.side == "below"
    return kit.tr("below the threshold of {n}", n=n) if below else kit.tr("above the threshold of {n}", n=n)
