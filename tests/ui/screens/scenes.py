"""Every picture as data: its number and name, what lies in front of the window, and the way there.

The numbers are those of the design pictures; 25 and above have none beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.ui.screens import ways_before as before
from tests.ui.screens import ways_clinic as clinic
from tests.ui.screens import ways_pages as pages
from tests.ui.screens import ways_paper as paper
from tests.ui.screens import ways_today as today
from tests.ui.screens.camera import SMALLEST, USUAL, Camera, Sitting, View
from tests.ui.screens.diaries import CLINIC, FEW, MORNING, SHOWN, TODAY, Line, capsules

Way = Callable[[Camera], None]


def stay(camera: Camera) -> None:
    """What the window opens with."""


@dataclass(frozen=True)
class Scene:
    """One picture.

    ``keeps``: the way there changes nothing, so the window may be used for the next one. ``only``: text
    size and window of a picture that is taken once, light. ``golden``: a test compares it.
    """

    name: str
    sitting: Sitting
    way: Way = stay
    keeps: bool = False
    only: View | None = None
    golden: bool = False


def _dose(day: str, at: str = "07:42", **more: str) -> Line:
    return {"kind": "dose", "day": day, "time": at, "fasting": "yes", **more}


def _pressure(day: str, *readings: str, at: str = "07:40") -> Line:
    return {"kind": "bp", "day": day, "time": at, "readings": list(readings)}


_NOW = _dose(TODAY)
_HIGH = _pressure(TODAY, "165/102", "164/101")
_TIRED: Line = {"kind": "symptom", "day": TODAY, "severities": {"tiredness": 2}, "time": "07:41"}
_FAINTED: Line = {"kind": "sign", "day": TODAY, "sign": "fainting", "present": True}
_LOOSE: Line = {"kind": "symptom", "day": TODAY, "severities": {"diarrhoea": 2}}
_HELD: Line = {"kind": "hold", "from": TODAY, "to": "2026-06-22", "written": "2026-06-18T16:30"}
_STOP: Line = {"kind": "stop", "day": TODAY}
_REST = tuple(capsules(date(2026, 6, 19), 10))
_NEXT: Line = {"kind": "cycle_start", "day": "2026-07-06", "written": "2026-07-03T11:00"}
_LATER: Line = {"kind": "cycle_start", "day": "2026-07-10", "written": "2026-07-06T11:00"}
_SICK: Line = {"kind": "dose", "day": TODAY, "status": "not_taken", "reason": "felt_sick"}
_FORM: Line = {"kind": "qlq", "day": TODAY, "time": "07:00", "answers": {"1": 2, "29": 5, "30": 5}}

_BEFORE = Sitting("", "2026-05-04T06:50")
_LOCKED = Sitting("sample", MORNING, opened=False)
_SAMPLE = Sitting("sample", MORNING)
_RESULTS = Sitting("results", "2026-10-19T07:42")


def _on(at: str, *lines: Line, diary: str = "sample") -> Sitting:
    return Sitting(diary, at, lines)


FIRST_RUN = (
    Scene("01-welcome", _BEFORE, keeps=True, golden=True),
    Scene("01-sample-data", _BEFORE, before.look_around),
    Scene("02-passphrase", _BEFORE, before.passphrase),
    Scene("02-recovery-back", _BEFORE, before.typed_back),
    Scene("02-treatment", _BEFORE, before.treatment),
    Scene("02-setup-file", _BEFORE, before.setup_says),
    Scene("02-remind", _BEFORE, before.remind),
)
OPENING = (
    Scene("02-unlock", _LOCKED, keeps=True),
    Scene("02-clinic", _BEFORE, before.clinics_first),
    Scene("02-sign-in", _LOCKED, before.sign_in),
    Scene("02-unlock-wrong", _LOCKED, before.wrong_passphrase),
    Scene("02-open-without-asking", _LOCKED, before.open_by_itself),
    Scene("02-forgotten", _LOCKED, before.forgotten),
    Scene("02-forgotten-new", _LOCKED, before.new_passphrase),
    Scene("02-damaged", _LOCKED, before.damaged),
    Scene("02-damaged-passphrase", _LOCKED, before.from_backup),
    Scene("02-damaged-restored", _LOCKED, before.restored),
)
CAPSULE = (
    Scene("03-today-dose-due", _SAMPLE, pages.page("today"), keeps=True, golden=True),
    Scene("19-today-text-150", _SAMPLE, pages.page("today"), only=View(text=150, size=USUAL)),
    Scene("22-today-1024x720", _SAMPLE, pages.page("today"), only=View(size=SMALLEST)),
    Scene("03-today-past-late", _on("2026-06-19T10:20")),
    Scene("03-today-first-day", _on("2026-05-04T07:05", diary="new")),
    Scene("03-today-after-midnight", _on("2026-06-20T01:10")),
    Scene("03-today-earlier", _SAMPLE, today.earlier),
    Scene("03-today-not-taken", _SAMPLE, today.not_taken_form),
    Scene("03-today-past-day", _on(MORNING, diary="untidy"), today.past_day),
    Scene("04-today-stomach", _SAMPLE, today.taken),
    Scene("04-today-taken", _on("2026-06-19T07:45", _NOW, _FORM)),
    Scene("04-today-taken-late", _on("2026-06-19T11:45", _dose(TODAY, "11:30"))),
    Scene("04-today-not-taken", _on("2026-06-19T11:45", _SICK)),
    Scene("04-today-correct", _SAMPLE, today.correct),
    Scene("04-today-second-capsule", _SAMPLE, today.second_capsule),
    Scene("04-today-two-capsules", _SAMPLE, today.two_taken),
    Scene("04-today-with-help", _SAMPLE, today.with_help),
)
CALLS = (
    Scene("04-today-logged-alert", _on("2026-06-19T08:10", _NOW, _TIRED, _HIGH)),
    Scene("04-today-call-before-capsule", _on("2026-06-19T08:10", _HIGH)),
    Scene("04-today-measure-again", _SAMPLE, today.measure_again_today),
    Scene("04-today-emergency", _on("2026-06-19T08:10", _FAINTED)),
    Scene("04-today-called", _on("2026-06-19T08:10", _NOW, _HIGH), today.called),
    Scene("04-today-call-soon", _on("2026-06-19T08:10", _LOOSE)),
)
NO_CAPSULE = (
    Scene("05-today-rest-day", _on("2026-07-01T08:10", *_REST)),
    Scene("05-today-off-plan", _on("2026-07-01T08:10", *_REST), today.another),
    Scene("05-today-off-plan-time", _on("2026-07-01T08:10", *_REST), today.outside_the_plan),
    Scene("05-today-evening-before", _on("2026-07-05T19:30", *_REST, _NEXT)),
    Scene("05-today-next-cycle", _on("2026-07-07T08:10", *_REST)),
    Scene("05-today-next-cycle-day", _on("2026-07-07T08:10", *_REST), today.told_a_day),
    Scene("05-today-delayed", _on("2026-07-08T08:10", *_REST, _LATER)),
    Scene("05-today-held", _on(MORNING, _HELD)),
    Scene("05-today-not-begun", _on(MORNING, diary="not begun")),
    Scene("05-today-no-day-yet", _on(MORNING, diary="no day yet")),
    Scene("05-today-study-over", _on(MORNING, _STOP)),
)
HOW_IT_IS = (
    Scene("06-symptoms-empty", _SAMPLE, pages.page("symptoms"), keeps=True, golden=True),
    Scene("06-symptoms", _SAMPLE, today.symptoms),
    Scene("06-symptoms-others", _SAMPLE, today.symptoms_all),
    Scene("06-symptoms-signs", _SAMPLE, pages.to_end("symptoms")),
    Scene("06-vitals", _SAMPLE, pages.page("vitals"), keeps=True, golden=True),
    Scene("06-vitals-rest", _SAMPLE, today.rest),
    Scene("06-vitals-two-readings", _SAMPLE, today.two_readings),
    Scene("06-vitals-question", _SAMPLE, today.odd_reading),
    Scene("06-vitals-refused", _SAMPLE, today.reading_refused),
    Scene("06-vitals-measure-again", _SAMPLE, today.measure_again),
    Scene("06-vitals-signs", _SAMPLE, today.very_high),
    Scene("06-vitals-fever", _SAMPLE, today.fever),
)
QUESTIONS = (
    Scene("07-questionnaire-start", _SAMPLE, pages.page("questions"), keeps=True, golden=True),
    Scene("07-questionnaire-practice", _SAMPLE, pages.practice),
    Scene("07-questionnaire-item", _SAMPLE, pages.item(12)),
    Scene("07-questionnaire-chosen", _SAMPLE, pages.item(12, chosen=2)),
    Scene("07-questionnaire-asking", _SAMPLE, pages.item(12, empty=True)),
    Scene("08-questionnaire-overall", _SAMPLE, pages.item(29)),
    Scene("08-questionnaire-overall-chosen", _SAMPLE, pages.item(29, chosen=5)),
    Scene("09-questionnaire-review", _SAMPLE, pages.review),
    Scene("09-questionnaire-finish", _SAMPLE, pages.finishing),
    Scene("09-questionnaire-done", _SAMPLE, pages.finished),
)
LOOKING_BACK = (
    Scene("10-diary", _SAMPLE, pages.page("diary"), keeps=True, golden=True),
    Scene("10-diary-older-day", _SAMPLE, pages.day("2026-06-02")),
    Scene("10-diary-correct", _SAMPLE, pages.of_a_day("2026-06-17", "correct")),
    Scene("10-diary-no-entry", _on(MORNING, diary="untidy"), pages.day("2026-06-17")),
    Scene("10-diary-add-symptoms", _on(MORNING, diary="untidy"), pages.of_a_day("2026-06-17", "symptoms")),
    Scene("10-diary-add-reading", _on(MORNING, diary="untidy"), pages.of_a_day("2026-06-17", "reading")),
    Scene("11-results", _RESULTS, pages.page("results"), keeps=True, golden=True),
    Scene("11-results-end", _RESULTS, pages.to_end("results")),
    Scene("11-results-table", _RESULTS, pages.results_table),
    Scene("11-results-none-yet", _on(MORNING, diary="new"), pages.page("results")),
    Scene("12-share", _SAMPLE, pages.page("share"), keeps=True, golden=True),
    Scene("12-share-sealed", _SAMPLE, pages.sealed),
    Scene("12-share-end", _SAMPLE, pages.to_end("share")),
    Scene("12-share-look", _SAMPLE, pages.look_first),
)
AROUND = (
    Scene("25-settings", _SAMPLE, pages.settings, keeps=True, golden=True),
    Scene("25-settings-safe", _SAMPLE, pages.safe),
    Scene("25-settings-setup-file", _SAMPLE, pages.setup_changes),
    Scene("25-settings-passphrase", _SAMPLE, pages.settings_step("passphrase")),
    Scene("26-settings-reminders", _SAMPLE, pages.reminders),
    Scene("26-reminder", _SAMPLE, today.reminder),
    Scene("27-help", _SAMPLE, pages.page("help"), keeps=True, golden=True),
    Scene("27-help-end", _SAMPLE, pages.to_end("help")),
    Scene("28-locked", _SAMPLE, before.lock, golden=True),
)
_CLINIC = Sitting(CLINIC, MORNING)
CLINIC_SCENES = (
    Scene("13-clinic-patients", _CLINIC, pages.page("patients"), keeps=True),
    Scene("13-clinic-patients-overdue", _CLINIC, clinic.filtered("overdue"), keeps=True),
    Scene("13-clinic-add-patient", _CLINIC, clinic.add_patient),
    Scene("13-clinic-text-200", _CLINIC, pages.page("patients"), only=View(text=200, size=SMALLEST)),
    Scene("14-clinic-overview", _CLINIC, clinic.patient("overview"), keeps=True),
    Scene("14-clinic-doses", _CLINIC, clinic.patient("doses"), keeps=True),
    Scene("14-clinic-symptoms", _CLINIC, clinic.patient("symptoms"), keeps=True),
    Scene("14-clinic-pressure", _CLINIC, clinic.patient("pressure"), keeps=True),
    Scene("14-clinic-corrections", _CLINIC, clinic.patient("corrections"), keeps=True),
    Scene("14-clinic-files", _CLINIC, clinic.patient("files"), keeps=True),
    Scene("16-clinic-qlq-trends", _CLINIC, clinic.patient("qlq"), keeps=True),
    Scene("14-clinic-hand-over", _CLINIC, clinic.hand_over, keeps=True),
    Scene("30-clinic-visits", _CLINIC, clinic.patient("visits"), keeps=True),
    Scene("31-clinic-review", _CLINIC, pages.page("review"), keeps=True),
    Scene("15-clinic-paper-waiting", _CLINIC, paper.papers),
    Scene("15-clinic-paper-typing", _CLINIC, paper.typing),
    Scene("15-clinic-paper-entry", _CLINIC, paper.settle),
    Scene("15-clinic-paper-scored", _CLINIC, paper.scored),
    Scene("15-clinic-paper-sheet", _CLINIC, paper.sheet),
    Scene("17b-clinic-log", _CLINIC, pages.page("log"), keeps=True),
    Scene("17b-clinic-log-life", _CLINIC, clinic.life, keeps=True),
    Scene("32-clinic-import", _CLINIC, clinic.looked_at),
    Scene("32-clinic-import-taken-in", _CLINIC, clinic.taken_in),
    Scene("33-clinic-study", _CLINIC, pages.page("study"), keeps=True),
    Scene("33-clinic-study-reason", _CLINIC, clinic.missing_reason, keeps=True),
    Scene("33-clinic-deterioration", _CLINIC, clinic.deterioration, keeps=True),
    Scene("25-clinic-settings", _CLINIC, pages.settings),
    Scene("27-clinic-help", _CLINIC, pages.page("help"), keeps=True),
)
_FEW = Sitting(FEW, MORNING)
FEW_SCENES = (
    Scene("13-clinic-few", _FEW, pages.page("patients"), keeps=True, golden=True),
    Scene("14-clinic-few", _FEW, clinic.patient("overview", SHOWN), keeps=True, golden=True),
    Scene("15-clinic-few", _FEW, pages.page("paper"), keeps=True, golden=True),
)
"""Compared alone: ``docs/screenshots`` has the trial of 44."""
SCENES = (
    *FIRST_RUN, *OPENING, *CAPSULE, *CALLS, *NO_CAPSULE, *HOW_IT_IS, *QUESTIONS, *LOOKING_BACK, *AROUND,
    *CLINIC_SCENES,
)  # fmt: skip
