"""The scale table: which items make up which scale, and which way is better.

EORTC QLQ-C30 scoring manual, 3rd edition (2001), table 1; the codes are the
manual's own for version 3.0 (``QL2``, ``PF2`` and ``RF2`` carry the 2 of the
revised scales). The summary score takes 13 scales: all but global health and
financial difficulties (Giesinger et al. 2016, J Clin Epidemiol 69:79-88).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diary_app.common.i18n import N_

Kind = Literal["global", "functional", "symptom"]


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale: code, item numbers, kind, and its name for clinic and for patient.

    Names are untranslated gettext messages; translate them where they show.
    """

    code: str
    kind: Kind
    items: tuple[int, ...]
    name: str
    plain_name: str

    @property
    def higher_is_better(self) -> bool:
        """True for global health and functioning, False for symptoms."""
        return self.kind != "symptom"

    @property
    def span(self) -> int:
        """Highest minus lowest answer of its items: 6 for global health, otherwise 3."""
        return 6 if self.kind == "global" else 3

    @property
    def in_summary(self) -> bool:
        """True for the 13 scales of the summary score."""
        return self.code not in ("QL2", "FI")


SCALES: tuple[Scale, ...] = (
    Scale("QL2", "global", (29, 30), N_("Global health"), N_("Overall health")),
    Scale("PF2", "functional", (1, 2, 3, 4, 5), N_("Physical functioning"), N_("Moving about")),
    Scale("RF2", "functional", (6, 7), N_("Role functioning"), N_("Daily tasks")),
    Scale("EF", "functional", (21, 22, 23, 24), N_("Emotional functioning"), N_("Mood")),
    Scale("CF", "functional", (20, 25), N_("Cognitive functioning"), N_("Thinking")),
    Scale("SF", "functional", (26, 27), N_("Social functioning"), N_("Social life")),
    Scale("FA", "symptom", (10, 12, 18), N_("Fatigue"), N_("Tiredness")),
    Scale("NV", "symptom", (14, 15), N_("Nausea and vomiting"), N_("Feeling sick")),
    Scale("PA", "symptom", (9, 19), N_("Pain"), N_("Pain")),
    Scale("DY", "symptom", (8,), N_("Dyspnoea"), N_("Short breath")),
    Scale("SL", "symptom", (11,), N_("Insomnia"), N_("Poor sleep")),
    Scale("AP", "symptom", (13,), N_("Appetite loss"), N_("Low appetite")),
    Scale("CO", "symptom", (16,), N_("Constipation"), N_("Constipation")),
    Scale("DI", "symptom", (17,), N_("Diarrhoea"), N_("Diarrhoea")),
    Scale("FI", "symptom", (28,), N_("Financial difficulties"), N_("Money worry")),
)
"""The 15 scales in the order of every table and file."""

SUMMARY = "SummaryScore"
"""Code of the summary score; its name to show is ``SUMMARY_NAME``."""

SUMMARY_NAME = N_("Summary score")

CODES: tuple[str, ...] = (*(scale.code for scale in SCALES), SUMMARY)
"""The 16 score codes in the order of every table and file."""

_BY_CODE = {scale.code: scale for scale in SCALES}


def scale(code: str) -> Scale:
    """The scale of ``code``; ``KeyError`` for an unknown code and for the summary score."""
    return _BY_CODE[code]


def higher_is_better(code: str) -> bool:
    """Which way is better for one of the 16 codes; ``KeyError`` for any other."""
    return code == SUMMARY or scale(code).higher_is_better


def score_name(code: str) -> str:
    """The clinical name of one of the 16 codes, as an untranslated gettext message."""
    return SUMMARY_NAME if code == SUMMARY else scale(code).name
