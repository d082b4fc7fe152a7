"""What entries about the store and its files, and the clinic's records, say in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Kind
from diary_app.ui.clinic.review.words import LEVELS
from diary_app.ui.clinic.visits.code_words import DECISIONS, SAID
from diary_app.ui.kit import Kit

Told = Mapping[str, Any]
_KEY_ACTS = {
    "passphrase changed": N_("Passphrase changed"),
    "recovery code made": N_("Recovery code made"),
    "keychain added": N_("Opens without asking on this computer"),
    "keychain removed": N_("Asks again on this computer"),
    "clinic key added": N_("The clinic can open it"),
    "slot removed": N_("A way to open it was taken away"),
}
FILES = {
    "visit_summary": N_("Visit summary (PDF)"),
    "chart": N_("Chart"),
    "setup_file": N_("Set-up file"),
    "receipt": N_("Receipt"),
    "sealed_file": N_("Sealed diary file"),
    "ics": N_("Calendar"),
    "log": N_("Log"),
}
"""What a file that went out is, by what the log calls it."""
_CLOCK = {"zone": N_("Another time zone"), "jump": N_("The clock was set anew")}
_STEPS = {"first": N_("First entry"), "second": N_("Second entry"), "settled": N_("Settled")}
_FORMS = {"qlq": N_("Paper QLQ-C30"), "diary": N_("Paper diary sheet")}


def said(kit: Kit, kind: str, told: Told) -> str:
    """The entry in words; nothing for one that is none of these, or of a shape that is not known here."""
    words = _WORDS.get(kind)
    return words(kit, told) if words is not None and told else ""


def _backup(kit: Kit, told: Told) -> str:
    how = kit.tr("By itself") if told.get("automatic") else kit.tr("Asked for")
    return kit.listed([how, _entries(kit, told)])


def _entries(kit: Kit, told: Told) -> str:
    count = told.get("entries")
    return kit.tr.plural("{n} entry", "{n} entries", count) if isinstance(count, int) else ""


def _restore(kit: Kit, told: Told) -> str:
    made = str(told.get("made_at", ""))
    when = f"{datetime.fromisoformat(made):%Y-%m-%d %H:%M}" if made else ""
    return kit.listed([kit.tr("A backup of {when} UTC", when=when) if when else "", _entries(kit, told)])


def _device(kit: Kit, told: Told) -> str:
    name = told.get("algorithm")
    return kit.tr("It signs with a key of its own ({name})", name=name) if name else ""


def _rebuilt(kit: Kit, told: Told) -> str:
    return kit.tr.plural("{n} difference mended", "{n} differences mended", int(told.get("differed", 0)))


def _keys(kit: Kit, told: Told) -> str:
    if "fingerprint" in told:
        return kit.tr("The clinic's keys were made")
    return _word(kit, _KEY_ACTS, told.get("act"))


def _file(kit: Kit, told: Told) -> str:
    what = str(told.get("what", ""))
    name = _word(kit, FILES, what)
    form = told.get("format")
    return kit.listed([name, str(form).upper() if what == "chart" and form else ""])


def _settings(kit: Kit, told: Told) -> str:
    tr = kit.tr
    phone, zone, site = told.get("clinic_phone"), told.get("zone"), told.get("site")
    if "setup_nonce" in told:
        return _word(kit, FILES, "setup_file")
    parts = [
        tr("Clinic's phone: {number}", number=phone) if phone else "",
        tr("Site {site}", site=site) if site else "",
        tr("Time zone {zone}", zone=zone) if zone else "",
    ]
    return kit.listed(parts)


def _clock(kit: Kit, told: Told) -> str:
    what = _word(kit, _CLOCK, told.get("what"))
    seconds = int(told.get("seconds", 0))
    sign = "\N{MINUS SIGN}" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    return kit.listed([what, f"{sign}{hours}:{rest // 60:02d} h"])


def _enrolled(kit: Kit, told: Told) -> str:
    site = told.get("site")
    return kit.tr("Site {site}", site=site) if site else ""


def _event(kit: Kit, told: Told) -> str:
    grade = told.get("grade")
    return kit.listed([str(told.get("term", "")), kit.tr("grade {n}", n=grade) if grade else ""])


def _medicine(kit: Kit, told: Told) -> str:
    return kit.listed([str(told.get("name", "")), str(told.get("dose") or "")])


def _visit(kit: Kit, told: Told) -> str:
    tr = kit.tr
    ecog = told.get("ecog")
    decision = _word(kit, DECISIONS, told.get("decision"))
    return kit.listed([decision, tr("ECOG {n}", n=ecog) if ecog is not None else ""])


def _paper(kit: Kit, told: Told) -> str:
    return kit.listed([_word(kit, _FORMS, told.get("form")), _word(kit, _STEPS, told.get("step"))])


def _call(kit: Kit, told: Told) -> str:
    return kit.listed([_word(kit, LEVELS, told.get("level")), _word(kit, SAID, told.get("done"))])


def _stop(kit: Kit, told: Told) -> str:
    del told  # the reason has a column of its own
    return kit.tr("No more capsules")


def _word(kit: Kit, words: Mapping[str, str], code: Any) -> str:
    """A code in words; one that is not known as it is written."""
    return kit.tr(words[code]) if code in words else str(code or "")


_WORDS: Mapping[str, Callable[[Kit, Told], str]] = {
    Kind.BACKUP: _backup,
    Kind.RESTORE: _restore,
    Kind.DEVICE: _device,
    Kind.REBUILT: _rebuilt,
    Kind.KEYS: _keys,
    Kind.SETTINGS: _settings,
    Kind.CLOCK: _clock,
    Kind.ENROLLED: _enrolled,
    Kind.EXPORTED: _file,
    Kind.PRINTED: _file,
    Kind.ADVERSE_EVENT: _event,
    Kind.MEDICATION: _medicine,
    Kind.VISIT: _visit,
    Kind.PAPER_ENTRY: _paper,
    Kind.ALERT_SHOWN: _call,
    Kind.ALERT_ANSWERED: _call,
    Kind.STOP: _stop,
}
