"""Proves the installed program: what it ships with is there and works together."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from diary_app.common.i18n import LANGUAGES, N_, translator
from diary_app.common.resources import resource
from diary_app.protocols.loader import find_protocol, shipped_protocols
from diary_app.qlq_c30.items import ITEMS
from diary_app.qlq_c30.scoring import score
from diary_app.qlq_c30.wording import load
from diary_app.services.backups import BackupService
from diary_app.services.diary import DiaryService
from diary_app.services.opened import Opened
from diary_app.services.reporting import Part, ReportingService
from diary_app.services.safekeeping import SafekeepingService

if TYPE_CHECKING:
    from diary_app.security.secret import Secret

TOLERANCE = 1e-9
_SAMPLE_TEXT = {"en": "Aa 12", "zh_CN": "安罗替尼"}


class Trial(Protocol):
    """The services of an opened store that are tried out."""

    @property
    def opened(self) -> Opened: ...  # noqa: D102

    @property
    def backups(self) -> BackupService: ...  # noqa: D102

    @property
    def diary(self) -> DiaryService: ...  # noqa: D102

    @property
    def reporting(self) -> ReportingService: ...  # noqa: D102

    @property
    def safekeeping(self) -> SafekeepingService: ...  # noqa: D102


Door = Callable[[Path], AbstractContextManager[Trial]]


@dataclass(frozen=True, slots=True)
class Doors:
    """How a store is made (with its first cycle begun), opened and restored, handed in from above.

    ``open_with`` and ``restore`` (folder, backup, secret) take what opens it:
    ``secrets``, by what they are called.
    """

    make: Door
    open: Door
    open_with: Callable[[Path, Secret], AbstractContextManager[Trial]]
    restore: Callable[[Path, Path, Secret], object]
    secrets: Mapping[str, Secret]
    day: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried: its name (untranslated) and what went wrong, if anything."""

    name: str
    fault: str | None


class Unfit(Exception):
    """Something did not come out as it must."""


def checks(doors: Doors) -> Iterator[Check]:
    """Try everything, one after the other, in a folder of its own that is taken away again."""
    with tempfile.TemporaryDirectory(prefix="morning-diary-self-test-") as folder:
        tried: Mapping[str, Callable[[], None]] = {
            N_("questionnaire scores"): _scores,
            N_("texts and wording"): _texts,
            N_("study plans"): _plans,
            N_("fonts"): _fonts,
            N_("a diary made, closed, opened and verified"): lambda: _diary(doors, Path(folder, "diary")),
            N_("a visit summary"): lambda: _summary(doors, Path(folder, "diary")),
            N_("passphrase and recovery code"): lambda: _keys(doors, Path(folder, "diary")),
            N_("a backup made, and restored elsewhere"): lambda: _round_trip(doors, Path(folder)),
        }
        for name, attempt in tried.items():
            yield Check(name, _fault(attempt))


def _fault(attempt: Callable[[], None]) -> str | None:
    try:
        attempt()
    except Exception as error:  # whatever it is, it is told and fails the self-test
        return f"{type(error).__name__}: {error}"
    return None


def vectors() -> list[tuple[dict[int, int], dict[str, float | None]]]:
    """Forms with the scores that independent implementations agree on."""
    with resource("qlq_c30", "vectors.csv").open(encoding="ascii", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(_answers(row), _expected(row)) for row in rows]


def _answers(row: Mapping[str, str]) -> dict[int, int]:
    return {item.n: int(row[f"q{item.n}"]) for item in ITEMS if row[f"q{item.n}"]}


def _expected(row: Mapping[str, str]) -> dict[str, float | None]:
    return {name: float(text) if text else None for name, text in row.items() if not name.startswith("q")}


def _scores() -> None:
    for number, (answers, expected) in enumerate(vectors(), start=1):
        scores = score(answers)
        for name, value in expected.items():
            if not _same(scores[name], value):
                raise Unfit(f"form {number}: {name} is {scores[name]}, not {value}")


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE


def _texts() -> None:
    for language in LANGUAGES:
        translator(language)
        load(language)


def _plans() -> None:
    for name in shipped_protocols():
        find_protocol(name)


def _fonts() -> None:
    from diary_app.reports.fonts import font_of

    for text in _SAMPLE_TEXT.values():
        missing = [character for character in text if font_of(character) is None]
        if missing:
            raise Unfit(f"no font has {missing[0]}")


def _diary(doors: Doors, folder: Path) -> None:
    with doors.make(folder) as made:
        written = made.diary.write({"kind": "dose", "day": doors.day, "time": "07:10", "fasting": "yes"})
    with doors.open(folder) as opened:
        if opened.diary.owner(written) == "":
            raise Unfit("the dose that was written is not there")
        found = opened.safekeeping.verify()
        if not found.whole:
            raise Unfit(f"the check of a new diary found: {found.findings[0].kind}")


def _summary(doors: Doors, folder: Path) -> None:
    with doors.open(folder) as opened:
        for language in LANGUAGES:
            out = folder.parent / f"{language}.pdf"
            request = opened.reporting.request(language=language, parts=frozenset(Part))
            opened.reporting.make_pdf(request, out)
            if not out.read_bytes().startswith(b"%PDF-"):
                raise Unfit("the visit summary is not a PDF")


def _keys(doors: Doors, folder: Path) -> None:
    from diary_app.common.errors import WrongPassphrase

    for name, secret in doors.secrets.items():
        try:
            doors.open_with(folder, secret).__exit__(None, None, None)
        except WrongPassphrase:
            raise Unfit(f"the {name} does not open the diary") from None
    try:
        doors.open_with(folder, "not what opens it").__exit__(None, None, None)
    except WrongPassphrase:
        return
    raise Unfit("a wrong passphrase opens the diary")


def _round_trip(doors: Doors, place: Path) -> None:
    """A backup gives the same diary in another folder, whatever opens it, and only that."""
    out = place / "backup"
    with doors.open(place / "diary") as opened:
        known = frozenset(entry.id for entry in opened.opened.store.journal.entries())
        before = _digest(opened, known)
        opened.backups.make(out)
    for number, (name, secret) in enumerate(doors.secrets.items()):
        doors.restore(place / str(number), out, secret)
        with doors.open_with(place / str(number), secret) as restored:
            if _digest(restored, known) != before:
                raise Unfit(f"what was restored with the {name} is not what was backed up")
            if not restored.safekeeping.verify().whole:
                raise Unfit(f"what was restored with the {name} is not whole")


def _digest(trial: Trial, known: Set[str]) -> str:
    """Of the entries in ``known`` and their records: a restore adds an entry of its own."""
    from diary_app.storage.digest import digest

    store = trial.opened.store
    return digest(
        (entry for entry in store.journal.entries() if entry.id in known),
        (record for record in store.records.records() if record.id in known),
    )
