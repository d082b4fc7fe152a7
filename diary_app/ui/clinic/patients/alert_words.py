"""What an alert of the patients list says, in a chip's few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from diary_app.domain.clinic.patient_row import RowAlert
from diary_app.domain.protocol import AlertLevel, Protocol
from diary_app.ui.kit import Kit
from diary_app.ui.models.cells import CellChip

Values = Mapping[str, str]


def alert_chip(kit: Kit, protocol: Protocol, alert: RowAlert) -> CellChip:
    """An alert as a chip: red with a triangle where a call is urgent, amber where it is not."""
    urgent = alert.level in (AlertLevel.EMERGENCY, AlertLevel.CALL_TODAY)
    kind, icon = ("urgent", "triangle-alert") if urgent else ("due", "circle-alert")
    return CellChip(alert_words(kit, protocol, alert), kind, icon)


def alert_words(kit: Kit, protocol: Protocol, alert: RowAlert) -> str:
    """For instance "BP 165/102", "Diarrhoea 3", "3 not taken"."""
    teller = _TELLERS.get(alert.code)
    told = teller(kit, protocol, alert.values) if teller is not None else ""
    return told or kit.tr("To review")


def _pressure(kit: Kit, _: Protocol, values: Values) -> str:
    if "systolic" not in values:
        return kit.tr("Blood pressure")
    return kit.tr("BP {systolic}/{diastolic}", systolic=values["systolic"], diastolic=values["diastolic"])


def _severity(kit: Kit, protocol: Protocol, values: Values) -> str:
    names = {each.code: each.label.in_language(kit.tr.language) for each in protocol.symptoms}
    if "term" not in values:
        return kit.tr("Symptom")
    return f"{names.get(values['term'], values['term'])} {values['grade']}"


def _severity_days(kit: Kit, protocol: Protocol, values: Values) -> str:
    what = _severity(kit, protocol, values)
    return kit.tr.plural(
        "{what}, {n} day running", "{what}, {n} days running", int(values["days"]), what=what
    )


def _sign(kit: Kit, protocol: Protocol, values: Values) -> str:
    wanted = values.get("signs", "").split()
    return kit.listed(
        each.label.in_language(kit.tr.language) for each in protocol.signs if each.code in wanted
    )


def _temperature(kit: Kit, _: Protocol, values: Values) -> str:
    return kit.tr("{celsius} °C", celsius=values["celsius"]) if "celsius" in values else ""


def _weight(kit: Kit, _: Protocol, values: Values) -> str:
    return kit.tr("Weight −{percent} %", percent=values["percent"]) if "percent" in values else ""


def _missed(kit: Kit, _: Protocol, values: Values) -> str:
    count, blank = int(values["count"]), int(values.get("not_recorded", 0))
    if not blank:
        return kit.tr.plural("{n} not taken", "{n} not taken", count)
    if blank >= count:
        return kit.tr.plural("{n} not recorded", "{n} not recorded", count)
    return kit.tr.plural("{n} not taken or recorded", "{n} not taken or recorded", count)


def _withdrawn(kit: Kit, _: Protocol, __: Values) -> str:
    return kit.tr("Corrected since")


_TELLERS: Mapping[str, Callable[[Kit, Protocol, Values], str]] = {
    "pressure": _pressure,
    "pressure_days": _pressure,
    "severity": _severity,
    "severity_days": _severity_days,
    "sign": _sign,
    "temperature": _temperature,
    "weight_loss": _weight,
    "doses_missed": _missed,
    "withdrawn": _withdrawn,
}
