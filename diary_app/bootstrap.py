"""The composition root: wires the services of one opened store. Qt-free.

Two containers: what a process has (clock, device, version) and what one opened
store has (:class:`OpenedStore`).
"""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diary_app.common.clock import Clock, SystemClock
from diary_app.common.errors import NotSaved, WrongPassphrase
from diary_app.common.ids import new_id
from diary_app.common.paths import plain_file
from diary_app.common.settings import Settings, save_settings
from diary_app.common.version import version
from diary_app.domain.clinic.account import NotThisPerson
from diary_app.security.argon import KdfCost
from diary_app.security.clinic_key import ClinicKey
from diary_app.security.opening import KeychainKeys, SecretKeys
from diary_app.security.passphrase import PassphraseKeys
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.signing import DeviceSigning
from diary_app.services.access import AccessService
from diary_app.services.backups import BackupService
from diary_app.services.calls import CallsService
from diary_app.services.clinic.log_view import LogService
from diary_app.services.clinic.overview_service import OverviewService
from diary_app.services.clinic.paper import PaperService
from diary_app.services.clinic.patients import PatientsService
from diary_app.services.clinic.review import ReviewService
from diary_app.services.clinic.study import StudyService
from diary_app.services.clinic.visits import VisitsService
from diary_app.services.diary import DiaryService
from diary_app.services.founding import Founding, founding_acts
from diary_app.services.opened import Opened
from diary_app.services.phone_calendar import PhoneCalendarService
from diary_app.services.questionnaires import QuestionnaireService
from diary_app.services.reminders import ReminderService
from diary_app.services.reporting import ReportingService
from diary_app.services.results import ResultsService
from diary_app.services.safekeeping import SafekeepingService
from diary_app.services.staff import outside
from diary_app.services.staff.restoring import StillHere
from diary_app.services.staff.service import StaffService
from diary_app.services.staff.signing_in import Door, Way
from diary_app.services.today import TodayService
from diary_app.services.transfer.service import TransferService
from diary_app.services.transfer.setup_service import SetupService
from diary_app.services.vitals import VitalsService
from diary_app.services.wordings import WordingService
from diary_app.storage.folder import StoreFolder
from diary_app.storage.lock import Holder

if TYPE_CHECKING:
    from diary_app.protocols.loader import LoadedProtocol
    from diary_app.security.keychain import Keychain
    from diary_app.security.secret import Secret
    from diary_app.storage.journal import Surroundings
    from diary_app.storage.restore import Restored
    from diary_app.storage.store import Store

_log = logging.getLogger(__name__)
WINDOW = Holder.WINDOW
"""How the window names itself while it holds a store."""


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """The services of one opened store, all to be called on the thread that opened it."""

    opened: Opened
    diary: DiaryService
    today: TodayService
    questionnaires: QuestionnaireService
    reporting: ReportingService
    safekeeping: SafekeepingService
    access: AccessService
    backups: BackupService
    results: ResultsService
    vitals: VitalsService
    reminders: ReminderService
    calendar: PhoneCalendarService
    calls: CallsService
    patients: PatientsService
    transfer: TransferService
    overview: OverviewService
    staff: StaffService
    setup: SetupService
    paper: PaperService
    log: LogService
    study: StudyService
    visits: VisitsService
    review: ReviewService
    wordings: WordingService

    def close(self) -> None:
        """Renew the reminders beside the store, close the database and let go of the process lock."""
        try:
            self.reminders.at_close()
        finally:
            self.opened.store.close()

    def __enter__(self) -> OpenedStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_store(
    folder: Path,
    passphrase: str,
    founding: Founding,
    *,
    holder: Holder = Holder.COMMAND_LINE,
    clock: Clock | None = None,
    cost: KdfCost | None = None,
    recovery: RecoveryCode | None = None,
) -> OpenedStore:
    """Make a store with its first entries and open it.

    ``cost``: the passphrase's key derivation cost; measured on this computer
    when not given. ``recovery``: a code that opens it too, from the first
    moment; it was shown and typed back before. Raises :class:`DoesNotFit` where a diary already lies.
    """
    from diary_app.storage import store as storage

    acts = founding_acts(founding)
    entries = founding.setup.entries if founding.setup else ()
    clock = clock or SystemClock()
    slot = founding.person.slot if founding.person else None
    keys = PassphraseKeys(passphrase, clock=clock, new_id=new_id, cost=cost, recovery=recovery, slot=slot)
    around = _surroundings(clock)
    made = storage.create_store(folder, keys, around, holder=holder, acts=acts, entries=entries)
    try:
        save_settings(plain_file(folder), Settings(language=founding.language, role=founding.role))
    except NotSaved as problem:
        # The diary is made and counts; only the language of its first page may be another one.
        _log.warning("the settings file beside the new diary was not saved: %s", problem)
    return _signed_in(wire(made, clock), Door(way=Way.PASSPHRASE, slot=keys.opened_slot))


