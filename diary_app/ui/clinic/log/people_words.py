"""What entries about people say in words: who was added, signed in or could not, looked and signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from diary_app.domain.clinic.account import RETIRED
from diary_app.domain.log.entry import Kind, Role
from diary_app.services.staff.looks import LOOKS
from diary_app.ui.clinic.role_words import ROLE_WORDS
from diary_app.ui.clinic.sign_dialog import meaning_words
from diary_app.ui.clinic.visits.code_words import REVIEWED
from diary_app.ui.kit import Kit

Told = Mapping[str, Any]


def said(kit: Kit, kind: str, told: Told) -> str:
    """The entry in words; nothing for one that is not about people."""
    words = _WORDS.get(kind)
    return words(kit, told) if words is not None and told else ""


def _staff(kit: Kit, told: Told) -> str:
    tr = kit.tr
    if told.get("act") == RETIRED:
        return tr("{name} is retired.", name=told.get("name", ""))
    role = told.get("role", "")
    words = tr(ROLE_WORDS[Role(role)]) if role in set(ROLE_WORDS) else str(role)
    return tr("{name} added, {role}", name=told.get("name", ""), role=words)


def _signed_in(kit: Kit, told: Told) -> str:
    by_code = told.get("with") == "recovery code"
    return kit.tr("With the recovery code, as nobody") if by_code else kit.tr("With their passphrase")


def _failed(kit: Kit, told: Told) -> str:
    tr = kit.tr
    if "more" in told:
        return tr.plural("{n} more try", "{n} more tries", told["more"])
    name = told.get("name") or tr("a name that nobody has")
    if "signing" in told:
        return tr("As {name}, to sign", name=name)
    if "changing" in told:
        return tr("As {name}, to change who can open it", name=name)
    if "at" not in told:
        return tr("As {name}", name=name)
    at = datetime.fromisoformat(str(told["at"]))
    return tr("As {name}, {when} UTC", name=name, when=f"{at:%Y-%m-%d %H:%M:%S}")


def _read(kit: Kit, told: Told) -> str:
    what = told.get("what", "")
    return kit.tr(LOOKS[what]) if what in LOOKS else ""


def _signed(kit: Kit, told: Told) -> str:
    return meaning_words(kit, str(told.get("meaning", "")))


def _reviewed(kit: Kit, told: Told) -> str:
    done = str(told.get("done", ""))
    return kit.tr(REVIEWED[done]) if done in REVIEWED else done


_WORDS: Mapping[str, Callable[[Kit, Told], str]] = {
    Kind.STAFF: _staff,
    Kind.SIGNED_IN: _signed_in,
    Kind.SIGN_IN_FAILED: _failed,
    Kind.READ: _read,
    Kind.SIGNED: _signed,
    Kind.REVIEWED: _reviewed,
}
