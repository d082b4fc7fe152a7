"""Looking around in a made-up diary or trial: a folder of its own, gone when the person has seen enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from diary_app.common.errors import NotSaved
from diary_app.ui import session as sessions
from diary_app.ui.session import Session, Surroundings


def _no_keychain() -> None:
    """What is made up is kept nowhere else."""


class GivenUp(Exception):
    """The person did not want to wait."""


class Visit:
    """One made-up diary or trial, never beside a real one; ``end`` takes it away."""

    def __init__(self, at: Surroundings, told: Callable[[int], None], *, clinic: bool = False) -> None:
        """``told`` hears on the worker how many percent of a clinic's trial are made."""
        self._at, self._told, self._clinic = at, told, clinic
        self._given_up = False
        self._place: TemporaryDirectory[str] | None = None
        self.at: Surroundings | None = None

    def begin(self) -> Session:
        """Make and open it; on the worker. Raises ``NotSaved`` where there is no room for it."""
        try:
            self._place = TemporaryDirectory(prefix="morning-diary-sample-", ignore_cleanup_errors=True)
        except OSError as error:
            raise NotSaved("{error}", error=error.strerror) from error
        folder = Path(self._place.name) / "diary"
        self.at = replace(self._at, folder=folder, keychain=_no_keychain)
        try:
            if self._clinic:
                return sessions.create_clinic_visit(self.at, self._go_on)
            return sessions.create_visit(self.at)
        except BaseException:
            self.end()
            raise

    def give_up(self) -> None:
        """Nobody waits for it any more: making a trial ends soon, with :class:`GivenUp`."""
        self._given_up = True

    def _go_on(self, percent: int) -> None:
        if self._given_up:
            raise GivenUp
        self._told(percent)

    def end(self) -> None:
        """Throw everything away; on the worker, after the diary was closed."""
        if self._place is not None:
            self._place.cleanup()
            self._place = None


def closing(session: Session, visit: Visit | None) -> Callable[[], Exception | None]:
    """What closes a diary on the worker: a real one with its backup, a made-up one for good."""
    from diary_app.ui.housekeeping import close_session

    if visit is None:
        return lambda: close_session(session)

    def close() -> None:
        try:
            session.store.close()
        finally:
            visit.end()

    return close
