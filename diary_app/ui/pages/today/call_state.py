"""What the cards of calls need to know besides the calls themselves. Runs on the worker thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from diary_app.domain.alerts import Alert, raised
from diary_app.domain.calls import Done
from diary_app.domain.facts import AlertAnswer
from diary_app.domain.protocol import Sign
from diary_app.services.calls import Contact
from diary_app.services.today_view import TodayView
from diary_app.ui.session import Session
from diary_app.ui.widgets.signs import still_to_ask

_CALLED = (Done.CALLED, Done.CALLED_EMERGENCY)


@dataclass(frozen=True, slots=True)
class Told:
    """One press of "I called": when (local clock), whom, the entries it wrote, and the rules they answer."""

    at: datetime
    emergency: bool
    entries: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallState:
    """The clinic's number, what was told today, and the signs that are still to be asked.

    ``signs``: those that go with the day's last blood pressure, while none is
    answered yes and one is open; ``answers``: what is answered of them.
    ``held``: today's calls, settled or not.
    """

    contact: Contact | None = None
    told: tuple[Told, ...] = ()
    signs: tuple[Sign, ...] = ()
    answers: Mapping[str, bool] = field(default_factory=dict)
    held: tuple[Alert, ...] = ()


def load_calls(session: Session, view: TodayView) -> CallState:
    """Read it from the opened diary."""
    calls, day = session.store.calls, view.day
    diary = session.store.opened.diary(session.participant)
    signs, answers = calls.signs_for_pressure(day), calls.sign_answers(day)
    return CallState(
        contact=calls.contact(),
        told=_told(diary.all(AlertAnswer), view),
        signs=signs if still_to_ask(signs, answers) else (),
        answers={sign.code: answers[sign.code] for sign in signs if sign.code in answers},
        held=tuple(raised(diary, day, day, day)),
    )


def _told(answers: list[AlertAnswer], view: TodayView) -> tuple[Told, ...]:
    """What was written down about calls since midnight, one for each press: they share their minute."""
    found: dict[tuple[datetime, str], list[AlertAnswer]] = {}
    for answer in answers:
        at = answer.record.entered_at.astimezone(view.now.tzinfo).replace(second=0, microsecond=0)
        if answer.done in _CALLED and at.date() == view.now.date():
            found.setdefault((at, answer.done), []).append(answer)
    return tuple(
        Told(
            at,
            done == Done.CALLED_EMERGENCY,
            tuple(answer.record.id for answer in told),
            tuple(dict.fromkeys(answer.rule for answer in told)),
        )
        for (at, done), told in sorted(found.items())
    )
