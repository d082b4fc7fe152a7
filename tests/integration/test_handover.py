"""Patient to clinic to receipt: taken in once, told apart when it does not fit, and never half."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from sqlalchemy import text

from diary_app.common.errors import Damaged, DoesNotFit, NewerVersion, PlainError, Tampered
from diary_app.domain.clinic.review import last_told
from diary_app.domain.log.act import Act, Author
from diary_app.domain.log.entry import By, Kind, Role
from diary_app.exchange.transfer import sealed
from diary_app.reports.attached import Attachment
from diary_app.security.clinic_keys import ClinicKeys
from diary_app.services.transfer.clinic_keys import clinic_keys
from diary_app.services.transfer.pinning import pinned
from diary_app.services.transfer.preview import FileKind, Incoming
from diary_app.services.transfer.taking_in import NotForThisClinic, WrongParticipant
from diary_app.services.transfer.taking_in_checks import Stranger, WrongTrial
from diary_app.storage.union import Fork, Gap
from tests.handover import PASSPHRASE, PLAN, WHOSE, Pair, dose, founded, reopened, resealed
from tests.store_support import restore


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair.made(tmp_path / "pair")
    with made.stack:
        yield made


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A pair for what leaves both stores as they are."""
    made = Pair.new(tmp_path_factory.mktemp("steady") / "pair")
    with made.stack:
        dose(made.patient, 5)
        yield made


@pytest.fixture(scope="module")
def content(steady: Pair) -> bytes:
    """Its sealed file."""
    return steady.patient.transfer.share().content


def problem(pair: Pair, content: bytes, **expected: Any) -> PlainError:
    """Why the clinic does not take a file in; nothing is written."""
    before = pair.digest(pair.clinic)
    looked = pair.clinic.transfer.look(content, "x.diary", **expected)
    assert looked.problem is not None
    with pytest.raises(type(looked.problem)):
        pair.clinic.transfer.take_in(looked)
    assert pair.digest(pair.clinic) == before
    assert "\n" not in str(looked.problem)
    return looked.problem


def test_the_clinic_sees_what_the_patient_wrote(pair: Pair) -> None:
    dose(pair.patient, 5, note="with a glass of water")
    wrong = dose(pair.patient, 6)
    pair.patient.diary.correct(wrong, {"mg": "10"}, "looked again")
    shared = pair.patient.transfer.share(notes=True)
    looked = pair.clinic.transfer.look(shared.content, "visit.diary")
    assert (looked.problem, looked.kind, looked.participant) == (None, FileKind.SEALED, WHOSE)
    assert (looked.by_kind["dose"], looked.by_kind["correct"], looked.known) == (2, 1, 0)
    assert (str(looked.first_day), str(looked.last_day)) == ("2026-01-05", "2026-01-06")
    assert looked.new_device
    before = pair.clinic.opened.store.journal.counter()
    assert looked.new == shared.entries
    assert looked.remarks == ()
    report = pair.clinic.transfer.take_in(looked)
    assert report.new == shared.entries
    own = pair.clinic.opened.store.journal.entries(chain=WHOSE, kinds=["device", "taken_in"])
    assert [entry.kind for entry in own] == ["device", "taken_in"]
    assert own[0].counter > before
    told = pair.clinic.diary.status(WHOSE)
    assert told.adherence.taken == 2
    [note] = [r.note for r in pair.clinic.opened.store.records.records(WHOSE, "dose") if r.note]
    assert note == "with a glass of water"
    assert pair.clinic.opened.store.integrity.verify().findings == ()
    assert pair.clinic.opened.participants() == ["P1", "P2"]


def test_notes_are_withheld_unless_ticked(pair: Pair) -> None:
    dose(pair.patient, 5, note="told nobody")
    shared = pair.patient.transfer.share()
    assert pair.clinic.transfer.take_in(pair.clinic.transfer.look(shared.content, "f")).new
    [record] = pair.clinic.opened.store.records.records(WHOSE, "dose")
    assert record.note is None
    assert pair.clinic.opened.store.integrity.verify().findings == ()
    again = pair.hand_over(notes=True)
    assert again.new == 0
    told = "One entry came without its note before; the note that comes now is not added."
    assert told in map(str, again.remarks)


