"""The full figures: ``python3 dev.py soak [NAME ...] [--count N] [--jobs N]``, one line a figure.

Exit code 1 on any loss. Without names everything is run, with the counts that
``docs/reliability.md`` promises, on two cores at once where there are two.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the outcome: how often what was tried, and what went wrong."""

    tried: int
    what: str
    bad: Sequence[str]


Soak = Callable[[Path, int], Figure]


def power_cut(place: Path, count: int) -> Figure:
    """Power cuts at random moments, with a fresh diary for every 500.

    Every fifth is kept long enough for SQLite to merge its files by itself.
    """
    from tests.faults.power_cut import cut_power

    bad: list[str] = []
    for part in range(0, count, 500):
        acts = 30 if part % 2_500 else 90
        cuts = cut_power(place / str(part), min(500, count - part), seed=part + 1, acts=acts)
        bad += [*cuts.faults, *(["acknowledged entries lost"] * cuts.lost)]
        print(f"  {part + cuts.count} of {count} cuts: {len(bad)} bad", file=sys.stderr, flush=True)
    return Figure(count, "power cuts", bad)


def power_cut_normal(place: Path, count: int) -> Figure:
    """The same with commits that are not synced: it must lose entries, or the test is blind."""
    from tests.faults.power_cut import cut_power, synchronous_normal

    with synchronous_normal():
        cuts = cut_power(place, count)
    blind = [] if cuts.lost else ["nothing was lost: the test is blind"]
    return Figure(count, f"power cuts with synchronous=NORMAL, of which {cuts.lost} lost entries", blind)


def kill(place: Path, count: int) -> Figure:
    """kill -9 at random moments of every kind of write; every twentieth is a command."""
    from tests.faults.kills import kill_at_random

    return Figure(count, "processes killed while they wrote", kill_at_random(place, count))


def kill_points(place: Path, count: int) -> Figure:
    """kill -9 at every call that changes a file, ``count`` times each write and each command."""
    from tests.faults.diary_acts import WRITES
    from tests.faults.kill_points import kill_operation
    from tests.faults.kills import kill_at_every_call
    from tests.faults.operations import OPERATIONS

    tried, bad = 0, list[str]()
    for name in (*WRITES, *OPERATIONS) * count:
        tries = kill_at_every_call if name in WRITES else kill_operation
        points, found = tries(place / f"{name}-{tried}", name)
        tried, bad = tried + points, [*bad, *found]
        print(f"  {name}: {points} kills, {len(found)} bad", file=sys.stderr, flush=True)
    return Figure(tried, f"kills, at every call of {', '.join((*WRITES, *OPERATIONS))}", bad)


def full_disk(place: Path, count: int) -> Figure:
    """No space and a refusing disk at every write and sync, ``count`` times; file-size limits, folders."""
    from tests.faults.full_disk import fill_at_every_call, vanish
    from tests.faults.refusals import COMMANDS, forbid_folders, limit_command, refuse_command

    tried, bad = 0, list[str]()
    for part in range(count):
        told = [fill_at_every_call(place / f"{part}"), vanish(place / f"{part} gone")]
        for name in COMMANDS:
            told.append(refuse_command(place / f"{part} {name}", name))
            if os.name == "posix":
                told += [limit_command(place / f"{part} {name}, limits", name), forbid_folders(name)]
            print(f"  {name}: {sum(len(found) for _, found in told)} bad", file=sys.stderr, flush=True)
        tried += sum(refusals for refusals, _ in told)
        bad += [fault for _, found in told for fault in found]
    return Figure(tried, "writes and commands against a full or refusing disk, limits and folders", bad)


def restore_drill(place: Path, count: int) -> Figure:
    """A computer wiped and the diary brought back, each way ``count`` times."""
    from tests.faults.restore_drill import WAYS, drill

    bad = [
        f"{way}: {fault}"
        for part in range(count)
        for way in WAYS
        for fault in drill(place / f"{part} {way}", way)
    ]
    return Figure(count * len(WAYS), "diaries brought back on a fresh computer, equal digest", bad)


def races(place: Path, count: int) -> Figure:
    """Two processes for one diary at once: waiting, not waiting, one killed."""
    from tests.faults.races import race

    return Figure(count, "races of two processes", race(place / "d", count))


def damages(place: Path, count: int) -> Figure:
    """Damaged databases, key files and write-ahead files."""
    from tests.faults.damage import damage

    told = damage(place, count)
    ends = ", ".join(f"{number} {how}" for how, number in told.ends.most_common())
    return Figure(count, f"damaged files ({ends})", told.bad)


def tampering(place: Path, count: int) -> Figure:
    """Every way to tamper, ``count`` times, and every old page of a diary put back."""
    from tests.faults.tampering import WAYS, diary, put_back, tampered

    whole, bad, tried = diary(place / "whole"), list[str](), 0
    for part in range(count):
        for way in WAYS:
            ran = tampered(whole, place / f"{part} {way.name}", way)
            findings = [(found["kind"], found["seq"]) for found in ran.json["findings"]]
            bad += [] if ran.code == 9 and (way.kind, way.seq) in findings else [f"{way.name}: {ran}"]
            tried += 1
    told = put_back(place / "pages")
    bad += [f"page {page}: {ran}" for page, (ran, same) in told.items() if not ran.code and not same]
    return Figure(tried + len(told), f"alterations, {len(told)} of them old encrypted pages put back", bad)


