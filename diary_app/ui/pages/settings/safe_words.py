"""What the section "Keeping it safe" calls what it keeps: a person's diary, or a trial's store."""

from __future__ import annotations

from dataclasses import dataclass

from diary_app.common.i18n import N_


@dataclass(frozen=True, slots=True)
class SafeWords:
    """Its sentences, untranslated, that name what is kept."""

    ways: str
    stays: str
    opens: str
    none: str
    lock: str
    lock_after: str
    check: str
    place: str


_WORDS = (
    ("ways", N_("Ways to open the diary"), N_("Ways to open the store")),
    ("stays", N_("You can change it at any time. The diary stays as it is."),
     N_("You can change it at any time. The store stays as it is.")),
    ("opens", N_("It opens the diary when the passphrase is forgotten. A new one takes its place."),
     N_("It opens the store when a passphrase is forgotten. A new one takes its place.")),
    ("none", N_("This diary has none. Without a code you cannot get back in when you forget the passphrase."),
     N_("This store has none. Without a code nobody can get back in when every passphrase is forgotten.")),
    ("lock", N_("Lock the diary when nobody uses it"), N_("Lock the store when nobody uses it")),
    ("lock_after", N_("Lock the diary after"), N_("Lock the store after")),
    ("check", N_("Check the diary"), N_("Check the store")),
    ("place", N_("Where the diary lies"), N_("Where the store lies")),
)  # fmt: skip
"""The name of each sentence, then how it is said of a diary, and of a store."""
OF_DIARY = SafeWords(**{name: of_diary for name, of_diary, _ in _WORDS})
OF_STORE = SafeWords(**{name: of_store for name, _, of_store in _WORDS})
