"""Looking around in a made-up diary: a folder of its own, gone when the person has seen enough."""

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


class Visit:
    """One made-up diary, never beside a real one; taken away by ``end``, at the latest when Python ends."""

    def __init__(self, at: Surroundings) -> None:
        self._at = at
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
            return sessions.create_visit(self.at)
        except BaseException:
            self.end()
            raise

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
