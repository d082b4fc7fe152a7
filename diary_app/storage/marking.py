"""The store's signing key, and the marks it makes with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.chain import Head
from diary_app.domain.log.entry import STORE_CHAIN, By, Entry, Kind, Role
from diary_app.domain.log.mark import ALGORITHM, Mark, content, device_keys, new_mark, signed
from diary_app.storage.database import Database
from diary_app.storage.journal import Journal, Signing, Surroundings
from diary_app.storage.meta import SIGNING_KEY, Meta, read_fact

_PROGRAM = Author(actor="diary-app", role=Role.SYSTEM, by=By.SELF)


class NoSigning(RuntimeError):
    """The store was opened without anything that signs: a fault of the program."""


class Marking:
    """Makes marks of one open store, and tells whether one was made by it.

    The key is made when it is first needed, in one transaction with the entry
    that tells the public one. A restored diary has none and makes another.
    """

    def __init__(self, database: Database, journal: Journal, meta: Meta, around: Surroundings) -> None:
        self._database = database
        self._journal = journal
        self._meta = meta
        self._signing = around.signing

    def have_key(self) -> None:
        """Make the key unless it is there. Raises ``NotSaved`` or ``Damaged``."""
        signing = self._signing
        if signing is None or self._private() is not None:
            return
        private = signing.new_key()
        payload = {"public_key": signing.public_key(private), "algorithm": ALGORITHM}
        act = Act(kind=Kind.DEVICE, chain=STORE_CHAIN, author=_PROGRAM, payload=payload)
        self._journal.append([act], facts={SIGNING_KEY: private.hex()})

    def mark(self, *, made_at: datetime | None, chains: Collection[str] | None = None) -> Mark:
        """The present heads, of all chains or of some, signed. Raises ``NotSaved`` or ``Damaged``."""
        self.have_key()
        mark = self._sealed(self._journal.heads(), made_at, chains)
        if mark is None:
            raise NoSigning
        return mark

    def seal(self, heads: Sequence[Head], made_at: datetime) -> Mark | None:
        """``heads`` signed with the key that is there; ``None`` without one. Writes nothing."""
        return self._sealed(heads, made_at, None)

    def public_key(self) -> str:
        """The public key of this copy of the diary, 64 hex digits; made if it is not there yet."""
        self.have_key()
        return self._signer().public_key(self._own())

    def sign(self, content: bytes) -> str:
        """The signature over ``content`` with that key, 128 hex digits."""
        self.have_key()
        return self._signer().sign(self._own(), content)

    def believes(self, mark: Mark | None) -> bool:
        """Whether a backup's mark, where it has one, is signed by a key that the log knows."""
        return mark is None or self._signing is None or (self.holds(mark) and self.knows_key(mark))

    def holds(self, mark: Mark) -> bool:
        """Whether the signature of a mark is right, by whatever key."""
        return self._signer().holds(mark.public_key, mark.signature, content(mark))

    def knows_key(self, mark: Mark) -> bool:
        """Whether the log tells of the key that signed ``mark``."""
        return mark.public_key in device_keys(self._devices(), mark.store)

    def _devices(self) -> list[Entry]:
        return self._journal.entries(chain=STORE_CHAIN, kinds=[Kind.DEVICE.value])

    def _sealed(
        self, heads: Sequence[Head], made_at: datetime | None, chains: Collection[str] | None
    ) -> Mark | None:
        private = self._private()
        if self._signing is None or private is None:
            return None
        mark = new_mark(self._meta.store_id, self._signing.public_key(private), heads, made_at, chains)
        return signed(mark, self._signing.sign(private, content(mark)))

    def _own(self) -> bytes:
        private = self._private()
        if private is None:
            raise NoSigning
        return private

    def _private(self) -> bytes | None:
        with self._database.reading() as session:
            told = read_fact(session, SIGNING_KEY)
        return None if told is None else bytes.fromhex(told)

    def _signer(self) -> Signing:
        if self._signing is None:
            raise NoSigning
        return self._signing
