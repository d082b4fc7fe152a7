"""The names of the clinic's pages, for whoever opens one by its name."""

from __future__ import annotations

PATIENTS, REVIEW, IMPORT, PAPER, STUDY, LOG = "patients", "review", "import", "paper", "study", "log"
PATIENT, HELP, SETTINGS, LOCK = "patient", "help", "settings", "lock"
