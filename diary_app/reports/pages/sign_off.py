"""Room for the doctor's notes, a signature and a date, at the foot of a page."""

from __future__ import annotations

from reportlab.platypus import Flowable

from diary_app.common.i18n import Translator
from diary_app.reports.pages.paint import color, draw_text
from diary_app.reports.pages.parts import INNER, SMALL

_LEAST = 46.0
_COLUMNS = ((0.0, 0.51), (0.535, 0.79), (0.815, 1.0))


class SignOff(Flowable):  # type: ignore[misc, unused-ignore]
    """Takes the rest of the page and draws at its foot.

    With ``earlier`` it only draws if the one before it found no room: the
    first page's block gives way to a full list rather than to fill a page.
    """

    def __init__(self, tr: Translator, earlier: SignOff | None = None) -> None:
        super().__init__()
        self.tr = tr
        self.earlier = earlier
        self.placed = False

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002, N803 - reportlab's own
        """All the height that is left, or nothing where that is too little."""
        if self.earlier is not None and self.earlier.placed:
            self.height = 0.0
        elif aH >= _LEAST:
            self.height = aH - 0.1
        else:
            self.height = 0.0 if self.earlier is None else _LEAST
        return INNER, self.height

    def draw(self) -> None:
        """Three labelled lines."""
        if not self.height:
            return
        self.placed = True
        words = (self.tr("Doctor\u2019s notes"), self.tr("Signature"), self.tr("Date"))
        self.canv.setStrokeColor(color("line-strong"))
        self.canv.setLineWidth(0.7)
        for word, (start, end) in zip(words, _COLUMNS, strict=True):
            draw_text(self.canv, start * INNER, _LEAST - 14, word, SMALL, token="ink-2")
            self.canv.line(start * INNER, 4, end * INNER, 4)
