"""All or nothing: what stands at OUT is the old file or the new one, whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from diary_app.common.errors import DoesNotFit, NotSaved
from diary_app.qlq_c30.batch import replacing as replacing_module
from diary_app.qlq_c30.batch import score_file
from diary_app.qlq_c30.batch.replacing import Replacement

from .oracle import FORMS
from .table_files import TWOS, csv_text, put


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_existing_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    out = put(tmp_path / "out.csv", "old " * 100_000)
    out.chmod(0o640)
    score_file(put(tmp_path / "in.csv", csv_text([("a", *TWOS)])), out)
    assert out.read_text().startswith("id,QL2,")
    assert out.stat().st_size < 1000
    assert out.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["in.csv", "out.csv"]


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "out.csv"
    link.symlink_to(tmp_path / "real" / "scores.csv")
    score_file(FORMS, link)
    assert link.is_symlink()
    assert (tmp_path / "real" / "scores.csv").read_text().startswith("id,QL2,")


@pytest.mark.parametrize("way", ["same", "dots", "link", "hard"])
def test_the_answers_are_never_overwritten(tmp_path: Path, way: str) -> None:
    source = put(tmp_path / "in.csv", csv_text([("a", *TWOS)]))
    out = {"same": source, "dots": tmp_path / "." / "x" / ".." / "in.csv"}.get(way, tmp_path / "out.csv")
    (tmp_path / "x").mkdir()
    if way == "link":
        out.symlink_to(source)
    if way == "hard":
        os.link(source, out)
    before = source.read_bytes()
    with pytest.raises(DoesNotFit, match="holds the answers"):
        score_file(source, out)
    with pytest.raises(DoesNotFit, match="holds the answers"):
        score_file(source, tmp_path / "other.csv", rejects=out)
    assert source.read_bytes() == before


def test_scores_and_rejects_need_two_files(tmp_path: Path) -> None:
    with pytest.raises(DoesNotFit, match="two names"):
        score_file(FORMS, tmp_path / "out.csv", rejects=tmp_path / "out.csv")


@pytest.mark.parametrize(
    ("source", "out", "wanted"),
    [
        ("gone.csv", "out.csv", "There is no file .*gone.csv"),
        ("in.xlsx", "out.csv", "in.xlsx does not say what it is"),
        ("in.csv", "out.txt", "out.txt does not say what it is"),
        ("in.csv", "out", "out does not say what it is"),
        ("folder.csv", "out.csv", "folder.csv is not a file"),
        ("in.csv", "folder.csv", "folder.csv is a folder"),
        ("in.csv", "nowhere/out.csv", "There is no folder .*nowhere"),
    ],
)
def test_a_path_that_does_not_fit_is_named(tmp_path: Path, source: str, out: str, wanted: str) -> None:
    put(tmp_path / "in.csv", csv_text([("a", *TWOS)]))
    put(tmp_path / "in.xlsx", "x")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(DoesNotFit, match=wanted):
        score_file(tmp_path / source, tmp_path / out)
    assert names(tmp_path) == ["folder.csv", "in.csv", "in.xlsx"]


def test_the_extension_counts_in_any_case(tmp_path: Path) -> None:
    assert score_file(put(tmp_path / "IN.CSV", FORMS.read_bytes()), tmp_path / "OUT.Parquet").scored == 1000


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file size")
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, kind: str) -> None:
    """A process that may write 20 kB a file; the scores need more."""
    out = put(tmp_path / f"out.{kind}", "PAR1")
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from diary_app.qlq_c30.batch import score_file\n"
        "from diary_app.common.errors import NotSaved\n"
        "import polars, narwhals\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: score_file(sys.argv[1], sys.argv[2])\n"
        "except NotSaved as error: print(error); sys.exit(error.exit_code)\n"
    )
    root = Path(__file__).resolve().parents[3]
    run = subprocess.run(
        [sys.executable, "-c", code, str(FORMS), str(out)],
        capture_output=True, text=True, cwd=root, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (8, "")
    assert run.stdout.startswith(f"out.{kind} could not be written: ")
    assert run.stdout.count("\n") == 1
    assert out.read_text() == "PAR1"
    assert names(tmp_path) == [f"out.{kind}"]


def test_a_refused_write_is_one_sentence_and_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(replacing_module.os, "replace", refuse)
    put(tmp_path / "out.csv", "before")
    with pytest.raises(NotSaved, match=r"^bad\.csv could not be written: Permission denied\.$"):
        score_file(FORMS, tmp_path / "out.csv", rejects=tmp_path / "bad.csv")
    assert names(tmp_path) == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "before"


def test_an_interruption_leaves_no_part(tmp_path: Path) -> None:
    def interrupt(done: int, size: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_file(FORMS, tmp_path / "out.csv", progress=interrupt)
    assert names(tmp_path) == []


def test_what_is_written_is_synced_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[str] = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(replacing_module.os, "fsync", lambda fd: (acts.append("sync"), sync(fd)))
    monkeypatch.setattr(replacing_module.os, "replace", lambda a, b: (acts.append("replace"), replace(a, b)))
    with Replacement(tmp_path / "x") as target:
        target.write(b"new")
        target.commit()
    assert acts[:2] == ["sync", "replace"]
    assert (tmp_path / "x").read_bytes() == b"new"


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []
    score_file(FORMS, tmp_path / "out.csv", progress=lambda done, size: calls.append((done, size)))
    assert calls[-1] == (FORMS.stat().st_size, FORMS.stat().st_size)
