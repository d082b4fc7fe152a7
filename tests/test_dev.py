"""dev.py decides rightly what to install, what to say and what to run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import dev

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The steps that would have been taken."""
    taken: list[list[str]] = []
    monkeypatch.setattr(dev, "step", lambda command, _more=None: taken.append(list(command)))
    return taken


def test_nothing_or_an_unknown_word_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 2
    assert dev.main(["biuld"]) == 2
    assert dev.main(["--help"]) == 0
    assert capsys.readouterr().err.count("python3 dev.py test [ARGS]") == 3


@pytest.mark.parametrize(
    ("words", "run"),
    [
        (["test"], ["-n", "3", "--dist", "worksteal"]),
        (["test", "tests/faults"], ["-m", "not walk", "tests/faults"]),
        (["slow"], ["-m", "slow and not walk", "-n", "3", "--dist", "worksteal"]),
        (["slow", "-k", "kills"], ["-m", "slow and not walk", "-k", "kills"]),
        (["walk"], ["tests/ui/walk", "-m", "walk", "-n", "auto"]),
    ],
)
def test_what_is_named_is_run_and_slow_tests_have_a_command_of_their_own(
    monkeypatch: pytest.MonkeyPatch, words: list[str], run: list[str]
) -> None:
    started: list[list[str]] = []
    for name in ("prepare", "ensure_qt"):
        monkeypatch.setattr(dev, name, lambda *_: None)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(dev, "become", lambda args: started.append(list(args)) or 0)
    monkeypatch.chdir(ROOT)
    assert dev.main(words) == 0
    assert started == [["-m", "pytest", *run]]


def test_an_older_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 10, 2))
    assert dev.main(["test"]) == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err


def test_dev_uses_the_standard_library_alone() -> None:
    imported = re.findall(r"^(?:import|from) (\w+)", (ROOT / "dev.py").read_text(), re.M)
    assert set(imported) - {"__future__"} <= sys.stdlib_module_names


