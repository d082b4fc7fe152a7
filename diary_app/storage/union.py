"""The union of logs: entries that other stores wrote, taken in by id, whatever order their files come in.

Each chain is checked on its own and against what is here of it before a row is
written. What is here stays as it is: a value that was withheld when its entry
came in is not put in later, for the log is only ever added to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from sqlalchemy import insert
from sqlmodel import Session

from diary_app.common.errors import DoesNotFit, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.log.chain import ChainKey, Head, chain_key, check_chains
from diary_app.domain.log.entry import ACCESS_CHAIN, STORE_CHAIN, Entry, Kind
from diary_app.storage import log_queries as log
from diary_app.storage.entry_rows import row_of
from diary_app.storage.projection import is_known, project
from diary_app.storage.tables.fixed import LOG

T = TypeVar("T")
_AT_ONCE = 500
"""Ids in one query; SQLite takes a limited number of values."""
_HIGHEST = 2**50
"""A logical clock above it leaves no room to go on counting (RFC 8785 ends at 2^53)."""
_CORRECTING = {Kind.CORRECT.value, Kind.UNDO.value}
_NOT_OURS_TO_READ = (ValueError, TypeError, KeyError, AttributeError)


class Gap(DoesNotFit):
    """Entries are missing between what is here and what comes in."""


class Fork(Tampered):
    """The same number of the same chain holds another entry here."""


class BrokenChain(Tampered):
    """What comes in does not hold in itself."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many entries came in, and how many were here before.

    ``withheld``: of those known, how many came with a payload or note that
    is kept out of the copy here; it stays out.
    """

    new: int
    known: int
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """What comes in beside what is here; nothing is written."""

    new: tuple[Entry, ...]
    known: int
    withheld: int = 0


def compare(session: Session, store_id: str, entries: Sequence[Entry]) -> Compared:
    """Which of ``entries`` are new, once every chain of them is seen to fit what is here.

    Raises ``Gap``, ``Fork``, ``BrokenChain``, or ``DoesNotFit`` for an entry
    that has no place in a log handed over. ``store_id``: this store's own.
    """
    new: list[Entry] = []
    withheld = 0
    for key, chain in _by_chain(entries).items():
        _refuse_strange(key, chain)
        there = _here(session, key, chain)
        _check(session, key, chain, there, store_id)
        new += [entry for entry in chain if entry.seq not in there]
        withheld += sum(_is_withheld(there[entry.seq], entry) for entry in chain if entry.seq in there)
    _refuse_used(session, new)
    _refuse_misplaced(session, new)
    return Compared(tuple(new), len(entries) - len(new), withheld)


def unite(session: Session, store_id: str, entries: Sequence[Entry]) -> TakenIn:
    """Write what is new of ``entries`` and bring the records it touches up to date; raises as ``compare``."""
    compared = compare(session, store_id, entries)
    for some in _chunks(compared.new):
        session.execute(insert(LOG), [row_of(entry) for entry in some])
    try:
        for some in _chunks(compared.new):
            project(session, log.record_entries(session, [entry.id for entry in some]), whole=True)
    except _NOT_OURS_TO_READ as problem:
        raise DoesNotFit(
            N_("What it holds was not written by a diary of this program; nothing was taken in.")
        ) from problem
    return TakenIn(len(compared.new), compared.known, compared.withheld)


def _by_chain(entries: Iterable[Entry]) -> dict[ChainKey, list[Entry]]:
    """Each chain by number; an entry that is given twice counts once."""
    found: defaultdict[ChainKey, dict[int, Entry]] = defaultdict(dict)
    for entry in entries:
        same = found[chain_key(entry)].setdefault(entry.seq, entry)
        if same.hash != entry.hash:
            raise BrokenChain(
                N_("Entry {seq} of the chain {chain} comes twice and differently; nothing was taken in."),
                seq=entry.seq, chain=entry.chain,
            )  # fmt: skip
    return {key: [chain[seq] for seq in sorted(chain)] for key, chain in sorted(found.items())}


def _refuse_strange(key: ChainKey, chain: Sequence[Entry]) -> None:
    """A chain is handed over for one participant, its clock going up; nobody's store or access chain is."""
    clocks = [0, *(entry.counter for entry in chain), _HIGHEST]
    rising = all(earlier < later for earlier, later in pairwise(clocks))
    named = all(entry.participant == key.chain for entry in chain)
    if not (named and rising) or key.chain in (STORE_CHAIN, ACCESS_CHAIN):
        raise DoesNotFit(
            N_("The chain {chain} is not one that is handed over; nothing was taken in."), chain=key.chain
        )


