"""The opened store of a clinic: the rail and the pages beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, runtime_checkable

from diary_app.common.settings import Settings
from diary_app.ui.clinic import places, rail
from diary_app.ui.clinic.help import ClinicHelpPage
from diary_app.ui.clinic.importing.incoming import IncomingFolder
from diary_app.ui.clinic.importing.page import ImportPage
from diary_app.ui.clinic.patient_page import PatientPage
from diary_app.ui.clinic.patients.page import PatientsPage
from diary_app.ui.clinic.settings import ClinicSettingsPage
from diary_app.ui.desk_frame import DeskFrame
from diary_app.ui.desk_parts import Place
from diary_app.ui.page import Page
from diary_app.ui.widgets.rail import Rail


@runtime_checkable
class AboutPatient(Protocol):
    """A page of the rail that can be opened about one patient."""

    def open_for(self, participant: str) -> None:
        """The page comes into view about ``participant``."""


class ClinicDesk(DeskFrame):
    """Opens the clinic's pages by name (``places``) and any patient by id."""

    home, help_key = places.PATIENTS, places.HELP

    def makers(self) -> dict[str, Callable[[], Page]]:
        """The pages of the rail, the page of one patient, help and settings."""
        handed = (self.kit, self.runner, self.session)
        made: dict[str, Callable[[], Page]] = {
            page.key: partial(page.maker, *handed, self) for page in places.PAGES
        }
        return {
            **made,
            places.PATIENT: lambda: PatientPage(*handed, self),
            places.HELP: lambda: ClinicHelpPage(*handed, self),
            places.SETTINGS: lambda: ClinicSettingsPage(*handed, self),
        }

    def make_rail(self) -> Rail:
        """The pages that exist; help, settings and Lock at the foot, and who is signed in."""
        return rail.make(self.kit, self.session)

    def rail_key(self, key: str) -> str:
        """One patient belongs to the patients."""
        return places.PATIENTS if key == places.PATIENT else key

    def start(self, place: Place | None = None) -> None:
        """Open the patients; or ``place``, in another language."""
        patients = self.pages[places.PATIENTS]
        assert isinstance(patients, PatientsPage)
        self.housekeeper.noted.connect(patients.notes.show_note)
        self.housekeeper.settled.connect(patients.notes.take_away)
        self.incoming = IncomingFolder(self.kit, self.runner, self.session, self.housekeeper)
        self._looked_in = self.incoming.folder
        self.incoming.said.connect(patients.parts.waiting.say_waiting)
        patients.came_into_view.connect(self.incoming.look)
        self.kit.commands.settings_changed.connect(self._take_settings)
        self.begin(place)

    def leave(self) -> None:
        """The store is about to be closed: nobody looks for files any more."""
        self.incoming.stop()
        super().leave()

    def _take_settings(self, settings: Settings) -> None:
        if settings.incoming != self._looked_in:
            self._looked_in = settings.incoming
            self.incoming.look()

    _looked_in = ""

    def import_waiting(self) -> None:
        """The page Import, with the files that wait."""
        self.open_page(places.IMPORT)
        page = self.pages[places.IMPORT]
        assert isinstance(page, ImportPage)
        page.look(self.incoming.files)

    def refresh(self) -> None:
        """Learn whether the data are made up, what waits on the pages of the rail, and who is signed in."""
        self.runner.run(partial(rail.learn, self.session.store), self._refreshed, self.say_failure)

    def _refreshed(self, facts: rail.RailFacts) -> None:
        self.show_sample(facts.sample)
        if facts.to_review is not None:
            self.set_badge(places.REVIEW, facts.to_review)
        self.set_badge(places.PAPER, facts.papers)
        self.rail.say_at_foot(rail.signed_in(self.kit, self.session))

    def find_patient(self) -> None:
        """To the field that finds a patient, wherever the person is."""
        patients = self.pages[places.PATIENTS]
        assert isinstance(patients, PatientsPage)
        if self.page is not patients:
            self.open_page(places.PATIENTS)
        patients.find_patient()

    # -- what pages ask ------------------------------------------------------

    @staticmethod
    def offers(key: str) -> bool:
        """Whether a page of the rail exists."""
        return any(page.key == key for page in places.PAGES)

    def set_badge(self, key: str, count: int) -> None:
        """How many things wait on a page of the rail; nothing where there is no such page."""
        if key in self.rail.items:
            self.rail.items[key].set_badge(count)

    def open_page(self, key: str) -> None:
        """Open a page by its name; the rail's Lock locks."""
        if key == places.LOCK:
            self.kit.commands.lock_requested.emit()
        else:
            super().open_page(key)

    def open_patient(self, participant: str, tab: str = "") -> None:
        """Open one patient at a tab by its name, else at the first one."""
        self.page.leave_page()
        page = self.show_page(places.PATIENT)
        assert isinstance(page, PatientPage)
        page.open_patient(participant, tab)

    def open_about(self, key: str, participant: str) -> None:
        """Open a page of the rail about one patient."""
        self.page.leave_page()
        page = self.show_page(key)
        if isinstance(page, AboutPatient):
            page.open_for(participant)
        else:
            page.open_page()