def test_the_same_file_twice_changes_nothing(pair: Pair) -> None:
    dose(pair.patient, 5)
    shared = pair.patient.transfer.share()
    first = pair.clinic.transfer.take_in(pair.clinic.transfer.look(shared.content, "f"))
    heads = pair.digest(pair.clinic)
    second = pair.clinic.transfer.take_in(pair.clinic.transfer.look(shared.content, "f"))
    assert first.entry is not None
    assert (second.new, second.known, second.entry) == (0, first.new, None)
    assert pair.digest(pair.clinic) == heads


def test_a_receipt_shortens_the_next_file_and_is_itself_nothing_new(pair: Pair) -> None:
    dose(pair.patient, 5)
    assert pair.patient.transfer.clinic_has() is None
    pair.hand_over()
    receipt = pair.confirm()
    assert receipt.new > 0
    has = pair.patient.transfer.clinic_has()
    assert has is not None
    assert (has.entries, has.waiting) == (receipt.new, 0)
    assert pair.confirm().entry is None
    assert pair.patient.transfer.share().entries == 0
    dose(pair.patient, 6)
    assert pair.patient.transfer.clinic_has().waiting == 1  # type: ignore[union-attr]
    shared = pair.patient.transfer.share()
    assert (shared.entries, shared.since) == (1, has.at)
    assert pair.patient.transfer.share(everything=True).entries == has.entries + 1
    assert pair.hand_over().new == 1
    assert pair.clinic.diary.status(WHOSE).adherence.taken == 2


def test_a_file_that_skips_is_a_gap(pair: Pair) -> None:
    dose(pair.patient, 5)
    found = problem(pair, resealed(pair, pair.patient.transfer.share().content, skip=2))
    assert isinstance(found, Gap)
    assert found.exit_code == 3


@pytest.mark.slow
def test_a_clinic_brought_back_from_a_backup_hears_of_the_gap(pair: Pair, tmp_path: Path) -> None:
    pair.hand_over()
    pair.clinic.opened.store.back_up(tmp_path / "b")
    dose(pair.patient, 5)
    pair.hand_over()
    pair.confirm()
    nothing_new = pair.patient.transfer.share().content
    pair.clinic.close()
    restore(tmp_path / "pair" / "clinic", tmp_path / "b", PASSPHRASE)
    pair.clinic = reopened(tmp_path / "pair" / "clinic")
    assert isinstance(problem(pair, nothing_new), Gap)
    assert pair.hand_over(everything=True).new
    pair.clinic.close()


def test_a_diary_that_went_on_twice_is_a_fork(pair: Pair, tmp_path: Path) -> None:
    pair.hand_over()  # its key is made
    pair.patient.close()
    shutil.copytree(tmp_path / "pair" / "patient", tmp_path / "copy")
    with reopened(tmp_path / "pair" / "patient") as one, reopened(tmp_path / "copy") as other:
        pair.patient = one
        dose(one, 5)
        pair.hand_over()
        dose(other, 6)
        content = other.transfer.share().content
        found = problem(pair, content)
        assert isinstance(found, Fork)
        assert found.exit_code == 9
        assert isinstance(problem(pair, resealed(pair, content, bare=True)), Fork)


def test_an_older_diary_is_taken_in_and_said_to_be_behind(pair: Pair) -> None:
    older = pair.patient.transfer.share().content
    dose(pair.patient, 5)
    pair.hand_over()
    looked = pair.clinic.transfer.look(older, "old.diary")
    assert (looked.problem, looked.new) == (None, 0)
    assert any("the file is an older one" in str(remark) for remark in looked.remarks)


