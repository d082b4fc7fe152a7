"""What was looked at, as an entry of kind ``read`` has it."""

from __future__ import annotations

from collections.abc import Mapping

from diary_app.common.i18n import N_

LOOKS: Mapping[str, str] = {
    "overview": N_("Overview"),
    "doses": N_("Doses"),
    "symptoms": N_("Symptoms"),
    "pressure": N_("Blood pressure"),
    "qlq": N_("QLQ-C30"),
    "visits": N_("Visits"),
    "corrections": N_("Corrections"),
    "files": N_("Files"),
    "paper": N_("Paper entry"),
    "report": N_("Visit summary"),
    "export": N_("Export"),
    "commands": N_("Command line"),
    "patients": N_("Patients"),
    "alerts": N_("To review"),
    "study": N_("Study"),
    "log": N_("Log"),
}
"""Code to the untranslated words that stand on the page."""
