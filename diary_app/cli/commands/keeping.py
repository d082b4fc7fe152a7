"""``verify`` and ``rebuild``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from diary_app.cli.call import Call
from diary_app.cli.shared import STAFF, command
from diary_app.common.errors import Damaged, PlainError, ShorterThanMark, Tampered
from diary_app.common.i18n import N_

if TYPE_CHECKING:
    from diary_app.storage.findings import Finding, Verification


def register(app: typer.Typer) -> None:
    """Add the commands."""
    command(app, "verify", also=STAFF)(verify)
    command(app, "rebuild", also=STAFF)(rebuild)


def verify(call: Call) -> None:
    """Check the file, every chain of the log, and the tables against the log."""
    with call.open(checking=True) as opened:
        found = opened.safekeeping.verify()
    tr = call.tr
    told = tr("{entries} entries in {chains} chains and {records} records were checked.",
              entries=found.entries, chains=len(found.heads), records=found.records)  # fmt: skip
    for kind, count in sorted(found.unknown.items()):
        told += " " + tr("{count} entries of the kind {kind} are kept but not understood by this version.",
                         count=count, kind=kind)  # fmt: skip
    if found.whole:
        told += " " + tr("Everything agrees.")
    if call.options.json or found.whole:
        call.show(_told(found), told)
    if not found.whole:
        raise _complaint(found.findings[0], len(found.findings) - 1)


def _told(found: Verification) -> dict[str, Any]:
    return {
        "whole": found.whole,
        "entries": found.entries,
        "records": found.records,
        "heads": [{**head.key._asdict(), "seq": head.seq, "hash": head.hash} for head in found.heads],
        "findings": [
            {
                "kind": each.kind.value,
                **_place(each),
                "seq": each.seq,
                "mark": each.mark,
                "detail": each.detail,
            }
            for each in found.findings
        ],
        "unknown": dict(found.unknown),
    }


def _place(finding: Finding) -> dict[str, Any]:
    return finding.chain._asdict() if finding.chain else {"origin": None, "epoch": None, "chain": None}


def _complaint(first: Finding, others: int) -> PlainError:
    """The first finding as the error the command ends with."""
    from diary_app.storage.findings import FindingKind

    if first.kind is FindingKind.DAMAGED_FILE:
        return Damaged(N_("The diary's file is damaged: {detail}."), detail=first.detail.rstrip("."))
    if first.kind is FindingKind.SHORTER and first.chain is not None:
        return ShorterThanMark(
            N_("The log is shorter than it was: the chain {chain} ends before entry {seq}, and {detail} "
               "knows entry {mark}; further findings: {others}."),
            chain=first.chain.chain, seq=first.seq, mark=first.mark, detail=first.detail, others=others,
        )  # fmt: skip
    values = {"kind": first.kind.value, "detail": first.detail, "others": others}
    if first.chain is not None:
        return Tampered(
            N_("The log was altered: the first bad entry is number {seq} of the chain {chain} ({kind}); "
               "further findings: {others}."),
            seq=first.seq, chain=first.chain.chain, **values,
        )  # fmt: skip
    return Tampered(N_("The diary was altered ({kind}): {detail}; further findings: {others}."), **values)


def rebuild(call: Call) -> None:
    """Make all tables anew from the log."""
    with call.open() as opened:
        made = opened.safekeeping.rebuild()
    told = [call.tr("{count} records were made anew from the log.", count=made.records)]
    if made.differed:
        told.append(call.tr("The tables had differed from it."))
    call.show({"records": made.records, "differed": [each.detail for each in made.differed]}, "\n".join(told))
