"""How the program works, as short questions with short answers."""

from __future__ import annotations

from diary_app.domain.protocol import Protocol
from diary_app.ui.kit import Kit
from diary_app.ui.pages.help.content import Part, Question, text
from diary_app.ui.pages.help.keys import keys_question

WRITING, FORM, RESULTS, SHARING, SAFE, WINDOW = "writing", "form", "results", "sharing", "safe", "window"


def about_parts(kit: Kit, protocol: Protocol) -> tuple[Part, ...]:
    """The parts about the program; results only where the plan lets patients see them."""
    results = (_results(kit),) if protocol.questionnaire.participant_sees_scores else ()
    return (_writing(kit, protocol), _form(kit), *results, _sharing(kit), safe_part(kit), window_part(kit))


def _writing(kit: Kit, protocol: Protocol) -> Part:
    tr = kit.tr
    correct = tr(
        "On the same day press Undo or “Correct this entry…” on Today. Later choose the day in Diary. "
        "The first entry is kept too. Your clinic can see both."
    )
    back = tr.plural(
        "You can add or correct up to {n} day back. What is older only your clinic changes, with a reason.",
        "You can add or correct up to {n} days back. What is older only your clinic changes, with a reason.",
        protocol.retrospective_days,
    )
    feel = tr(
        "Choose a word for each line. “All others: none” fills the lines that are still open. "
        "You may leave lines open."
    )
    helped = tr(
        "Yes. Where you write, choose “with help” beside “Writing:” at the top; your clinic sees it. "
        "Please do not let anybody choose your answers for you."
    )
    return Part(WRITING, tr("Writing it down"), (
        Question("correct", tr("I wrote something wrong. How do I correct it?"), (text(correct), text(back))),
        Question("feel", tr("How do I write down how I feel?"), (text(feel),)),
        Question("helper", tr("May somebody help me to write?"), (
            text(helped),
        )),
    ))  # fmt: skip


def _form(kit: Kit) -> Part:
    tr = kit.tr
    stop = tr("Yes. Press “Save and finish later”. Your answers are kept, and you go on where you stopped.")
    skip = tr(
        "You do not have to answer. Press “I prefer not to answer”, or leave the question blank. "
        "Both are kept apart."
    )
    words = tr(
        "The official words belong to the EORTC and need its licence. Until your clinic installs them, the "
        "diary asks in its own short words and says so."
    )
    return Part(FORM, tr("The questionnaire"), (
        Question("stop", tr("May I stop in the middle?"), (text(stop),)),
        Question("skip", tr("A question is too private. Must I answer it?"), (text(skip),)),
        Question("wording", tr("Why does it say “unofficial wording”?"), (text(words),)),
    ))  # fmt: skip


def _results(kit: Kit) -> Part:
    tr = kit.tr
    mean = tr("They show your own answers from one questionnaire to the next, from 0 to 100.")
    talk = tr("Talk with your doctor about what this means for you.")
    return Part(RESULTS, tr("Results"), (
        Question("mean", tr("What do the lines in Results mean?"), (text(mean), text(talk))),
    ))  # fmt: skip


def _sharing(kit: Kit) -> Part:
    tr = kit.tr
    how = tr(
        "Open Share and make a PDF. Print it, or take the file to your visit. You choose what goes into it."
    )
    sealed = tr(
        "If your clinic gave you a set-up file, Share also makes a sealed file, alone or inside the PDF. "
        "Only your clinic can open it."
    )
    reads = tr("Anyone who has the file can read it. Your name is not in it; your study number is.")
    nobody = tr("Nobody, until you hand it over. The diary sends nothing.")
    return Part(SHARING, tr("Sharing with your clinic"), (
        Question("share", tr("How does my clinic get my diary?"), (text(how), text(reads), text(sealed))),
        Question("reads", tr("Who reads what I write?"), (text(nobody),)),
    ))  # fmt: skip


def safe_part(kit: Kit) -> Part:
    """Passphrase, folder, backups, lock."""
    tr = kit.tr
    forgotten = tr(
        "Press “Forgotten your passphrase?” where the diary asks for it, and type the recovery code from "
        "your paper. Then you choose a new passphrase."
    )
    neither = tr("Without the passphrase and without the code nobody can open the diary, your clinic neither "
                 "unless you gave it a key.")  # fmt: skip
    where = tr("Everything you write stays on this computer, encrypted. The folder stands in Settings, under "
               "“Where the diary lies”.")  # fmt: skip
    backups = tr("The diary makes a backup by itself, the day after you write something. In Settings you "
                 "can make one yourself, and choose a second place such as a USB stick.")  # fmt: skip
    broken = tr("On another computer press “I have a backup of my diary” and choose the file. You need the "
                "passphrase or the recovery code.")  # fmt: skip
    lock = tr("The diary locks when nobody uses it. What you typed is kept. In Settings you choose after how "
              "many minutes; Lock at the top does it at once.")  # fmt: skip
    return Part(SAFE, tr("Keeping it safe"), (
        Question("forgotten", tr("I forgot my passphrase. What now?"), (text(forgotten), text(neither))),
        Question("where", tr("What is kept where?"), (text(where),)),
        Question("backups", tr("What if this computer breaks?"), (text(backups), text(broken))),
        Question("lock", tr("Why is the diary locked?"), (text(lock),)),
    ))  # fmt: skip


def window_part(kit: Kit) -> Part:
    """Text size, language, reminders, keys, and whom to ask."""
    tr = kit.tr
    size = tr("Press Text size at the top, or Ctrl and + for larger and Ctrl and − for smaller text.")
    language = tr("Press the button with the other language at the top. What you wrote stays as you wrote "
                  "it.")  # fmt: skip
    remind = tr("In Settings, under Reminders. A reminder never says what it is about.")
    who = tr("About your illness, the capsules or the study: your clinic. About this computer: somebody you "
             "trust. Nobody needs your passphrase or your recovery code to help you.")  # fmt: skip
    return Part(WINDOW, tr("The window"), (
        Question("size", tr("How do I make the text larger?"), (text(size),)),
        Question("language", tr("How do I change the language?"), (text(language),)),
        Question("remind", tr("How do I set a reminder?"), (text(remind),)),
        keys_question(kit),
        Question("who", tr("Whom do I ask?"), (text(who),)),
    ))  # fmt: skip
