"""A keychain that lasts as long as the test, and one that refuses."""

from __future__ import annotations

from diary_app.security.keychain import NoKeychain


class MemoryKeychain:
    """Keeps secrets in memory; ``refuses`` makes every call fail as a locked keychain does."""

    def __init__(self, refuses: bool = False) -> None:
        self.kept: dict[str, bytes] = {}
        self.refuses = refuses

    def _ask(self) -> None:
        if self.refuses:
            raise NoKeychain("The computer's keychain refused.")

    def read(self, store_id: str) -> bytes | None:
        """What is kept."""
        self._ask()
        return self.kept.get(store_id)

    def keep(self, store_id: str, secret: bytes) -> None:
        """Keep it."""
        self._ask()
        self.kept[store_id] = secret

    def forget(self, store_id: str) -> None:
        """Keep it no longer."""
        self._ask()
        self.kept.pop(store_id, None)
