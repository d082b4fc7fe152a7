"""Installing the wording of the questions in a store, and which one is shown.

The program ships its own short descriptions only; a site installs the licensed texts from a
file that it holds, and nothing that was installed is ever deleted: the latest counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import LANGUAGES, N_
from diary_app.domain.clinic.account import refuse_reader
from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import STORE_CHAIN, Kind
from diary_app.exchange.wording.reading import read_wording
from diary_app.qlq_c30.wording import Wording, shown_in
from diary_app.services.diary import ANYBODY, DiaryService, Writer
from diary_app.services.opened import Opened
from diary_app.services.wording_packs import InstalledPack, pack_payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What came of an installing. ``entry``: the one that tells of the pack; ``new``: it was just written."""

    wording: Wording
    entry: str
    new: bool


class WordingService:
    """The wording packs of one opened store."""

    def __init__(self, opened: Opened, diary: DiaryService) -> None:
        self._opened = opened
        self._diary = diary

    def read(self, data: bytes, name: str) -> Wording:
        """The pack in a file called ``name``, checked and nothing written, for a person to look at.

        Raises ``DoesNotFit`` for a file that is no pack, a language that the program does not show, a
        language whose wording the clinic sends, and a monitor.
        """
        pack = read_wording(data, name)
        self._refuse_misfit(pack)
        return pack

    def install(self, data: bytes, name: str, *, writer: Writer = ANYBODY) -> Installation:
        """Install the pack in a file; raises as :meth:`read` and :meth:`install_pack`."""
        return self.install_pack(self.read(data, name), writer=writer)

    def install_pack(self, pack: Wording, *, writer: Writer = ANYBODY) -> Installation:
        """Install a pack that was read; one that is in use already is not written twice.

        Raises ``DoesNotFit`` as :meth:`read`, ``NotSaved``.
        """
        self._refuse_misfit(pack)
        there = self._opened.packs().in_use(_language(pack))
        if there is not None and there.wording.sha256 == pack.sha256:
            return Installation(wording=pack, entry=there.entry, new=False)
        whose = "" if self._opened.staff else self._opened.participant(None)
        author = self._diary.author(whose, writer)
        act = Act(kind=Kind.WORDING_INSTALLED, chain=STORE_CHAIN, author=author, payload=pack_payload(pack))
        entry = self._opened.store.journal.append([act])[0]
        self._opened.forget_packs()
        return Installation(wording=pack, entry=entry.id, new=True)

    def installed(self) -> list[InstalledPack]:
        """Every pack that was installed, in the order of the log; what is shown is marked."""
        return list(self._opened.packs().installed)

    def for_language(self, language: str) -> Wording:
        """The pack that is shown in a language: the installed one, else the program's own."""
        return self._opened.packs().for_language(language)

    def _refuse_misfit(self, pack: Wording) -> None:
        refuse_reader(self._opened.account)
        language = _language(pack)
        there = self._opened.packs().in_use(language)
        if there is not None and there.from_clinic and there.wording.sha256 != pack.sha256:
            raise DoesNotFit(
                N_("The wording in this language came from your clinic and stays; a new one comes with the "
                   "clinic's next set-up file.")
            )  # fmt: skip


def _language(pack: Wording) -> str:
    """The language of the program that a pack words."""
    language = shown_in(pack.language)
    if language is None:
        raise DoesNotFit(
            N_("The wording {id} is in the language {language}; this program shows questions in {known}."),
            id=pack.id, language=pack.language, known=", ".join(LANGUAGES),
        )  # fmt: skip
    return language
