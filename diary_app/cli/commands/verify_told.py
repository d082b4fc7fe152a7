"""What ``verify`` found, as JSON and as the error it ends with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from diary_app.common.errors import Damaged, PlainError, ShorterThanMark, Tampered
from diary_app.common.i18n import N_
from diary_app.domain.log.chain import ChainKey
from diary_app.domain.log.entry import instant_text
from diary_app.domain.log.times import EntryPlace, TimeReport

if TYPE_CHECKING:
    from diary_app.services.comparison import Comparison
    from diary_app.services.marks import Brought
    from diary_app.storage.findings import Finding, Verification


def told(found: Verification) -> dict[str, Any]:
    """The outcome as JSON."""
    return {
        "whole": found.whole,
        "entries": found.entries,
        "records": found.records,
        "heads": [{**head.key._asdict(), "seq": head.seq, "hash": head.hash} for head in found.heads],
        "findings": list(map(_finding, found.findings)),
        "unknown": dict(found.unknown),
        "times": _times(found.times),
    }


def told_of_file(compared: Comparison) -> dict[str, Any]:
    """What was held against the log, as JSON."""
    brought = compared.brought
    return {
        "file": str(brought.file),
        "source": brought.source.value,
        "made_at": None if brought.made_at is None else instant_text(brought.made_at),
        "signed": compared.signed,
        "heads": [
            {**each.head.key._asdict(), "seq": each.head.seq, "hash": each.head.hash, "reached": each.last}
            for each in compared.reached
        ],
        "printed_at": None if compared.printed_at is None else instant_text(compared.printed_at),
        "as_made": compared.as_made,
    }


def _finding(found: Finding) -> dict[str, Any]:
    place = found.chain._asdict() if found.chain else dict.fromkeys(ChainKey._fields)
    return {
        "kind": found.kind.value,
        **place,
        "seq": found.seq,
        "mark": found.mark,
        "restored": None if found.restored is None else instant_text(found.restored),
        "detail": found.detail,
    }


def _times(times: TimeReport) -> dict[str, Any]:
    return {
        "suspect": times.suspect,
        "first_suspect": _place(times.first_suspect),
        "zones": [{"from": each.before, "to": each.after, "at": _place(each.at)} for each in times.zones],
        "backwards": [{"seconds": each.seconds, "at": _place(each.at)} for each in times.backwards],
        "late": times.late,
        "longest_lag_days": times.longest,
        "longest_lag_at": _place(times.longest_at),
    }


def _place(place: EntryPlace | None) -> dict[str, Any] | None:
    return None if place is None else {**place.key._asdict(), "seq": place.seq}


def complaint(found: Verification, brought: Brought | None) -> PlainError:
    """The first finding as the error the command ends with, and how far what was brought can be believed."""
    first, *others = found.findings
    error = _complaint(first, len(others), brought)
    return error if brought is None else _with_doubt(error, first, others, brought)


def _with_doubt(error: PlainError, first: Finding, others: Sequence[Finding], brought: Brought) -> PlainError:
    """The log was held against a file that this diary may never have made."""
    from diary_app.services.comparison import KEY, told_by

    values = {"complaint": error, "file": brought.file}
    if not told_by(brought, first):
        return error
    if brought.mark is None:
        return type(error)(N_("{complaint} {file} itself is not signed: anybody can have made it."), **values)
    if any(each.detail == KEY for each in others):
        return type(error)(
            N_("{complaint} The mark in {file} is signed by a key that this diary's log does not know: if no "
               "entry is missing, somebody else made it."), **values,
        )  # fmt: skip
    return error


def _complaint(first: Finding, others: int, brought: Brought | None) -> PlainError:
    from diary_app.storage.findings import FindingKind

    if first.kind is FindingKind.DAMAGED_FILE:
        return Damaged(N_("The diary's file is damaged: {detail}."), detail=first.detail.rstrip("."))
    if first.kind in (FindingKind.MARK, FindingKind.FILE) and brought is not None:
        return _of_the_file(first, brought)
    values: dict[str, Any] = {"kind": first.kind.value, "detail": first.detail, "others": others}
    if first.chain is None:
        return Tampered(N_("The diary was altered ({kind}): {detail}; further findings: {others}."), **values)
    values |= {"seq": first.seq, "chain": first.chain.chain, "mark": first.mark}
    if first.kind is FindingKind.SHORTER:
        return _shorter(first, values)
    if first.kind is FindingKind.BRANCH:
        return Tampered(
            N_("The log is another one than {detail} knows: entry {seq} of the chain {chain} has another "
               "hash ({kind}), so it or one before it was altered, or the diary went on in two places; "
               "further findings: {others}."), **values,
        )  # fmt: skip
    return Tampered(
        N_("The log was altered: the first bad entry is number {seq} of the chain {chain} ({kind}); "
           "further findings: {others}."), **values,
    )  # fmt: skip


def _shorter(first: Finding, values: dict[str, Any]) -> PlainError:
    values["last"] = (first.seq or 1) - 1
    if first.restored is None:
        return ShorterThanMark(
            N_("The log is shorter than it was: the chain {chain} ends at entry {last}, and {detail} knows "
               "entry {mark}; further findings: {others}."), **values,
        )  # fmt: skip
    return ShorterThanMark(
        N_("The chain {chain} ends at entry {last}, and {detail} knows entry {mark}: a backup was restored "
           "on {day}, and what came after it was given up; further findings: {others}."),
        day=first.restored.date().isoformat(), **values,
    )  # fmt: skip


def _of_the_file(first: Finding, brought: Brought) -> Tampered:
    from diary_app.services.comparison import SIGNATURE, UNSIGNED
    from diary_app.storage.findings import FindingKind

    if first.kind is FindingKind.FILE:
        return Tampered(
            N_("{file} is not as it was made: its mark is this diary's, but no summary of just these bytes "
               "was made."),
            file=brought.file,
        )  # fmt: skip
    if first.detail == SIGNATURE:
        return Tampered(
            N_("The signature of the mark in {file} is wrong: it was altered."), file=brought.file
        )
    if first.detail == UNSIGNED:
        return Tampered(
            N_("{file} is not signed, and this diary had a key when it was made: it was altered."),
            file=brought.file,
        )
    return Tampered(
        N_("The mark in {file} is signed by a key that this diary's log does not know."), file=brought.file
    )
