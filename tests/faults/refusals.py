"""Commands against a disk that refuses from some call on, and in folders that are read-only or gone."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from tests.faults.file_calls import all_watched
from tests.faults.full_disk import Disk
from tests.faults.kills import FORKS
from tests.faults.operations import OPERATIONS
from tests.faults.scenes import Scene
from tests.faults.sqlite_files import FULL, IOERR_FSYNC

COMMANDS = (
    "backup", "automatic backup", "restore", "passphrase change", "recovery new", "report", "score",
    "share", "take-in",
)  # fmt: skip
REFUSED = ((("write", "mkdir"), FULL), (("sync",), IOERR_FSYNC))
NOT_SAVED, NO_DIARY = 8, 11
VERIFY_EVERY, AGAIN_EVERY = 8, 20
_NOBODY = 65534
LIMITS = (0, 1, 4_096, 20_000, 60_000, 150_000, 300_000)
"""Bytes that a file may have at most; a diary's own file has some 300,000."""


def refuse_command(place: Path, name: str, *, step: int = 1) -> tuple[int, list[str]]:
    """The operation ``name`` against a disk that fails at its every call; how often, and what went wrong."""
    operation, start = OPERATIONS[name], _start(name, place)
    disk, tried, bad = Disk(), 0, list[str]()
    for what, code in REFUSED:
        number, refused = 0, True
        while refused:
            after = _copy(start, place)
            disk.break_at(what, number, code)
            with all_watched(disk, after.place):
                ended, complaint = operation.run(after, lambda text, scene=after: _tell(scene, text))
            refused = disk.refused > 0
            after.verify = tried % VERIFY_EVERY == 0
            fault = _wrong(name, start, after, ended, complaint, again=tried % AGAIN_EVERY == 0)
            bad += [f"{name}, {what[0]} {number} refused with {code}: {fault}"] if fault else []
            tried, number = tried + 1, number + step
    return tried, bad


def _start(name: str, place: Path) -> Scene:
    """The scene before the command, and what an undisturbed run of it leaves."""
    operation = OPERATIONS[name]
    start = operation.set_up(place / "start" / "scene")
    clean = _copy(start, place)
    code, complaint = operation.run(clean, lambda text: _tell(clean, text))
    fault = operation.note_leavings(start, clean)
    assert (code, fault) == (0, ""), (complaint, fault)
    return start


def _copy(start: Scene, place: Path) -> Scene:
    after = start.copied(place / "after" / "scene")
    shutil.rmtree(place / "after", ignore_errors=True)
    shutil.copytree(start.place.parent, place / "after")
    return after


def _tell(scene: Scene, text: str) -> None:
    scene.told += text


def _wrong(name: str, start: Scene, after: Scene, code: int, complaint: str, *, again: bool) -> str:
    """What is wrong after a command whose disk refused and has space again now."""
    if code not in (0, NOT_SAVED):
        return f"ended with {code}: {complaint}"
    if code and (complaint.count("\n") != 1 or "Traceback" in complaint):
        return f"not one sentence: {complaint}"
    if code and name != "recovery new" and after.told:
        return f"not saved, and told: {after.told}"
    if code:
        after.told = ""  # a code that was shown does not count
    shrunk = [file for file, size in _sizes(start).items() if code and _sizes(after).get(file, -1) < size]
    if shrunk:
        return f"shrunk or gone: {', '.join(shrunk)}"
    return OPERATIONS[name].fault(after, again=again)


def _sizes(scene: Scene) -> dict[str, int]:
    """Of what may not become less; Lock files and what SQLite keeps beside its own come and go."""
    return {
        file.relative_to(scene.place).as_posix(): file.stat().st_size
        for file in scene.place.rglob("*")
        if file.is_file() and not file.name.startswith(("diary.lock", "diary.db-"))
    }


