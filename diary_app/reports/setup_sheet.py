"""The sheet that goes with a set-up file by hand: its code and the clinic's fingerprint, in large type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from diary_app.common.i18n import N_, Translator
from diary_app.reports.one_sheet import sheet_pdf

_TITLE = N_("Your set-up file for the Morning Diary")
_WHAT_FOR = N_("Your clinic gives you a file and this sheet. The file sets up the diary for you: your study "
               "number, your first day, your dose and your clinic's phone number.")  # fmt: skip
_HOW = N_('Open the Morning Diary on your own computer, choose "Start my diary" and, at the third step, '
          '"Open the set-up file". Choose the file and type this code:')  # fmt: skip
_LATER = N_('If you keep the diary already: open Settings and press "Open a file" under "My clinic".')
_COMPARE = N_("The first time the diary shows a fingerprint. Compare it with this one, group by group. If it "
              "is not the same, do not go on and call your clinic:")  # fmt: skip
_APART = N_("Keep this sheet apart from the file: together they open it. The code is for this file alone. "
            "It has no letters I, L, O and U: 0 is a zero and 1 is a one.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class SetupSheet:
    """What it says; ``code`` and ``fingerprint`` as they are shown, ``made``: the day."""

    participant: str
    code: str
    fingerprint: str
    made: date


def setup_sheet_pdf(sheet: SetupSheet, tr: Translator) -> bytes:
    """The sheet as a PDF of one A4 page."""
    from diary_app.reports.fonts import register_fonts

    register_fonts()
    return sheet_pdf(tr(_TITLE), _flow(sheet, tr), tr)


def _flow(sheet: SetupSheet, tr: Translator) -> list[Any]:
    from reportlab.platypus import Spacer

    from diary_app.reports.formats import date_text
    from diary_app.reports.pages.parts import para

    made = tr("For {participant}; made on {date}.", participant=sheet.participant,
              date=date_text(sheet.made, tr))  # fmt: skip
    fingerprint = sheet.fingerprint.split(" ")
    return [
        para(tr(_TITLE), 24, bold=True),
        Spacer(0, 18),
        para(tr(_WHAT_FOR), 15),
        Spacer(0, 18),
        para(tr(_HOW), 15),
        Spacer(0, 14),
        _framed([[tr("Code"), sheet.code]], 27),
        Spacer(0, 10),
        para(tr(_LATER), 12),
        Spacer(0, 22),
        para(tr(_COMPARE), 15),
        Spacer(0, 14),
        _framed([[tr("Fingerprint"), " ".join(fingerprint)]], 22),
        Spacer(0, 22),
        para(tr(_APART), 15),
        Spacer(0, 22),
        para(made, 11),
    ]


def _framed(rows: Sequence[Sequence[str]], size: float) -> Any:
    """What is to be typed or compared, in a frame under its name."""
    from reportlab.platypus import Table, TableStyle

    from diary_app.reports.fonts import LATIN_BOLD
    from diary_app.reports.pages.paint import color
    from diary_app.reports.pages.parts import para

    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), LATIN_BOLD, size, size * 1.2),
        ("TEXTCOLOR", (0, 0), (-1, -1), color("ink")),
        ("BOX", (0, 0), (-1, -1), 1.4, color("ink")),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 1), (-1, -1), "CENTER"),
        ("TOPPADDING", (0, 0), (0, 0), 8),
        ("BOTTOMPADDING", (0, 1), (0, -1), 16),
    ]
    cells = [line for name, value in rows for line in ([para(name, 12)], [value])]
    return Table(cells, colWidths=(470,), style=TableStyle(style))
