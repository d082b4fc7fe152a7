"""A set-up file under its typed code: Argon2id (RFC 9106) and AES-256-GCM, with a head of one line.

The head is canonical JSON: format, version, cost, salt, nonce, and the SHA-256
of the whole file without it. The sum has no key and protects nothing; it tells
a file that was damaged on its way from a code that is another one. The head
is authenticated with the content.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from typing import Any

from diary_app.common.errors import Damaged, DoesNotFit, NewerVersion, WrongPassphrase
from diary_app.common.i18n import N_
from diary_app.domain.log.canonical import canonical_json
from diary_app.security.argon import FLOOR_MEMORY_KIB, SALT_BYTES, KdfCost, derive
from diary_app.security.setup_code import SetupCode
from diary_app.security.slots import ARGON2ID, NONCE_BYTES

FORMAT = "morning-diary-setup"
VERSION = 1
LARGEST = 26 * 1024 * 1024
"""Bytes of a file."""
COST = KdfCost(memory_kib=FLOOR_MEMORY_KIB, iterations=3, lanes=1)
"""For a code of 70 random bits; a slow computer still opens it in a second or two."""
_MOST_MEMORY_KIB = 256 * 1024
_MOST_WORK = 2 * 1024 * 1024
_LONGEST_HEAD = 1024
_START = b'{"format":"' + FORMAT.encode("ascii") + b'",'
_FIELDS = {"format", "version", "kdf", "salt", "nonce", "sha256"}
_KDF_FIELDS = {"name", "memory_kib", "iterations", "lanes"}
_HEX = re.compile(r"(?:[0-9a-f]{2})+")


def is_setup_file(content: bytes) -> bool:
    """Whether a file calls itself a set-up file."""
    return content.startswith(_START)


def seal(content: bytes, code: SetupCode, cost: KdfCost = COST) -> bytes:
    """``content`` as a file that the code opens. Slow on purpose: never on the window's thread."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    facts: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "kdf": {
            "name": ARGON2ID,
            "memory_kib": cost.memory_kib,
            "iterations": cost.iterations,
            "lanes": cost.lanes,
        },
        "salt": salt.hex(),
        "nonce": nonce.hex(),
    }
    bound = canonical_json(facts)
    sealed = AESGCM(derive(code.symbols, salt, cost)).encrypt(nonce, content, bound)
    return canonical_json({**facts, "sha256": _sum(bound, sealed)}) + b"\n" + sealed


def unseal(file: bytes, code: SetupCode) -> bytes:
    """What :func:`seal` sealed.

    Raises ``DoesNotFit`` for another kind of file, ``NewerVersion``,
    ``Damaged``, ``WrongPassphrase`` for another code.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    facts, sealed = _parts(file)
    bound = canonical_json(facts)
    try:
        key = derive(code.symbols, bytes.fromhex(facts["salt"]), _cost(facts["kdf"]))
        return AESGCM(key).decrypt(bytes.fromhex(facts["nonce"]), sealed, bound)
    except InvalidTag:
        pass
    raise WrongPassphrase(N_("The code does not open this set-up file; each file has its own code."))


def refuse_unfit(file: bytes) -> None:
    """Say what is wrong with a file before anybody types its code; raises as :func:`unseal`."""
    _parts(file)


def _parts(file: bytes) -> tuple[dict[str, Any], bytes]:
    """The head without its sum, and the sealed content."""
    if not is_setup_file(file):
        raise DoesNotFit(N_("This is not a set-up file from a clinic."))
    head, found, sealed = file.partition(b"\n")
    facts = _head(head) if found and len(head) <= _LONGEST_HEAD and len(file) <= LARGEST else None
    if facts is None:
        raise _damaged()
    if facts["version"] > VERSION:
        raise NewerVersion(
            N_("The set-up file has version {found}; this program knows up to version {known}."),
            found=facts["version"],
            known=VERSION,
        )
    total = facts.pop("sha256", None)
    if not _fits(facts) or total != _sum(canonical_json(facts), sealed):
        raise _damaged()
    return facts, sealed


def _head(line: bytes) -> dict[str, Any] | None:
    try:
        facts = json.loads(line.decode("ascii"))
        canonical = isinstance(facts, dict) and canonical_json(facts) == line
    except (ValueError, TypeError, RecursionError):
        return None
    version = facts.get("version") if canonical else None
    return facts if type(version) is int and version >= 1 else None


def _fits(facts: dict[str, Any]) -> bool:
    if set(facts) != _FIELDS - {"sha256"}:
        return False
    kdf = facts["kdf"]
    if not isinstance(kdf, dict) or set(kdf) != _KDF_FIELDS or kdf["name"] != ARGON2ID:
        return False
    if any(type(kdf[name]) is not int for name in _KDF_FIELDS - {"name"}):
        return False
    cost = _cost(kdf)
    capped = cost.memory_kib <= _MOST_MEMORY_KIB and cost.work <= _MOST_WORK
    hexes = ((facts["salt"], SALT_BYTES), (facts["nonce"], NONCE_BYTES))
    return cost.is_sane() and capped and all(_is_hex(text, octets) for text, octets in hexes)


def _is_hex(text: object, octets: int) -> bool:
    return isinstance(text, str) and len(text) == 2 * octets and bool(_HEX.fullmatch(text))


def _cost(kdf: dict[str, Any]) -> KdfCost:
    return KdfCost(memory_kib=kdf["memory_kib"], iterations=kdf["iterations"], lanes=kdf["lanes"])


def _sum(bound: bytes, sealed: bytes) -> str:
    return hashlib.sha256(bound + b"\n" + sealed).hexdigest()


def _damaged() -> Damaged:
    return Damaged(N_("The set-up file is damaged; ask your clinic for it once more."))
