"""What the clinic's Help says. Plain data."""

from __future__ import annotations

from diary_app.domain.protocol import Protocol
from diary_app.ui.clinic.help_pages import page_parts
from diary_app.ui.kit import Kit
from diary_app.ui.pages.help.content import Kind, Line, Part, Question, item, text


def parts(kit: Kit, protocol: Protocol) -> list[Part]:
    """The cards in order; a card is named as the page it belongs to."""
    del protocol
    return [_patients(kit), *page_parts(kit), _wording(kit), _keys(kit)]


def _patients(kit: Kit) -> Part:
    tr = kit.tr
    columns = (
        item(tr("Data to: the last day the clinic's copy of the diary speaks of. Files come at visits.")),
        item(tr("Adherence: capsules taken, of capsules due up to that day. Held days do not count.")),
        item(tr("Next QLQ-C30: the target day; open while its window lasts, overdue after it.")),
        item(tr("Alerts: what a diary raised and nobody has answered yet.")),
    )
    first = text(
        tr(
            "Patients who need attention come first: alerts, then overdue, then a start that was not told, "
            "then due. "
            "A press on a head sorts by that column."
        )
    )
    return Part(
        "patients",
        tr("Patients"),
        (
            Question("columns", tr("What do the columns say?"), columns),
            Question("order", tr("In which order do they stand?"), (first,)),
        ),
    )


def _wording(kit: Kit) -> Part:
    tr = kit.tr
    where = text(
        tr(
            "In Settings, under Questionnaire: choose the file that you hold, compare all 30 questions, "
            "and install it. Set-up files that you make from then on bring it to the participants."
        )
    )
    begun = text(
        tr("A questionnaire that was begun before goes on as it was begun. Every form names its wording.")
    )
    ask = tr("How do we install the licensed wording of the questionnaire?")
    return Part("settings", tr("Settings"), (Question("wording", ask, (where, begun)),))


def _keys(kit: Kit) -> Part:
    tr = kit.tr
    rows = [
        (("↑", "↓"), tr("from one patient to the next; Enter opens")),
        (("Ctrl+F",), tr("find a patient")),
        (("Alt+←",), tr("back")),
        (("←", "→"), tr("from one tab to the next")),
        (("Ctrl+1 – 6",), tr("the pages at the left, from the top")),
        (("Ctrl+P",), tr("the visit summary of the patient in view")),
        (("Ctrl++", "Ctrl+−"), tr("larger and smaller text; Ctrl+0 is the usual size")),
        (("Ctrl+L",), tr("lock")),
        (("F1",), tr("help for the page you are on")),
    ]
    lines = tuple(Line(words, Kind.KEYS, caps) for caps, words in rows)
    return Part("keys", tr("Keys"), (Question("keys", tr("Which keys can I use?"), lines),))
