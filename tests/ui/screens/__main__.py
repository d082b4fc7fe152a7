"""``python -m tests.ui.screens [FOLDER]``: takes the pictures anew, without a screen.

All of them are six views: two languages, each light, dark, and with text of 200 % in the smallest window.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Qt is imported once its surroundings are set
    from tests.ui.screens.camera import Camera, View
    from tests.ui.screens.scenes import Scene

ROOT = Path(__file__).resolve().parents[3]


def main() -> None:
    """Take what is asked for."""
    asked = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="screens-") as place:
        _settle_in(Path(place))
        if asked.golden:
            renew_golden(Path(place))
        else:
            take_all(asked, Path(place))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.ui.screens")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--only", nargs="+", default=[""], help="beginnings of names: 03, 12-share")
    parser.add_argument("--lang", nargs="+", default=["en", "zh_CN"])
    parser.add_argument("--theme", choices=["light", "dark"], help="with --text: this view alone")
    parser.add_argument("--text", type=int, choices=[100, 125, 150, 175, 200])
    parser.add_argument("--diaries", type=Path, help="where the made-up diaries stay for the next time")
    parser.add_argument("--golden", action="store_true", help="renew tests/data/golden instead")
    return parser


def _settle_in(place: Path) -> None:
    """An empty home, no screen, and the catalogues up to date, before anything imports Qt."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    names = (
        "HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_RUNTIME_DIR",
    )
    for name in names:
        folder = place / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)
    from hatch_build import compile_catalogues

    compile_catalogues(ROOT)


def _views(asked: argparse.Namespace) -> Iterator[tuple[str, View]]:
    """The ending of a picture's name, and how it is taken; the first is the plain one."""
    from tests.ui.screens.camera import SMALLEST, USUAL, View

    chosen = [("light", 100), ("dark", 100), ("light", 200)]
    if asked.theme or asked.text:
        chosen = [(asked.theme or "light", asked.text or 100)]
    for language in asked.lang:
        for theme, text in chosen:
            ending = ("-dark" if theme == "dark" else "") + (f"-{text}" if text != 100 else "")
            yield ending, View(language, theme, text, SMALLEST if text >= 150 else USUAL)


def take_all(asked: argparse.Namespace, place: Path) -> None:
    """Every scene that is asked for, in every view."""
    from tests.ui.screens.camera import Camera
    from tests.ui.screens.scenes import SCENES

    chosen = [scene for scene in SCENES if scene.name.startswith(tuple(asked.only))]
    missed: list[str] = []
    originals = asked.diaries or place / "originals"
    originals.mkdir(parents=True, exist_ok=True)
    for ending, view in _views(asked):
        camera = Camera(Path(tempfile.mkdtemp(dir=place)), view, originals)
        try:
            missed += take(camera, chosen, asked.folder / view.language, ending)
        finally:
            camera.pack_up()
    if missed:
        sys.exit("not taken: " + ", ".join(missed))


class _Faults(logging.Handler):
    """A fault of the program that a page only says in words: its picture is none."""

    def __init__(self, faults: list[BaseException]) -> None:
        super().__init__(logging.ERROR)
        self.faults = faults

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was raised."""
        if record.exc_info and record.exc_info[1] is not None:
            self.faults.append(record.exc_info[1])


def take(camera: Camera, scenes: Sequence[Scene], folder: Path, ending: str) -> list[str]:
    """The scenes in one view; which were missed. A window is used again as long as nothing was changed."""
    from dataclasses import replace

    from tests.ui.screens import pictures

    view, used = camera.view, True
    missed: list[str] = []
    faults: list[BaseException] = []
    sys.excepthook = lambda _kind, error, _trace: faults.append(error)  # what Qt's slots raise
    logging.getLogger("diary_app").addHandler(_Faults(faults))
    for scene in scenes:
        own = view
        if scene.only is not None:
            if ending:
                continue
            own = replace(scene.only, language=view.language)
        if used or scene.sitting != camera.sitting or own != camera.view:
            camera.get_up()
            camera.look_as(own)
            camera.sit_down(scene.sitting)
        path = folder / f"{scene.name}{ending}.png"
        try:
            scene.way(camera)
            picture = camera.picture()
            if faults:
                raise faults.pop()
            pictures.save(picture, path)
        except Exception:  # the others can still be taken
            traceback.print_exc()
            missed.append(str(path))
        used = not scene.keeps or bool(missed)
    return missed


def renew_golden(place: Path) -> None:
    """Write ``tests/data/golden`` anew."""
    from tests.ui.screens import pictures
    from tests.ui.screens.golden import FOLDER, take_golden

    for name, image in take_golden(place):
        pictures.save(image, FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
