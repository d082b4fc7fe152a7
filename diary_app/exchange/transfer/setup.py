"""What a set-up file says once its code has opened it: signed by the clinic, strict, capped.

The head tells the clinic (its store's id, site, public keys), the participant,
the nonce and when it was made; the body holds the clinic's whole chains for
that participant. Values that the participant's program does not need are
withheld: the commitment stays, so that the chain holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from diary_app.domain.log.entry import instant_text
from diary_app.exchange.transfer.container import (
    Container,
    Unfit,
    boolean,
    fields_of,
    instant,
    name,
    pack,
    read_json,
    salt,
    unpack,
)
from diary_app.exchange.transfer.container_chains import ChainRange, ranges_of, ranges_value

FORMAT = "morning-diary-setup-content"
VERSION = 1
_FACTS = {"clinic", "participant", "nonce", "made_at", "sample"}
_CLINIC = {"store", "site", "age", "signing"}
_BODY = {"chains"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupContent:
    """``clinic_store``: id of the clinic's store; ``keys``: its public keys by name; ``made_at``: UTC.

    ``sample``: the clinic's store holds made-up people.
    """

    clinic_store: str
    site: str | None
    keys: Mapping[str, str]
    participant: str
    nonce: str
    made_at: datetime
    sample: bool
    chains: tuple[ChainRange, ...]


@dataclass(frozen=True, slots=True)
class SignedSetup:
    """A content and what its signature is over; whether it holds is still to be asked."""

    content: SetupContent
    signature: str
    signed: bytes


def pack_setup(content: SetupContent, sign: Callable[[bytes], str]) -> bytes:
    """The bytes to be sealed under the code."""
    clinic = {"store": content.clinic_store, "site": content.site, **content.keys}
    facts = {
        "clinic": clinic,
        "participant": content.participant,
        "nonce": content.nonce,
        "made_at": instant_text(content.made_at),
        "sample": content.sample,
    }
    return pack(FORMAT, VERSION, facts, {"chains": ranges_value(content.chains)}, sign)


def unpack_setup(given: bytes) -> SignedSetup:
    """The content of such bytes. Raises ``Unfit`` or ``NewerFile``."""
    parts = unpack(FORMAT, VERSION, _FACTS, given)
    return SignedSetup(_content(parts), parts.signature, parts.signed)


def _content(parts: Container) -> SetupContent:
    facts = parts.facts
    clinic = fields_of(facts["clinic"], _CLINIC)
    chains = ranges_of(fields_of(read_json(parts.body), _BODY)["chains"])
    content = SetupContent(
        clinic_store=name(clinic["store"]),
        site=None if clinic["site"] is None else name(clinic["site"]),
        keys={"age": name(clinic["age"]), "signing": name(clinic["signing"])},
        participant=name(facts["participant"]),
        nonce=salt(facts["nonce"]),
        made_at=instant(facts["made_at"]),
        sample=boolean(facts["sample"]),
        chains=chains,
    )
    for chain in chains:
        if (chain.key.origin, chain.key.chain) != (content.clinic_store, content.participant):
            raise Unfit("a chain of somebody else")
        if chain.first != 1:
            raise Unfit("a chain without its beginning")
    if not chains:
        raise Unfit("no chain")
    return content
