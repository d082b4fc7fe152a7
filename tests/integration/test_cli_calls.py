"""How a call is understood and refused: usage, language, passphrase, where the diary lies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from diary_app.cli.commands import state
from diary_app.cli.language import language_of, of_arguments, of_window
from diary_app.common.version import version
from tests.cli_calls import PASSPHRASE, Calls, patient, refused
from tests.support import FixedClock


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Calls:
    return patient(tmp_path_factory.mktemp("calls") / "diary")


USAGE: dict[str, tuple[list[str], list[str]]] = {
    "no such command": (["frobnicate"], ["frobnicate", "status"]),
    "no such command of a group": (["dose", "eat"], ["eat", "add", "miss"]),
    "a group alone": (["dose"], ["does not fit"]),
    "no such option": (["status", "--colour"], ["--colour"]),
    "no such option in front": (["--colour", "status"], ["--colour"]),
    "an option without its value": (["status", "--on"], ["--on"]),
    "a missing option": (["dose", "add"], ["--date"]),
    "a missing reason": (["correct", "x", "mg=10"], ["--reason"]),
    "a missing argument": (["record"], ["FILE|-"]),
    "a missing role": (["init"], ["--role"]),
    "one word too many": (["status", "today"], ["today"]),
    "no such list": (["list", "dreams"], ["dreams", "doses"]),
    "the passphrase as an argument": (["status", "--passphrase", "x"], ["--passphrase"]),
}


@pytest.mark.parametrize("what", USAGE)
def test_a_call_that_cannot_be_understood_ends_with_2(calls: Calls, what: str) -> None:
    argv, fragments = USAGE[what]
    refused(calls(*argv), 2, *fragments)


@pytest.mark.parametrize(
    "argv",
    [
        ["list", "\x1b[2J"],
        ["report", "-o", "/\x1b[2J\x00.pdf"],
        ["qlq", "add", "--date", "2026-01-05", "--answers", "\x1b[2J\n"],
    ],
)
def test_a_refusal_does_not_steer_the_terminal(calls: Calls, argv: list[str]) -> None:
    ran = calls(*argv)
    assert ran.code
    assert ran.err.removesuffix("\n").isprintable()


@pytest.mark.parametrize("argv", [["undo", "\udcff"], ["qlq", "score", "\udcff"]])
def test_an_id_that_is_no_text_names_no_record(calls: Calls, argv: list[str]) -> None:
    refused(calls(*argv), 3, "There is no")


def test_help_and_version_need_no_diary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls = Calls(tmp_path / "none")
    assert calls("--version").out == f"diary-app {version()}\n"
    for argv in (["--help"], ["dose", "--help"], ["dose", "add", "-h"]):
        assert calls(*argv).code == 0
        assert "Usage: diary-app" in capsys.readouterr().out


def test_every_command_of_a_store_takes_the_shared_options(capsys: pytest.CaptureFixture[str]) -> None:
    from diary_app.cli.app import MODULES, program

    def leaves(command: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], set[str]]]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield path, {name for each in command.params for name in each.opts}  # type: ignore[attr-defined]
            return
        for name, each in inner.items():
            yield from leaves(each, (*path, name))

    found = dict(leaves(program(), ()))
    assert {path[0] for path in found} == set(MODULES)
    assert len(found) >= 24
    for path, options in found.items():
        assert {"--data-dir", "--lang", "--json", "--passphrase-fd"} <= options, path
        if path[0] in (
            "dose",
            "symptom",
            "bp",
            "weight",
            "temperature",
            "cycle",
            "correct",
            "undo",
            "record",
        ):
            assert {"--participant", "--by", "--user"} <= options, path
        if path[0] in ("list", "status", "report"):
            assert {"--participant", "--on"} <= options, path


def test_a_command_alone_is_the_command_among_all() -> None:
    from diary_app.cli.app import MODULES, program

    for name in MODULES:
        alone, among = program(name).commands[name], program().commands[name]
        assert [each.opts for each in alone.params] == [each.opts for each in among.params]
        assert list(getattr(alone, "commands", ())) == list(getattr(among, "commands", ()))


def test_every_command_stands_in_the_reference() -> None:
    from diary_app.cli.app import MODULES, program

    reference = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    for name in MODULES:
        inner = getattr(program(name).commands[name], "commands", {})
        for words in [f"{name} {each}" for each in inner] or [name]:
            assert f"`{words}" in reference, words


def test_a_folder_without_a_diary_is_11_before_any_passphrase_is_asked_for(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "none", environ={"LANG": "C"})
    for argv in (["status"], ["list", "doses"], ["verify"], ["report", "-o", "x.pdf"], ["record", "-"]):
        refused(calls(*argv), 11, str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_the_folder_is_that_of_the_option_then_of_the_environment(calls: Calls, tmp_path: Path) -> None:
    elsewhere = Calls(tmp_path / "none")
    assert elsewhere("status", "--data-dir", str(calls.folder)).code == 0
    assert elsewhere("--data-dir", str(calls.folder), "status").code == 0
    assert elsewhere("status", environ={"DIARY_APP_DATA_DIR": str(calls.folder)}).code == 0


class TestPassphrase:
    def test_missing_without_a_terminal(self, calls: Calls) -> None:
        bare = Calls(calls.folder, calls.clock, environ={"LANG": "C"})
        refused(bare("status"), 4, "DIARY_APP_PASSPHRASE")

    def test_wrong(self, calls: Calls) -> None:
        refused(calls("status", environ={"DIARY_APP_PASSPHRASE": "wrong"}), 4, "passphrase")

    @pytest.mark.parametrize("empty", ["", "  \t"])
    def test_empty_does_not_fit(self, calls: Calls, tmp_path: Path, empty: str) -> None:
        refused(calls("status", environ={"DIARY_APP_PASSPHRASE": empty}), 3, "empty")
        fresh = Calls(tmp_path / "fresh")
        refused(fresh("init", "--role", "patient", environ={"DIARY_APP_PASSPHRASE": empty}), 3, "empty")
        assert not (tmp_path / "fresh").exists()

    def test_from_a_descriptor_only_its_first_line_is_taken(self, calls: Calls) -> None:
        read, write = os.pipe()
        os.write(write, f"{PASSPHRASE}\r\nthe rest".encode())
        os.close(write)
        bare = Calls(calls.folder, calls.clock, environ={"LANG": "C", "DIARY_APP_PASSPHRASE": "wrong"})
        assert bare("status", "--passphrase-fd", str(read)).code == 0
        assert os.read(read, 100) == b"the rest"
        os.close(read)

    @pytest.mark.parametrize("number", ["x", "-1", "999", "99999999999999999999"])
    def test_no_descriptor(self, calls: Calls, number: str) -> None:
        refused(calls("status", f"--passphrase-fd={number}"), 3, number)

    def test_a_descriptor_that_is_not_text(self, calls: Calls) -> None:
        for content, fragment in ((b"\xff\n", "UTF-8"), (b"x" * 5000, "4096"), (b"", "empty")):
            read, write = os.pipe()
            os.write(write, content)
            os.close(write)
            refused(calls("status", "--passphrase-fd", str(read)), 3, fragment)
            os.close(read)

    def test_asked_for_once_to_open_and_twice_to_choose(self, tmp_path: Path) -> None:
        asked: list[str] = []

        def ask(prompt: str) -> str:
            asked.append(prompt)
            return PASSPHRASE

        calls = Calls(tmp_path / "diary", environ={"LANG": "C"}, terminal=True, ask=ask)
        assert calls("init", "--role", "patient").code == 0
        assert asked == ["Passphrase: ", "The same passphrase again: "]
        assert calls("status").code == 0
        assert len(asked) == 3

    def test_two_that_differ_and_none_at_all(self, tmp_path: Path) -> None:
        answers = iter(["one", "other"])
        calls = Calls(tmp_path / "a", environ={"LANG": "C"}, terminal=True, ask=lambda _: next(answers))
        refused(calls("init", "--role", "patient"), 3, "not the same")

        def closed(prompt: str) -> str:
            raise EOFError

        calls = Calls(tmp_path / "b", environ={"LANG": "C"}, terminal=True, ask=closed)
        refused(calls("init", "--role", "patient"), 4, "missing")
        assert list(tmp_path.iterdir()) == []


class TestInit:
    def test_what_it_makes(self, tmp_path: Path) -> None:
        calls = Calls(tmp_path / "a" / "diary")
        made = calls(
            "init", "--role", "patient", "--first-dose", "2026-01-05", "--zone", "Europe/Rome", "--json"
        )
        assert made.json["participants"] == ["participant"]
        assert made.json["role"] == "patient"
        log = calls("list", "log", "--json").json
        assert [row["kind"] for row in log] == ["settings", "protocol_adopted", "enrolled", "cycle_start"]
        assert log[0]["payload"]["zone"] == "Europe/Rome"
        assert {row["chain"] for row in log} == {"store", "participant"}

    def test_a_folder_that_holds_one_is_refused_and_left_as_it_is(self, calls: Calls) -> None:
        before = calls.heads()
        refused(calls("init", "--role", "patient"), 3, str(calls.folder))
        refused(calls("demo"), 3, str(calls.folder))
        assert calls.heads() == before

    @pytest.mark.parametrize(
        ("argv", "fragment"),
        [
            (["--role", "doctor"], "doctor"),
            (["--role", "patient", "--protocol", "alter-s999"], "alter-s003"),
            (["--role", "patient", "--protocol", "nowhere.toml"], "nowhere.toml"),
            (["--role", "patient", "--participant", "P 1"], "P 1"),
            (["--role", "patient", "--participant", "store"], "store"),
            (["--role", "patient", "--first-dose", "5.1.2026"], "5.1.2026"),
            (["--role", "patient", "--zone", "Mars/Olympus"], "Mars/Olympus"),
            (["--role", "clinic", "--first-dose", "2026-01-05"], "--participant"),
            (["--role", "patient", "--lang", "fr"], "fr"),
        ],
    )
    def test_what_does_not_fit_makes_nothing(self, tmp_path: Path, argv: list[str], fragment: str) -> None:
        refused(Calls(tmp_path / "diary")("init", *argv), 3, fragment)
        assert list(tmp_path.iterdir()) == []

    def test_another_study_plan_from_a_file(self, tmp_path: Path) -> None:
        plan = Path(__file__).parents[1] / "data" / "protocols" / "second-trial.toml"
        calls = Calls(tmp_path / "diary", FixedClock("2026-01-20T20:00"))
        made = calls("init", "--role", "patient", "--protocol", str(plan), "--first-dose", "2026-01-05")
        assert made.code == 0, made
        state = calls("status", "--on", "2026-01-05", "--json").json
        assert state["planned_mg"] != 12
        refused(calls("symptom", "add", "--date", "2026-01-05", "hands_feet=1"), 3, "hands_feet")


class TestLanguage:
    def test_of_the_call_of_the_store_of_the_computer(self, tmp_path: Path) -> None:
        """The names of symptoms are the study plan's own, in each language."""
        calls = patient(tmp_path / "diary", None, "--lang", "zh_CN")
        calls("symptom", "add", "--date", "2026-01-06", "nausea=1").id  # noqa: B018
        assert "恶心" in calls("list", "symptoms").out
        assert "恶心" in calls("list", "symptoms", environ={"LANG": "en_GB.UTF-8"}).out
        assert "Feeling sick" in calls("list", "symptoms", "--lang", "en").out
        assert "Feeling sick" in calls("--lang=en", "list", "symptoms").out

    @pytest.mark.parametrize(
        ("argv", "environ", "language"),
        [
            ([], {}, "en"),
            ([], {"LANG": "zh_CN.UTF-8"}, "zh_CN"),
            ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
            ([], {"LANG": "it_IT"}, "en"),
            (["status", "--lang", "zh_CN"], {}, "zh_CN"),
            (["--lang=en", "nonsense"], {"LANG": "zh_CN"}, "en"),
            (["status", "--lang"], {"LANG": "zh_CN"}, "zh_CN"),
            (["status", "--lang", "tlh"], {}, "en"),
        ],
    )
    def test_of_a_refusal(
        self, tmp_path: Path, argv: list[str], environ: dict[str, str], language: str
    ) -> None:
        folder = {"DIARY_APP_DATA_DIR": str(tmp_path)}
        assert of_arguments(argv, {**folder, **environ}) == language

    def test_the_variable_goes_before_the_diary_and_after_the_option(self, tmp_path: Path) -> None:
        calls = patient(tmp_path / "diary", None, "--lang", "zh_CN")
        environ = {"DIARY_APP_DATA_DIR": str(calls.folder)}
        assert of_window(environ) == language_of(None, calls.folder, environ) == "zh_CN"
        english = {**environ, "DIARY_APP_LANG": "en"}
        assert of_window(english) == language_of(None, calls.folder, english) == "en"
        assert of_arguments(["nonsense"], english) == "en"
        assert language_of("zh_CN", calls.folder, english) == "zh_CN"
        unknown = {**environ, "DIARY_APP_LANG": "fr"}
        assert of_window(unknown) == of_arguments(["nonsense"], unknown) == "zh_CN"
        refused(calls("status", environ=unknown), 3, "fr", "en, zh_CN")

    def test_the_window_speaks_the_computers_language_before_there_is_a_diary(self, tmp_path: Path) -> None:
        nowhere = {"DIARY_APP_DATA_DIR": str(tmp_path / "none")}
        assert of_window({**nowhere, "LANG": "zh_CN.UTF-8"}) == "zh_CN"
        assert of_window({**nowhere, "LANG": "de_DE.UTF-8"}) == "en"

    def test_of_a_refusal_in_a_store_that_speaks_chinese(self, tmp_path: Path) -> None:
        calls = patient(tmp_path / "diary", None, "--lang", "zh_CN")
        environ = {"DIARY_APP_DATA_DIR": str(calls.folder)}
        assert of_arguments(["nonsense"], environ) == "zh_CN"
        assert of_arguments(["nonsense", "--data-dir", str(tmp_path)], environ) == "en"

    @pytest.mark.logs("the settings file beside the diary could not be read")
    def test_a_damaged_settings_file_costs_only_the_language(self, tmp_path: Path) -> None:
        calls = patient(tmp_path / "diary")
        (calls.folder / "plain.json").write_text("{", encoding="ascii")
        assert "study day" in calls("status").out


@pytest.mark.logs("an unexpected fault ended the command")
def test_an_unexpected_fault_is_one_sentence_and_a_log_without_health_text(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("nosebleed at night")

    monkeypatch.setattr(state, "_sentences", broken)
    ran = calls("status")
    refused(ran, 1, "unexpected fault")
    assert "nosebleed" not in ran.err
    file = Path(ran.err.strip().rstrip(".").split(" are in ")[1])
    log = file.read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "nosebleed" not in log


def test_an_interrupted_call_ends_with_130_and_says_nothing(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(state, "_sentences", interrupted)
    ran = calls("status")
    assert (ran.code, ran.out, ran.err) == (130, "", "")
