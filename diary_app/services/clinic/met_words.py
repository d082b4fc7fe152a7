"""What met the rule of an alert, in few words: in a chip of the window, in a cell of the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from diary_app.common.i18n import Translator
from diary_app.domain.protocol import Protocol

Values = Mapping[str, str]


def met_words(tr: Translator, protocol: Protocol, code: str, values: Values) -> str:
    """For instance "BP 165/102", "Diarrhoea 3", "3 not taken"; see ``patient_row_alerts.met``."""
    teller = _TELLERS.get(code)
    told = teller(tr, protocol, values) if teller is not None else ""
    return told or tr("To review")


def _pressure(tr: Translator, _: Protocol, values: Values) -> str:
    if "systolic" not in values:
        return tr("Blood pressure")
    return tr("BP {systolic}/{diastolic}", systolic=values["systolic"], diastolic=values["diastolic"])


def _severity(tr: Translator, protocol: Protocol, values: Values) -> str:
    names = {each.code: each.label.in_language(tr.language) for each in protocol.symptoms}
    if "term" not in values:
        return tr("Symptom")
    return f"{names.get(values['term'], values['term'])} {values['grade']}"


def _severity_days(tr: Translator, protocol: Protocol, values: Values) -> str:
    what = _severity(tr, protocol, values)
    return tr.plural("{what}, {n} day running", "{what}, {n} days running", int(values["days"]), what=what)


def _sign(tr: Translator, protocol: Protocol, values: Values) -> str:
    wanted = values.get("signs", "").split()
    return tr(", ").join(
        each.label.in_language(tr.language) for each in protocol.signs if each.code in wanted
    )


def _temperature(tr: Translator, _: Protocol, values: Values) -> str:
    return tr("{celsius} °C", celsius=values["celsius"]) if "celsius" in values else ""


def _weight(tr: Translator, _: Protocol, values: Values) -> str:
    return tr("Weight −{percent} %", percent=values["percent"]) if "percent" in values else ""


def _missed(tr: Translator, _: Protocol, values: Values) -> str:
    count, blank = int(values["count"]), int(values.get("not_recorded", 0))
    if not blank:
        return tr.plural("{n} not taken", "{n} not taken", count)
    if blank >= count:
        return tr.plural("{n} not recorded", "{n} not recorded", count)
    return tr.plural("{n} not taken or recorded", "{n} not taken or recorded", count)


def _withdrawn(tr: Translator, _: Protocol, __: Values) -> str:
    return tr("Corrected since")


_TELLERS: Mapping[str, Callable[[Translator, Protocol, Values], str]] = {
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