def limit_command(place: Path, name: str) -> tuple[int, list[str]]:
    """The operation ``name`` in a process whose files may not grow beyond a limit that the system sets."""
    start, bad = _start(name, place), list[str]()
    for limit in LIMITS:
        after = _copy(start, place)
        code, complaint, after.told = _apart(_limited, name, after.place, limit)
        fault = _wrong(name, start, after, code, complaint, again=True)
        bad += [f"{name}, files of at most {limit} bytes: {fault}"] if fault else []
    return len(LIMITS), bad


def _apart(done: Callable[..., None], name: str, place: Path, more: int) -> tuple[int, str, str]:
    """A command in a process of its own: exit code, complaints, what it told."""
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=done, args=(name, place, more, there))
    process.start()
    there.close()
    code, complaint, told = here.recv()
    process.join()
    return code, complaint, told


def _limited(name: str, place: Path, limit: int, told: Connection) -> None:
    import resource

    # Python ignores SIGXFSZ, so what is too much is EFBIG
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    _run(name, place, told)


def _run(name: str, place: Path, told: Connection) -> None:
    printed: list[str] = []
    code, complaint = OPERATIONS[name].run(Scene(place), printed.append)
    told.send((code, complaint, "".join(printed)))


def forbid_folders(name: str) -> tuple[int, list[str]]:
    """The operation ``name`` with its folders read-only, and with them gone; how often, what went wrong."""
    bad: list[str] = []
    with tempfile.TemporaryDirectory(prefix="diary-readonly-") as folder:
        place = Path(folder)
        operation, start = OPERATIONS[name], _start(name, place)
        for which in ("diary", "stick") if start.diary.exists() else ("stick",):
            after = _copy(start, place)
            code, complaint, after.told = _apart(_forbidden, name, after.place, which == "stick")
            _allow(place)
            fault = _wrong(name, start, after, code, complaint, again=True)
            bad += [f"{name}, read-only {which}: {fault}"] if fault else []
            after = _copy(start, place)
            (after.place / which).rename(after.place / "away")
            ended = operation.run(after, lambda text, scene=after: _tell(scene, text))
            bad += _gone(name, which, after, *ended)
    return 4, bad


def _gone(name: str, which: str, after: Scene, code: int, complaint: str) -> list[str]:
    """What is wrong with a command whose folder ``which`` was not there."""
    one_sentence = complaint.count("\n") == 1 and "Traceback" not in complaint
    good = (code, after.told) == (0, complaint) or (code in (3, NOT_SAVED, NO_DIARY) and one_sentence)
    if not good and code:
        return [f"{name}, no {which}: {code}, {complaint}"]
    shutil.rmtree(after.place / which, ignore_errors=True)
    (after.place / "away").rename(after.place / which)
    after.told = ""
    fault = OPERATIONS[name].fault(after)
    return [f"{name}, after {which} was gone: {fault}"] if fault else []


def _forbidden(name: str, place: Path, stick: bool, told: Connection) -> None:
    folder = place / ("stick" if stick else "diary")
    if os.geteuid() == 0:  # nothing is forbidden to root
        _run_once(name, place)
        for path in (place.parent.parent, place.parent, place, *place.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
        os.environ["HOME"] = str(place.parent)
        os.setuid(_NOBODY)
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        path.chmod(0o500)
    _run(name, place, told)


def _run_once(name: str, place: Path) -> None:
    """The command on a copy: an interpreter that lies in root's home could import nothing afterwards."""
    with tempfile.TemporaryDirectory(prefix="diary-once-") as folder:
        once = Path(folder) / "after" / place.name
        shutil.copytree(place.parent, once.parent)
        code, complaint = OPERATIONS[name].run(Scene(once), lambda _: None)
        assert code == 0, complaint


def _allow(place: Path) -> None:
    for path in (place, *place.rglob("*")):
        if os.geteuid() == 0:
            os.chown(path, 0, 0)
        if path.is_dir():
            path.chmod(0o700)
