"""The ends of all chains, found by steps through the index of places and not by reading the log.

A clinic's store has thousands of chains and half a million entries. From the
first place of one chain the index leads straight to the next chain, so what is
read grows with the chains and not with the entries.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session

from diary_app.domain.log.chain import ChainKey, Head

# The next chain is of the same origin and epoch, else of its next epoch, else of the next origin: each a
# step of its own, for SQLite follows an index for the equal columns before the first greater one only.
_ENDS = text("""
WITH RECURSIVE place (origin, epoch, chain) AS (
  SELECT * FROM (SELECT origin, epoch, chain FROM log_entry ORDER BY origin, epoch, chain LIMIT 1)
  UNION ALL
  SELECT found.origin, found.epoch, found.chain
  FROM place JOIN log_entry AS found ON found.rowid = coalesce(
    (SELECT rowid FROM log_entry AS later
     WHERE later.origin = place.origin AND later.epoch = place.epoch AND later.chain > place.chain
     ORDER BY later.chain LIMIT 1),
    (SELECT rowid FROM log_entry AS later
     WHERE later.origin = place.origin AND later.epoch > place.epoch
     ORDER BY later.epoch, later.chain LIMIT 1),
    (SELECT rowid FROM log_entry AS later
     WHERE later.origin > place.origin
     ORDER BY later.origin, later.epoch, later.chain LIMIT 1))
)
SELECT last.origin, last.epoch, last.chain, last.seq, last.hash
FROM place JOIN log_entry AS last ON last.rowid =
  (SELECT rowid FROM log_entry AS each
   WHERE each.origin = place.origin AND each.epoch = place.epoch AND each.chain = place.chain
   ORDER BY each.seq DESC LIMIT 1)
ORDER BY last.origin, last.epoch, last.chain
""")


def chain_ends(session: Session) -> list[Head]:
    """The head of every chain, by origin, epoch and chain."""
    rows = session.execute(_ENDS)
    return [Head(ChainKey(origin, epoch, chain), seq, last) for origin, epoch, chain, seq, last in rows]
