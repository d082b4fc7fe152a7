"""What the clinic's Help says of the pages that are worked on. Plain data."""

from __future__ import annotations

from diary_app.ui.clinic import keys
from diary_app.ui.kit import Kit
from diary_app.ui.pages.help.content import Part, Question, text


def page_parts(kit: Kit) -> list[Part]:
    """A card for each, in the order of the rail; one patient first."""
    return [_patient(kit), _review(kit), _import(kit), _paper(kit), _study(kit), _log(kit)]


def _patient(kit: Kit) -> Part:
    tr = kit.tr
    hand = tr(
        "“Hand over…” makes the set-up file, which carries the study plan, the dose and the next visits, "
        "and the receipt. The patient opens the set-up file with its code."
    )
    decided = tr(
        "In Visits. It reaches the patient with the next set-up file; what was there before is kept."
    )
    return Part(
        keys.PATIENT,
        tr("One patient"),
        (
            Question("hand", tr("What does the patient get from us?"), (text(hand),)),
            Question("decide", tr("Where is a dose decided?"), (text(decided),)),
        ),
    )


def _review(kit: Kit) -> Part:
    tr = kit.tr
    row = tr("An alert that a diary raised stands here until somebody writes down what was done.")
    again = tr("Yes, when something new has come since: the first answer stays beside it.")
    return Part(
        keys.REVIEW,
        tr("To review"),
        (
            Question("row", tr("What stands here?"), (text(row),)),
            Question("again", tr("Can an alert come back?"), (text(again),)),
        ),
    )


def _import(kit: Kit) -> Part:
    tr = kit.tr
    comes = tr(
        "Choose the sealed file that the patient brought, or drop it on the page. You see what is in it "
        "before anything is taken in. The same file once more changes nothing."
    )
    receipt = tr("It goes back to the patient, and marks in their diary what the clinic has.")
    return Part(
        keys.IMPORT,
        tr("Import"),
        (
            Question("comes", tr("How does a diary come in?"), (text(comes),)),
            Question("receipt", tr("What is the receipt for?"), (text(receipt),)),
        ),
    )


def _paper(kit: Kit) -> Part:
    tr = kit.tr
    twice = tr(
        "The second entry does not show the first. What differs is settled item by item, with a reason, and "
        "only then the form is saved and scored."
    )
    typed = tr(
        "Digits answer, a dash is left blank, Backspace clears, Enter ends. F8 goes to the next difference."
    )
    return Part(
        keys.PAPER,
        tr("Paper entry"),
        (
            Question("twice", tr("Why is a form typed twice?"), (text(twice),)),
            Question("typed", tr("How is it typed?"), (text(typed),)),
        ),
    )


def _study(kit: Kit) -> Part:
    tr = kit.tr
    both = tr("Received of those that were due, and received of those with a questionnaire at baseline.")
    why = tr("Enter on a missing one asks for the reason, or corrects the one that is written down. "
             "An awaited one may be in a file that has not come.")  # fmt: skip
    return Part(
        keys.STUDY,
        tr("Study"),
        (
            Question("both", tr("What are the two percentages?"), (text(both),)),
            Question("why", tr("Why is a questionnaire missing?"), (text(why),)),
        ),
    )


def _log(kit: Kit) -> Part:
    tr = kit.tr
    never = tr("No. A correction is a new entry. Enter on a row shows everything that became of one value.")
    check = tr(
        "It looks at every entry and at the seals that chain them: nothing was changed, nothing is missing."
    )
    return Part(
        keys.LOG,
        tr("Log"),
        (
            Question("never", tr("Can an entry be changed?"), (text(never),)),
            Question("check", tr("What does the check look at?"), (text(check),)),
        ),
    )
