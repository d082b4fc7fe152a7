"""The wording packs of one store: those that were installed in it, and the program's own.

Entries ``wording_installed`` tell them. On the store's own chain stands what was installed here;
on a participant's chain of the clinic what came to the diary with a set-up file, and that counts
before what the diary installed itself: a trial asks everybody the same.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import LANGUAGES, N_
from diary_app.domain.log.entry import STORE_CHAIN
from diary_app.domain.record import Record
from diary_app.qlq_c30.wording import Wording, load, parse, shown_in

_log = logging.getLogger(__name__)
TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledPack:
    """A pack that was installed. ``entry``: the id of the entry that says so; ``at``: UTC; ``by``: its actor.

    ``shows_in``: the language of the program whose questions it words. ``in_use``: it is the pack of
    that language now. ``from_clinic``: it came to this diary with a set-up file.
    """

    entry: str
    wording: Wording
    shows_in: str
    at: datetime
    by: str
    from_clinic: bool
    in_use: bool


def pack_payload(pack: Wording) -> dict[str, Any]:
    """What the log keeps of a pack: all of it."""
    return {
        "id": pack.id,
        "language": pack.language,
        "version": pack.version,
        "official": pack.official,
        "sha256": pack.sha256,
        TEXT: pack.canonical,
    }


def pack_of(payload: Mapping[str, Any]) -> Wording:
    """The pack of an entry, checked anew; in whatever language.

    Raises ``DoesNotFit`` where entry and texts are not of one pack.
    """
    text = payload.get(TEXT)
    pack = parse(text if isinstance(text, str) else "", str(payload.get("id"))[:60])
    if pack_payload(pack) != dict(payload):
        raise DoesNotFit(N_("The wording {id} is not the one that its entry names."), id=pack.id)
    return pack


class Packs:
    """What records of ``wording_installed`` tell; the shipped packs stand in where they tell nothing.

    ``records``: in the order of the log; of a clinic's store its own alone, not its copies for participants.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        found = [each for record in records if (each := _installed(record)) is not None]
        by_language: dict[str, InstalledPack] = {}
        for each in sorted(found, key=lambda each: each.from_clinic):  # the sort keeps the order of the log
            by_language[each.shows_in] = each
        used = {each.entry for each in by_language.values()}
        self.installed: list[InstalledPack] = [replace(each, in_use=each.entry in used) for each in found]
        self._in_use = {language: each.wording for language, each in by_language.items()}

    def in_use(self, language: str) -> InstalledPack | None:
        """The installed pack whose questions are shown in a language of the program."""
        return next((each for each in self.installed if each.in_use and each.shows_in == language), None)

    def for_language(self, language: str) -> Wording:
        """What is shown in a language: the installed pack, else the program's own unofficial one.

        ``language``: one of the program's, or of a pack (``en_GB``).
        """
        known = shown_in(language) or language
        return self._in_use.get(known) or load(known)

    def with_sha256(self, digest: str) -> Wording | None:
        """The pack of this SHA-256, be it in use or not, installed or shipped."""
        every = [*(each.wording for each in self.installed), *map(load, LANGUAGES)]
        return next((pack for pack in every if pack.sha256 == digest), None)


def _installed(record: Record) -> InstalledPack | None:
    try:
        pack = pack_of(record.payload)
    except DoesNotFit as problem:  # a newer program's; the diary goes on with what it can show
        _log.warning("an installed wording cannot be shown: %s", problem)
        return None
    language = shown_in(pack.language)
    if language is None:  # a clinic's program may speak more languages
        return None
    return InstalledPack(
        entry=record.id,
        wording=pack,
        shows_in=language,
        at=record.entered_at,
        by=record.actor,
        from_clinic=record.chain != STORE_CHAIN,
        in_use=False,
    )
