"""What the calls need of the page they stand on, and the log of what was in view."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from diary_app.domain.alerts import Alert
from diary_app.services.calls import CallsService
from diary_app.ui.pages.today.call_card import CallCard

_log = logging.getLogger(__name__)


class Host(Protocol):
    """What the calls need of the page."""

    @property
    def in_view(self) -> bool:
        """Whether the person would see what is said here."""

    def act_on_call(self, call: Callable[[], object], done: Callable[[bool], None]) -> None:
        """Run an act and show the day that came of it; then ``done``, with whether it went well."""

    def run_quietly(self, call: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Run a call of which nothing is shown."""

    def order_tabs(self) -> None:
        """The parts of the page have changed: Tab goes through them from the top."""

    def focus_main(self) -> None:
        """Give the focus to what there is to do on the page."""

    def focus_in_view(self) -> None:
        """Scroll to what has the focus."""


class SeenCalls:
    """Logs each call once it is in view: not behind the lock, on another page, or scrolled away."""

    def __init__(self, host: Host, calls: CallsService) -> None:
        self._host, self._calls = host, calls
        self._noted: set[tuple[str, date]] = set()

    def note(self, shown: Mapping[CallCard, tuple[Alert, ...]]) -> None:
        """Look which of the cards are in view now."""
        if not self._host.in_view:
            return
        seen = [
            alert
            for card, alerts in shown.items()
            if not card.visibleRegion().isEmpty() and not card.window().isMinimized()
            for alert in alerts
            if (alert.rule.code, alert.day) not in self._noted
        ]
        if not seen:
            return
        keys = {(alert.rule.code, alert.day) for alert in seen}
        self._noted |= keys

        def failed(error: Exception) -> None:
            # nothing the person did; it is tried again at the next look at the clock
            _log.warning("a call that was shown could not be logged: %s", type(error).__name__)
            self._noted.difference_update(keys)

        self._host.run_quietly(lambda: self._calls.note_shown(seen), failed)