def test_a_clock_at_home_that_runs_ahead_tells_of_no_day_to_come(pair: Pair) -> None:
    dose(pair.patient, 5)
    pair.patient.opened.clock.set("2027-01-20T20:00")
    content = pair.patient.transfer.share().content
    looked = pair.clinic.transfer.look(content, "x.diary")
    assert [str(each)[:64] for each in looked.remarks] == [
        "By the clock at home the file was made on 2027-01-20 at 20:00, w"
    ]
    pair.clinic.transfer.take_in(looked)
    assert last_told(pair.clinic.opened.diary(WHOSE)) == date(2026, 1, 20)  # here it is the 21st


def test_another_participant(steady: Pair, content: bytes) -> None:
    found = problem(steady, content, participant="P2")
    assert isinstance(found, WrongParticipant)
    assert "about the participant P1, not about P2" in str(found)
    elsewhere = problem(steady, resealed(steady, content, participant="P9"))
    assert "not in this clinic's store" in str(elsewhere)
    swapped = problem(steady, resealed(steady, content, participant="P2"))
    assert isinstance(swapped, Stranger)
    assert "set up for the participant P1, not for P2" in str(swapped)


def test_another_trial(steady: Pair, content: bytes) -> None:
    found = problem(steady, resealed(steady, content, trial="other-1"))
    assert isinstance(found, WrongTrial)
    assert "of the trial other-1" in str(found)


def test_another_version_of_the_plan_is_only_said(steady: Pair, content: bytes) -> None:
    newer = resealed(steady, content, trial_sha256="0" * 64)
    looked = steady.clinic.transfer.look(newer, "x")
    assert looked.problem is None
    assert any("another version of the study plan" in str(remark) for remark in looked.remarks)


def test_a_stranger(pair: Pair, tmp_path: Path) -> None:
    found = problem(pair, resealed(pair, pair.patient.transfer.share().content, nonce="0" * 32))
    assert isinstance(found, Stranger)
    assert "gave no set-up file" in str(found)
    pair.hand_over()
    nonce = pair.patient.transfer.share().content
    with founded(tmp_path / "p2", "patient", WHOSE) as second:
        pair.introduce(second, nonce=_nonce(pair))
        used = problem(pair, second.transfer.share().content)
        assert "was used by another device" in str(used)
        pair.introduce(second)
        looked = pair.clinic.transfer.look(second.transfer.share().content, "x")
        assert looked.problem is None
        assert any("a device that was not seen before" in str(remark) for remark in looked.remarks)
        assert pair.clinic.transfer.take_in(looked).new
    assert nonce
    assert pair.clinic.opened.participants() == ["P1", "P2"]


def _nonce(pair: Pair) -> str:
    clinic = pinned(pair.patient.opened, WHOSE)
    assert clinic is not None
    return clinic.nonce


def test_sealed_for_another_clinic(steady: Pair, content: bytes) -> None:
    other = ClinicKeys.new().public
    age = sealed.unwrap(content).age
    found = problem(steady, sealed.wrap(other.seal(age), other.age))
    assert isinstance(found, NotForThisClinic)


def test_an_altered_signature(steady: Pair, content: bytes) -> None:
    keys = clinic_keys(steady.clinic.opened)
    inside = keys.open(sealed.unwrap(content).age)
    altered = inside.replace(b'"notes":false', b'"notes":true')
    assert altered != inside
    found = problem(steady, sealed.wrap(keys.public.seal(altered), keys.public.age))
    assert isinstance(found, Tampered)


def test_heads_that_the_device_did_not_sign(steady: Pair, content: bytes) -> None:
    found = problem(steady, resealed(steady, content, mark={"signature": "0" * 128}))
    assert isinstance(found, Tampered)


def test_a_newer_file(steady: Pair, content: bytes) -> None:
    found = problem(steady, content.replace(b"morning-diary-sealed 1 ", b"morning-diary-sealed 7 ", 1))
    assert isinstance(found, NewerVersion)
    assert "version 7" in str(found)


