"""One picture of each page and theme, pixel by pixel: what nobody meant to change has not changed.

Taken as the kept ones are: no screen, Fusion, the bundled fonts in whole pixels without hinting, one pixel
for one, a clock that stands still, no caret. Without a screen and under a virtual one they are the same to
the byte, so a difference is one of the program, of Qt or of the font renderer.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from tests.ui.screens import pictures
from tests.ui.screens.golden import FOLDER, NAMES, take_golden

RENEW = (
    "{name} does not look as it did: {share:.2%} of it differ. Compare the pictures in {folder}; "
    "if the new one is meant, renew them all with: python -m tests.ui.screens --golden"
)


@pytest.fixture(scope="module")
def taken(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """Every picture by its name; one or two windows for all of them."""
    return dict(take_golden(tmp_path_factory.mktemp("golden")))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_looks_as_it_did(name: str, taken: dict[str, Image.Image], tmp_path: Path) -> None:
    with Image.open(FOLDER / f"{name}.png") as opened:
        kept = opened.convert("RGB")
    share = pictures.share_differing(taken[name], kept)
    if share > pictures.SHARE:
        taken[name].save(tmp_path / f"{name}-new.png")
        if taken[name].size == kept.size:
            pictures.differing(taken[name], kept).save(tmp_path / f"{name}-difference.png")
        pytest.fail(RENEW.format(name=name, share=share, folder=tmp_path))


def test_every_kept_picture_is_compared() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.png")) == sorted(NAMES)


def test_a_line_in_another_colour_is_seen() -> None:
    kept = Image.new("RGB", (1280, 800), "#FAF7F1")
    shown = kept.copy()
    shown.paste("#E3DBCE", (0, 400, 1280, 401))
    assert pictures.share_differing(shown, kept) > pictures.SHARE
    assert pictures.share_differing(kept, kept) == 0
    assert pictures.share_differing(kept.resize((1024, 720)), kept) == 1


def test_a_kept_picture_is_as_good_as_the_one_taken(taken: dict[str, Image.Image], tmp_path: Path) -> None:
    path = tmp_path / "kept.png"
    pictures.save(taken[NAMES[0]], path)
    with Image.open(path) as kept:
        assert pictures.share_differing(taken[NAMES[0]], kept.convert("RGB")) == 0
