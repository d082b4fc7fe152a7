"""What an alert of the patients list says, in a chip's few words."""

from __future__ import annotations

from diary_app.domain.clinic.patient_row import RowAlert
from diary_app.domain.protocol import AlertLevel, Protocol
from diary_app.services.clinic.met_words import met_words
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import CellChip


def alert_chip(kit: Kit, protocol: Protocol, alert: RowAlert) -> CellChip:
    """An alert as a chip: red with a triangle where a call is urgent, amber where it is not."""
    urgent = alert.level in (AlertLevel.EMERGENCY, AlertLevel.CALL_TODAY)
    kind, icon = ("urgent", "triangle-alert") if urgent else ("due", "circle-alert")
    return CellChip(alert_words(kit, protocol, alert), kind, icon)


def alert_words(kit: Kit, protocol: Protocol, alert: RowAlert) -> str:
    """For instance "BP 165/102", "Diarrhoea 3", "3 not taken"."""
    return met_words(kit.tr, protocol, alert.code, alert.values)