@pytest.mark.parametrize("place", [30, 80, 200, -1])
def test_damage(steady: Pair, content: bytes, place: int) -> None:
    altered = bytearray(content)
    altered[place] ^= 1
    found = problem(steady, bytes(altered))
    assert isinstance(found, Damaged | NotForThisClinic)
    assert isinstance(problem(steady, bytes(altered[:-10])), Damaged | NotForThisClinic)


def test_what_is_no_file_of_ours_or_too_big(
    steady: Pair, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(problem(steady, b"hello"), DoesNotFit)
    assert isinstance(problem(steady, b""), DoesNotFit)
    assert isinstance(problem(steady, b"%PDF-1.4 nothing"), Damaged)
    monkeypatch.setattr(sealed, "LARGEST", len(content) - 1)
    assert "too big" in str(problem(steady, content))


def test_a_patients_device_speaks_for_no_staff(pair: Pair) -> None:
    nurse = Author(actor="n.wang", role=Role.NURSE, by=By.STAFF)
    act = Act(kind=Kind.DOSE, chain=WHOSE, participant=WHOSE, author=nurse, payload={"status": "taken"})
    pair.patient.opened.store.journal.append([act])
    found = problem(pair, pair.patient.transfer.share().content)
    assert isinstance(found, Tampered)


@pytest.mark.parametrize("kind", [Kind.ADVERSE_EVENT, Kind.MEDICATION, Kind.PAPER_ENTRY, Kind.REVIEWED])
def test_a_patients_device_writes_nothing_that_is_the_clinics_alone(pair: Pair, kind: Kind) -> None:
    author = pair.patient.diary.author(WHOSE)
    payload = {"day": "2026-01-10", "term": "Nausea", "grade": 4, "name": "x", "rule": "x", "done": "seen"}
    act = Act(kind=kind, chain=WHOSE, participant=WHOSE, author=author, payload=payload,
              about={"day": "2026-01-10"})  # fmt: skip
    pair.patient.opened.store.journal.append([act])
    assert isinstance(problem(pair, pair.patient.transfer.share().content), Tampered)


@pytest.mark.parametrize("payload", [{"mg": "12"}, {"status": 5}, {"status": "taken", "capsules": "one"}])
def test_content_that_makes_no_fact(pair: Pair, payload: dict[str, Any]) -> None:
    author = pair.patient.diary.author(WHOSE)
    act = Act(kind=Kind.DOSE, chain=WHOSE, participant=WHOSE, author=author, payload=payload,
              about={"day": "2026-01-05"})  # fmt: skip
    pair.patient.opened.store.journal.append([act])
    assert isinstance(problem(pair, pair.patient.transfer.share().content), DoesNotFit)


def test_many_files_a_bad_one_holds_up_none(pair: Pair) -> None:
    first = pair.patient.transfer.share().content
    dose(pair.patient, 5)
    second = pair.patient.transfer.share().content
    clinic = pair.clinic.transfer
    looked = [clinic.look(each, "f") for each in (first, b"nothing", second, second)]
    came = clinic.take_in_all(looked)
    assert [isinstance(each, Incoming) for each in came] == [False, True, False, False]
    assert [each.new for each in came] == [len_of(first, pair), 0, 1, 0]


def len_of(content: bytes, pair: Pair) -> int:
    looked = pair.clinic.transfer.look(content, "x")
    return looked.known + looked.new


def test_receipts_that_do_not_fit(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(DoesNotFit, match="nothing to confirm"):
        pair.clinic.transfer.make_receipt("P2")
    pair.hand_over()
    receipt = pair.clinic.transfer.make_receipt(WHOSE)
    look = pair.patient.transfer.look
    assert isinstance(look(receipt[:-3], "r").problem, Damaged)
    altered = receipt.replace(b'"clinic_store":"', b'"clinic_store":"x', 1)
    assert isinstance(look(altered, "r").problem, DoesNotFit)
    moved = receipt.replace(b'"made_at":"2026-01-21', b'"made_at":"2026-01-19', 1)
    assert moved != receipt
    assert isinstance(look(moved, "r").problem, Tampered)
    assert isinstance(look(receipt.replace(b'"participant":"P1"', b'"participant":"P7"', 1), "r").problem,
                      PlainError)  # fmt: skip
    assert isinstance(pair.clinic.transfer.look(receipt, "r").problem, DoesNotFit)
    with founded(tmp_path / "p2", "patient", WHOSE) as stranger:
        assert "not from the clinic" in str(stranger.transfer.look(receipt, "r").problem)


def test_without_a_clinic_nothing_is_shared(tmp_path: Path) -> None:
    with founded(tmp_path / "d", "patient", WHOSE) as alone, pytest.raises(DoesNotFit, match="no clinic yet"):
        alone.transfer.share()


def test_a_diary_that_does_not_hold_is_not_shared(pair: Pair) -> None:
    dose(pair.patient, 5)
    with pair.patient.opened.store._database.writing() as session:
        session.execute(text("DROP TRIGGER log_no_update"))
        session.execute(text("UPDATE log_entry SET reason = 'x' WHERE kind = 'dose'"))
    with pytest.raises(Tampered, match="nothing was shared"):
        pair.patient.transfer.share()


def test_a_restored_diary_needs_a_new_set_up_file(pair: Pair, tmp_path: Path) -> None:
    dose(pair.patient, 5)
    pair.patient.opened.store.back_up(tmp_path / "b")
    dose(pair.patient, 6)
    pair.hand_over()
    confirmed = pair.clinic.transfer.make_receipt(WHOSE)
    pair.patient.close()
    restore(tmp_path / "pair" / "patient", tmp_path / "b", PASSPHRASE)
    with reopened(tmp_path / "pair" / "patient") as restored:
        pair.patient = restored
        behind = restored.transfer.look(confirmed, "r")
        assert any("restored from a backup" in str(remark) for remark in behind.remarks)
        found = problem(pair, restored.transfer.share().content)
        assert "give P1 a new set-up file" in str(found)
        pair.introduce(restored)
        dose(restored, 7)
        report = pair.hand_over()
        assert any("restored from a backup" in str(remark) for remark in report.remarks)
    assert pair.clinic.diary.status(WHOSE).adherence.taken == 3
    assert pair.clinic.opened.store.integrity.verify().findings == ()


def test_a_visit_summary_carries_the_sealed_diary(pair: Pair, tmp_path: Path) -> None:
    dose(pair.patient, 5)
    shared = pair.patient.transfer.share()
    reporting = pair.patient.reporting
    out = tmp_path / "visit.pdf"
    reporting.make_pdf(reporting.request(), out, attachment=Attachment("diary.diary", shared.content))
    looked = pair.clinic.transfer.look_at_file(out)
    assert (looked.problem, looked.new) == (None, shared.entries)
    saved_anew = PdfWriter(clone_from=out)
    saved_anew.write(tmp_path / "anew.pdf")
    assert pair.clinic.transfer.look_at_file(tmp_path / "anew.pdf").new == shared.entries
    reporting.make_pdf(reporting.request(), out)
    assert "carries no sealed diary" in str(pair.clinic.transfer.look_at_file(out).problem)


def test_the_plan_of_a_file_is_the_participants_own_though_the_clinics_came_later(pair: Pair) -> None:
    from diary_app.protocols.loader import find_protocol

    patient, keys = pair.patient, clinic_keys(pair.clinic.opened)
    other = find_protocol("tests/data/protocols/second-trial.toml")
    payload = {"text": other.text, "sha256": other.sha256, "effective": None}
    clinic = pair.clinic.diary.author(WHOSE)
    act = Act(kind=Kind.PROTOCOL_ADOPTED, chain=WHOSE, participant=WHOSE, author=clinic, payload=payload)
    patient.opened.store.journal.append([act])
    patient.opened.forget()
    sender, _ = sealed.read_sender(keys.open(sealed.unwrap(patient.transfer.share().content).age))
    own = find_protocol(PLAN)
    assert (sender.trial, sender.trial_sha256) == (own.protocol.id, own.sha256)
    assert patient.opened.diary(WHOSE).protocol.id == own.protocol.id
