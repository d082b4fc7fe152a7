"""What F1 says on the pages before the diary: what to do there, the keys, and where everything stays."""

from __future__ import annotations

from collections.abc import Sequence

from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.backup_page import BackupPage, BroughtBackPage
from diary_app.ui.pages.gate.clinic_page import ClinicPage
from diary_app.ui.pages.gate.forgotten_page import ForgottenPage, NewPassphrasePage, NoCodePage
from diary_app.ui.pages.gate.frame import PRIVACY, GatePage
from diary_app.ui.pages.gate.passphrase import PassphrasePage
from diary_app.ui.pages.gate.problem import ProblemPage
from diary_app.ui.pages.gate.remind import RemindPage
from diary_app.ui.pages.gate.setup_page import SetupCodePage, SetupSaysPage
from diary_app.ui.pages.gate.treatment import TreatmentPage
from diary_app.ui.pages.gate.typed_back import TypedBackPage
from diary_app.ui.pages.gate.unlock import UnlockPage
from diary_app.ui.pages.gate.welcome import WelcomePage
from diary_app.ui.pages.help.about_words import safe_part, window_part
from diary_app.ui.pages.help.content import Kind, Line, Question, text

_ALSO = ("forgotten", "backups", "size", "language", "who")


def questions_for(kit: Kit, page: GatePage) -> tuple[Question, ...]:
    """The first is about ``page``; the others hold everywhere before the diary is open."""
    about = [*safe_part(kit).questions, *window_part(kit).questions]
    others = [question for code in _ALSO for question in about if question.code == code]
    here = Question("here", kit.tr("What do I do here?"), tuple(text(each) for each in _here(kit, page)))
    sent = Question("sent", kit.tr("Is anything sent?"), (text(kit.tr(PRIVACY)),))
    return (here, sent, _keys(kit), *others)


def _here(kit: Kit, page: GatePage) -> Sequence[str]:
    """What is to be done on a page, in one or two sentences each."""
    words = {
        WelcomePage: _welcome,
        PassphrasePage: _passphrase,
        NewPassphrasePage: _passphrase,
        TypedBackPage: _code,
        ForgottenPage: _code,
        TreatmentPage: _treatment,
        SetupCodePage: _setup_code,
        SetupSaysPage: _setup_says,
        RemindPage: _remind,
        ClinicPage: _clinic,
        UnlockPage: _unlock,
        NoCodePage: _unlock,
        BackupPage: _backup,
        BroughtBackPage: _backup,
        ProblemPage: _problem,
    }
    return words[type(page)](kit)


def _welcome(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr("Press “Start my diary”. Three short steps follow; you can go back at any time."),
        tr("In a clinic, press “Set up for the clinic”: whoever does that adds the colleagues later."),
        tr("“Look around” shows a made-up diary first. If you had a diary before, press “I have a backup "
           "of my diary”."),
    )  # fmt: skip


def _passphrase(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr("Type a passphrase twice. “Suggest four words for me” makes one that is easy to remember."),
        tr("Only you know the passphrase. Whoever forgets it needs the recovery code: keep it on paper."),
    )


def _code(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr("Type the four lines of the recovery code from your paper, one line in each field."),
        tr("Each line is checked at once. 0 is a zero and 1 is a one; capital or small does not matter."),
    )


def _treatment(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr("Type your study number and the day of your first capsule. Both stand in your study papers."),
        tr("You can leave the clinic's number open. If something is not in your papers, ask your clinic."),
    )


def _clinic(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr("Type the site as the trial calls it, your name, and your role. Your name stands beside "
           "everything that you write down."),
        tr("You add your colleagues afterwards, in Settings, each with a passphrase of their own."),
    )  # fmt: skip


def _setup_code(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr(
            "Type the code that stands on the sheet from your clinic. Each set-up file has a code of its own."
        ),
        tr("If you have no sheet, ask your clinic; or go back and type your study number in yourself."),
    )


def _setup_says(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr(
            "Read what the file says. Then compare the fingerprint with that on your sheet, and tick the box."
        ),
        tr("The fingerprint shows that the file is really from your clinic. You do this once."),
    )


def _remind(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr("Choose a time and press “Remind me”, or press “Not now”. Either makes your diary."),
        tr("A reminder never says what it is about. You can change it in Settings."),
    )


def _unlock(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr("Type your passphrase and press Enter. Nothing is deleted when it is wrong; try as often as "
           "you like."),
    )  # fmt: skip


def _backup(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr("Type the passphrase or the recovery code that belonged to the diary when the backup was made."),
        tr("The files that are there now are not deleted. They are set aside."),
    )


def _problem(kit: Kit) -> Sequence[str]:
    tr = kit.tr
    return (
        tr("The page says what happened and what can be done. Nothing was changed or deleted."),
        tr("If “Try again” does not help, show the page to your clinic or to somebody you trust."),
    )


def _keys(kit: Kit) -> Question:
    tr = kit.tr
    rows = [
        ((tr("Tab"),), tr("to the next control; with Shift to the one before")),
        ((tr("Enter"), tr("Space")), tr("press; open and close a question here")),
        (("Ctrl++", "Ctrl+−"), tr("larger and smaller text; Ctrl+0 is the usual size")),
        (("F1",), tr("help for the page you are on")),
        (("Alt+←",), tr("back")),
    ]
    lines = tuple(Line(words, Kind.KEYS, caps) for caps, words in rows)
    return Question("keys", tr("Which keys can I use?"), lines)
