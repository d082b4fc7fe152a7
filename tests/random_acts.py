"""Random acts of a diary: doses, symptoms, readings, corrections of corrections, undos of undos."""

from __future__ import annotations

import random
from typing import Any

from diary_app.domain.log.act import Act
from diary_app.domain.log.entry import Entry, Kind
from tests.store_support import NURSE, act

PARTICIPANTS = ("P-001", "P-002", "P-003")
NOTES = (None, None, "felt tired", "x" * 300, "\x00\u202e<b>&amp;", "=1+1", "\u4e0d\u8212\u670d")
TERMS = ("cough", "nausea", "tiredness", "hands_feet")


class RandomActs:
    """Acts one after another; what was written is told back, so that it can be corrected."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._written: list[Entry] = []
        self._keys = 0

    def batch(self, size: int) -> list[Act]:
        """``size`` acts that do not know of each other."""
        return [self._act() for _ in range(size)]

    def told(self, entries: list[Entry]) -> None:
        """What came of the last batch."""
        self._written += entries

    def _act(self) -> Act:
        # mostly young entries, so that chains of corrections grow long
        if self._written and self._chance.random() < 0.45:
            young = self._written[-60:] if self._chance.random() < 0.8 else self._written
            return self._correction(self._chance.choice(young))
        return self._fresh()

    def _fresh(self) -> Act:
        kind, payload = self._chance.choice(
            [
                self._dose,
                self._missed,
                self._symptoms,
                self._pressure,
                self._weight,
                self._form,
                self._hold,
                self._other,
            ]
        )()
        who = self._chance.choice(PARTICIPANTS)
        key = self._new_key() if self._chance.random() < 0.1 else None
        about = {"day": self._day()}
        if self._chance.random() < 0.6:
            about |= {"time": "07:10", "offset": "+08:00", "zone": "Asia/Shanghai"}
        author = {"author": NURSE} if self._chance.random() < 0.2 else {}
        note = self._chance.choice(NOTES)
        return act(kind, payload, about=about, chain=who, participant=who, note=note, key=key, **author)

    def _new_key(self) -> str:
        self._keys += 1
        return f"key-{self._keys}"

    def _correction(self, entry: Entry) -> Act:
        more: dict[str, Any] = {"chain": entry.chain, "participant": entry.participant, "corrects": entry.id}
        if self._chance.random() < 0.2:
            more["author"] = NURSE
        if self._chance.random() < 0.4:
            return act(Kind.UNDO, {}, **more)
        fields: dict[str, Any] = self._chance.choice(
            [
                {"day": self._day()},
                {"mg": "10"},
                {"status": "not_taken", "mg": None},
                {"time": None},
                {"severities": {"cough": 3, "nausea": None}},
                {"readings": [[150, 95]]},
                {"answers": {"1": 4, "2": None}},
                {"note": "changed"},
                {"kg": "61.5", "odd": {"a": [1, None]}},
            ]
        )
        note = "another note" if "note" in fields else None
        return act(Kind.CORRECT, {"fields": fields}, note=note, reason="typed wrong", **more)

    def _day(self) -> str:
        return f"2026-{self._chance.randint(1, 12):02d}-{self._chance.randint(1, 28):02d}"

    def _dose(self) -> tuple[Kind, dict[str, Any]]:
        mg = self._chance.choice(["12", "10", "8", "12.0"])
        return Kind.DOSE, {"status": "taken", "mg": mg, "capsules": 1, "fasting": "yes"}

    def _missed(self) -> tuple[Kind, dict[str, Any]]:
        return Kind.DOSE, {"status": "not_taken", "reason": "forgot"}

    def _symptoms(self) -> tuple[Kind, dict[str, Any]]:
        terms = self._chance.sample(TERMS, self._chance.randint(1, len(TERMS)))
        return Kind.SYMPTOMS, {"severities": {term: self._chance.randint(0, 4) for term in terms}}

    def _pressure(self) -> tuple[Kind, dict[str, Any]]:
        count = self._chance.randint(1, 3)
        return Kind.BP, {
            "readings": [[self._chance.randint(90, 190), self._chance.randint(50, 120)] for _ in range(count)]
        }

    def _weight(self) -> tuple[Kind, dict[str, Any]]:
        return Kind.WEIGHT, {"kg": f"{self._chance.randint(400, 990) / 10}"}

    def _form(self) -> tuple[Kind, dict[str, Any]]:
        answers = {str(item): self._chance.randint(1, 4) for item in range(1, 29)}
        return Kind.QLQ, {
            "answers": answers,
            "declined": [29],
            "not_seen": [30],
            "mode": "self",
            "language": None,
            "wording": {"id": "own", "sha256": "0" * 64},
            "target": "2026-01-05",
            "cycle_day": 3,
            "dosing_day": True,
        }

    def _hold(self) -> tuple[Kind, dict[str, Any]]:
        return Kind.HOLD, {"from": self._day(), "to": self._day(), "reason": "told by clinic"}

    def _other(self) -> tuple[Kind, dict[str, Any]]:
        return Kind.ALERT_SHOWN, {"rule": "bp-180", "level": "call_today"}
