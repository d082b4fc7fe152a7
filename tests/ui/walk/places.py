"""Every page and state of the window as data: what it is called and how a person comes to it.

A room is one window over one made-up diary; its places follow one another, each
reached from the one before. What a page says when something went wrong is a
place of its own, for it is there that texts are longest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from diary_app.qlq_c30.wording import parse
from diary_app.security.setup_code import MistypedSetupCode
from diary_app.services.way_out import WayOut
from diary_app.ui.dialogs.confirm import Confirm
from diary_app.ui.housekeeping import Note, place_words
from diary_app.ui.pages.forms.card import CardForm
from diary_app.ui.pages.gate.acts import BroughtBack
from diary_app.ui.pages.gate.backup_page import BackupPage, BroughtBackPage
from diary_app.ui.pages.gate.clinic_page import ClinicPage
from diary_app.ui.pages.gate.forgotten_page import ForgottenPage, NewPassphrasePage, NoCodePage
from diary_app.ui.pages.gate.setup_page import SetupSaysPage
from diary_app.ui.reminders import Reminders
from tests.support import FixedClock
from tests.ui import setup_said
from tests.ui.conftest import Person, record_days
from tests.ui.gate_paths import to_code, type_code
from tests.wordings import as_json, licensed

FIRST = date(2026, 1, 5)
Lines = list[dict[str, Any]]


@dataclass
class Walker:
    """Who walks through a room, and by which clock."""

    person: Person
    clock: FixedClock
    dialog: QWidget | None = None

    @property
    def window(self) -> QWidget:
        """What is in front: a dialog, else the window."""
        return self.dialog or self.person.window

    def ask(self, title: str, text: str, safe: str, act: str) -> None:
        """Put a confirmation in front."""
        tr = self.person.window.kit.tr
        words = (tr(title), tr(text), tr(safe), tr(act))
        self.dialog = Confirm(self.person.window.kit, self.person.window, *words)
        self.dialog.show()
        self.dialog.activateWindow()

    def close_dialog(self) -> None:
        """Take the confirmation away."""
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None
            self.person.window.activateWindow()

    @property
    def today(self) -> Any:
        """The Today page."""
        return self.person.today

    def day(self, moment: str, *lines: dict[str, Any]) -> None:
        """Open Today at another moment, with ``lines`` written down then."""
        self.clock.set(moment)
        for line in lines:
            self.person.ask(lambda line=line: self.person.services.diary.write(line))
        self.person.open("today")

    def home(self) -> None:
        """Back from whatever form is in Today's card."""
        while isinstance(self.today.card, CardForm):
            self.press("back_button")

    def press(self, name: str) -> None:
        """Press a button of Today's card."""
        self.person.click(getattr(self.today.card, name))


@dataclass(frozen=True)
class Place:
    """A page in a state; ``go`` brings a walker there from the place before."""

    name: str
    go: Callable[[Walker], object]


@dataclass(frozen=True)
class Room:
    """One window: the moment, the diary's lines (``None``: there is no diary) and the places in order."""

    name: str
    places: tuple[Place, ...]
    lines: Lines | None = None
    at: str = "2026-01-05T07:10"
    store: Callable[[Path, FixedClock], object] | None = None
    """Makes a clinic's store instead, opened with the clinic's passphrase."""


# -- before the diary ----------------------------------------------------------------


def _gate(walker: Walker) -> Any:
    return walker.person.window.gate


def _making(walker: Walker) -> Any:
    return _gate(walker).making


def _passphrase(walker: Walker) -> None:
    making = to_code(walker.person)
    making.passphrase.keep._say("Printed at 07:10")


def _other_passphrase(walker: Walker) -> None:
    page = _making(walker).passphrase
    page.choose.first.control.setText("1234")
    walker.person.wait()
    page.choose.complain("This passphrase is too easy to guess. Please choose another one.")


def _typed_back(walker: Walker) -> None:
    page = _making(walker).passphrase
    for field in (page.choose.first, page.choose.second):
        field.control.setText("river lantern quiet orange")
    walker.person.wait()
    walker.person.click(page.next_button)
    _making(walker).typed_back.entry.complain()


def _fits(walker: Walker) -> None:
    making = _making(walker)
    type_code(walker.person, making.typed_back.entry, making.passphrase.keep.code.lines())


def _treatment_refused(walker: Walker) -> None:
    treatment = _making(walker).treatment
    walker.person.click(treatment.next_button)
    treatment.say_problem(walker.person.window.kit.tr("This did not work."))


