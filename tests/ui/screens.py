"""Takes the pictures of ``docs/screenshots`` from the real window, with made-up sample data.

Run under a screen, or a virtual one:
``xvfb-run -a -s "-screen 0 1400x1000x24" env QT_QPA_PLATFORM=xcb python -m tests.ui.screens [FOLDER]``
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from diary_app.bootstrap import create_store, open_store
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.security.recovery_code import RecoveryCode
from diary_app.services.founding import Founding
from diary_app.ui.application import make_application, make_window
from diary_app.ui.main_window import MainWindow
from diary_app.ui.reminders import Reminders
from diary_app.ui.task_runner import TaskRunner
from tests.support import ZONE, FixedClock
from tests.ui.memory_keychain import MemoryKeychain

USUAL_PLACE = "/home/me/.local/share/morning-diary"
ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "river lantern quiet orange"
MORNING = "2026-06-19T07:42"


def sample_diary(folder: Path, clock: FixedClock) -> None:
    """A made-up participant in cycle 3, day 5, with two cycles behind them; marked as sample data."""
    founding = Founding(
        role="patient", plan=find_protocol("alter-s003"), zone=ZONE, language="en",
        participant="S003-014", first_dose=date(2026, 5, 4), sample=True,
    )  # fmt: skip
    with create_store(folder, PASSPHRASE, founding, clock=clock, cost=LEAST_COST) as store:
        for line in sample_lines():
            moment = line.get("time", "07:30")
            clock.set(f"{line['day']}T{moment}")
            store.diary.write(line)
    clock.set(MORNING)


def sample_lines() -> list[dict[str, Any]]:
    """Record lines in the order of their days."""
    lines: list[dict[str, Any]] = [
        {"kind": "qlq", "day": "2026-05-04", "time": "06:40", "answers": answers(0)}
    ]
    lines += capsules(date(2026, 5, 4), 14)
    lines += [{"kind": "cycle_start", "day": "2026-05-25"}]
    lines += capsules(date(2026, 5, 25), 8)
    lines += [{"kind": "dose", "day": "2026-06-02", "time": "11:20", "fasting": "no"}]
    lines += capsules(date(2026, 6, 3), 5)
    lines += [{"kind": "cycle_start", "day": "2026-06-15"}]
    lines += capsules(date(2026, 6, 15), 3)
    lines += [{"kind": "bp", "day": "2026-06-18", "time": "07:00", "readings": ["131/84", "128/82"]}]
    lines += capsules(date(2026, 6, 18), 1)
    lines += [{"kind": "visit", "day": "2026-07-06"}]
    return lines


def capsules(first: date, count: int) -> list[dict[str, Any]]:
    """Capsules taken on ``count`` mornings."""
    days = [first + timedelta(days=index) for index in range(count)]
    return [
        {"kind": "dose", "day": day.isoformat(), "time": f"07:{10 + day.day % 20}", "fasting": "yes"}
        for day in days
    ]


def answers(shift: int) -> dict[str, int]:
    """Made-up answers to all 30 items."""
    return {str(n): (n + shift) % 2 + 1 if n < 29 else 5 for n in range(1, 31)}


class Photographer:
    """Works the window and takes its pictures."""

    def __init__(
        self, folder: Path, out: Path, clock: FixedClock, keychain: MemoryKeychain | None = None
    ) -> None:
        self.out, self.clock = out, clock
        self.application = make_application([])
        self.runner = TaskRunner()
        self.window: MainWindow = make_window(
            folder, "en", self.runner, clock=clock, cost=LEAST_COST, keychain=lambda: keychain
        )
        self.window.resize(1280, 800)
        self.window.show()
        QCursor.setPos(1399, 999)  # away from everything that lights up
        QTest.qWaitForWindowExposed(self.window)
        self.window.activateWindow()
        self.settle()

    def settle(self, seconds: float = 0.25) -> None:
        """Until the worker is idle and everything is painted."""
        until = time.monotonic() + seconds
        while self.runner.busy or time.monotonic() < until:
            self.application.processEvents()
            time.sleep(0.002)

    def take(self, name: str) -> None:
        """Save what the window shows now."""
        self.settle()
        path = self.out / f"{name}.png"
        if not self.window.grab().save(str(path)):
            raise OSError(f"{path} was not saved")
        print(path.name)

    def click(self, widget: Any) -> None:
        """Press and let go."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QCursor.setPos(1399, 999)
        self.settle()

    def key(self, key: int) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key(key))
        self.settle(0.02)

    def open(self, page: str) -> Any:
        """Go to a page."""
        desk: Any = self.window.desk
        desk.open_page(page)
        self.settle()
        return desk.pages[page]

    @property
    def today(self) -> Any:
        """The Today page."""
        desk: Any = self.window.desk
        return desk.pages["today"]

    def unlock(self) -> None:
        """Open the diary."""
        QTest.keyClicks(self.window.gate.unlock.field.control, PASSPHRASE)
        self.key(Qt.Key.Key_Return)
        self.settle()

    def close(self) -> None:
        """Close the diary and the window."""
        self.window.close()
        self.settle()
        self.runner.stop()


