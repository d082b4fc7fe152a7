from __future__ import annotations

import io
import logging
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from diary_app.common.logs import FILE, safe, start_logging, stop_logging

LOG = logging.getLogger("diary_app.test")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    handler = start_logging(tmp_path / "log")
    yield tmp_path / "log" / FILE
    stop_logging(handler)


def test_a_line_has_time_level_place_and_text(file: Path) -> None:
    LOG.info("opened in %d ms by %s", 12, safe("0.1.0"))
    assert file.read_text().endswith("Z INFO diary_app.test: opened in 12 ms by 0.1.0\n")


def test_texts_that_nobody_marked_as_safe_stay_out(file: Path) -> None:
    LOG.info("saved %s %s %r", "nosebleed", ["diarrhoea"], {"note": "fever"})
    LOG.info("saved %(term)s", {"term": "nosebleed"})
    content = file.read_text()
    assert "saved <str> <list> '<dict>'" in content
    assert "saved <str>\n" in content
    assert not any(word in content for word in ("nosebleed", "diarrhoea", "fever"))


@pytest.mark.logs("failed|nosebleed")
def test_of_an_exception_only_type_and_places_are_kept(file: Path) -> None:
    try:
        try:
            raise KeyError("nosebleed")
        except KeyError as error:
            raise ValueError("nosebleed 3") from error
    except ValueError as error:
        LOG.exception("failed")
        LOG.warning(error)
    content = file.read_text()
    assert "nosebleed" not in content
    assert "builtins.ValueError" in content
    assert "builtins.KeyError" in content
    assert "test_logs.py:" in content
    assert "diary_app.test: <ValueError>\n" in content


def test_other_handlers_still_see_the_whole_record(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    LOG.info("saved %s", "nosebleed")
    assert file.exists()
    assert caplog.messages == ["saved nosebleed"]


@pytest.mark.slow
def test_the_file_is_its_owners_alone_and_stays_small(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for _ in range(12_000):
        LOG.info("x" * 200)
    kept = list(file.parent.iterdir())
    assert len(kept) == 3
    assert sum(part.stat().st_size for part in kept) <= 3 * 512 * 1024


@pytest.mark.logs("disk")
def test_a_folder_that_cannot_be_made_sends_lines_to_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log").touch()
    error = io.StringIO()
    monkeypatch.setattr(sys, "stderr", error)
    handler = start_logging(tmp_path / "log")
    LOG.warning("disk %s", "nosebleed")
    stop_logging(handler)
    assert "WARNING diary_app.test: disk <str>" in error.getvalue()


def test_no_standard_error_either_breaks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log").touch()
    monkeypatch.setattr(sys, "stderr", None)
    handler = start_logging(tmp_path / "log")
    LOG.info("disk")
    stop_logging(handler)
    assert isinstance(handler, logging.NullHandler)


def test_stopping_leaves_no_handler_behind(tmp_path: Path) -> None:
    before = list(logging.getLogger().handlers)
    stop_logging(start_logging(tmp_path))
    assert logging.getLogger().handlers == before


def test_closing_on_a_full_disk_disturbs_nobody(tmp_path: Path) -> None:
    handler = start_logging(tmp_path)

    def full() -> None:
        raise OSError(28, "No space left on device")

    handler.flush = full  # type: ignore[method-assign]
    stop_logging(handler)
