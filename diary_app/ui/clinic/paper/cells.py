"""What is typed into the cells of a diary sheet, and how one is said; reasons and signs by number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diary_app.domain.clinic.paper import Value
from diary_app.domain.clinic.paper_sheet import BP, CELSIUS, DOSE, KG, NO_SIGN, REASON, SIGNS, TIME
from diary_app.domain.facts import NOT_TAKEN, TAKEN
from diary_app.ui.clinic.paper.words import BLANK_SIGN
from diary_app.ui.kit import Kit

Choices = Mapping[str, Sequence[tuple[str, str]]]
_DOSES = {"t": TAKEN, "1": TAKEN, "n": NOT_TAKEN, "0": NOT_TAKEN}
_TIME = re.compile(r"([01]?\d|2[0-3]):?([0-5]\d)", re.ASCII)
_BP = re.compile(r"\d{2,3}/\d{2,3}( \d{2,3}/\d{2,3})*", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,2})?", re.ASCII)
_FITS = {TIME: "0123456789:", BP: "0123456789/ ", KG: "0123456789.", CELSIUS: "0123456789.",
         SIGNS: "0123456789 "}  # fmt: skip
_ONE_KEY = 9  # with more reasons than that a number has two digits


def column_names(kit: Kit) -> dict[str, str]:
    """The columns that are no symptoms, in words."""
    tr = kit.tr
    return {
        DOSE: tr("Dose"),
        TIME: tr("Time"),
        REASON: tr("Why not taken"),
        SIGNS: tr("Signs"),
        KG: tr("Weight (kg)"),
        CELSIUS: tr("Temperature (°C)"),
        BP: tr("Blood pressure"),
    }


@dataclass(frozen=True, slots=True)
class SheetCells:
    """``choices``: the plan's reasons and signs, in its order: the first one is typed as 1."""

    kit: Kit
    choices: Choices = field(default_factory=dict)

    def letters(self, column: str) -> str:
        """What is typed letter by letter into a column; nothing where one key is the whole cell."""
        if column == REASON and len(self._codes(REASON)) > _ONE_KEY:
            return "0123456789"
        return _FITS.get(column, "")

    def read(self, column: str, text: str) -> Value | None:
        """What was typed into a cell; ``None`` where it does not fit."""
        text = text.strip()
        if column == DOSE:
            return _DOSES.get(text.lower())
        if column == TIME:
            found = _TIME.fullmatch(text)
            return f"{int(found[1]):02d}:{found[2]}" if found else None
        if column == BP:
            return text if _BP.fullmatch(text) else None
        if column in (KG, CELSIUS):
            return _plain_number(text) if _NUMBER.fullmatch(text) else None
        if column == REASON:
            return self._by_number(REASON, text)
        if column == SIGNS:
            return self._signs(text)
        return int(text) if text in ("0", "1", "2", "3", "4") else None

    def words(self, column: str, value: Value | None) -> str:
        """A cell as the table shows it."""
        if value is None:
            return BLANK_SIGN
        if column == DOSE:
            doses = {TAKEN: self.kit.tr("Taken"), NOT_TAKEN: self.kit.tr("Not taken")}
            return doses.get(str(value), str(value))
        if column == REASON:
            return dict(self.choices.get(REASON, ())).get(str(value), str(value))
        if column == SIGNS:
            codes = self._codes(SIGNS)
            numbers = [str(codes.index(code) + 1) for code in str(value).split() if code in codes]
            return " ".join(numbers) or self.kit.tr("No sign")
        return str(value)

    def told(self, column: str, value: Value | None) -> str:
        """A cell in full, for whoever settles a difference: signs by name."""
        if column == SIGNS and value is not None and value != NO_SIGN:
            words = dict(self.choices.get(SIGNS, ()))
            return "; ".join(words.get(code, code) for code in str(value).split())
        return self.words(column, value)

    def fits(self, column: str) -> str:
        """A sentence of what can be typed into a column."""
        tr = self.kit.tr
        told = {
            DOSE: tr("T or 1 for taken, N or 0 for not taken, a dash for left blank."),
            TIME: tr("Four digits, such as 0710, or a dash for left blank."),
            BP: tr("For instance 128/82 126/80, or a dash for left blank."),
            KG: tr("For instance 61.5, or a dash for left blank."),
            CELSIUS: tr("For instance 36.8, or a dash for left blank."),
            REASON: tr("The number of the reason, or a dash for left blank."),
            SIGNS: tr("The numbers of the signs marked yes, 0 where none was, or a dash for left blank."),
        }.get(column, tr("0 to 4, or a dash for left blank."))
        listed = [f"{place} {words}" for place, (_, words) in enumerate(self.choices.get(column, ()), 1)]
        return "\n".join([told, *listed])

    def _codes(self, column: str) -> list[str]:
        return [code for code, _ in self.choices.get(column, ())]

    def _by_number(self, column: str, text: str) -> str | None:
        codes = self._codes(column)
        number = int(text) if text.isascii() and text.isdigit() else 0
        return codes[number - 1] if 0 < number <= len(codes) else None

    def _signs(self, text: str) -> str | None:
        if text == "0":
            return NO_SIGN
        marked = [self._by_number(SIGNS, part) for part in text.split()]
        if not marked or None in marked:
            return None
        return " ".join(code for code in self._codes(SIGNS) if code in marked)


def _plain_number(text: str) -> str:
    """Without zeros that say nothing, as the log writes it."""
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    return f"{int(whole)}.{part}" if part else str(int(whole))
