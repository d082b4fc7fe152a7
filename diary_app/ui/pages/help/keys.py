"""The keys that work in the window, as a table of caps and what they do."""

from __future__ import annotations

from diary_app.ui.kit import Kit
from diary_app.ui.pages.help.content import Kind, Line, Question


def keys_question(kit: Kit) -> Question:
    """The question whose answer is the table."""
    lines = [Line(words, Kind.KEYS, caps) for caps, words in _rows(kit)]
    return Question("keys", kit.tr("Which keys can I use?"), tuple(lines))


def _rows(kit: Kit) -> list[tuple[tuple[str, ...], str]]:
    tr = kit.tr
    tab, enter, space, to = tr("Tab"), tr("Enter"), tr("Space"), "–"
    return [
        ((tab,), tr("to the next control; with Shift to the one before")),
        ((enter, space), tr("press; open and close a question here")),
        ((f"1 {to} 4", f"1 {to} 7"), tr("answer in the questionnaire; Enter goes on")),
        ((f"0 {to} 4",), tr("how strong a symptom is")),
        (("Alt+←",), tr("back")),
        ((f"Ctrl+1 {to} 5",), tr("the pages at the left, from the top")),
        (("Ctrl++", "Ctrl+−"), tr("larger and smaller text; Ctrl+0 is the usual size")),
        (("Ctrl+Z",), tr("undo the last entry of today")),
        (("Ctrl+P",), tr("to the PDF for your clinic")),
        (("Ctrl+L",), tr("lock the diary")),
        (("F1",), tr("help for the page you are on")),
    ]