def _setup_code(walker: Walker) -> None:
    making = _making(walker)
    making.treatment.set_waiting(False)
    making.setup.begin(Path("/a/stick/of-mine/S003-014.setup"))
    refusal = MistypedSetupCode("The code was mistyped; look at its first two groups again.")
    making.setup.code.refuse(refusal)


def _setup_says(walker: Walker) -> None:
    kit = walker.person.window.kit
    _gate(walker).show_page(SetupSaysPage(kit, setup_said.SAID, setup_said.FINGERPRINT))


def _refused(walker: Walker) -> None:
    gate = _gate(walker)
    gate.show_unlock()
    gate.unlock.refuse(gate.kit.tr("That did not match. Please try again, or use your recovery code."))


_STAFF = ("Dr. Ada Example", "Noor Sample")
_FULL = "The diary could not be made in /home/me/diary: No space left on device."


def _clinic(walker: Walker) -> None:
    _gate(walker).clinic_making.to_clinic()


def _clinic_page(walker: Walker) -> ClinicPage:
    page = _gate(walker).clinic_making.clinic
    assert isinstance(page, ClinicPage)
    return page


def _sign_in(walker: Walker) -> None:
    unlock = _gate(walker).unlock
    unlock.offer_names(_STAFF)
    unlock.ask_passphrase()
    _gate(walker).show_page(unlock)


FIRST_RUN = Room(
    "first run",
    (
        Place("welcome", lambda _: None),
        Place(
            "welcome, a file refused", lambda w: _making(w).welcome.refuse("This is no backup of a diary.")
        ),
        Place("welcome, one moment", lambda w: _making(w).welcome._set_waiting(True)),
        Place("welcome, a trial", lambda w: _making(w).welcome._set_waiting(True, trial=True)),
        Place("passphrase and code", lambda w: (_making(w).welcome.open_page(), _passphrase(w))),
        Place("passphrase too easy", _other_passphrase),
        Place("code typed back", _typed_back),
        Place("code typed back, it fits", _fits),
        Place("treatment", lambda w: w.person.click(_making(w).typed_back.next_button)),
        Place("treatment, refused", _treatment_refused),
        Place("set-up file, its code refused", _setup_code),
        Place("set-up file, what it says", _setup_says),
        Place("reminders", lambda w: _making(w).to_remind()),
        Place("a clinic's first person", _clinic),
        Place("a clinic's first person, refused", lambda w: _clinic_page(w).say_problem(_FULL)),
        Place("unlock, refused", _refused),
        Place("unlock, opening", lambda w: _gate(w).unlock.set_waiting(True)),
        Place("unlock, one press", lambda w: _gate(w).unlock.ask_press()),
        Place("sign in", _sign_in),
        Place("sign in, without a name", lambda w: w.person.click(_gate(w).unlock.button)),
    ),
)

_WAY = WayOut(Path("/a/stick/of-mine/2026.diary-backup"), datetime(2026, 6, 18, 21, 40, tzinfo=UTC), 214)
_WHEN = "Wednesday 18 September 2026, 21:40"
_DAMAGED = "The diary's database is damaged; the file was left as it is."


def _problem(walker: Walker) -> None:
    gate = _gate(walker)
    gate.problem.say(_DAMAGED, "Close other windows of the diary and try again.", "/home/me/diary", "hash 7")
    gate.show_page(gate.problem)


def _offered(walker: Walker) -> None:
    _problem(walker)
    _gate(walker).problem.offer(_WAY, _WHEN)


def _forgotten(walker: Walker) -> None:
    page = ForgottenPage(walker.person.window.kit)
    _gate(walker).show_page(page)
    page.refuse()


def _backup(walker: Walker) -> None:
    page = BackupPage(walker.person.window.kit, _WAY, _WHEN)
    page.refuse("This does not open the backup.", "Perhaps you had another passphrase when it was made.")
    _gate(walker).show_page(page)


def _brought_back(walker: Walker) -> None:
    done = BroughtBack(_WAY, 3, Path("/home/me/diary/set-aside/2026-09-18T214000Z"))
    _gate(walker).show_page(BroughtBackPage(walker.person.window.kit, done, _WHEN))


