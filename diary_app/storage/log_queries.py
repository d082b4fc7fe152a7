"""Reading the log table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    false,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlmodel import Session

from diary_app.domain.log.chain import ChainKey, Head
from diary_app.domain.log.entry import Entry
from diary_app.domain.log.times import EntryPlace, Zoned
from diary_app.storage.chain_ends import chain_ends
from diary_app.storage.entry_rows import entry_of
from diary_app.storage.tables.fixed import LOG

_IN_ORDER = (LOG.c.counter, LOG.c.id)
_BY_PLACE = (LOG.c.origin, LOG.c.epoch, LOG.c.chain, LOG.c.seq)
_PLACES = 200
"""Places of entries in one query; SQLite takes a limited number of values."""
_ROWS = 500
"""Rows taken from the database at a time where all of them are read."""


def select_entries(
    participant: str | None = None,
    chain: str | None = None,
    kinds: Collection[str] | None = None,
) -> Select[Any]:
    """All rows that match, in no order."""
    query = select(LOG)
    if participant is not None:
        query = query.where(LOG.c.participant == participant)
    if chain is not None:
        query = query.where(LOG.c.chain == chain)
    if kinds is not None:
        query = query.where(of_kinds(kinds, participant))
    return query


def of_kinds(kinds: Collection[str], participant: str | None) -> ColumnElement[bool]:
    """Rows of some kinds. Of one participant they are found by the participant: there are fewer of those.

    The plus sign keeps SQLite from the index of kinds (optoverview.html, "Disqualifying Terms").
    """
    kind = LOG.c.kind if participant is None else literal_column("+log_entry.kind", String)
    return kind.in_(sorted(str(kind) for kind in kinds))


def entries_of(session: Session, query: Select[Any], *, newest_first: bool = False) -> list[Entry]:
    """The entries of ``query`` by logical clock, then id; so within a chain by number."""
    order = [column.desc() for column in _IN_ORDER] if newest_first else list(_IN_ORDER)
    return [entry_of(row) for row in session.execute(query.order_by(*order)).mappings()]


def entries_by_name(session: Session) -> Iterator[list[Entry]]:
    """Every entry, those of all chains of one name together: a record never reaches beyond them."""
    for keys in _chains_by_name(session):
        yield entries_of(session, select(LOG).where(_in_chains(keys)))


def rows_by_name(session: Session) -> Iterator[Sequence[Any]]:
    """Every row of the log, those of all chains of one name together: chain after chain, each by number."""
    for keys in _chains_by_name(session):
        yield session.execute(select(LOG).where(_in_chains(keys)).order_by(*_BY_PLACE)).all()


def _chains_by_name(session: Session) -> list[list[ChainKey]]:
    chains: defaultdict[str, list[ChainKey]] = defaultdict(list)
    for head in chain_ends(session):
        chains[head.key.chain].append(head.key)
    return list(chains.values())


def rows_by_chain(session: Session, chain: str | None = None) -> Iterator[Any]:
    """Every row of the log, or of the chains of one name, chain after chain, by number within each."""
    query = select_entries()
    if chain is not None:
        keys = [head.key for head in chain_ends(session) if head.key.chain == chain]
        query = query.where(_in_chains(keys))
    for some in session.execute(query.order_by(*_BY_PLACE)).partitions(_ROWS):
        yield from some


def zones_of(session: Session, origin: str) -> Iterator[Zoned]:
    """In which time zones an origin wrote its entries, in the order of all."""
    query = select(LOG.c.counter, LOG.c.id, *_BY_PLACE, LOG.c.entered_zone).where(LOG.c.origin == origin)
    for some in session.execute(query.order_by(*_IN_ORDER)).partitions(_ROWS):
        for counter, entry_id, *key, seq, zone in some:
            yield Zoned(counter, entry_id, EntryPlace(ChainKey(*key), seq), zone)


def record_entries(session: Session, entry_ids: Collection[str]) -> list[Entry]:
    """Every entry of the records that ``entry_ids`` belong to; none of a record whose root is not there."""
    rows = session.execute(_RECORD, {"entry_ids": sorted(entry_ids)}).mappings()
    return [entry_of(row) for row in rows]


def _record_query() -> Select[Any]:
    """From entries up to the roots they correct, and from there down to everything that corrects those."""
    wanted = LOG.c.id.in_(bindparam("entry_ids", expanding=True))
    up = select(LOG.c.id, LOG.c.corrects).where(wanted).cte("up", recursive=True)
    parent = LOG.alias("parent")
    up = up.union(select(parent.c.id, parent.c.corrects).join(up, parent.c.id == up.c.corrects))
    tree = select(up.c.id).where(up.c.corrects.is_(None)).cte("tree", recursive=True)
    child = LOG.alias("child")
    tree = tree.union(select(child.c.id).join(tree, child.c.corrects == tree.c.id))
    return select(LOG).where(LOG.c.id.in_(select(tree.c.id))).order_by(*_IN_ORDER)


_RECORD = _record_query()


def chains_of(session: Session, entry_ids: Collection[str]) -> dict[str, str]:
    """The chain of each entry that is there."""
    if not entry_ids:
        return {}
    query = select(LOG.c.id, LOG.c.chain).where(LOG.c.id.in_(sorted(entry_ids)))
    return {row[0]: row[1] for row in session.execute(query)}


def entries_between(session: Session, key: ChainKey, first: int, last: int) -> list[Entry]:
    """The entries of one chain from one number to another, both inside."""
    numbers = LOG.c.seq.between(first, last)
    return entries_of(session, select(LOG).where(*_in_chain(key), numbers))


def corrections_of(session: Session, entry_ids: Collection[str]) -> list[Entry]:
    """The entries that correct one of ``entry_ids``."""
    return entries_of(session, select(LOG).where(LOG.c.corrects.in_(sorted(entry_ids))))


def all_heads(session: Session, participant: str | None = None) -> list[Head]:
    """The end of every chain; or of the last entry about ``participant`` in each."""
    if participant is None:
        return chain_ends(session)
    # SQLite gives bare columns from the row that holds the maximum (lang_select.html section 2.5).
    query = select(LOG.c.origin, LOG.c.epoch, LOG.c.chain, func.max(LOG.c.seq), LOG.c.hash).group_by(
        LOG.c.origin, LOG.c.epoch, LOG.c.chain
    )
    query = query.where(LOG.c.participant == participant)
    rows = session.execute(query.order_by(LOG.c.origin, LOG.c.epoch, LOG.c.chain))
    return [Head(ChainKey(origin, epoch, chain), seq, head) for origin, epoch, chain, seq, head in rows]


def head_of(session: Session, key: ChainKey) -> Head | None:
    """The end of one chain."""
    query = select(LOG.c.seq, LOG.c.hash).where(*_in_chain(key))
    row = session.execute(query.order_by(LOG.c.seq.desc()).limit(1)).first()
    return None if row is None else Head(key, row[0], row[1])


def hash_at(session: Session, key: ChainKey, seq: int) -> str | None:
    """The hash of the entry with this number, if there is one."""
    found: str | None = session.execute(select(LOG.c.hash).where(*_in_chain(key), LOG.c.seq == seq)).scalar()
    return found


def last_numbers(session: Session) -> dict[ChainKey, int]:
    """The last number of every chain."""
    return {head.key: head.seq for head in chain_ends(session)}


def newest_rows(session: Session, most: int) -> list[Any]:
    """The rows with the highest logical clocks, chain after chain, by number within each."""
    newest = select(LOG).order_by(LOG.c.counter.desc(), LOG.c.id.desc()).limit(most)
    return _by_chain(session.execute(newest).mappings())


def rows_at(session: Session, places: Mapping[ChainKey, int]) -> list[Any]:
    """The row of one number in each of some chains, where it is there."""
    wanted = [(*key, seq) for key, seq in places.items()]
    place = tuple_(LOG.c.origin, LOG.c.epoch, LOG.c.chain, LOG.c.seq)
    found: list[Any] = []
    for start in range(0, len(wanted), _PLACES):  # a clinic's store has thousands of chains
        query = select(LOG).where(place.in_(wanted[start : start + _PLACES]))
        found += session.execute(query).mappings()
    return _by_chain(found)


def _by_chain(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row["origin"], row["epoch"], row["chain"], row["seq"]))


def _in_chain(key: ChainKey) -> tuple[ColumnElement[bool], ...]:
    return LOG.c.origin == key.origin, LOG.c.epoch == key.epoch, LOG.c.chain == key.chain


def _in_chains(keys: Iterable[ChainKey]) -> ColumnElement[bool]:
    return or_(false(), *(and_(*_in_chain(key)) for key in keys))


def highest_counter(session: Session) -> int:
    """The highest logical clock seen, 0 in an empty log."""
    return session.execute(select(func.max(LOG.c.counter))).scalar() or 0


def find_keys(session: Session, origin: str, keys: Collection[str]) -> dict[str, str]:
    """Which of ``keys`` this store has already used, and for which entry."""
    if not keys:
        return {}
    query = select(LOG.c.key, LOG.c.id).where(LOG.c.origin == origin, LOG.c.key.in_(sorted(keys)))
    return {row[0]: row[1] for row in session.execute(query)}


def newest_of(session: Session, origin: str, boot: str | None = None) -> Entry | None:
    """The entry this store wrote last, of one boot of the computer if that is given."""
    if boot is not None:
        query = select(LOG).where(LOG.c.origin == origin, LOG.c.boot == boot)
    else:  # the plus: from the log's end backwards, and not by sorting all that the origin ever wrote
        query = select(LOG).where(literal_column("+log_entry.origin", String) == origin)
    found = entries_of(session, query.limit(1), newest_first=True)
    return found[0] if found else None


def first_after(session: Session, counter: int, leaving_out: str) -> Entry | None:
    """The first entry of all chains beyond a logical clock, not counting those of one kind."""
    query = select(LOG).where(LOG.c.counter > counter, LOG.c.kind != leaving_out).limit(1)
    found = entries_of(session, query)
    return found[0] if found else None


def count(session: Session) -> int:
    """How many entries there are."""
    return int(session.execute(select(func.count()).select_from(LOG)).scalar_one())
