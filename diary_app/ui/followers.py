"""Whoever follows the look: what is in view at once, the rest in short turns once that is painted."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from weakref import WeakMethod

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_TURN = 0.008  # s; half a frame: neither the painting nor a key waits for what nobody sees
_PRUNE_AT = 1024

Follower = Callable[[], None]


class Followers:
    """Bound methods that are called when the look changes; each is forgotten together with its object.

    In the order in which they began to follow, except that those of widgets
    out of view in a shown window (other pages, folded parts) come after all
    others, from the event loop or from :meth:`catch_up`.
    """

    def __init__(self) -> None:
        self._all: list[WeakMethod[Follower]] = []
        self._late: deque[WeakMethod[Follower]] = deque()
        self._prune_at = _PRUNE_AT
        self._turns = QTimer()
        self._turns.timeout.connect(self._turn)

    def connect(self, follower: Follower) -> None:
        """Call ``follower``, a method of a ``QObject``, from now on."""
        self._all.append(WeakMethod(follower))
        if len(self._all) >= self._prune_at:
            self._all = [each for each in self._all if _living(each) is not None]
            self._prune_at = max(_PRUNE_AT, 2 * len(self._all))

    def emit(self) -> None:
        """Call all of them: what is in view now, the rest a little later."""
        self._late.clear()
        for each in list(self._all):
            follower = _living(each)
            if follower is None:
                continue
            if _out_of_view(follower):
                self._late.append(each)
            else:
                follower()
        if self._late:
            self._turns.start(0)

    @property
    def settled(self) -> bool:
        """Whether nobody still has to be called."""
        return not self._late

    def catch_up(self) -> None:
        """Call at once who still has to be called: one of them is about to be shown."""
        self._work(until=float("inf"))

    def _turn(self) -> None:
        self._work(until=time.perf_counter() + _TURN)

    def _work(self, until: float) -> None:
        while self._late and time.perf_counter() < until:
            follower = _living(self._late.popleft())
            if follower is not None:
                follower()
        if not self._late:
            self._turns.stop()


def _living(reference: WeakMethod[Follower]) -> Follower | None:
    follower = reference()
    return follower if follower is not None and isValid(_owner(follower)) else None


def _owner(follower: Follower) -> QObject:
    owner: QObject = follower.__self__  # type: ignore[attr-defined]  # WeakMethod takes bound methods only
    return owner


def _out_of_view(follower: Follower) -> bool:
    owner: QObject | None = _owner(follower)
    if owner is not None and not isinstance(owner, QWidget):
        owner = owner.parent()  # what serves a widget
    return isinstance(owner, QWidget) and not owner.isVisible() and owner.window().isVisible()