def leaks(place: Path, count: int) -> Figure:
    """A planted marker searched after use and kills of commands and window, ``count`` times."""
    from tests.cli_calls import PASSPHRASE
    from tests.faults.leaks import MARKER, Person, found_in, too_open
    from tests.faults.window_leaks import window_leaks

    bad, searched = list[str](), 0
    for part in range(count):
        person = Person(place / str(part))
        person.keeps_a_diary()
        bad += found_in(person.place, [MARKER, PASSPHRASE])
        person.is_killed_while_writing()
        bad += found_in(person.place, [MARKER, PASSPHRASE]) + too_open(person.diary) + person.network
        searched += sum(file.is_file() for file in person.place.rglob("*"))
        if os.name == "posix":
            files, hits = window_leaks(place / f"{part} window")
            searched, bad = searched + files, [*bad, *hits]
    return Figure(searched, "files searched for planted texts", bad)


def clocks(place: Path, count: int) -> Figure:
    """``count`` orders of changes to the clock in every zone of the matrix."""
    from tests.faults.clocks import ZONES, keep_time

    bad = [
        f"{zone}: {fault}"
        for seed in range(count)
        for zone in ZONES
        for fault in keep_time(place / f"{seed}-{zone.replace('/', '-')}", zone, seed)
    ]
    return Figure(count * len(ZONES), f"diaries under changing clocks, in {len(ZONES)} zones", bad)


def hostile_files(_place: Path, count: int) -> Figure:
    """``count`` made-up files of every format of the hand-over."""
    from tests.faults.hostile_files import FORMATS, try_files

    past, bad = 0, list[str]()
    for name in FORMATS:
        let_through, found = try_files(name, count, seed=1)
        past, bad = past + let_through, [*bad, *found]
    return Figure(count * len(FORMATS), f"made-up files, of which {past} got past a parser", bad)


def examples(place: Path, count: int) -> Figure:
    """The tests that make up what they try, each with ``count`` times as much of it as in the suite."""
    told = place / "told.xml"
    files = ["tests/unit", "tests/properties", "tests/integration/test_store_random.py"]
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "hypothesis or often"]
    environ = {name: value for name, value in os.environ.items() if name != "CI"}  # other ones each time
    environ["DIARY_TESTS_TIMES"] = str(count)
    done = subprocess.run(
        [*pytest, *files, f"--junit-xml={told}"], stdout=sys.stderr, env=environ, check=False
    )
    suite = ElementTree.parse(told).getroot().find("testsuite")
    cases = suite.findall("testcase") if suite is not None else []
    bad = [
        case.get("name", "")
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    ]
    if done.returncode and not bad:
        bad = [f"the tests ended with {done.returncode}"]
    return Figure(len(cases), f"tests of what is made up, each {count} times the suite's", bad)


SOAKS: dict[str, tuple[Soak, int]] = {
    "power-cut": (power_cut, 5_000),
    "power-cut-normal": (power_cut_normal, 400),
    "kill": (kill, 1_000),
    "kill-points": (kill_points, 1),
    "full-disk": (full_disk, 1),
    "restore-drill": (restore_drill, 1),
    "races": (races, 50),
    "damage": (damages, 2_500),
    "tampering": (tampering, 1),
    "leaks": (leaks, 1),
    "clocks": (clocks, 20),
    "hostile-files": (hostile_files, 100_000),
    "examples": (examples, 5),
}


def main(argv: Sequence[str]) -> int:
    """Run the named soaks, or all; the exit code."""
    reader = argparse.ArgumentParser(prog="dev.py soak", description="The full figures of tests/faults.")
    reader.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SOAKS))
    reader.add_argument("--count", type=int, help="how often, in place of the promised count")
    reader.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="so many at once")
    asked = reader.parse_args(argv)
    for name in asked.names:
        if name not in SOAKS:
            reader.error(f"there is no {name}; there are: {', '.join(SOAKS)}")
    if (asked.count is not None and asked.count < 1) or asked.jobs < 1:
        reader.error("the count is at least 1, and so are the jobs")
    logging.disable(logging.CRITICAL)  # mended key files and the like are what is tried here
    names = asked.names or list(SOAKS)
    if asked.jobs > 1 and len(names) > 1:
        return 0 if all(at_once(names, asked.count, asked.jobs)) else 1
    outcomes = [run(name, asked.count) for name in names]
    return 0 if all(outcomes) else 1


def at_once(names: Sequence[str], count: int | None, jobs: int) -> list[bool]:
    """Each in a process of its own, ``jobs`` at a time; their lines come as they end."""
    more = [] if count is None else ["--count", str(count)]

    def start(name: str) -> bool:
        command = [sys.executable, "-m", "tests.faults.soak", name, *more]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout or f"{name}: ended with {done.returncode} BAD\n", end="", flush=True)
        return done.returncode == 0

    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(start, names))


def run(name: str, count: int | None) -> bool:
    """Run one; print its line and the first things that went wrong."""
    soak, promised = SOAKS[name]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="diary-soak-") as folder:
        os.environ["HOME"] = folder  # whatever the program puts at home is put there
        figure = soak(Path(folder), count or promised)
    spent = time.monotonic() - began
    verdict = f"{len(figure.bad)} BAD" if figure.bad else "0 bad"
    print(f"{name}: {figure.tried} {figure.what}: {verdict} ({spent:.0f} s)", flush=True)
    for line in figure.bad[:10]:
        print(f"  {line[:400]}", flush=True)
    return not figure.bad


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
