"""A diary with every kind of key slot, and a keychain in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pyrage import x25519

from diary_app.bootstrap import OpenedStore, create_store
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.security.clinic_key import ClinicKey
from diary_app.security.keychain import NoKeychain
from diary_app.security.recovery_code import RecoveryCode
from diary_app.services.founding import Founding
from tests.support import FixedClock

OLD, NEW = "the old made-up words", "the new made-up words"
CODE = RecoveryCode.new()
_PAIR = x25519.Identity.generate()
CLINIC = ClinicKey.of(str(_PAIR))
PUBLIC = f"# a made-up clinic\n{_PAIR.to_public()}\n"


@dataclass
class MemoryKeychain:
    """A keychain that keeps; ``refuses`` names the calls that it answers with a refusal."""

    kept: dict[str, bytes] = field(default_factory=dict)
    refuses: set[str] = field(default_factory=set)

    def read(self, store_id: str) -> bytes | None:
        """What is kept."""
        self._answer("read")
        return self.kept.get(store_id)

    def keep(self, store_id: str, secret: bytes) -> None:
        """Keep it."""
        self._answer("keep")
        self.kept[store_id] = secret

    def forget(self, store_id: str) -> None:
        """Keep it no longer."""
        self._answer("forget")
        self.kept.pop(store_id, None)

    def _answer(self, call: str) -> None:
        if call in self.refuses:
            raise NoKeychain("The computer's keychain refused.")


def made(folder: Path, role: str = "patient") -> OpenedStore:
    """A new diary that a passphrase and a recovery code open."""
    plan = find_protocol("alter-s003")
    whose = "P1" if role == "patient" else None
    founding = Founding(role=role, plan=plan, zone="UTC", language="en", participant=whose)
    return create_store(folder, OLD, founding, clock=FixedClock(), cost=LEAST_COST, recovery=CODE)
