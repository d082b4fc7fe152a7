"""One call of a command: its shared options, the store it opens, what it prints."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diary_app.cli.around import Around
from diary_app.cli.language import language_of
from diary_app.cli.passphrase import (
    asked,
    read_new_passphrase,
    read_other_key,
    read_passphrase,
    with_way_back,
)
from diary_app.cli.printing import json_array, json_text, one_line, put, table
from diary_app.common.errors import DoesNotFit, NoDiaryHere, PlainError, WrongPassphrase
from diary_app.common.i18n import N_, Translator, translator
from diary_app.common.paths import store_folder

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.security.secret import Secret
    from diary_app.services.diary import Writer

_LONGEST_USER = 80
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options that every command takes, as they were given."""

    data_dir: str | None = None
    lang: str | None = None
    json: bool = False
    passphrase_fd: str | None = None
    recovery_fd: str | None = None
    clinic_key: str | None = None
    participant: str | None = None
    by: str | None = None
    user: str | None = None
    key: str | None = None

    def over(self, before: Options) -> Options:
        """These, and those given before the command where these are silent."""
        return Options(
            **{each.name: getattr(self, each.name) or getattr(before, each.name) for each in fields(self)}
        )


class Call:
    """What a command works with."""

    def __init__(self, around: Around, options: Options) -> None:
        self.around = around
        self.options = options

    @cached_property
    def folder(self) -> Path:
        """The folder of the diary."""
        given = self.options.data_dir
        return store_folder(Path(given) if given else None, self.around.environ)

    @cached_property
    def language(self) -> str:
        """The language this call speaks."""
        return language_of(self.options.lang, self.folder, self.around.environ)

    @property
    def tr(self) -> Translator:
        """The texts in that language."""
        return translator(self.language)

    @property
    def participant(self) -> str | None:
        """The participant that was named."""
        return self.options.participant

    def passphrase(self, *, twice: bool = False) -> str:
        """The passphrase of the store; see :func:`read_passphrase`."""
        return read_passphrase(self.around, self.tr, self.options.passphrase_fd, twice=twice)

    def secret(self) -> Secret:
        """What opens the store in the folder; see :meth:`given_secret`."""
        self.refuse_no_diary()
        return self.given_secret()

    def given_secret(self) -> Secret:
        """The clinic's key or the recovery code where one was given, else the passphrase."""
        given = self.options
        other = read_other_key(self.around, given.clinic_key, given.recovery_fd, given.passphrase_fd)
        return self.passphrase() if other is None else other

    def new_passphrase(self, descriptor: str | None) -> str:
        """The passphrase that is to open the store from now on."""
        return read_new_passphrase(self.around, self.tr, descriptor)

    def ask(self, prompt: str) -> str:
        """What a person types at the terminal, unseen."""
        return asked(self.around, prompt)

    def open(self, *, checking: bool = False) -> AbstractContextManager[OpenedStore]:
        """The store, opened for a ``with``; see :meth:`open_with`."""
        return self.open_with(self.secret(), checking=checking)

    @contextmanager
    def open_with(self, secret: Secret, *, checking: bool = False) -> Iterator[OpenedStore]:
        """The store, opened by ``secret``; where something was written, a backup that is due is made.

        What the check at the start found is told, unless the command is itself
        ``checking`` the store and will tell more.
        """
        with self._opened(secret) as opened:
            if opened.safekeeping.at_start() and not checking:
                self.warn(
                    self.tr("Something in this diary is not as it was written; diary-app verify says what.")
                )
            before = opened.backups.entries()
            yield opened
            if opened.backups.entries() != before:
                self._keep_backup(opened)

    def _opened(self, secret: Secret) -> OpenedStore:
        from diary_app.bootstrap import open_store
        from diary_app.services.ways_in import slots_in

        try:
            return open_store(self.folder, secret, clock=self.around.clock, whom=self.options.user)
        except WrongPassphrase as refusal:
            if any(slot.kind == "recovery" for slot in slots_in(self.folder)):
                raise with_way_back(refusal, secret) from None
            raise

    def _keep_backup(self, opened: OpenedStore) -> None:
        """What was written is safe without it: a backup that fails is told and ends nothing."""
        try:
            opened.backups.make_due()
        except PlainError as problem:
            self.warn(self.tr("The automatic backup failed: {what}", what=self.tr.error(problem)))
        except Exception:
            _log.exception("an unexpected fault ended the automatic backup")
            self.warn(self.tr("The automatic backup failed; the program's log says more."))

    def warn(self, sentence: str) -> None:
        """Say something on standard error that does not change how the command ends."""
        with suppress(OSError):  # nobody reads it
            print(one_line(sentence), file=self.around.stderr, flush=True)

    def refuse_no_diary(self) -> None:
        """Refuse a folder without a diary, before anything is asked."""
        from diary_app.services.presence import holds_diary

        if not holds_diary(self.folder):
            raise NoDiaryHere(N_("The folder {folder} holds no diary."), folder=self.folder)

    def writer(self, opened: OpenedStore) -> Writer:
        """Who writes, after ``--by`` and ``--user``."""
        from diary_app.domain.log.entry import By
        from diary_app.domain.writing.fields import Fields
        from diary_app.services.diary import Writer

        by = Fields({"by": self.options.by})
        user = Fields({"user": self.options.user}).optional_text("user", _LONGEST_USER)
        if user is not None and not opened.opened.staff:
            raise DoesNotFit(N_("--user names a member of the clinic's staff; this is a patient's diary."))
        return Writer(user=user, by=By(by.choice("by", tuple(By))) if self.options.by is not None else None)

    def writing(self, opened: OpenedStore) -> Writer:
        """:meth:`writer`; who may write nothing is told so before anything that was given is looked at."""
        from diary_app.domain.clinic.account import refuse_reader, required

        if opened.opened.people.known:
            refuse_reader(required(opened.opened.account))
        return self.writer(opened)

    def reads(self, opened: OpenedStore, whose: str | None = None, *, of_all: str | None = None) -> None:
        """Somebody of a clinic looks at ``whose`` data, or those of the participant that was named.

        That is an entry of the log. ``of_all``: what it is of everybody where nobody is named.
        """
        looked_at = whose or self.participant
        if opened.opened.staff and looked_at is None and of_all is not None:
            opened.staff.note_everybody_read(of_all)
        if opened.opened.staff and looked_at is not None:
            opened.staff.note_read(opened.opened.participant(looked_at), "commands")

    def write(self, line: dict[str, Any]) -> None:
        """Open the store, write one record line, print its id."""
        with self.open() as opened:
            self.write_in(opened, line)

    def write_in(self, opened: OpenedStore, line: dict[str, Any], participant: str | None = None) -> None:
        """Write one record line and print its id; a field that is ``None`` was not given."""
        writer = self.writing(opened)
        given = {name: value for name, value in line.items() if value is not None}
        if self.options.key is not None:
            given["key"] = self.options.key
        whose = participant or self.participant
        self.wrote_in(opened, opened.diary.write(given, participant=whose, writer=writer))

    def wrote_in(self, opened: OpenedStore, entry_id: str) -> None:
        """Print the id of an entry that is on the disk; what is odd about its record is said besides."""
        from diary_app.cli.noticed import noticed_sentences

        sentences: list[str] = []
        try:  # before the id: a script sends its next line, or ends this, once it has the id
            sentences += noticed_sentences(self, opened, entry_id)
        finally:
            self.wrote(entry_id)
        for each in sentences:
            self.warn(each)

    def wrote(self, entry_id: str) -> None:
        """Print the id of an entry that is on the disk."""
        self.say(json_text({"id": entry_id}) if self.options.json else entry_id)

    def say(self, text: str) -> None:
        """Print a line or several."""
        put(self.around.stdout, text)

    def show(self, value: Any, text: str) -> None:
        """Print ``value`` as JSON if that was asked for, else ``text``."""
        self.say(json_text(value) if self.options.json else text)

    def show_rows(
        self, rows: Iterable[Any], head: Sequence[str], cells: Iterable[Sequence[Any]], nothing: str
    ) -> None:
        """Print ``rows`` as a JSON array, or ``cells`` as a table; ``nothing`` stands for an empty one."""
        if self.options.json:
            self.say(json_array(rows))
            return
        lines = list(cells)
        self.say(table(head, lines) if lines else nothing)


def day_of(name: str, text: str | None) -> date | None:
    """The date an option gives, refused by name where it is none."""
    from diary_app.domain.writing.fields import Fields

    return Fields({name: text}).optional_day(name)
