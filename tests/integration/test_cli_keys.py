"""``passphrase change``, ``recovery new``, ``slots list``, and opening with the recovery code."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from diary_app.security.recovery_code import RecoveryCode
from tests.cli_calls import PASSPHRASE, Calls, patient, refused

NEW = "seven slow rivers going north"
BARE = {"LANG": "C"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    return patient(tmp_path_factory.mktemp("made") / "diary")


@pytest.fixture
def calls(made: Calls, tmp_path: Path) -> Calls:
    shutil.copytree(made.folder, tmp_path / "diary")
    return Calls(tmp_path / "diary", made.clock)


@pytest.fixture
def lines(calls: Calls) -> list[str]:
    told = calls("recovery", "new", "--json").json
    assert list(told) == ["recovery_code"]
    return list(told["recovery_code"])


def bare(calls: Calls, **environ: str) -> Calls:
    """The same diary without a passphrase at hand."""
    return Calls(calls.folder, calls.clock, environ={**BARE, **environ})


def with_code(calls: Calls, text: str) -> Calls:
    return bare(calls, DIARY_APP_RECOVERY_CODE=text)


def test_the_recovery_code_opens_every_command(calls: Calls, lines: list[str]) -> None:
    for text in ("\n".join(lines), " ".join(lines).lower()):
        assert with_code(calls, text)("status").code == 0
    assert with_code(calls, " ".join(lines))("weight", "--date", "2026-01-06", "60").id
    assert calls("status").code == 0
    assert lines[0] not in calls("list", "log", "--json").out


def test_a_mistyped_code_names_its_line(calls: Calls, lines: list[str]) -> None:
    other = "0" if lines[1][0] != "0" else "2"
    wrong = [lines[0], other + lines[1][1:], *lines[2:]]
    refused(with_code(calls, "\n".join(wrong))("status"), 4, "line 2")
    refused(with_code(calls, "abc")("status"), 4, "32 characters")
    refused(with_code(calls, RecoveryCode.new().symbols)("status"), 4, "not the recovery code")


def test_a_diary_without_a_code_says_so(calls: Calls) -> None:
    refused(with_code(calls, RecoveryCode.new().symbols)("status"), 4, "has no recovery code")


def own_heads(calls: Calls) -> list[Any]:
    """The ends of the chains that tell of the diary itself."""
    return [head for head in calls.heads() if head["chain"] != "access"]


def _pipe(text: str) -> int:
    read, write = os.pipe()
    os.write(write, text.encode())
    os.close(write)
    return read


def test_a_code_through_a_descriptor(calls: Calls, lines: list[str]) -> None:
    read = _pipe("\n".join(lines) + "\n")
    assert bare(calls)("status", "--recovery-fd", str(read)).code == 0
    os.close(read)
    refused(calls("status", "--recovery-fd", "x"), 3, "--recovery-fd: x")
    refused(calls("status", "--recovery-fd", "8", "--passphrase-fd", "9"), 3, "not two")
    # what is named in the call counts more than what lies in the environment
    read = _pipe(PASSPHRASE)
    assert with_code(calls, "rubbish")("status", "--passphrase-fd", str(read)).code == 0
    os.close(read)


def test_the_passphrase_is_changed(calls: Calls, lines: list[str]) -> None:
    before = own_heads(calls)
    told = calls("passphrase", "change", "--json", environ={"DIARY_APP_NEW_PASSPHRASE": NEW}).json
    assert told["kind"] == "passphrase"
    refused(calls("status"), 4, "passphrase")
    after = bare(calls, DIARY_APP_PASSPHRASE=NEW)
    assert own_heads(after) == before
    assert with_code(calls, " ".join(lines))("status").code == 0
    read = _pipe(PASSPHRASE)
    assert after("passphrase", "change", "--new-passphrase-fd", str(read)).code == 0
    os.close(read)
    assert calls("status").code == 0


def test_a_wrong_passphrase_names_the_way_back_where_there_is_one(calls: Calls) -> None:
    wrong = bare(calls, DIARY_APP_PASSPHRASE="wrong")
    assert "--recovery-fd" not in wrong("status").err
    assert calls("recovery", "new").code == 0
    refused(wrong("status"), 4, "not the passphrase", "recovery code: --recovery-fd")


def test_a_change_of_keys_is_in_the_log(calls: Calls, lines: list[str]) -> None:
    def changes() -> list[Any]:
        log = calls("list", "log", "--json").json
        return [entry for entry in log if entry["kind"] == "keys"]

    [made] = changes()
    slots = {slot["kind"]: slot["id"] for slot in calls("slots", "list", "--json").json}
    assert made["payload"] == {"act": "recovery code made", "slot": slots["recovery"], "kind": "recovery"}
    assert (made["chain"], made["participant"], made["actor"], made["by"]) == ("access", None, "P1", "self")
    assert calls("passphrase", "change", environ={"DIARY_APP_NEW_PASSPHRASE": PASSPHRASE}).code == 0
    slots = {slot["kind"]: slot["id"] for slot in calls("slots", "list", "--json").json}
    assert changes()[1]["payload"] == {
        "act": "passphrase changed", "slot": slots["passphrase"], "kind": "passphrase",
    }  # fmt: skip
    assert calls("verify", "--json").json["unknown"] == {}
    assert calls("rebuild", "--json").json["differed"] == []


@pytest.mark.logs("could not be written into the log")
def test_a_change_that_cannot_be_logged_counts_and_is_told(
    calls: Calls, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from diary_app.common.errors import NotSaved
    from diary_app.storage.journal import Journal

    def full(*_: object, **__: object) -> None:
        raise NotSaved("no space")

    monkeypatch.setattr(Journal, "append", full)
    ran = calls("passphrase", "change", environ={"DIARY_APP_NEW_PASSPHRASE": NEW})
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert "could not be written into the diary's log" in ran.err
    monkeypatch.undo()
    assert bare(calls, DIARY_APP_PASSPHRASE=NEW)("status").code == 0


def test_a_forgotten_passphrase(calls: Calls, lines: list[str]) -> None:
    forgot = with_code(calls, " ".join(lines))
    assert forgot("passphrase", "change", environ={"DIARY_APP_NEW_PASSPHRASE": NEW}).code == 0
    assert bare(calls, DIARY_APP_PASSPHRASE=NEW)("status").code == 0
    refused(calls("status"), 4)


def test_a_change_that_is_refused_changes_nothing(calls: Calls) -> None:
    before = (calls.folder / "keys.json").read_bytes()
    refused(calls("passphrase", "change"), 4, "DIARY_APP_NEW_PASSPHRASE")
    refused(calls("passphrase", "change", environ={"DIARY_APP_NEW_PASSPHRASE": " "}), 3, "empty")
    wrong = bare(calls, DIARY_APP_PASSPHRASE="wrong", DIARY_APP_NEW_PASSPHRASE=NEW)
    refused(wrong("passphrase", "change"), 4)
    refused(wrong("recovery", "new", "--json"), 4)
    assert (calls.folder / "keys.json").read_bytes() == before


def _answers(calls: Calls, given: Callable[[str], str]) -> Calls:
    return Calls(calls.folder, calls.clock, environ=calls.environ, terminal=True, ask=given)


def test_on_a_terminal_the_new_passphrase_is_asked_for_twice(calls: Calls) -> None:
    answers: Iterator[str] = iter([NEW, NEW + "x"])
    refused(_answers(calls, lambda _: next(answers))("passphrase", "change"), 3, "not the same")
    assert calls("status").code == 0
    assert _answers(calls, lambda _: NEW)("passphrase", "change").code == 0
    assert bare(calls, DIARY_APP_PASSPHRASE=NEW)("status").code == 0


def test_a_new_code_counts_once_it_was_typed_back(
    calls: Calls, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = RecoveryCode.new()
    monkeypatch.setattr(RecoveryCode, "new", lambda: known)
    typed: Iterator[str] = iter(["nonsense", *(line.lower().replace("-", " ") for line in known.lines())])
    prompts: list[str] = []

    def answer(prompt: str) -> str:
        prompts.append(prompt)
        return next(typed)

    ran = _answers(calls, answer)("recovery", "new")
    assert ran.code == 0, ran
    assert prompts == ["Line 1: ", "Line 1: ", "Line 2: ", "Line 3: ", "Line 4: "]
    assert all(ran.out.count(line) == 1 for line in known.lines())
    assert with_code(calls, known.symbols)("status").code == 0
    refused(with_code(calls, " ".join(lines))("status"), 4, "not the recovery code")


def test_a_code_that_was_not_typed_back_leaves_the_older_one(calls: Calls, lines: list[str]) -> None:
    ran = _answers(calls, lambda _: "nonsense")("recovery", "new")
    assert (ran.code, ran.err) == (3, "The recovery code was not typed back; nothing was changed.\n")
    assert with_code(calls, " ".join(lines))("status").code == 0


def test_slots_are_listed_without_a_passphrase_and_without_secrets(calls: Calls, lines: list[str]) -> None:
    found = bare(calls)("slots", "list", "--json")
    assert [slot["kind"] for slot in found.json] == ["passphrase", "recovery"]
    assert {tuple(slot) for slot in found.json} == {("id", "kind", "label", "created_at", "public_key")}
    table = bare(calls)("slots", "list").out
    assert "recovery code" in table
    for line in lines:
        assert line not in table + found.out
    for file in calls.folder.iterdir():
        content = file.read_bytes()
        assert not any(line.replace("-", "").encode() in content for line in lines), file
    refused(Calls(calls.folder / "none")("slots", "list"), 11)
    refused(Calls(calls.folder / "none")("recovery", "new"), 11)


def test_a_script_gets_the_lines_alone(calls: Calls) -> None:
    printed = calls("recovery", "new").out
    assert with_code(calls, printed)("status").code == 0
    assert len(printed.splitlines()) == 4


def test_a_person_is_refused_a_passphrase_that_is_easy_to_guess(tmp_path: Path, calls: Calls) -> None:
    for weak in ("pass", "password1234", "Clinic-7-0012"):
        person = Calls(tmp_path / "new", environ=BARE, terminal=True, ask=lambda _, typed=weak: typed)
        argv = ("init", "--role", "patient", "--participant", "Clinic-7-0012")
        refused(person(*argv), 3, "too easy to guess", "passphrase suggest")
    assert not (tmp_path / "new").exists()
    before = (calls.folder / "keys.json").read_bytes()
    person = Calls(calls.folder, environ=calls.environ, terminal=True, ask=lambda _: "1234")
    refused(person("passphrase", "change"), 3, "too easy")
    assert (calls.folder / "keys.json").read_bytes() == before


def test_a_script_is_taken_at_its_word(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "new", environ={**BARE, "DIARY_APP_PASSPHRASE": "pass"})
    assert calls("init", "--role", "patient").code == 0
    assert calls("passphrase", "change", environ={"DIARY_APP_NEW_PASSPHRASE": "1234"}).code == 0
    assert calls("status", environ={"DIARY_APP_PASSPHRASE": "1234"}).code == 0


def test_a_made_up_diary_may_have_any_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diary_app.services.sample.script", lambda *_: iter(()))
    assert Calls(tmp_path / "demo", environ={**BARE, "DIARY_APP_PASSPHRASE": "x"})("demo").code == 0


def test_four_words_are_suggested_and_taken(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "new", environ=BARE)
    words = calls("passphrase", "suggest").out.strip()
    assert calls("passphrase", "suggest", "--json").json["passphrase"] != words
    assert bare(calls, DIARY_APP_PASSPHRASE=words)("init", "--role", "clinic").code == 0


def _note_size(sizes: dict[str, float], text: str, *place: Any) -> None:
    sizes[text.strip()] = place[3]


def test_a_page_to_print_holds_the_code_in_large_type(calls: Calls, tmp_path: Path) -> None:
    from pypdf import PdfReader

    for language in ("en", "zh_CN"):
        file = tmp_path / f"{language}.pdf"
        told = calls("recovery", "new", "-o", str(file), "--json", "--lang", language).json
        assert told["file"] == str(file)
        assert file.stat().st_mode & 0o777 == 0o600
        [page] = PdfReader(file).pages
        sizes: dict[str, float] = {}
        printed = page.extract_text(visitor_text=partial(_note_size, sizes))
        assert min(size for text, size in sizes.items() if text) >= 11
        fonts = page["/Resources"]["/Font"].values()
        assert all("+" in font.get_object()["/BaseFont"] for font in fonts)  # subsets, embedded
        for line in told["recovery_code"]:
            assert printed.count(line) == 1
            assert sizes[line] >= 36
        assert with_code(calls, " ".join(told["recovery_code"]))("status").code == 0


def test_a_page_of_a_code_that_does_not_count_is_taken_away(calls: Calls, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    ran = _answers(calls, lambda _: "nonsense")("recovery", "new", "-o", str(file))
    assert (ran.code, str(file) in ran.out) == (3, False)
    assert list(tmp_path.glob("*.pdf")) == []
    before = (calls.folder / "keys.json").read_bytes()
    refused(calls("recovery", "new", "-o", str(tmp_path / "no" / "page.pdf")), 8, "page.pdf")
    file.write_bytes(b"an older page")
    refused(calls("recovery", "new", "-o", str(file)), 3, "already")
    assert file.read_bytes() == b"an older page"
    assert (calls.folder / "keys.json").read_bytes() == before


@pytest.mark.parametrize("written", [0, 1])
def test_ctrl_c_while_the_keys_are_replaced_keeps_the_page(
    calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    from diary_app.security import changing

    known, file = RecoveryCode.new(), tmp_path / "page.pdf"
    monkeypatch.setattr(RecoveryCode, "new", lambda: known)
    write, steps = changing.write_copies, iter(range(9))

    def stopped(*values: Any) -> None:
        if next(steps) == written:
            raise KeyboardInterrupt
        write(*values)

    with monkeypatch.context() as patch:
        patch.setattr(changing, "write_copies", stopped)
        ran = calls("recovery", "new", "-o", str(file))
    assert f"may open the diary already; its page is in {file}." in ran.err
    assert list(tmp_path.glob("*.pdf")) == [file]
    assert (with_code(calls, known.symbols)("status").code == 0) == (written == 1)


def test_a_page_that_cannot_take_its_name_is_still_told(
    calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diary_app.cli.commands.page_draft import PageDraft

    monkeypatch.setattr(PageDraft, "keep", lambda draft: draft.file)
    ran = calls("recovery", "new", "-o", str(tmp_path / "page.pdf"))
    [left] = tmp_path.glob("*.pdf")
    assert (ran.code, str(left) in ran.err) == (0, True)


def test_a_kill_before_the_code_counts_leaves_no_page_that_looks_valid(
    calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diary_app.cli.commands import page_draft
    from diary_app.services.access import AccessService

    def killed(*_: object) -> None:
        for name in ("drop", "keep"):
            monkeypatch.setattr(page_draft.PageDraft, name, lambda draft: draft.file)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(AccessService, "keep_recovery_code", killed)
        calls("recovery", "new", "-o", str(tmp_path / "page.pdf"))
    monkeypatch.undo()
    [left] = tmp_path.glob("*.pdf")
    assert "not-valid-yet" in left.name
    assert calls("recovery", "new", "-o", str(tmp_path / "page.pdf")).code == 0
    assert list(tmp_path.glob("*.pdf")) == [tmp_path / "page.pdf"]