def _here(session: Session, key: ChainKey, chain: Sequence[Entry]) -> dict[int, Entry]:
    """What is here of the same numbers, and of the one before them."""
    return {entry.seq: entry for entry in log.entries_between(session, key, chain[0].seq - 1, chain[-1].seq)}


def _check(
    session: Session, key: ChainKey, chain: Sequence[Entry], there: Mapping[int, Entry], store_id: str
) -> None:
    first = chain[0].seq
    before = there.get(first - 1)
    head = log.head_of(session, key)
    last = head.seq if head else 0
    if key.origin == store_id and chain[-1].seq > last:
        raise Fork(
            N_("Entry {seq} of the chain {chain} says that this diary wrote it, and it is not here; "
               "nothing was taken in."),
            seq=max(last + 1, first), chain=key.chain,
        )  # fmt: skip
    if first > last + 1:
        raise Gap(
            N_("Entries {first} to {last} of the chain {chain} are missing between what is here and what "
               "comes in; a file with everything in it closes the gap."),
            first=last + 1, last=first - 1, chain=key.chain,
        )  # fmt: skip
    start = {} if before is None else {key: Head(key, before.seq, before.hash)}
    clock, link = (0, None) if before is None else (before.counter, before.hash)
    _refuse_forks(key, chain, there, follows=chain[0].prev_hash == link and chain[0].counter > clock)
    _, faults = check_chains(chain, start)
    for fault in faults:
        raise BrokenChain(
            N_("Entry {seq} of the chain {chain} does not hold ({kind}); nothing was taken in."),
            seq=fault.seq, chain=key.chain, kind=fault.kind.value,
        )  # fmt: skip


def _refuse_forks(
    key: ChainKey, chain: Sequence[Entry], there: Mapping[int, Entry], *, follows: bool
) -> None:
    """``follows``: the first one goes on from what is here before it."""
    seq = next((each.seq for each in chain if each.seq in there and there[each.seq].hash != each.hash), None)
    if seq is None and not follows:
        seq = chain[0].seq
    if seq is not None:
        raise Fork(
            N_("Entry {seq} of the chain {chain} is another one than the one that is here: the diary was "
               "copied and went on twice, or it was altered; nothing was taken in."),
            seq=seq, chain=key.chain,
        )  # fmt: skip


def _is_withheld(here: Entry, given: Entry) -> bool:
    no_payload = here.payload is None and given.payload is not None
    return no_payload or (here.note is None and given.note is not None)


def _refuse_used(session: Session, new: Sequence[Entry]) -> None:
    """An id and an origin's key name one entry and no other."""
    ids = {entry.id for entry in new}
    used = len(ids) < len(new)
    used = used or any(log.chains_of(session, [entry.id for entry in some]) for some in _chunks(new))
    keys = defaultdict(list)
    for entry in new:
        if entry.key is not None:
            keys[entry.origin].append(entry.key)
    for origin, names in keys.items():
        used = used or len(set(names)) < len(names)
        used = used or any(log.find_keys(session, origin, some) for some in _chunks(names))
    if used:
        raise BrokenChain(N_("An id in it already names another entry; nothing was taken in."))


def _refuse_misplaced(session: Session, new: Sequence[Entry]) -> None:
    """A correction stands in the chain of what it corrects, whichever of the two comes first."""
    chains = {entry.id: entry.chain for entry in new}
    named = [entry.corrects for entry in new if entry.corrects is not None]
    for ids in _chunks(named):
        chains |= log.chains_of(session, ids)
    wrong = [entry for entry in new if is_known(entry) and not _is_placed(entry, chains)]
    for some in _chunks(new):
        ids = [entry.id for entry in some]
        there = filter(is_known, log.corrections_of(session, ids))
        wrong += [child for child in there if not _is_placed(child, chains)]
    if wrong:
        raise DoesNotFit(
            N_("Entry {seq} of the chain {chain} corrects what it cannot correct; nothing was taken in."),
            seq=wrong[0].seq, chain=wrong[0].chain,
        )  # fmt: skip


def _is_placed(entry: Entry, chains: dict[str, str]) -> bool:
    if (entry.kind in _CORRECTING) != (entry.corrects is not None):
        return False
    return entry.corrects is None or chains.get(entry.corrects, entry.chain) == entry.chain


def _chunks(every: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


__all__ = ["BrokenChain", "Compared", "Fork", "Gap", "TakenIn", "compare", "unite"]