WAYS_OUT = Room(
    "ways out",
    (
        Place("problem", _problem),
        Place("problem, looking for a backup", lambda w: _gate(w).problem.look_for_backup()),
        Place("problem, a backup is offered", _offered),
        Place("problem, no backup", lambda w: _gate(w).problem.offer(None, "")),
        Place("backup, refused", _backup),
        Place("backup by code", lambda w: w.person.click(_gate(w).page.other_button)),
        Place("brought back", _brought_back),
        Place("forgotten, code refused", _forgotten),
        Place(
            "a new passphrase",
            lambda w: _gate(w).show_page(NewPassphrasePage(w.person.window.kit, w.person.runner)),
        ),
        Place(
            "a new passphrase in a clinic",
            lambda w: _gate(w).show_page(NewPassphrasePage(w.person.window.kit, w.person.runner, _STAFF)),
        ),
        Place("no code", lambda w: _gate(w).show_page(NoCodePage(w.person.window.kit, True))),
    ),
)

# -- Today -------------------------------------------------------------------------------


def _sent(day: str) -> dict[str, Any]:
    return {"kind": "qlq", "day": day, "time": "06:00", "answers": {str(n): 2 for n in range(1, 31)}}


def _refuse_form(walker: Walker) -> None:
    walker.today.card.refuse(walker.person.window.kit.tr("{time} has not come yet.", time="09:30"))


def _write_not_taken(walker: Walker) -> None:
    walker.press("undo_button")
    line = {"kind": "dose", "day": "2026-01-05", "status": "not_taken", "reason": "forgot"}
    walker.day("2026-01-05T08:00", line)


def _late(walker: Walker) -> None:
    walker.day("2026-01-06T11:20")


def _open_dot(walker: Walker) -> None:
    walker.day("2026-01-08T07:10")
    walker.person.click(walker.today.strip.days[2])


def _left_before_saving(walker: Walker) -> None:
    walker.press("earlier_button")
    walker.today.card.time.control.setTime(walker.today.card.time.control.time().addSecs(-1800))
    walker.person.open("symptoms")
    walker.person.open("today")


def _notes(walker: Walker) -> None:
    title, words = place_words(walker.person.window.kit, "synced", "Nextcloud")
    walker.today.notes.show_note(Note("place", "due", "folder-open", title, words, page="settings"))
    detail = "Found: hash S003-014 7. 3 more."
    found = "Some parts of your diary do not fit together."
    walker.today.notes.show_note(Note("findings", "due", "triangle-alert", found, words, detail))


def _reminded(walker: Walker) -> None:
    person = walker.person
    for key in list(walker.today.notes.banners):
        walker.today.notes.take_away(key)
    Reminders(person.window, person.runner, Path("none"), walker.clock)._remind(missed=True)


def _locked(walker: Walker) -> None:
    walker.person.window.lock()
    walker.person.wait()


TODAY = Room(
    "today",
    (
        Place("before the first capsule", lambda _: None),
        Place("due, the questionnaire first", lambda w: w.day("2026-01-05T07:10")),
        Place("due", lambda w: w.day("2026-01-05T07:12", _sent("2026-01-05"))),
        Place("taken earlier", lambda w: w.press("earlier_button")),
        Place("taken earlier, refused", _refuse_form),
        Place("why not taken", lambda w: (w.home(), w.press("not_taken_button"))),
        Place("taken, the stomach asked", lambda w: (w.home(), w.press("now_button"))),
        Place("correct a capsule", lambda w: w.press("correct_button")),
        Place("another capsule", lambda w: (w.home(), w.today.acts._ask_another())),
        Place("not taken", lambda w: (w.home(), _write_not_taken(w))),
        Place("correct not taken", lambda w: w.press("correct_button")),
        Place("due, past the late hour", lambda w: (w.home(), _late(w))),
        Place("taken late", lambda w: w.press("now_button")),
        Place("a day without an entry", _open_dot),
        Place("when on that day", lambda w: w.press("taken_button")),
        Place("left before saving", lambda w: (w.home(), _left_before_saving(w))),
        Place("notes", lambda w: (w.home(), _notes(w))),
        Place("reminded", _reminded),
        Place("reminded while locked", _locked),
    ),
    [],
    "2026-01-03T09:00",
)

_TWO_WEEKS = record_days(FIRST, 14)

CYCLE = Room(
    "cycle",
    (
        Place("rest day", lambda _: None),
        Place("a capsule on a rest day", lambda w: w.today.acts._ask_another()),
        Place("waiting for the clinic", lambda w: (w.home(), w.day("2026-01-26T08:10"))),
        Place("the clinic's day", lambda w: w.press("yes_button")),
        Place("a delayed cycle", lambda w: (w.home(), w.day("2026-01-29T08:10"))),
        Place(
            "evening before a cycle",
            lambda w: w.day("2026-01-29T19:00", {"kind": "cycle_start", "day": "2026-01-30"}),
        ),
        Place(
            "held by the clinic",
            lambda w: w.day("2026-01-31T08:00", {"kind": "hold", "from": "2026-01-31", "to": "2026-02-02"}),
        ),
        Place("after the end", lambda w: w.day("2028-02-05T08:00", {"kind": "stop", "day": "2028-02-01"})),
    ),
    _TWO_WEEKS,
    "2026-01-20T08:00",
)

