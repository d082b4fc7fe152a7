"""The token table (``resources/themes/tokens.json``) and one chosen look over it.

Nothing else in the window names a colour, a text size or a corner: the style
sheet and every painted widget ask a ``Look``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from diary_app.common.resources import resource

Mode = Literal["patient", "clinic"]
Theme = Literal["light", "dark"]

LARGE_TEXT = 150  # from here on titles grow less than body text
STACKED_TEXT = 175  # from here on answers and button pairs stand one below the other
CONTROL_RATIO = 2.6  # a control is at least this many text sizes high


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The whole token table, read once."""
    found: dict[str, Any] = json.loads(resource("themes", "tokens.json").read_text(encoding="utf-8"))
    return found


def text_sizes() -> tuple[int, ...]:
    """The text sizes a person can choose, in percent."""
    return tuple(table()["type"]["text_sizes"])


@dataclass(frozen=True, slots=True)
class Look:
    """Mode, theme and text size (percent) together; answers every question of form."""

    mode: Mode = "patient"
    theme: Theme = "light"
    text: int = 100

    def colour(self, name: str) -> str:
        """The value ``#RRGGBB`` of a colour token in this theme."""
        value: str = table()["colours"][self.theme][name]
        return value

    @property
    def base(self) -> float:
        """Body text in pixels."""
        return float(table()["type"]["base"][self.mode]) * self.text / 100

    @property
    def large(self) -> bool:
        """Whether one column and the stacked rail are in force."""
        return self.text >= LARGE_TEXT

    @property
    def stacked(self) -> bool:
        """Whether answers and button pairs stand one below the other."""
        return self.text >= STACKED_TEXT

    def grown(self, size: float) -> int:
        """A size in pixels of a thing that grows half as fast as the text: icons and small marks."""
        return round(size * (1 + (self.text - 100) / 200))

    def role(self, name: str) -> dict[str, float]:
        """Ratio, weight and spacing of one role of text."""
        found: dict[str, float] = table()["type"]["roles"][name]
        return found

    def pixels(self, role: str) -> int:
        """Text size of a role, in whole pixels, never under the smallest allowed."""
        row = self.role(role)
        ratio = row["large"] if self.large and "large" in row else row[self.mode]
        return max(int(table()["type"]["smallest"][self.mode]), round(self.base * ratio))

    def target(self, name: str) -> int:
        """Height of a kind of control: its target, or 2.6 text sizes where that is more."""
        return max(int(table()["target"][name][self.mode]), round(self.base * CONTROL_RATIO))

    def radius(self, name: str) -> int:
        """Corner radius of a kind of thing, in pixels."""
        return int(table()["radius"][name][self.mode])

    def gap(self, name: str) -> int:
        """Gap between things of a kind, in pixels."""
        return int(table()["gap"][name][self.mode])

    @property
    def rail_width(self) -> int:
        """Width of the navigation rail, in pixels."""
        return int(table()["rail_width"]["stacked" if self.large else self.mode])

    def with_text(self, text: int) -> Look:
        """The same look with another text size."""
        return replace(self, text=text)

    def stepped(self, steps: int) -> Look:
        """The look some text sizes further, stopping at the smallest and the largest."""
        sizes = text_sizes()
        place = min(max(sizes.index(self.text) + steps, 0), len(sizes) - 1)
        return self.with_text(sizes[place])


def focus_line() -> int:
    """Width of the focus ring, in pixels."""
    return int(table()["focus"]["line"])


def focus_gap() -> int:
    """Clear gap between a control and its focus ring, in pixels."""
    return int(table()["focus"]["gap"])
