"""What the pages before the open diary do without opening it. Runs on the worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.i18n import translator
from diary_app.security.recovery_code import RecoveryCode
from diary_app.ui.session import Surroundings

if TYPE_CHECKING:
    from diary_app.services.transfer.setup_opening import OpenedSetup
    from diary_app.services.transfer.setup_told import SetupSays
    from diary_app.services.way_out import WayOut, WaysIn

Typed = str | RecoveryCode
"""What a person types to open a diary or a backup."""


def ways_in(at: Surroundings) -> WaysIn:
    """What else could open the diary, by its key file; raises ``Damaged`` or ``NewerVersion``."""
    from diary_app.services import way_out

    return way_out.ways_in(at.folder)


def check_code(at: Surroundings, code: RecoveryCode) -> None:
    """Whether a code opens the diary; raises ``WrongPassphrase``, ``Damaged`` or ``NewerVersion``."""
    from diary_app.services import way_out

    way_out.check_code(at.folder, code)


def newest_backup(at: Surroundings, second_place: str) -> WayOut | None:
    """The newest good backup of the diary, its own or a copy in the second place."""
    from diary_app.services import way_out

    return way_out.newest_backup(at.folder, second_place)


def backup_in(file: Path) -> WayOut:
    """A backup somebody points at; raises ``DoesNotFit``, ``Damaged`` or ``NewerVersion``."""
    from diary_app.services import way_out

    return way_out.backup_in(file)


def check_participant(participant: str) -> None:
    """Whether a study number can name a diary; raises ``DoesNotFit``."""
    from diary_app.services.founding import checked_participant

    checked_participant(participant)


@dataclass(frozen=True)
class ReadSetup:
    """A set-up file that its code opened, and what it says."""

    setup: OpenedSetup
    says: SetupSays


def read_setup(file: Path, typed: str, language: str, today: date) -> ReadSetup:
    """Open a clinic's set-up file; raises as ``setup_service.read_setup``."""
    from diary_app.services.transfer.files import read_file
    from diary_app.services.transfer.setup_service import read_setup as read
    from diary_app.services.transfer.setup_told import says

    setup = read(read_file(file), typed)
    return ReadSetup(setup, says(setup, today, language))


@dataclass(frozen=True)
class BroughtBack:
    """What a restore did. ``lost``: entries known to be missing, None where nobody can tell."""

    way: WayOut
    lost: int | None
    set_aside: Path | None


def bring_back(at: Surroundings, way: WayOut, secret: Typed) -> BroughtBack:
    """Make the diary what it was at a backup; raises as ``bootstrap.restore_store``."""
    from diary_app.bootstrap import WINDOW, restore_store

    done = restore_store(at.folder, way.file, secret, holder=WINDOW, clock=at.clock)
    ranges = done.lost
    lost = None if ranges is None else sum(each["to"] - each["from"] + 1 for each in ranges)
    return BroughtBack(way, lost, done.set_aside)


def recovery_page(code: RecoveryCode, language: str, made: date) -> bytes:
    """The page of a recovery code as a PDF in memory, for a printer."""
    from diary_app.reports.recovery_page import RecoveryPage, recovery_page_pdf

    return recovery_page_pdf(RecoveryPage(code.lines(), "", made), translator(language))


def save_recovery_page(code: RecoveryCode, language: str, out: Path, made: date) -> None:
    """The page of a recovery code as a file; raises ``NotSaved``."""
    from diary_app.services import ways_in

    ways_in.save_recovery_page(code, language, out, made)