def first_run(out: Path, folder: Path) -> None:
    """Pictures 01 and 02, the code typed back, and the study number."""
    camera = Photographer(folder, out, FixedClock("2026-05-04T06:50"), MemoryKeychain())
    making = camera.window.gate.making
    assert making is not None
    camera.take("01-welcome")
    in_chinese(camera, "01-welcome-zh")
    making = camera.window.gate.making
    assert making is not None
    camera.click(making.welcome.start_button)
    page = making.passphrase
    assert page is not None
    QTest.keyClicks(page.second.control, PASSPHRASE)
    QTest.keyClicks(page.first.control, PASSPHRASE)
    camera.click(page.first.button)
    page.first.control.setFocus()
    page.keep._say("Printed at 06:50")
    camera.take("02-passphrase")
    camera.click(page.next_button)
    type_back(camera)
    assert making.treatment is not None
    QTest.keyClicks(making.treatment.number.control, "S003-014")
    camera.click(making.treatment.consent)
    camera.take("02-treatment")
    camera.close()


def in_chinese(camera: Photographer, name: str) -> None:
    """A page before the diary, and back to English."""
    for place in (1, 0):
        choice = camera.window.gate.page.language_choice
        assert choice is not None
        camera.click(choice.choices[place])
        if place:
            camera.take(name)


def look_around(out: Path, folder: Path) -> None:
    """The made-up diary, and the section about language and text, light and dark."""
    camera = Photographer(folder, out, FixedClock("2026-06-19T07:42"), MemoryKeychain())
    making = camera.window.gate.making
    assert making is not None
    camera.click(making.welcome.visit_button)
    camera.take("01-sample-data")
    camera.open("settings")
    camera.take("25-settings-look")
    camera.window.kit.commands.setting_requested.emit("theme", "dark")
    camera.take("25-settings-look-dark")
    camera.close()


def type_back(camera: Photographer) -> None:
    """The code typed back: two lines right, the third not yet, then all of it."""
    making = camera.window.gate.making
    assert making is not None
    assert making.typed_back is not None
    assert making.passphrase is not None
    lines = making.passphrase.keep.code.lines()
    fields = making.typed_back.entry.fields
    for place, typed in enumerate((lines[0], lines[1].lower(), lines[2][:8] + "U")):
        fields[place].control.setFocus()
        QTest.keyClicks(fields[place].control, typed)
    fields[3].control.setFocus()
    camera.take("02-recovery-back")
    fields[2].control.clear()
    QTest.keyClicks(fields[2].control, lines[2])
    QTest.keyClicks(fields[3].control, lines[3])
    camera.click(making.typed_back.next_button)


def other_ways_in(out: Path, place: Path) -> None:
    """The forgotten passphrase, then the damaged diary and its backup; made-up data throughout."""
    clock = FixedClock("2026-05-04T06:30")
    sample_diary(place, clock)
    code = RecoveryCode.new()
    with open_store(place, PASSPHRASE, clock=clock) as store:
        store.access.keep_recovery_code(PASSPHRASE, code)
        store.opened.store.keep_backup()
    clock.set("2026-06-20T07:31")
    camera = Photographer(place, out, clock)
    forgotten(camera, code)
    camera.window.lock()
    camera.settle()
    damaged(camera, place)
    camera.close()


