"""One opened diary as the window holds it, and the two ways to get one. Runs on the worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.errors import DoesNotFit

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.common.clock import Clock
    from diary_app.domain.protocol import Protocol
    from diary_app.qlq_c30.wording import Wording
    from diary_app.security.argon import KdfCost

DEFAULT_PLAN = "alter-s003"


@dataclass(frozen=True)
class Session:
    """The services of an opened diary and what the pages need to know once.

    ``store``'s services are called on the worker thread only.
    """

    store: OpenedStore
    participant: str
    protocol: Protocol
    wording: Wording

    def questionnaire_begun(self) -> bool:
        """Whether answers are waiting to be gone on with, even such as the wording no longer fits."""
        try:
            return self.store.questionnaires.resume(language=self.wording.language) is not None
        except DoesNotFit:
            return True

    def severities_on(self, day: date) -> dict[str, int]:
        """What is saved about a day, term to 0-4."""
        from diary_app.domain.symptom import severities_on

        diary = self.store.opened.diary(self.participant)
        return {term: grade for term, (grade, _) in severities_on(diary, day).items()}


@dataclass(frozen=True)
class Surroundings:
    """Where the diary lies, the clock, and the key's cost (``None``: measured on this computer)."""

    folder: Path
    language: str
    clock: Clock
    cost: KdfCost | None = None


def open_session(at: Surroundings, passphrase: str) -> Session:
    """Open the diary; raises the store's errors."""
    from diary_app.bootstrap import WINDOW, open_store

    return _session(open_store(at.folder, passphrase, holder=WINDOW, clock=at.clock), at.language)


def create_session(at: Surroundings, passphrase: str, participant: str, first_dose: date) -> Session:
    """Make a patient's diary after the shipped study plan and open it."""
    from diary_app.bootstrap import WINDOW, create_store
    from diary_app.protocols.loader import find_protocol
    from diary_app.services.founding import Founding

    founding = Founding(
        role="patient",
        plan=find_protocol(DEFAULT_PLAN),
        zone=at.clock.now().zone,
        language=at.language,
        participant=participant,
        first_dose=first_dose,
    )
    made = create_store(at.folder, passphrase, founding, holder=WINDOW, clock=at.clock, cost=at.cost)
    return _session(made, at.language)


def warm_up() -> None:
    """Import the heavy parts while the person types."""
    from diary_app import bootstrap

    bootstrap.warm_up()


def _session(store: OpenedStore, language: str) -> Session:
    participant = store.opened.participant(None)
    protocol = store.opened.diary(participant).protocol
    return Session(store, participant, protocol, store.questionnaires.wording(language))
