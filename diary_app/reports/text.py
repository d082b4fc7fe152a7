"""The one door for text into a paragraph: escaped, cleaned, in a font that has it.

Nothing that a person typed, and nothing else either, reaches a ``Paragraph``
but through :func:`markup`.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from diary_app.common.i18n import N_, Translator
from diary_app.reports.fonts import LATIN, face, runs

_C0 = r"\x00-\x08\x0b-\x1f"  # but tab and newline
_DELETE_AND_C1 = r"\x7f-\x9f"
_SURROGATES = r"\ud800-\udfff"
_NOT_CHARACTERS = r"\ufffe\uffff"
_BIDI = r"\u202a-\u202e\u2066-\u2069"  # overrides and isolates (Unicode UAX 9)
CTRL = re.compile(f"[{_C0}{_DELETE_AND_C1}{_SURROGATES}{_NOT_CHARACTERS}{_BIDI}]")

_JOINERS = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
"""Signs without a shape of their own: joiners, marks of direction, variation selectors."""

CUT = N_("(cut)")
MOST_TYPED = 2000
"""Characters of one typed text that are printed; the diary keeps all of them."""


def clean(text: str) -> str:
    """Plain text that can be set: line ends made one, control characters made visible."""
    even = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return CTRL.sub("\ufffd", _JOINERS.sub("", even)).replace("\t", " ")


def cut(text: str, most: int, tr: Translator) -> str:
    """At most ``most`` characters of ``text``, ending in a visible mark where it was cut."""
    return text if len(text) <= most else f"{text[:most].rstrip()} {tr(CUT)}"


def one_line(text: str, most: int, tr: Translator) -> str:
    """A cleaned text on one line, at most ``most`` characters and the mark of a cut."""
    return " ".join(clean(cut(text, most, tr)).split())


def markup(text: str, *, bold: bool = False) -> str:
    """``text`` as the inside of a reportlab paragraph, its own markup shown as typed."""
    parts = [_run(face(family, bold), part) for family, part in runs_of_lines(clean(text))]
    return "".join(parts).replace("\n", "<br/>")


def runs_of_lines(text: str) -> list[tuple[str, str]]:
    """Font runs of a text of several lines; line ends belong to the run before them."""
    pieces: list[tuple[str, str]] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            pieces.append((LATIN, "\n"))
        pieces += runs(line)
    return pieces


def _run(font: str, part: str) -> str:
    escaped = escape(part)
    return escaped if font == LATIN else f'<font name="{font}">{escaped}</font>'