def forgotten(camera: Photographer, code: RecoveryCode) -> None:
    """The code, its second line not typed right at first, then a new passphrase."""
    gate = camera.window.gate
    camera.click(gate.unlock.forgotten_button)
    assert gate.forgetting.code_page is not None
    entry, lines = gate.forgetting.code_page.entry, code.lines()
    wrong = lines[1][1] + lines[1][0] + lines[1][2:] if lines[1][0] != lines[1][1] else "0000-0000"
    for field, line in zip(entry.fields[:2], (lines[0], wrong), strict=True):
        field.control.setFocus()
        QTest.keyClicks(field.control, line)
    entry.fields[2].control.setFocus()
    camera.take("02-forgotten")
    for field, line in zip(entry.fields, lines, strict=True):
        field.control.setText(line)
    camera.click(gate.forgetting.code_page.next_button)
    page = gate.forgetting.new_page
    assert page is not None
    camera.click(page.choose.suggest_button)
    page.choose.first.control.setText("velvet canyon drift almond")
    camera.take("02-forgotten-new")
    page.choose.second.control.setText("velvet canyon drift almond")
    camera.settle()
    camera.click(page.open_button)


def damaged(camera: Photographer, place: Path) -> None:
    """A database that cannot be read any more, and the backup in its place."""
    (place / "diary.db").write_bytes(bytes(8192))
    gate = camera.window.gate
    QTest.keyClicks(gate.unlock.field.control, "velvet canyon drift almond")
    camera.key(Qt.Key.Key_Return)
    camera.settle()
    home(gate.problem, str(place), USUAL_PLACE)
    camera.take("02-damaged")
    camera.click(gate.problem.backup_button)
    page: Any = gate.page
    QTest.keyClicks(page.field.control, "not this one")
    page.field.control.clear()
    camera.take("02-damaged-passphrase")
    QTest.keyClicks(page.field.control, PASSPHRASE)
    camera.key(Qt.Key.Key_Return)
    camera.settle()
    home(gate.page, str(place), USUAL_PLACE)
    camera.take("02-damaged-restored")


def without_asking(out: Path, place: Path) -> None:
    """A diary that opens by itself, and the page after it locked itself."""
    clock, keychain = FixedClock("2026-05-04T06:30"), MemoryKeychain()
    sample_diary(place, clock)
    with open_store(place, PASSPHRASE, clock=clock) as store:
        store.access.open_without_asking(PASSPHRASE, keychain)
    camera = Photographer(place, out, clock, keychain)
    camera.window.lock(by_hand=False)
    camera.settle()
    camera.take("02-open-without-asking")
    camera.close()


def results(out: Path, place: Path) -> None:
    """Picture 11: four made-up forms and a missed one; its end, the table, dark, small with large text."""
    clock = FixedClock("2026-05-04T06:30")
    sample_diary(place, clock)
    changed = {"9": 2, "10": 3, "11": 1, "12": 3, "18": 2, "19": 2, "22": 3, "26": 3, "29": 6, "30": 6}
    with open_store(place, PASSPHRASE, clock=clock) as store:
        for day, given in (
            ("2026-06-15", answers(0) | {"10": 2, "18": 3}),
            ("2026-07-27", answers(0) | {"13": 3, "17": 2, "20": 2}),
            ("2026-10-19", answers(0) | changed),
        ):
            clock.set(f"{day}T06:40")
            store.diary.write({"kind": "qlq", "day": day, "time": "06:40", "answers": given})
    camera = Photographer(place, out, clock)
    camera.unlock()
    results_pictures(camera)
    camera.close()


def results_pictures(camera: Photographer) -> None:
    """The charts, their end, the table, dark, and the smallest window at 200 %."""
    page, look = camera.open("results"), camera.window.kit.look
    camera.take("11-results")
    bar = page.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    camera.take("11-results-end")
    camera.click(page.table_button)
    camera.take("11-results-table")
    camera.click(page.table_button)
    camera.window.kit.appearance.set_look(type(look)(theme="dark"))
    camera.take("11-results-dark")
    camera.window.resize(1024, 720)
    camera.window.kit.appearance.set_look(type(look)(text=200))
    camera.settle()
    page.walk.cards[0].clearFocus()
    page.walk.focus_first()
    camera.take("11-results-1024x720-text-200")
    camera.window.kit.appearance.set_look(look)
    camera.window.resize(1280, 800)


