from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from diary_app.common.errors import NotSaved
from diary_app.common.i18n import Translator
from diary_app.reports import render
from diary_app.reports.render import render_visit_summary, save_visit_summary
from tests.unit.reports.example import example


def test_a_saved_file_is_the_whole_pdf_and_nothing_else_is_left(tmp_path: Path, en: Translator) -> None:
    path = tmp_path / "visit.pdf"
    path.write_bytes(b"%PDF-older")
    save_visit_summary(example(), en, path)
    stream = BytesIO()
    render_visit_summary(example(), en, stream)
    assert path.read_bytes() == stream.getvalue()
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_while_writing_leaves_the_older_file(
    tmp_path: Path, en: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "visit.pdf"
    path.write_bytes(b"%PDF-older")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSaved, match="No space left on device"):
        save_visit_summary(example(), en, path)
    assert path.read_bytes() == b"%PDF-older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_summary_that_cannot_be_written_down_is_not_there(tmp_path: Path, en: Translator) -> None:
    path = tmp_path / "visit.pdf"
    path.write_bytes(b"%PDF-older")
    told: list[str] = []

    def refuse(sha256: str) -> None:
        told.append(sha256)
        raise NotSaved("The disk is full.")

    with pytest.raises(NotSaved, match=r"The disk is full\."):
        save_visit_summary(example(), en, path, log=refuse)
    assert path.read_bytes() == b"%PDF-older"
    assert list(tmp_path.iterdir()) == [path]
    save_visit_summary(example(), en, path, log=told.append)
    assert told == [hashlib.sha256(path.read_bytes()).hexdigest()] * 2


def test_a_failure_while_drawing_writes_nothing(
    tmp_path: Path, en: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("drawing failed")

    monkeypatch.setattr("diary_app.reports.pages.document.build", broken)
    path = tmp_path / "visit.pdf"
    with pytest.raises(RuntimeError, match="drawing failed"):
        save_visit_summary(example(), en, path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said_plainly(tmp_path: Path, en: Translator) -> None:
    with pytest.raises(NotSaved, match="could not be written"):
        save_visit_summary(example(), en, tmp_path / "no" / "visit.pdf")


def test_the_languages_must_agree(zh: Translator) -> None:
    with pytest.raises(ValueError, match="summary in en"):
        render_visit_summary(example("en"), zh, BytesIO())


@pytest.mark.slow
def test_the_same_summary_gives_the_same_bytes(en: Translator) -> None:
    first, second, other = BytesIO(), BytesIO(), BytesIO()
    render_visit_summary(example(), en, first)
    render_visit_summary(example(), en, second)
    changed = example()
    render_visit_summary(replace(changed, header=replace(changed.header, participant="S003-008")), en, other)
    assert first.getvalue() == second.getvalue()
    assert first.getvalue() != other.getvalue()


def test_reportlab_is_not_loaded_before_a_page_is_made() -> None:
    code = (
        "import sys, diary_app.reports.render, diary_app.reports.summary, diary_app.reports.talk;"
        "sys.exit('reportlab' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert render.save_visit_summary is save_visit_summary
