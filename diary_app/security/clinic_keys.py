"""A clinic's two keys for the hand-over: what is sealed to it, and what it signs with.

One X25519 identity of age (https://age-encryption.org/v1) and one Ed25519 key
(RFC 8032). They are kept in the clinic's encrypted database alone; the public
parts travel in every set-up file, and the fingerprint over both is what a
person compares with the printed sheet.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Self

from diary_app.common.errors import Damaged, DoesNotFit
from diary_app.common.i18n import N_
from diary_app.domain.log.canonical import canonical_json
from diary_app.security.recovery_code import ALPHABET, symbols_of
from diary_app.security.signing import DeviceSigning

FINGERPRINT_GROUPS, FINGERPRINT_GROUP = 5, 4
FINGERPRINT_BITS = FINGERPRINT_GROUPS * FINGERPRINT_GROUP * 5
_MADE_OF = b"morning-diary clinic fingerprint 1\n"
_AGE = re.compile(r"age1[ac-hj-np-z02-9]{58}")
_SIGNING = re.compile(r"[0-9a-f]{64}")


class NotForThisClinic(DoesNotFit):
    """A sealed file that was made for another clinic's key."""


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """``age``: the recipient (``age1...``); ``signing``: 64 hex digits."""

    age: str
    signing: str

    @property
    def fingerprint(self) -> str:
        """100 bits of SHA-256 over both keys, in five groups of four characters of the codes' alphabet."""
        digest = hashlib.sha256(_MADE_OF + canonical_json(self.value())).digest()
        number = int.from_bytes(digest, "big") >> (len(digest) * 8 - FINGERPRINT_BITS)
        symbols = ""
        for _ in range(FINGERPRINT_GROUPS * FINGERPRINT_GROUP):
            number, place = divmod(number, len(ALPHABET))
            symbols = ALPHABET[place] + symbols
        return " ".join(
            symbols[start : start + FINGERPRINT_GROUP] for start in range(0, len(symbols), FINGERPRINT_GROUP)
        )

    def value(self) -> dict[str, str]:
        """As it stands in files and in the log."""
        return {"age": self.age, "signing": self.signing}

    @classmethod
    def of(cls, value: object) -> Self:
        """From :meth:`value`. Raises ``ValueError`` for anything else, also an age key that is none."""
        if not isinstance(value, dict) or set(value) != {"age", "signing"}:
            raise ValueError("fields of the clinic's keys")
        age, signing = value["age"], value["signing"]
        if not isinstance(age, str) or not isinstance(signing, str):
            raise ValueError("the clinic's keys are texts")
        if not _AGE.fullmatch(age) or not _SIGNING.fullmatch(signing):
            raise ValueError("form of the clinic's keys")
        _recipient(age)
        return cls(age, signing)

    def is_fingerprint(self, typed: str) -> bool:
        """Whether ``typed`` is the fingerprint: in any case, with any spaces and hyphens."""
        return symbols_of(typed) == symbols_of(self.fingerprint)

    def holds(self, signature: str, content: bytes) -> bool:
        """Whether the clinic signed ``content``."""
        return DeviceSigning().holds(self.signing, signature, content)

    def seal(self, content: bytes) -> bytes:
        """``content`` as an age file that this clinic alone opens."""
        import pyrage

        sealed: bytes = pyrage.encrypt(content, [_recipient(self.age)])
        return sealed


@dataclass(frozen=True, slots=True)
class ClinicKeys:
    """Both secret keys. Never in a log or traceback."""

    identity: str
    signing: bytes

    def __repr__(self) -> str:
        return "ClinicKeys(...)"

    @classmethod
    def new(cls) -> Self:
        """A new pair."""
        from pyrage import x25519

        return cls(str(x25519.Identity.generate()), DeviceSigning().new_key())

    @classmethod
    def read(cls, text: str) -> Self:
        """From :meth:`text`, as the database keeps it. Raises ``Damaged``."""
        from pyrage import IdentityError, x25519

        try:
            value = json.loads(text)
            x25519.Identity.from_str(value["identity"])
            keys = cls(value["identity"], bytes.fromhex(value["signing"]))
            DeviceSigning().public_key(keys.signing)
            return keys
        except (IdentityError, ValueError, KeyError, TypeError):
            pass  # what it says may quote the key: raised anew, without it
        raise Damaged(N_("The clinic's keys in this store cannot be read."))

    def text(self) -> str:
        """As the database keeps it."""
        return canonical_json({"identity": self.identity, "signing": self.signing.hex()}).decode("ascii")

    @property
    def public(self) -> PublicKeys:
        """The public parts."""
        from pyrage import x25519

        age = str(x25519.Identity.from_str(self.identity).to_public())
        return PublicKeys(age, DeviceSigning().public_key(self.signing))

    def sign(self, content: bytes) -> str:
        """The signature over ``content``, 128 hex digits."""
        return DeviceSigning().sign(self.signing, content)

    def open(self, sealed: bytes) -> bytes:
        """What :meth:`PublicKeys.seal` sealed. Raises :class:`NotForThisClinic`; age tells no more."""
        import pyrage

        try:
            content: bytes = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(self.identity)])
        except pyrage.DecryptError:
            raise NotForThisClinic(
                N_("The file does not open with this clinic's key: it was made for another clinic, or "
                   "it is damaged.")
            ) from None  # fmt: skip
        return content


def _recipient(age: str) -> object:
    from pyrage import RecipientError, x25519

    try:
        return x25519.Recipient.from_str(age)
    except RecipientError as problem:
        raise ValueError("not a key of age") from problem