_HIGH = {"kind": "bp", "day": "2026-01-06", "time": "07:00", "readings": ["166/101", "165/102"]}

CALLS = Room(
    "calls",
    (
        Place("call today", lambda _: None),
        Place(
            "call today and soon",
            lambda w: w.day(
                "2026-01-06T07:20",
                {"kind": "symptom", "day": "2026-01-06", "severities": {"hands_feet": 3}},
            ),
        ),
        Place(
            "emergency",
            lambda w: w.day(
                "2026-01-06T07:40",
                {"kind": "sign", "day": "2026-01-06", "sign": "coughed_much_blood", "present": True},
            ),
        ),
        Place(
            "measure again",
            lambda w: w.day(
                "2026-01-08T07:05",
                {"kind": "bp", "day": "2026-01-08", "time": "07:00", "readings": ["166/101"]},
            ),
        ),
        Place("measure again, on the page", lambda w: w.person.open("vitals")),
    ),
    [*record_days(FIRST, 1), _HIGH],
    "2026-01-06T07:10",
)

# -- the other pages --------------------------------------------------------------------


def _graded(walker: Walker) -> None:
    page = walker.person.open("symptoms")
    for row, grade in zip(page.rows, (2, 4), strict=False):
        row.scale.choices[grade].setFocus()
        walker.person.click(row.scale.choices[grade])


def _vitals_faults(walker: Walker) -> None:
    page = walker.person.open("vitals")
    page.form.first.high.refuse("Please check: the upper number is usually between 40 and 300.")
    page.form.rest.start(60_000)


def _vitals_asked(walker: Walker) -> None:
    page = walker.person.desk.page
    page.foot.ask(["The two readings are 34 apart. Are both right?", "Is the weight 62.5 kg right?"])


def _diary_day(walker: Walker, day: date) -> None:
    page = walker.person.desk.pages["diary"]
    page.choose(day)
    walker.person.wait()


def _diary_correct(walker: Walker) -> None:
    walker.person.desk.pages["diary"].card.buttons["correct"].click()
    walker.person.wait()


WRITING = Room(
    "writing",
    (
        Place("symptoms", lambda w: w.person.open("symptoms")),
        Place("symptoms, graded", _graded),
        Place("symptoms, saved", lambda w: w.person.click(w.person.desk.page.save_button)),
        Place("measurements", lambda w: w.person.open("vitals")),
        Place("measurements, refused", _vitals_faults),
        Place("measurements, asked", _vitals_asked),
        Place("diary", lambda w: w.person.open("diary")),
        Place("diary, a day", lambda w: _diary_day(w, FIRST)),
        Place("diary, correct", _diary_correct),
        Place(
            "diary, an empty day",
            lambda w: (w.person.desk.pages["diary"].go_back(), _diary_day(w, date(2026, 1, 9))),
        ),
    ),
    [
        *record_days(FIRST, 3),
        {"kind": "bp", "day": "2026-01-09", "time": "07:00", "readings": ["128/82"]},
        {"kind": "visit", "day": "2026-01-26"},
    ],
    "2026-01-10T07:42",
)


def _second_copy(walker: Walker) -> None:
    share = walker.person.desk.page
    share.second.line.setText(
        "Second copy: /media/\u200banna/\u200bSTICK, made on Saturday 10 January, 07:42"
    )
    share.second.result.say("The second copy was not saved in /media/\u200banna: no space left.", "bad")
    share.second.copy_button.show()


def _seen_pdf(walker: Walker) -> None:
    walker.person.click(walker.person.desk.page.look_button)


def _results(walker: Walker) -> None:
    for day in ("2026-01-05", "2026-02-16"):
        walker.person.ask(lambda day=day: walker.person.services.diary.write(_sent(day)))
    walker.person.open("results")


def _sealed(walker: Walker) -> None:
    card = walker.person.open("share").sealed
    card._show(setup_said.known(walker.person.desk.session, 3))
    card.result.say("Saved as /a/stick/\u200bof-mine/\u200bS003-014.diary, with 3 entries of your diary.")
    walker.person.desk.page.pdf.inside.setChecked(True)