def create_sample(
    folder: Path,
    passphrase: str,
    plan: LoadedProtocol,
    language: str,
    *,
    holder: Holder = Holder.COMMAND_LINE,
    clock: Clock | None = None,
    cost: KdfCost | None = None,
) -> OpenedStore:
    """Make a store with a made-up diary that ends today, whole: a fault takes away what was made of it.

    It is opened under the clock of the made-up days; whoever goes on writing
    opens it anew. Raises as :func:`create_store`.
    """
    from diary_app.services import sample

    present = (clock or SystemClock()).now()
    first = sample.first_dose(plan, present)
    made_up = sample.SampleClock(present)
    made_up.set(sample.beginning(first))
    founding = sample.founding(plan, first, present.zone, language)
    before = set(folder.iterdir()) if folder.exists() else set()
    opened = create_store(folder, passphrase, founding, holder=holder, clock=made_up, cost=cost)
    try:
        sample.fill(opened.diary, made_up, first, language)
    except BaseException:
        opened.close()
        for file in set(folder.iterdir()) - before:
            file.unlink()
        raise
    return opened


def create_clinic_sample(
    folder: Path,
    passphrase: str,
    plan: LoadedProtocol,
    language: str,
    *,
    patients: int,
    seed: int = 1,
    holder: Holder = Holder.COMMAND_LINE,
    clock: Clock | None = None,
    cost: KdfCost | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> OpenedStore:
    """Make a clinic's store with a made-up trial of ``patients`` people that goes on today.

    ``told`` hears how many percent are made. The same day and ``seed`` give the same trial.
    ``passphrase`` is that of its made-up coordinator.
    Whole, opened and raising as :func:`create_sample`; ``DoesNotFit`` for a number that is none.
    """
    from diary_app.services import sample
    from diary_app.services.sample_trial import trial

    trial.checked_count(patients)
    present = (clock or SystemClock()).now()
    made_up = sample.SampleClock(present)
    made_up.set(trial.beginning(plan, present))
    founding = trial.founding(plan, present.zone, language, trial.coordinator(new_id()))
    before = set(folder.iterdir()) if folder.exists() else set()
    opened = create_store(folder, passphrase, founding, holder=holder, clock=made_up, cost=cost)
    try:
        trial.fill(opened.opened, plan, patients, present, seed, told)
    except BaseException:
        opened.close()
        for file in set(folder.iterdir()) - before:
            file.unlink()
        raise
    return opened


def warm_up() -> None:
    """Import what opening a store will need, for instance while a passphrase is being typed."""
    import diary_app.storage.store  # noqa: F401


def open_store(
    folder: Path,
    secret: Secret,
    *,
    holder: Holder = Holder.COMMAND_LINE,
    clock: Clock | None = None,
    whom: str | None = None,
    only_whom: bool = False,
) -> OpenedStore:
    """Open the store in ``folder`` with its passphrase, its recovery code or the clinic's key.

    An opening with the clinic's key is an entry of the log, and so is every one
    of a clinic's store with accounts; ``whom``: who says to be there, whose passphrase is tried
    first, and with ``only_whom`` no other's: a wrong one is told sooner. Raises the
    errors of ``storage.store.open_store``; ``NotSaved`` where that entry could
    not be written; ``NotThisPerson`` for somebody else's passphrase.
    """
    clock = clock or SystemClock()
    keys = _keys(folder, secret, clock, whom=whom, alone=only_whom)
    from diary_app.storage import store as storage

    try:
        opened = wire(storage.open_store(folder, keys, _surroundings(clock), holder=holder), clock)
        _signed_in(opened, _door(keys, secret, whom))
    except (WrongPassphrase, NotThisPerson):
        outside.note_failed(folder, clock.now().utc, whom, new_id)
        raise
    if isinstance(secret, ClinicKey):
        try:
            opened.access.note_clinic_reads()
        except BaseException:
            opened.close()
            raise
    return opened


def open_without_asking(
    folder: Path,
    *,
    holder: Holder = Holder.COMMAND_LINE,
    clock: Clock | None = None,
    keychain: Keychain,
) -> OpenedStore:
    """Open the store in ``folder`` with what the system keychain keeps for it.

    Raises ``WrongPassphrase`` where it keeps nothing that opens it, or refuses
    (then the passphrase is to be asked for; nothing is lost), else as
    :func:`open_store`. May wait for the person, with the diary not yet held:
    never on the window's thread.
    """
    from diary_app.storage import store as storage

    clock = clock or SystemClock()
    keys = KeychainKeys(keychain, StoreFolder(folder).keys_in_force())
    opened = wire(storage.open_store(folder, keys, _surroundings(clock), holder=holder), clock)
    return _signed_in(opened, Door(way=Way.KEYCHAIN))


def restore_store(
    folder: Path,
    backup: Path,
    secret: Secret,
    *,
    holder: Holder = Holder.COMMAND_LINE,
    clock: Clock | None = None,
) -> Restored:
    """Make the diary in ``folder`` what it was at a backup; raises as ``storage.restore.restore_backup``.

    ``secret``: the passphrase, recovery code or clinic's key that opened the diary when the backup was made.
    """
    from diary_app.services.backups import note_settings
    from diary_app.storage.restore import restore_backup

    clock = clock or SystemClock()
    found = _keys(folder, secret, clock, ahead=False)
    keys = StillHere(found, folder) if isinstance(found, PassphraseKeys) else found
    done = restore_backup(folder, backup, keys, _surroundings(clock), holder=holder)
    note_settings(folder, done)
    return done


def _keys(
    folder: Path,
    secret: Secret,
    clock: Clock,
    *,
    ahead: bool = True,
    whom: str | None = None,
    alone: bool = False,
) -> PassphraseKeys | SecretKeys:
    if not isinstance(secret, str):
        return SecretKeys(secret)
    keys = PassphraseKeys(secret, clock=clock, new_id=new_id, slot=outside.slot_of(folder, whom), alone=alone)
    if ahead:
        keys.look_ahead(StoreFolder(folder).keys_in_force())  # while the database layer is imported
    return keys


def _door(keys: PassphraseKeys | SecretKeys, secret: Secret, whom: str | None) -> Door:
    if isinstance(keys, PassphraseKeys):
        return Door(way=Way.PASSPHRASE, slot=keys.opened_slot, whom=whom)
    return Door(way=Way.CLINIC_KEY if isinstance(secret, ClinicKey) else Way.RECOVERY_CODE)


def _signed_in(opened: OpenedStore, door: Door) -> OpenedStore:
    """The store once its log says who opened it; closed where nobody may."""
    try:
        opened.staff.sign_in(door)
    except BaseException:
        opened.close()
        raise
    return opened


def wire(store: Store, clock: Clock) -> OpenedStore:
    """The services over an opened store."""
    opened = Opened(store, clock)
    diary = DiaryService(opened)
    access = AccessService(opened, new_id)
    reporting = ReportingService(opened, diary)
    patients = PatientsService(opened)
    return OpenedStore(
        opened=opened,
        diary=diary,
        today=TodayService(opened, diary),
        questionnaires=QuestionnaireService(opened, diary),
        reporting=reporting,
        safekeeping=SafekeepingService(opened),
        access=access,
        backups=BackupService(opened, diary),
        results=ResultsService(opened),
        vitals=VitalsService(opened, diary),
        reminders=ReminderService(opened),
        calendar=PhoneCalendarService(opened, diary),
        calls=CallsService(opened, diary),
        patients=patients,
        transfer=TransferService(opened, diary, reporting),
        overview=OverviewService(opened, diary, patients),
        setup=SetupService(opened, diary),
        staff=StaffService(opened, access, new_id),
        paper=PaperService(opened, diary),
        log=LogService(opened, diary),
        study=StudyService(patients),
        visits=VisitsService(opened, diary),
        review=ReviewService(opened, diary, patients),
        wordings=WordingService(opened, diary),
    )


def _surroundings(clock: Clock) -> Surroundings:
    from diary_app.storage.journal import Surroundings

    return Surroundings(
        clock=clock, new_id=new_id, device=_device(), app_version=version(), signing=DeviceSigning()
    )


def _device() -> str:
    """The kind of computer, without a name that could tell whose it is."""
    return f"{platform.system()} {platform.machine()}".strip()
