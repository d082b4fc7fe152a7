"""The scorer: one formula over the scale table, exact until the last division.

EORTC QLQ-C30 scoring manual, 3rd edition (2001): a scale's raw score RS is
the mean of its answered items and exists when at least half of them are
answered; S = (1 - (RS - 1)/3) x 100 for functioning, (RS - 1)/3 x 100 for
symptoms, (RS - 1)/6 x 100 for global health. With s the sum of k answers,
RS - 1 = (s - k)/k, so each score is one whole number over another and a
single division gives the nearest float.
"""

from __future__ import annotations

from collections.abc import Mapping

from diary_app.qlq_c30.items import check_answer
from diary_app.qlq_c30.scales import SCALES, SUMMARY, Scale

Scores = dict[str, float | None]
"""Score code -> 0 to 100, unrounded, or ``None`` where it cannot be computed; all 16 codes, in order."""

COMMON = 180
"""The least common multiple of 3k for k = 1 to 5: every denominator inside the summary score divides it."""


def score(answers: Mapping[int, int | None]) -> Scores:
    """All 15 scales and the summary score of one form.

    ``answers`` maps item number to answer; an absent item and ``None`` are
    missing, however they came to be (declined, not seen, left blank). Raises
    ``DoesNotFit`` for any other key or value: nothing is clipped or guessed.
    """
    given = {n: check_answer(n, value) for n, value in answers.items() if value is not None}
    for n in answers.keys() - given.keys():
        check_answer(n, 1)  # a missing answer to an item that does not exist is a mistake too
    shares = {scale.code: _share(scale, given) for scale in SCALES}
    scores: Scores = {
        code: None if share is None else 100 * share[0] / share[1] for code, share in shares.items()
    }
    scores[SUMMARY] = _summary(shares)
    return scores


def _share(scale: Scale, given: Mapping[int, int]) -> tuple[int, int] | None:
    """The score as a fraction of 1, (numerator, denominator); None with under half of the items."""
    values = [given[n] for n in scale.items if n in given]
    count = len(values)
    if 2 * count < len(scale.items):
        return None
    above, whole = sum(values) - count, scale.span * count
    return (whole - above if scale.kind == "functional" else above), whole


def _summary(shares: Mapping[str, tuple[int, int] | None]) -> float | None:
    """Mean of the 13 scales with symptoms turned round, only when all 13 are there.

    Giesinger et al. 2016, J Clin Epidemiol 69:79-88.
    """
    total = 0
    taken = [scale for scale in SCALES if scale.in_summary]
    for scale in taken:
        share = shares[scale.code]
        if share is None:
            return None
        above, whole = share
        total += (above if scale.higher_is_better else whole - above) * (COMMON // whole)
    return 100 * total / (COMMON * len(taken))
