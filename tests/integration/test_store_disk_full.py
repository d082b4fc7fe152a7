"""A full disk and a disk that refuses: said plainly, nothing lost, and writing goes on after."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from diary_app.common.errors import Damaged, NotSaved
from diary_app.storage.folder import FolderState, StoreFolder
from tests.store_processes import start
from tests.store_support import dose, make, reopen

# A limit on the size of files, lifted again. Python ignores SIGXFSZ, so the write fails as on a full disk.
FILL = """
import resource, sys
from pathlib import Path
from diary_app.common.errors import NotSaved
from tests.store_support import dose, reopen
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
with reopen(Path(sys.argv[1])) as store:
    written, refused = 0, 0
    for room in map(int, sys.argv[2:]):
        wal = (Path(sys.argv[1]) / "diary.db-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (wal + room, hard))
        before = store.journal.entries()
        try:
            for _ in range(200):
                written += len(store.journal.append([dose(note="x" * 3000), dose()]))
                before = store.journal.entries()
        except NotSaved as problem:
            refused += 1
            assert "Not saved" in str(problem), problem
        else:
            raise SystemExit("the limit was never reached")
        assert store.journal.entries() == before
        try:
            store.drafts.put("form", "x" * 5_000_000)
        except NotSaved:
            refused += 1
        assert store.drafts.names() == []
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        written += len(store.journal.append([dose()]))
        store.drafts.put("form", "typed text")
        store.drafts.delete("form")
    assert store.integrity.verify().whole
    print(written, refused)
"""


def run(program: str, *given: object) -> str:
    process = start(program, *given)
    told, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert errors == ""
    return told.strip()


@pytest.mark.slow
def test_a_disk_that_fills_up_and_is_freed(tmp_path: Path) -> None:
    with make(tmp_path / "d", acts=[dose()]):
        pass
    written, refused = map(int, run(FILL, tmp_path / "d", 0, 1, 100, 4096, 30_000, 100_000).split())
    assert refused == 12
    with reopen(tmp_path / "d") as store:
        assert store.journal.count() == written + 1
        assert store.integrity.verify().whole


CREATE = """
import resource, sys
from pathlib import Path
from diary_app.common.errors import NotSaved
from tests.store_support import dose, make
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), hard))
try:
    make(Path(sys.argv[1]), acts=[dose()]).close()
except NotSaved as problem:
    print("not saved")
else:
    print("made")
"""


@pytest.mark.slow
@pytest.mark.parametrize("limit", [0, 300, 4096, 40_000, 10_000_000])
def test_making_a_store_on_a_full_disk(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "d"
    told = run(CREATE, folder, limit)
    if limit == 10_000_000:
        assert told == "made"
        return
    assert told == "not saved"
    assert StoreFolder(folder).state() is not FolderState.THERE
    with make(folder, acts=[dose()]) as store:
        assert store.journal.count() == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if shutil.which("mount") is None or os.geteuid() != 0 or subprocess.run(command, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_real_small_disk(small_disk: Path) -> None:
    folder = small_disk / "d"
    with make(folder, acts=[dose()]) as store:
        kept = store.journal.entries()
        (small_disk / "stuff").write_bytes(bytes(300_000))
        with pytest.raises(NotSaved, match="no space"):  # noqa: PT012 - which of them fails is the disk's choice
            for _ in range(1000):
                kept += store.journal.append([dose(note="x" * 2000)])
        assert store.journal.entries() == kept
        (small_disk / "stuff").unlink()
        kept += store.journal.append([dose()])
        assert store.integrity.verify().whole
    with reopen(folder) as store:
        assert store.journal.entries() == kept


BACK_UP = """
import resource, sys
from pathlib import Path
from diary_app.common.errors import NotSaved
from tests.store_support import reopen
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
with reopen(Path(sys.argv[1])) as store:
    for limit in map(int, sys.argv[3:]):
        store.marking.have_key()
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            store.back_up(Path(sys.argv[2]))
        except NotSaved as problem:
            print("not saved")
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    store.back_up(Path(sys.argv[2]))
"""


@pytest.mark.slow
def test_a_disk_that_fills_up_while_a_backup_is_made(tmp_path: Path) -> None:
    """Within the copy by SQLite's backup API, whose errors come without a code, and in the container."""
    with make(tmp_path / "d", acts=[dose(note="x" * 200) for _ in range(200)]):
        pass
    size = (tmp_path / "d" / "diary.db").stat().st_size
    limits = (0, 8192, size // 2, size - 4096, size + 1000)
    assert run(BACK_UP, tmp_path / "d", tmp_path / "b", *limits).split("\n") == ["not saved"] * len(limits)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["b", "d"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", NotSaved),
        ("disk I/O error", NotSaved),
        ("file is not a database", Damaged),
    ],
)
def test_an_error_without_a_code_is_known_by_its_words(words: str, kind: type[Exception]) -> None:
    from sqlalchemy.exc import OperationalError
    from sqlcipher3 import dbapi2

    from diary_app.storage.faults import plain_error

    problem = OperationalError("backup", None, dbapi2.OperationalError(words))
    assert isinstance(plain_error(problem, writing=True), kind)


def test_a_read_error_while_reading_is_damage_not_a_failed_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError
    from sqlcipher3 import dbapi2

    from diary_app.storage.faults import plain_error

    def problem(code: int) -> OperationalError:
        error = dbapi2.OperationalError("x")
        error.sqlite_errorcode = code
        return OperationalError("SELECT 1", None, error)

    ioerr_read, full, readonly, readonly_recovery, busy = 266, 13, 8, 264, 5
    assert isinstance(plain_error(problem(ioerr_read), writing=False), Damaged)
    assert isinstance(plain_error(problem(ioerr_read), writing=True), NotSaved)
    assert isinstance(plain_error(problem(full), writing=False), NotSaved)
    assert isinstance(plain_error(problem(readonly_recovery), writing=False), NotSaved)
    assert isinstance(plain_error(problem(readonly), writing=True), NotSaved)
    assert plain_error(problem(readonly), writing=False) is None
    assert plain_error(problem(busy), writing=True) is None
