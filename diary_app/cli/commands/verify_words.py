"""What ``verify`` tells a person when all agrees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from diary_app.common.i18n import Translator

if TYPE_CHECKING:
    from diary_app.domain.log.times import TimeReport
    from diary_app.services.comparison import Comparison
    from diary_app.storage.findings import Verification


def log_words(found: Verification, tr: Translator) -> list[str]:
    """Sentences about the log: how much was checked, what is unknown, what the times say."""
    told = [
        tr("{entries} entries in {chains} chains and {records} records were checked.",
           entries=found.entries, chains=len(found.heads), records=found.records)
    ]  # fmt: skip
    for kind, count in sorted(found.unknown.items()):
        told.append(
            tr("{count} entries of the kind {kind} are kept but not understood by this version.",
               count=count, kind=kind)
        )  # fmt: skip
    return [*told, tr("Everything agrees."), *_times(found.times, tr)]


def _times(times: TimeReport, tr: Translator) -> Iterator[str]:
    if times.first_suspect is not None:
        first = times.first_suspect
        yield tr("Entries written just after the clock was set: {count}; the first is number {seq} of the "
                 "chain {chain}.", count=times.suspect, seq=first.seq, chain=first.key.chain)  # fmt: skip
    if times.zones:
        zone = times.zones[0]
        yield tr("Changes of the time zone: {count}; the first, from {before} to {after}, at number {seq} "
                 "of the chain {chain}.", count=len(times.zones), before=zone.before, after=zone.after,
                 seq=zone.at.seq, chain=zone.at.key.chain)  # fmt: skip
    if times.backwards:
        back = times.backwards[0]
        yield tr("Times that go backwards: {count}; the first at number {seq} of the chain {chain}, "
                 "by {seconds} seconds.", count=len(times.backwards), seq=back.at.seq,
                 chain=back.at.key.chain, seconds=back.seconds)  # fmt: skip
    if times.longest_at is not None:
        yield tr("Entries written more than a day after their day: {count}; the latest by {days} days, "
                 "number {seq} of the chain {chain}.", count=times.late, days=times.longest,
                 seq=times.longest_at.seq, chain=times.longest_at.key.chain)  # fmt: skip


def file_words(compared: Comparison, tr: Translator) -> list[str]:
    """Sentences about the mark, backup or summary that the log was held against."""
    told = []
    for each in compared.reached:
        values = {"seq": each.head.seq, "chain": each.head.key.chain, "after": each.after}
        told.append(tr("The log reaches entry {seq} of the chain {chain}, as in this file; "
                       "entries that came after: {after}.", **values))  # fmt: skip
    if compared.signed is None:
        told.append(tr("The file is of an earlier version and is not signed."))
    elif compared.signed:
        told.append(tr("The file's mark is signed by this diary's own key."))
    if compared.as_made and compared.printed_at is not None:
        told.append(tr("Byte for byte it is the summary that was made on {day} (UTC).",
                       day=compared.printed_at.strftime("%Y-%m-%d %H:%M")))  # fmt: skip
    elif compared.brought.sha256 is not None:
        told.append(tr("Whether the file is as it was made cannot be told: a backup was restored since."))
    return told
