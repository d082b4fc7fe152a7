"""``status``: where the diary stands on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from diary_app.cli.call import Call, day_of
from diary_app.cli.labels import CODES
from diary_app.cli.noticed import call_words
from diary_app.cli.printing import plain
from diary_app.cli.shared import command
from diary_app.common.i18n import Translator


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "status")(status)


def status(
    call: Call,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Default: the plan's present day.")] = None,
) -> None:
    """Cycle day, what is due, adherence, dose intensity, alerts."""
    from diary_app.services.status_view import status_json

    day = day_of("on", on)
    with call.open() as opened:
        call.reads(opened)
        state = status_json(opened.diary.status(call.participant, day), call.language)
        sample = opened.opened.nature.sample
    call.show(state, "\n".join(plain(line) for line in _sentences(state, sample, call.tr)))


def _sentences(state: Mapping[str, Any], sample: bool, tr: Translator) -> Iterator[str]:
    if sample:
        yield tr("SAMPLE DATA: all of this is made up.")
    if state["study_day"] is None:
        yield tr("{on}: the first dose is not known yet.", on=state["on"])
    else:
        yield tr("{on}: study day {day}.", on=state["on"], day=state["study_day"])
    if state["cycle"] is not None:
        yield tr("Cycle {cycle}, day {day}.", cycle=state["cycle"], day=state["cycle_day"])
    if state["awaiting_start"]:
        yield tr("The start of the next cycle has not been told yet.")
    yield _dose(state, tr)
    yield from _questionnaire(state["questionnaire"], tr)
    yield from _exposure(state, tr)
    for alert in state["alerts"]:
        yield call_words(tr, alert["level"], alert["day"], alert["text"])


def _dose(state: Mapping[str, Any], tr: Translator) -> str:
    status = state["dose_status"]
    word = tr(CODES[status])
    if state["planned_mg"] is None:
        told = tr("Dose: {state}.", state=word)
    else:
        told = tr("Dose ({mg} mg): {state}.", mg=state["planned_mg"], state=word)
    if state["next_dose"] not in (None, state["on"]):
        told += " " + tr("The next one is due on {day}.", day=state["next_dose"])
    return told


def _questionnaire(form: Mapping[str, Any], tr: Translator) -> Iterator[str]:
    if form["target"] is not None:
        state = form["state"]
        values = {**form, "state": tr(CODES[state])}
        yield tr("Questionnaire of {target} (from {opens} to {closes}): {state}.", **values)


def _exposure(state: Mapping[str, Any], tr: Translator) -> Iterator[str]:
    counts, rdi = state["adherence"], state["rdi"]
    if counts["percent"] is not None:
        yield tr(
            "Taken on {taken} of {due} days ({percent} %); not taken {not_taken}, "
            "not recorded {not_recorded}, held {held}; doses off plan {off_plan}.",
            **{**counts, "percent": f"{counts['percent']:.1f}"},
        )
    if rdi["value"] is not None:
        yield tr("Relative dose intensity: {value}.", value=f"{rdi['value']:.4f}")
    elif rdi["low"] is not None:
        low, high = f"{rdi['low']:.4f}", f"{rdi['high']:.4f}"
        yield tr(
            "Relative dose intensity: between {low} and {high}, as days are not recorded.", low=low, high=high
        )
