"""The recovery page: one sheet in large type, to be printed and kept like a birth certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from diary_app.common.i18n import N_, Translator
from diary_app.common.outputs import PDF, checked_output
from diary_app.reports.one_sheet import sheet_pdf

_TITLE = N_("Recovery code of the Morning Diary")
_WHAT_FOR = N_("This code opens the diary when its passphrase was forgotten. Nobody else can open it: "
               "without the passphrase and without this page what is in the diary is lost.")  # fmt: skip
_KEEP = N_("Keep this page where you keep your important papers, not beside the computer. Whoever has "
           "this page and the computer, or a backup, can read the diary.")  # fmt: skip
_HOW = N_('How to use it: where the diary asks for the passphrase, press "Forgotten your passphrase?" and '
          "type the four lines. Capital or small letters and hyphens do not matter. The code has no letters "
          "I, L, O and U: 0 is a zero and 1 is a one.")  # fmt: skip
_DELETE = N_("If this page is a file: print it, then delete the file.")


@dataclass(frozen=True, slots=True)
class RecoveryPage:
    """What it says. ``lines``: the code as shown; ``store``: the diary's id or ""; ``made``: the day."""

    lines: Sequence[str]
    store: str
    made: date


def save_recovery_page(page: RecoveryPage, tr: Translator, path: Path) -> None:
    """Write the page as a PDF of A4 to ``path``, whole or not at all, readable by its owner alone.

    Raises :class:`DoesNotFit` for a place in a diary's folder or a file that is no PDF, :class:`NotSaved`.
    """
    from diary_app.reports.render import save_whole

    save_whole(recovery_page_pdf(page, tr), checked_output(path, PDF))


def recovery_page_pdf(page: RecoveryPage, tr: Translator) -> bytes:
    """The page as the bytes of a PDF, for a printer: no file ever holds them."""
    from diary_app.reports.fonts import register_fonts

    register_fonts()
    return sheet_pdf(tr(_TITLE), _flow(page, tr), tr)


def _flow(page: RecoveryPage, tr: Translator) -> list[Any]:
    from reportlab.platypus import Spacer

    from diary_app.reports.formats import date_text
    from diary_app.reports.pages.parts import para

    day = date_text(page.made, tr)
    known = tr("Made on {date}; diary {store}.", date=day, store=page.store)
    made = known if page.store else tr("Made on {date}.", date=day)
    return [
        para(tr(_TITLE), 24, bold=True),
        Spacer(0, 18),
        para(tr(_WHAT_FOR), 15),
        Spacer(0, 22),
        _code(page.lines),
        Spacer(0, 22),
        para(tr(_HOW), 15),
        Spacer(0, 12),
        para(tr(_KEEP), 15),
        Spacer(0, 12),
        para(tr(_DELETE), 15),
        Spacer(0, 22),
        para(made, 11),
        Spacer(0, 6),
        para(tr("An older recovery code does not open the diary any more."), 11),
    ]


def _code(lines: Sequence[str]) -> Any:
    """The lines of the code, numbered, with a frame around."""
    from reportlab.platypus import Table, TableStyle

    from diary_app.reports.fonts import LATIN_BOLD
    from diary_app.reports.pages.paint import color

    style: list[Any] = [
        ("FONT", (0, 0), (0, -1), LATIN_BOLD, 15, 20),
        ("FONT", (1, 0), (1, -1), LATIN_BOLD, 38, 46),
        ("TEXTCOLOR", (0, 0), (-1, -1), color("ink")),
        ("BOX", (0, 0), (-1, -1), 1.4, color("ink")),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (0, -1), 16),
    ]
    rows = [[str(number), line] for number, line in enumerate(lines, start=1)]
    return Table(rows, colWidths=(50, 330), rowHeights=62, style=TableStyle(style))
