"""The clinic's pages and the tabs of one patient: two tables, one line each.

A page or a tab that is not here does not exist: nothing leads to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diary_app.common.i18n import N_
from diary_app.ui.clinic.days.doses import DosesTab
from diary_app.ui.clinic.days.pressure import PressureTab
from diary_app.ui.clinic.days.symptoms import SymptomsTab
from diary_app.ui.clinic.importing.page import ImportPage
from diary_app.ui.clinic.keys import (
    HELP,
    IMPORT,
    LOCK,
    LOG,
    PAPER,
    PATIENT,
    PATIENTS,
    REVIEW,
    SETTINGS,
    STUDY,
)
from diary_app.ui.clinic.log.page import LogPageView
from diary_app.ui.clinic.overview.tab import OverviewTab
from diary_app.ui.clinic.paper.page import PaperPage
from diary_app.ui.clinic.patients.page import PatientsPage
from diary_app.ui.clinic.qlq.tab import QlqTab
from diary_app.ui.clinic.record.corrections import CorrectionsTab
from diary_app.ui.clinic.record.files import FilesTab
from diary_app.ui.clinic.review.page import ReviewPage
from diary_app.ui.clinic.study.page import StudyPage
from diary_app.ui.clinic.tab import PatientTab
from diary_app.ui.clinic.visits.tab import VisitsTab
from diary_app.ui.kit import Kit
from diary_app.ui.page import Page
from diary_app.ui.session import Session
from diary_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from diary_app.ui.clinic.desk import ClinicDesk

__all__ = [
    "HELP", "IMPORT", "LOCK", "LOG", "PAGES", "PAPER", "PATIENT", "PATIENTS", "REVIEW", "SETTINGS", "STUDY",
    "TABS", "RailPage", "TabEntry",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RailPage:
    """A page of the rail: its name, icon, one or two short words, and what makes it.

    The page is made when it is first opened. One that is about a patient has
    ``open_for(participant)`` (:class:`~diary_app.ui.clinic.desk.AboutPatient`).
    """

    key: str
    icon: str
    label: str
    maker: Callable[[Kit, TaskRunner, Session, ClinicDesk], Page]


@dataclass(frozen=True, slots=True)
class TabEntry:
    """A tab of one patient: its name, its words, and what makes it."""

    key: str
    label: str
    maker: Callable[[Page, Kit, TaskRunner, Session], PatientTab]


PAGES: tuple[RailPage, ...] = (
    RailPage(PATIENTS, "users", N_("Patients"), PatientsPage),
    RailPage(REVIEW, "list-checks", N_("To review"), ReviewPage),
    RailPage(IMPORT, "download", N_("Import"), ImportPage),
    RailPage(PAPER, "file-pen-line", N_("Paper entry"), PaperPage),
    RailPage(STUDY, "chart-column", N_("Study"), StudyPage),
    RailPage(LOG, "scroll-text", N_("Log"), LogPageView),
)
"""In the order of the rail; Ctrl+1 opens the first."""

TABS: tuple[TabEntry, ...] = (
    TabEntry("overview", N_("Overview"), OverviewTab),
    TabEntry("doses", N_("Doses"), DosesTab),
    TabEntry("symptoms", N_("Symptoms"), SymptomsTab),
    TabEntry("pressure", N_("Blood pressure"), PressureTab),
    TabEntry("qlq", N_("QLQ-C30"), QlqTab),
    TabEntry("visits", N_("Visits"), VisitsTab),
    TabEntry("corrections", N_("Corrections"), CorrectionsTab),
    TabEntry("files", N_("Files"), FilesTab),
)
"""In the order of the tab bar; the first one opens first."""
