"""What the paths before the open diary are handed: where pages are shown, and what happens at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from diary_app.ui.kit import Kit
from diary_app.ui.pages.gate.frame import GatePage
from diary_app.ui.session import Session, Surroundings
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.security.recovery_code import RecoveryCode
    from diary_app.ui.pages.gate.acts import Typed


class Stage(Protocol):
    """The gate, as its paths see it."""

    kit: Kit
    runner: TaskRunner
    at: Surroundings

    def show_page(self, page: GatePage) -> None:
        """Bring a page into view."""
        ...

    def drop_page(self, page: GatePage | None) -> None:
        """Let go of a page for good."""
        ...

    def hand_over(self, session: Session) -> None:
        """The diary is open."""
        ...

    def meet(self, error: Exception, secret: Typed | None = None) -> None:
        """The diary is there and did not open; ``secret`` is what was tried."""
        ...

    def back(self) -> None:
        """To where a person begins: the unlock page, or the welcome where there is no diary."""
        ...

    def choose_backup(self) -> None:
        """Let a person without a diary point at a backup file."""
        ...

    def choose_passphrase(self, code: RecoveryCode) -> None:
        """The diary is opened with its code; a new passphrase is chosen first."""
        ...
