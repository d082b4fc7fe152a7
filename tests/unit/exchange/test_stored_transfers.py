"""Files of the hand-over as the first version wrote them (made up): every later program must read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from diary_app.domain.log.chain import check_chains
from diary_app.domain.log.mark import content as marked
from diary_app.exchange.transfer import receipt, sealed
from diary_app.exchange.transfer.container import NewerFile, Unfit
from diary_app.security.signing import DeviceSigning

DATA = Path(__file__).parents[2] / "data" / "transfer"
INSIDE = (DATA / "sealed-1.inside").read_bytes()
RECEIPT = (DATA / "receipt-1.receipt").read_bytes()


def test_a_sealed_file_is_read_and_its_signatures_hold() -> None:
    sender, found = sealed.read_sender(INSIDE)
    assert (sender.participant, sender.trial, sender.notes) == ("P1", "alter-s003", True)
    assert DeviceSigning().holds(sender.public_key, found.signature, found.signed)
    contents = sealed.read_contents(sender, found)
    mark = contents.mark
    assert DeviceSigning().holds(mark.public_key, mark.signature, marked(mark))
    entries = [entry for each in contents.chains for entry in each.entries]
    heads, faults = check_chains(entries)
    assert not faults
    assert [head.seq for head in heads] == [len(entries)]
    assert {"dose", "correct", "bp"} <= {entry.kind for entry in entries}
    assert [entry.note for entry in entries if entry.note] == ["made up: with a glass of water"]


def test_a_receipt_is_read_and_its_signature_holds() -> None:
    told, found = receipt.decode(RECEIPT)
    assert told.participant == "P1"
    assert DeviceSigning().holds(told.public_key, found.signature, found.signed)
    sender, _ = sealed.read_sender(INSIDE)
    assert [head.key.origin for head in told.heads] == [sender.store]


def test_newer_and_cut_off_files_are_told_apart() -> None:
    with pytest.raises(NewerFile):
        sealed.read_sender(INSIDE.replace(b'"version":1}', b'"version":2}', 1))
    with pytest.raises(Unfit):
        sealed.read_sender(INSIDE[:-1])
    with pytest.raises(Unfit):
        receipt.decode(RECEIPT + b" ")