class TestGettingPackages:
    def test_root_with_apt_installs(self, monkeypatch: pytest.MonkeyPatch, steps: list[list[str]]) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
        dev.get_packages(["libegl1"], "Missing.")
        assert [command[:2] for command in steps] == [["apt-get", "-qq"], ["apt-get", "install"]]
        assert "libegl1" in steps[1]

    def test_others_are_given_the_one_line(
        self, monkeypatch: pytest.MonkeyPatch, steps: list[list[str]], capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
        with pytest.raises(SystemExit, match="1"):
            dev.get_packages(["libegl1", "libgl1"], "Missing.")
        assert steps == []
        line = "  sudo apt-get install -y --no-install-recommends libegl1 libgl1\n"
        assert line in capsys.readouterr().err

    def test_without_apt_the_names_are_said(
        self, monkeypatch: pytest.MonkeyPatch, steps: list[list[str]], capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(shutil, "which", lambda _name: None)
        with pytest.raises(SystemExit, match="1"):
            dev.get_packages(["libegl1"], "Missing.")
        assert steps == []
        assert "in place of Debian's libegl1." in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks Qt's libraries")
class TestQt:
    def test_a_library_that_does_not_load_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
        assert dev.missing_library("qoffscreen") == ""
        assert dev.missing_library("qnonesuch").endswith("libqnonesuch.so")

    def test_what_is_missing_is_fetched_and_tried_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        answers = iter(["libEGL.so.1", ""])
        fetched: list[list[str]] = []
        monkeypatch.setattr(dev, "missing_library", lambda _plugin: next(answers))
        monkeypatch.setattr(dev, "get_packages", lambda packages, _why: fetched.append(list(packages)))
        dev.ensure_qt("qoffscreen")
        assert fetched == [dev.APT_QT]

    def test_if_it_still_does_not_load_it_ends(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dev, "missing_library", lambda _plugin: "libEGL.so.1")
        monkeypatch.setattr(dev, "get_packages", lambda _packages, _why: None)
        with pytest.raises(SystemExit):
            dev.ensure_qt("qxcb")


def test_a_screen_is_x_or_wayland(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert not dev.has_screen({})
    assert not dev.has_screen({"DISPLAY": ""})
    assert dev.has_screen({"DISPLAY": ":0"})
    assert dev.has_screen({"WAYLAND_DISPLAY": "wayland-0"})
    monkeypatch.setattr(sys, "platform", "win32")
    assert dev.has_screen({})


def test_arguments_go_to_the_program_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(dev, "become", lambda args: became.append(list(args)))
    dev.run(["list", "doses", "--json"])
    assert became == [["-m", "diary_app", "list", "doses", "--json"]]


def test_without_a_screen_a_sample_and_its_summary_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[tuple[list[str], dict[str, str]]] = []

    def call(command: list[str], *, env: dict[str, str], **_: Any) -> int:
        called.append((command[3:], env))
        return 0

    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "has_screen", lambda _env: False)
    monkeypatch.setattr(dev, "subprocess", SimpleNamespace(call=call))
    assert dev.run([]) == 0
    out = capsys.readouterr().out
    (demo, first), (report, second) = called
    assert demo == ["demo"]
    assert report[:2] == ["report", "-o"]
    assert first["DIARY_APP_DATA_DIR"] == second["DIARY_APP_DATA_DIR"]
    assert Path(first["DIARY_APP_DATA_DIR"]).is_relative_to(tmp_path / "sample")
    assert all(
        said in out for said in (report[2], first["DIARY_APP_DATA_DIR"], first["DIARY_APP_PASSPHRASE"])
    )


def test_a_failing_sample_is_not_called_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "subprocess", SimpleNamespace(call=lambda *_args, **_kwargs: 8))
    assert dev.make_sample() == 8
    assert capsys.readouterr().out == ""


def test_bytecode_is_kept_even_where_the_environment_says_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in dev.environ()
    assert dev.environ({"A": "b"})["A"] == "b"


class TestPreparing:
    DECLARED = '[project]\nname = "a"\n'

    @pytest.fixture
    def checkout(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        (tmp_path / "pyproject.toml").write_text(self.DECLARED)
        (tmp_path / "requirements.lock").write_text("a==1")
        monkeypatch.setattr(dev, "ROOT", tmp_path)
        monkeypatch.setattr(dev, "LOCK", tmp_path / "requirements.lock")
        monkeypatch.setattr(dev, "STAMP", tmp_path / "made-from")
        monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
        monkeypatch.setattr(dev.subprocess, "run", lambda *_args, **_kwargs: None)
        return tmp_path

    def test_it_installs_the_lock_with_hashes_once(self, checkout: Path, steps: list[list[str]]) -> None:
        dev.prepare()
        assert ["--require-hashes", "-r", str(checkout / "requirements.lock")] == steps[0][-3:]
        assert {"--no-deps", "--no-build-isolation", "-e"} <= set(steps[1])
        taken = len(steps)
        dev.prepare()
        assert len(steps) == taken

    @pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock"])
    def test_a_change_installs_again(self, checkout: Path, steps: list[list[str]], name: str) -> None:
        dev.prepare()
        taken = len(steps)
        (checkout / name).write_text('[project]\nname = "b"\n')
        dev.prepare()
        assert len(steps) == 2 * taken

    def test_a_change_of_a_tools_settings_does_not(self, checkout: Path, steps: list[list[str]]) -> None:
        dev.prepare()
        taken = len(steps)
        (checkout / "pyproject.toml").write_text(self.DECLARED + "[tool.ruff]\nline-length = 99\n")
        dev.prepare()
        assert len(steps) == taken

    def test_a_step_that_failed_is_taken_again(
        self, checkout: Path, steps: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        dev.prepare()
        (checkout / "pyproject.toml").write_text('[project]\nname = "b"\n')

        def refuse(command: list[str], _more: object = None) -> None:
            raise subprocess.CalledProcessError(1, command)

        with monkeypatch.context() as broken:
            broken.setattr(dev, "step", refuse)
            assert dev.main(["lint"]) == 1
        (checkout / "pyproject.toml").write_text(self.DECLARED)  # back, but half installed meanwhile
        taken = len(steps)
        dev.prepare()
        assert len(steps) > taken


def test_every_installed_package_is_named_with_its_licence() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    named = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    tables, development = named.split("## For development only")
    listed = {
        _plain(name) for name in re.findall(r"[\w.-]+", " ".join(re.findall(r"^\| ([^|]+) \|", tables, re.M)))
    }
    direct = {"hatchling", "hypothesis", "import-linter", "mypy", "pytest", "ruff", "grimp", "rfc8785"}
    assert direct <= set(re.findall(r"[\w-]+", development))
    runtime = _needed_by_the_program()
    assert runtime <= listed, runtime - listed
    assert runtime <= set(re.findall(r"^([\w.-]+)==", lock, re.M))


def _plain(name: str) -> str:
    """A distribution's name as the lock writes it."""
    return re.sub(r"[._]", "-", name.lower())


def _needed_by_the_program() -> set[str]:
    """The program's distributions with all that they need here, this one left out."""
    from importlib import metadata

    from packaging.requirements import Requirement

    found: set[str] = set()
    open_ends = ["morning-diary"]
    while open_ends:
        for line in metadata.requires(open_ends.pop()) or []:
            requirement = Requirement(line)
            name = _plain(requirement.name)
            if (requirement.marker is None or requirement.marker.evaluate()) and name not in found:
                found.add(name)
                open_ends.append(name)
    return found
