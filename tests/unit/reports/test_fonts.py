"""What the fonts of a print know: names in rare characters too."""

from __future__ import annotations

import pytest

from diary_app.reports.fonts import CHINESE, MISSING, font_of, runs

# Characters of names in China's table of general standard characters (2013), its rarest level,
# from the CJK block and its extensions A, B, C and E.
RARE = "堃喆翀珺龑燊淼䶮㛃㵑䥽𩽾𪨰𫍯𫖯𬭎𬀩𬤝"


@pytest.mark.parametrize("character", RARE)
def test_a_name_in_rare_characters_prints(character: str) -> None:
    assert font_of(character) == CHINESE
    assert runs(f"李{character}") == [(CHINESE, f"李{character}")]


def test_a_character_that_no_font_has_leaves_a_visible_place() -> None:
    assert font_of("𠮷") is None  # outside that table
    assert "".join(text for _, text in runs("李𠮷")) == f"李{MISSING}"