SHOWING = Room(
    "showing",
    (
        Place("results, none yet", lambda w: w.person.open("results")),
        Place("results", _results),
        Place("results, table", lambda w: w.person.desk.page.turn()),
        Place("share", lambda w: w.person.open("share")),
        Place("share, chosen dates", lambda w: w.person.click(w.person.desk.page.choices.period.choices[2])),
        Place("share, second copy", _second_copy),
        Place("share, sealed for the clinic", _sealed),
        Place("share, the PDF", _seen_pdf),
    ),
    record_days(FIRST, 3),
    "2026-02-16T07:42",
)


def _settings(walker: Walker) -> None:
    page = walker.person.open("settings")
    page.safe.asking_box.show()
    page.safe.check.result.say("Everything agrees: 1,037 entries.")
    walker.person.click(page.reminders.on)
    page.reminders.calendar.result.say("Saved: /home/\u200banna/\u200bcalendar.ics\nA newer file updates it.")


def _step(name: str) -> Callable[[Walker], None]:
    return lambda walker: walker.person.desk.pages["settings"].open_step(name)


def _code_again(walker: Walker) -> None:
    step = walker.person.desk.pages["settings"].step
    step._to_typing()
    step.type_step.result.say("That did not work.", "bad")


def _setup_changes(walker: Walker) -> None:
    step = walker.person.desk.pages["settings"].step
    step._opened(setup_said.read(walker.person.window.kit.tr.language, first=True))


def _wording(walker: Walker) -> None:
    page = walker.person.desk.pages["settings"]
    page.wording.candidate = parse(as_json(licensed(language=walker.person.window.kit.tr.language)))
    page.open_step("wording")


SETTINGS = Room(
    "settings",
    (
        Place("settings", lambda w: w.person.open("settings")),
        Place("settings, with results", _settings),
        Place("another passphrase", _step("passphrase")),
        Place("a new code", _step("recovery")),
        Place("a new code typed back", _code_again),
        Place("without asking", _step("without_asking")),
        Place("a file from the clinic", _step("setup")),
        Place("what a file changes", _setup_changes),
        Place("a wording before it is installed", _wording),
        Place("help", lambda w: w.person.open("help")),
    ),
    record_days(FIRST, 10),
    "2026-01-15T07:42",
)

# -- the questionnaire -----------------------------------------------------------------


def _page(walker: Walker) -> Any:
    return walker.person.desk.pages["questions"]


def _answer(walker: Walker, key: Qt.Key = Qt.Key.Key_1) -> None:
    walker.person.press(key)
    walker.person.press(Qt.Key.Key_Return)


def _to_question(walker: Walker, number: int) -> None:
    page = _page(walker)
    state = page.state
    while state.at < number:
        state = state.answer(state.at, 1).next()
    page._take(state)
    walker.person.wait()


def _refuse_answer(walker: Walker) -> None:
    walker.person.click(_page(walker).item.next_button)
    walker.person.click(_page(walker).item.decline_button)


def _send(walker: Walker) -> None:
    walker.person.ask(lambda: walker.person.services.diary.write(_sent("2026-01-05")))
    page = _page(walker)
    page.leave_page()
    page.open_page()
    walker.person.wait()


QUESTIONS = Room(
    "questions",
    (
        Place("questionnaire", lambda w: w.person.open("questions")),
        Place("practice", lambda w: w.person.click(_page(w).intro.button)),
        Place("question 1", lambda w: _answer(w, Qt.Key.Key_2)),
        Place("question 1, asking", lambda w: w.person.press(Qt.Key.Key_Return)),
        Place("question 1, answered", lambda w: w.person.press(Qt.Key.Key_3)),
        Place("question 2, declined", lambda w: _refuse_answer(w)),
        Place("question 29", lambda w: _to_question(w, 29)),
        Place("question 29, answered", lambda w: w.person.press(Qt.Key.Key_7)),
        Place("review", lambda w: (_page(w)._take(_page(w).state.review()), w.person.wait())),
        Place(
            "finish?",
            lambda w: w.ask(
                "Finish the questionnaire?",
                "After finishing you cannot change your answers.",
                "Go back",
                "Finish",
            ),
        ),
        Place("put off", lambda w: (_page(w)._put_off(), w.person.wait())),
        Place("sent", _send),
    ),
    [],
)

PATIENT_ROOMS = (FIRST_RUN, WAYS_OUT, TODAY, CYCLE, CALLS, WRITING, SHOWING, SETTINGS, QUESTIONS)
