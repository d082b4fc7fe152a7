"""The signs asked at once after what was measured. Runs on the worker thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diary_app.domain.protocol import Sign
from diary_app.services.vitals import Measured, VitalsView
from diary_app.ui.session import Session
from diary_app.ui.widgets.signs import still_to_ask


@dataclass(frozen=True, slots=True)
class Saved:
    """The day as it is after saving, and the signs to ask about ``measured``; empty: none."""

    measured: Measured
    view: VitalsView
    signs: tuple[Sign, ...]
    answers: Mapping[str, bool]


def after_saving(session: Session, measured: Measured) -> Saved:
    """What is to be shown and asked; nothing is asked about a day that is over."""
    store = session.store
    view = store.vitals.view(measured.day)
    answers = store.calls.sign_answers(measured.day)
    signs: list[Sign] = []
    if measured.day == store.opened.today(session.participant):
        by_pressure = store.calls.signs_for_pressure(measured.day) if measured.readings else ()
        by_heat = (
            store.calls.signs_for_temperature(measured.celsius, measured.day) if measured.celsius else ()
        )
        for group in (by_pressure, by_heat):
            if still_to_ask(group, answers):
                signs += [sign for sign in group if sign not in signs]
    return Saved(measured, view, tuple(signs), answers)
