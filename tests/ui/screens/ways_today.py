"""Ways through Today and the pages that its cards lead to."""

from __future__ import annotations

from pathlib import Path

from diary_app.ui.reminders import Reminders
from tests.ui.screens.camera import Camera


def earlier(camera: Camera) -> None:
    """The time of a capsule taken before."""
    camera.click(camera.today.card.earlier_button)


def not_taken_form(camera: Camera) -> None:
    """Why not."""
    camera.click(camera.today.card.not_taken_button)


def not_taken(camera: Camera) -> None:
    """Written down as not taken."""
    not_taken_form(camera)
    form = camera.today.card
    camera.click(form.reasons["felt_sick"])
    camera.click(form.save_button)


def taken(camera: Camera) -> None:
    """Taken now; the stomach is asked about."""
    camera.click(camera.today.card.now_button)


def taken_whole(camera: Camera) -> None:
    """Taken now, with an empty stomach."""
    taken(camera)
    camera.click(camera.today.card.stomach.segments.choices[0])


def correct(camera: Camera) -> None:
    """The time corrected, with its reason open."""
    taken_whole(camera)
    camera.click(camera.today.card.correct_button)
    camera.today.card.time.control.stepBy(-1)


def another(camera: Camera) -> None:
    """A second capsule, or one outside the plan: what is already there, and the question."""
    camera.with_dialog(lambda: camera.click(camera.today.card.another_button))


def second_capsule(camera: Camera) -> None:
    """A second capsule tried."""
    taken_whole(camera)
    another(camera)


def outside_the_plan(camera: Camera) -> None:
    """One on a day without: when it was taken."""
    camera.with_dialog(lambda: camera.click(camera.today.card.another_button), then="act_button")
    camera.settle()
    camera.picture()  # of the question; the form is wanted


def two_taken(camera: Camera) -> None:
    """Two capsules written down for today."""
    taken_whole(camera)
    outside_the_plan(camera)
    camera.click(camera.today.card.save_button)


def past_day(camera: Camera) -> None:
    """A day without an entry, pressed in the strip."""
    [mark] = camera.today.view.unrecorded[-1:]
    camera.today.past_days.open(mark)


def told_a_day(camera: Camera) -> None:
    """The day the clinic told for the next cycle."""
    camera.click(camera.today.card.yes_button)


def reminder(camera: Camera) -> None:
    """The banner of a reminder."""
    shown = Reminders(camera.window, camera.runner, Path("none"), camera.clock)
    shown._remind(missed=False)
    camera.afterwards.append(shown.stop)


def symptoms(camera: Camera) -> None:
    """Some rows filled in, a note."""
    page = camera.open("symptoms")
    for row, grade in zip(page.rows, (2, 1, 0, 1), strict=False):
        row.scale.choose(grade)
    note = {"en": "Slept badly, woke up at 4.", "zh_CN": "没睡好，4 点就醒了。"}
    page.note.control.insert(note[camera.view.language])
    page.rows[4].focus_place(0)


def symptoms_all(camera: Camera) -> None:
    """All others: none."""
    symptoms(camera)
    camera.click(camera.page.others_button)


def rest(camera: Camera) -> None:
    """The first reading is whole: a minute of rest."""
    page = camera.open("vitals")
    camera.type(page.form.first.high, "138")
    camera.type(page.form.first.low, "86")


def two_readings(camera: Camera) -> None:
    """Both readings, weight and temperature."""
    rest(camera)
    form = camera.page.form
    camera.type(form.second.high, "134")
    camera.type(form.second.low, "84")
    camera.type(form.weight, "61.5")
    camera.type(form.temperature, "36.8")


def odd_reading(camera: Camera) -> None:
    """Readings that are far apart are asked about before they are saved."""
    rest(camera)
    page = camera.page
    camera.type(page.form.second.high, "205")
    camera.type(page.form.second.low, "84")
    camera.click(page.foot.save_button)


def reading_refused(camera: Camera) -> None:
    """A number that cannot be."""
    page = camera.open("vitals")
    camera.type(page.form.first.high, "12")
    camera.type(page.form.first.low, "84")
    camera.click(page.foot.save_button)


def measure_again(camera: Camera) -> None:
    """A reading over the limit: another one first."""
    page = camera.open("vitals")
    camera.type(page.form.first.high, "165")
    camera.type(page.form.first.low, "102")
    camera.click(page.foot.save_button)


def measure_again_today(camera: Camera) -> None:
    """The same, told on Today."""
    measure_again(camera)
    camera.open("today")


def very_high(camera: Camera) -> None:
    """A very high reading: the signs that would make of it an emergency are asked at once."""
    page = camera.open("vitals")
    for field, number in zip(page.form.fields[:4], ("186", "122", "184", "121"), strict=True):
        camera.type(field, number)
    camera.click(page.foot.save_button)
    if page.foot.yes_button.isVisible():  # so far from the last one that it is asked about
        camera.click(page.foot.yes_button)


def fever(camera: Camera) -> None:
    """A fever: the sign that goes with it is asked at once."""
    page = camera.open("vitals")
    camera.type(page.form.temperature, "38.6")
    camera.click(page.foot.save_button)


def called(camera: Camera) -> None:
    """ "I called", written down."""
    [card] = camera.today.calls.cards
    camera.click(card.called_button)


def with_help(camera: Camera) -> None:
    """Somebody helps to write."""
    camera.click(camera.today.header.who.hands.choices[1])
