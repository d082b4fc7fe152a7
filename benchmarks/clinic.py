"""What a nurse waits for in a clinic's store of many patients: opening it, the list, one patient, one file.

``python3 dev.py bench clinic [N] [FOLDER]`` makes a made-up trial of N patients (1,000 take about ten
minutes) and prints wall-clock and processor time, the least of several rounds, and then what the window
takes (``clinic_window``); with FOLDER it is kept there, and used where it is there already, under the
passphrase in ``DIARY_APP_PASSPHRASE`` if that is set.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete

from benchmarks.clinic_window import in_the_window
from diary_app.bootstrap import OpenedStore, create_clinic_sample, create_store, open_store
from diary_app.common.clock import SystemClock
from diary_app.domain.clinic.patient_list import filtered, find, sort_by
from diary_app.protocols.loader import find_protocol
from diary_app.security.argon import LEAST_COST
from diary_app.services.clinic.patients import AT_ONCE, PatientsService
from diary_app.services.founding import Founding, enrol
from diary_app.services.opened import PATIENT
from diary_app.storage.tables.derived import SUMMARIES
from tests.cli_calls import PASSPHRASE
from tests.handover import Pair

NEW = "BENCH"
DAYS = 21
ROUNDS = 5


def main(argv: Sequence[str]) -> None:
    """Make the store, or take the one in the folder, and measure."""
    count = int(argv[0]) if argv else 1_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(argv[1]) if len(argv) > 1 else Path(place) / "clinic"
        if not folder.exists():
            made(folder, count)
        passphrase = os.environ.get("DIARY_APP_PASSPHRASE", PASSPHRASE)
        opening(folder, passphrase)
        with open_store(folder, passphrase) as store:
            people = store.opened.participants()
            print(f"{len(people)} patients, {store.opened.store.journal.count()} entries, "
                  f"{(folder / 'diary.db').stat().st_size >> 20} MB")  # fmt: skip
            listing(store)
            everybody(store)
            one_patient(store, people)
            one_file(store, Path(place))
            sealed = Path(place) / "window.diary"
            sealed.write_bytes(three_weeks(store, Path(place) / "second"))
        in_the_window(folder, passphrase, sealed)


def made(folder: Path, count: int) -> None:
    """The made-up trial."""
    plan, start = find_protocol("alter-s003"), time.perf_counter()
    create_clinic_sample(folder, PASSPHRASE, plan, "en", patients=count, cost=LEAST_COST).close()
    print(f"the store was made in {time.perf_counter() - start:.0f} s")


def tell(
    name: str, act: Callable[[], object], rounds: int = ROUNDS, before: Callable[[], object] | None = None
) -> None:
    """Print the least wall-clock and processor time of ``act``; ``before`` is done before each round."""
    wall, own = [], []
    for _ in range(rounds):
        if before is not None:
            before()
        started, used = time.perf_counter(), time.process_time()
        act()
        wall.append(time.perf_counter() - started)
        own.append(time.process_time() - used)
    print(f"{name:44}{min(wall) * 1000:9.0f} ms{min(own) * 1000:9.0f} ms")


def opening(folder: Path, passphrase: str) -> None:
    """From the passphrase (at the least cost of a key) to the store, checked and signed in."""
    print(f"{'':44}{'wall':>12}{'processor':>12}")
    tell("opening the store", lambda: open_store(folder, passphrase).close(), 3)


def listing(store: OpenedStore) -> None:
    """The list from nothing and from what is kept, and what is done with it."""

    def forgotten() -> None:
        with store.opened.store._database.writing() as session:
            session.execute(delete(SUMMARIES))

    tell(f"the first {AT_ONCE} lines, from nothing", lambda: first_lines(store), 3, forgotten)
    tell("all lines, from nothing", store.patients.rows, 1, forgotten)
    tell("all lines, after opening", lambda: PatientsService(store.opened).rows())
    tell("all lines, again", store.patients.rows)
    rows = store.patients.rows()
    tell("sorted, filtered and found", lambda: sort_by(find(filtered(rows, "all"), "7")))


def everybody(store: OpenedStore) -> None:
    """The pages about all patients together."""
    tell("To review: what waits, and its counts", lambda: (store.review.counts(), store.review.rows()))
    tell("To review: what was reviewed last", lambda: store.review.reviewed(30))
    tell("Study: questionnaires", store.study.compliance)
    tell("Study: time to deterioration", store.study.deterioration)
    tell("the ends of all chains", store.opened.store.journal.heads)


def first_lines(store: OpenedStore) -> None:
    """What the window shows first of a list that nobody worked out yet."""
    store.patients.fresh(AT_ONCE)
    store.patients.known_rows()


def one_patient(store: OpenedStore, people: list[str]) -> None:
    """Everything of the page of the one with the longest diary, read anew."""
    whose = people[0]

    def whole() -> None:
        store.overview.view(whose)
        store.overview.doses(whose)

    tell("one patient's diary and overview", lambda: store.overview.view(whose), before=store.opened.forget)
    tell("their overview again", lambda: store.overview.view(whose))
    tell("their overview and every dose day", whole)


def one_file(clinic: OpenedStore, place: Path) -> None:
    """A sealed file of three weeks: looked at, then taken in, then one line of the list made anew."""
    content = three_weeks(clinic, place / "first")
    clinic.patients.rows()
    tell("one file looked at", lambda: clinic.transfer.look(content, "new.diary"))
    looked = clinic.transfer.look(content, "new.diary")
    tell("that file taken in", lambda: clinic.transfer.take_in(looked), 1)
    tell("the list after it", clinic.patients.rows, 1)


def three_weeks(clinic: OpenedStore, folder: Path) -> bytes:
    """A new patient is enrolled; the sealed file of their first three weeks."""
    now = SystemClock().now()
    first = now.local.date() - timedelta(days=DAYS)
    whose = f"{NEW}-{now.monotonic}"
    enrol(clinic.opened, whose, first, clinic.diary.author(whose))
    founding = Founding(role=PATIENT, plan=find_protocol("alter-s003"), zone=now.zone, language="en",
                        participant=whose, first_dose=first, sample=True)  # fmt: skip
    with ExitStack() as stack:
        patient = stack.enter_context(create_store(folder, PASSPHRASE, founding, cost=LEAST_COST))
        Pair(clinic, patient, stack).introduce(patient, whose)
        for index in range(DAYS):
            day = (first + timedelta(days=index)).isoformat()
            if index < 14:
                patient.diary.write({"kind": "dose", "day": day, "time": "07:10"})
            patient.diary.write({"kind": "symptom", "day": day, "severities": {"tiredness": 1, "nausea": 0}})
        content: bytes = patient.transfer.share().content
    return content


if __name__ == "__main__":
    main(sys.argv[1:])