def today(camera: Photographer) -> None:
    """Pictures 03, 04, 18, 22 and 23, and the forms in the card."""
    window, page = camera.window, camera.today
    camera.take("03-today-dose-due")
    window.kit.appearance.set_look(type(window.kit.look)(theme="dark"))
    camera.take("18-today-dose-due-dark")
    window.kit.appearance.set_look(type(window.kit.look)())
    window.resize(1024, 720)
    camera.take("22-today-1024x720")
    window.kit.appearance.set_look(window.kit.look.with_text(200))
    camera.take("23-today-1024x720-text-200")
    window.kit.appearance.set_look(window.kit.look.with_text(100))
    window.resize(1280, 800)
    camera.click(page.card.earlier_button)
    camera.take("03-today-earlier")
    camera.click(page.card.back_button)
    camera.click(page.card.not_taken_button)
    camera.take("03-today-not-taken")
    camera.click(page.card.back_button)
    camera.click(page.card.now_button)
    camera.take("04-today-stomach")
    camera.click(page.card.stomach.segments.choices[0])
    write(camera, {"kind": "bp", "day": "2026-06-19", "time": "07:40", "readings": ["165/102", "164/101"]})
    write(camera, {"kind": "symptom", "day": "2026-06-19", "severities": {"tiredness": 2}})
    camera.open("today")
    camera.take("04-today-logged-alert")
    camera.click(page.card.correct_button)
    camera.take("04-today-correct")
    camera.click(page.card.back_button)


def write(camera: Photographer, line: dict[str, Any]) -> None:
    """Something that came from elsewhere: a reading, for instance."""
    desk: Any = camera.window.desk
    faults: list[Exception] = []
    camera.runner.run(lambda: desk.session.store.diary.write(line), lambda _: None, faults.append)
    camera.settle()
    if faults:
        raise faults[0]


def symptoms(camera: Photographer) -> None:
    """Picture 06."""
    page = camera.open("symptoms")
    for row, grade in zip(page.rows, (2, 1, 0, 1), strict=False):
        row.scale.choose(grade)
    QTest.keyClicks(page.note.control, "Slept badly, woke up at 4.")
    page.rows[4].focus_grade(0)
    camera.take("06-symptoms")
    camera.click(page.save_button)


def vitals(camera: Photographer) -> None:
    """Picture 04: measurements, measure again, and the call when no reading follows."""
    page = camera.open("vitals")
    QTest.keyClicks(page.form.first.high.control, "165")
    QTest.keyClicks(page.form.first.low.control, "102")
    camera.take("04-vitals")
    camera.click(page.foot.save_button)
    camera.open("today")
    camera.take("04-today-measure-again")
    camera.clock.set("2026-06-19T08:05")
    camera.open("today")
    camera.take("04-today-call")


def questionnaire(camera: Photographer) -> None:
    """Pictures 07, 08 and 09."""
    page = camera.open("questions")
    camera.take("07-questionnaire-start")
    camera.click(page.intro.button)
    camera.take("07-questionnaire-practice")
    camera.key(Qt.Key.Key_2)
    camera.key(Qt.Key.Key_Return)
    while page.state.place == "item":
        picture_or_answer(camera, page)
    camera.take("09-questionnaire-review")
    finish(camera, page)
    camera.take("09-questionnaire-done")


def picture_or_answer(camera: Photographer, page: Any) -> None:
    """One question: pictures of 12 and 29, a skip at 23, a refusal at 27."""
    n = page.state.at
    if n in (12, 29):
        camera.take("07-questionnaire-item" if n == 12 else "08-questionnaire-overall")
    if n in (12, 23):
        camera.click(page.item.next_button)
    if n == 12:
        camera.take("07-questionnaire-asking")
    if n == 23:
        camera.click(page.item.skip_button)
        return
    if n == 27:
        camera.click(page.item.decline_button)
    else:
        camera.key(Qt.Key.Key_5 if n > 28 else Qt.Key(Qt.Key.Key_1 + n % 3))
    if n == 12:
        camera.take("07-questionnaire-chosen")
    camera.key(Qt.Key.Key_Return)
    camera.settle(0.02)


def finish(camera: Photographer, page: Any) -> None:
    """The confirmation, then the end."""

    def confirm() -> None:
        dialog: Any = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        dialog.grab().save(str(camera.out / "09-questionnaire-finish.png"))
        dialog.act_button.click()

    QTimer.singleShot(400, confirm)
    camera.click(page.review.finish_button)


