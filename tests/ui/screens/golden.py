"""The pictures that ``tests/ui/test_golden.py`` compares: one for each page and theme, in English.

One window stands for all pages of a diary; the themes follow one another in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from PIL import Image

from tests.ui.screens.camera import Camera, View
from tests.ui.screens.scenes import FEW_SCENES, SCENES

FOLDER = Path(__file__).resolve().parents[2] / "data" / "golden"
THEMES = ("light", "dark")
_CHOSEN = [*(scene for scene in SCENES if scene.golden), *FEW_SCENES]
_SITTINGS = [scene.sitting for scene in _CHOSEN]
GOLDEN = tuple(sorted(_CHOSEN, key=lambda scene: _SITTINGS.index(scene.sitting)))
NAMES = tuple(f"{scene.name}-{theme}" for scene in GOLDEN for theme in THEMES)


def take_golden(place: Path) -> Iterator[tuple[str, Image.Image]]:
    """Every one by its name, without its folder and ending."""
    camera = Camera(place, View())
    try:
        for sitting, group in groupby(GOLDEN, key=lambda scene: scene.sitting):
            scenes = list(group)
            camera.look_as(View())
            camera.sit_down(sitting)
            for theme in THEMES:
                camera.look_as(replace(camera.view, theme=theme))
                for scene in scenes:
                    scene.way(camera)
                    camera.rest_from_typing()
                    yield f"{scene.name}-{theme}", camera.picture()
    finally:
        camera.pack_up()