def share(camera: Photographer) -> None:
    """Picture 12, and the PDF in the window."""
    page = camera.open("share")
    camera.take("12-share")
    camera.click(page.look_button)
    camera.settle(1.0)
    camera.take("12-share-look")
    camera.click(page.viewer.back_button)


def diary(camera: Photographer) -> None:
    """Picture 10: a day within the window being corrected, an older one, dark and small."""
    window, page = camera.window, camera.open("diary")
    page.choose(date(2026, 6, 2))
    camera.take("10-diary-older-day")
    page.choose(date(2026, 6, 17))
    camera.settle()
    camera.click(page.card.buttons["correct"])
    camera.take("10-diary-history")
    page.go_back()
    window.kit.appearance.set_look(type(window.kit.look)(theme="dark"))
    camera.take("10-diary-history-dark")
    window.resize(1024, 720)
    window.kit.appearance.set_look(type(window.kit.look)().with_text(200))
    camera.settle(1.0)
    camera.take("10-diary-1024x720-text-200")
    window.kit.appearance.set_look(type(window.kit.look)())
    window.resize(1280, 800)


def settings(camera: Photographer) -> None:
    """The section that keeps the diary safe, with a backup and a second copy."""
    desk: Any = camera.window.desk
    desk.housekeeper.look()
    page = camera.open("settings")
    with tempfile.TemporaryDirectory() as place:
        stick = Path(place)
        page.safe.second_panel.take(stick)
        camera.settle(1.0)
        home(page, str(stick), "/media/stick")
        home(page, str(desk.session.store.opened.store.folder), USUAL_PLACE)
        page.safe.passphrase_button.setFocus()
        camera.take("25-settings-safe")
        camera.window.kit.commands.setting_requested.emit("second_backup", "")
    page.open_step("passphrase")
    camera.take("25-settings-passphrase")
    page.go_back()


def home(page: Any, folder: str, shown: str) -> None:
    """Show a made-up place in the picture instead of the temporary one."""
    for label in page.findChildren(QLabel):
        text = label.text().replace("\u200b", "")
        if folder in text:
            label.setText(text.replace(folder, shown))


def reminders(camera: Photographer) -> None:
    """Their section in Settings, light and dark, and the banner of a reminder on Today."""
    page, kit = camera.open("settings"), camera.window.kit
    camera.click(page.reminders.on)
    page.scroller.verticalScrollBar().setValue(page.reminders.y() - 8)
    page.reminders.time.control.setFocus()
    camera.take("26-settings-reminders")
    look = kit.look
    kit.appearance.set_look(type(look)(theme="dark"))
    camera.take("26-settings-reminders-dark")
    kit.appearance.set_look(look)
    camera.click(page.reminders.on)
    camera.open("today")
    shown = Reminders(camera.window, camera.runner, Path("none"), camera.clock)
    shown._remind(missed=False)
    camera.take("26-reminder")
    shown.stop()


def later_days(camera: Photographer) -> None:
    """A rest day, and the question of day 22."""
    for day, name in (("2026-07-01", "05-today-rest-day"), ("2026-07-07", "03-today-next-cycle")):
        camera.clock.set(f"{day}T08:10")
        camera.open("today")
        camera.take(name)
    camera.click(camera.today.card.yes_button)
    camera.take("03-today-next-cycle-day")
    camera.window.lock()
    camera.settle()
    QTest.keyClicks(camera.window.gate.unlock.field.control, "not this one")
    camera.click(camera.window.gate.unlock.button)
    camera.take("02-unlock-wrong")


def main(out: Path) -> None:
    """Take every picture anew."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        first_run(out, Path(place) / "none")
        look_around(out, Path(place) / "nowhere")
        other_ways_in(out, Path(place) / "forgotten")
        without_asking(out, Path(place) / "without asking")
        results(out, Path(place) / "results")
        folder, clock = Path(place) / "sample", FixedClock("2026-05-04T06:30")
        sample_diary(folder, clock)
        camera = Photographer(folder, out, clock)
        camera.take("02-unlock")
        camera.unlock()
        steps: list[Callable[[Photographer], None]] = [
            today,
            symptoms,
            questionnaire,
            share,
            diary,
            settings,
            reminders,
            vitals,
            later_days,
        ]
        for step in steps:
            step(camera)
        camera.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
