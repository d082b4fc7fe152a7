"""Every page in both languages, at each text size, light and dark, in both windows: its faults as one list.

``places`` holds the pages and states, ``checks``, ``contrast``, ``focus`` and
``rest`` what must hold, and ``test_checks`` shows that each check can fail. One
window stays open for each room, language and theme; in every place it is bent
through the sizes.

The quick walk, one of the slow tests, goes to every place twice: in English where its texts have the
least room, with Tab all around, and in Chinese as it usually stands, dark. The
whole walk is the product of everything, and changes the size at every place:
``python3 dev.py walk``, which ``.ci/run`` runs each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication

from diary_app.ui.theme.tokens import Look, Theme
from tests.copies import put_store
from tests.support import FixedClock
from tests.ui.clinic_store import CLINIC_PASSPHRASE
from tests.ui.conftest import Opens, Person
from tests.ui.memory_keychain import MemoryKeychain
from tests.ui.walk.checks import clipped, misnamed, overlapping, sideways, small_targets
from tests.ui.walk.clinic_places import CLINIC_ROOMS
from tests.ui.walk.contrast import pale
from tests.ui.walk.focus import unseen_focus
from tests.ui.walk.places import FIRST, PATIENT_ROOMS, Room, Walker
from tests.ui.walk.rest import restless
from tests.ui.walk.seen import look_at

pytestmark = pytest.mark.slow

ROOMS = (*PATIENT_ROOMS, *CLINIC_ROOMS)
USUAL, SMALLEST = QSize(1280, 800), QSize(1024, 720)
Bend = tuple[int, QSize]
QUICK: list[tuple[str, Theme, Bend]] = [("en", "light", (200, SMALLEST)), ("zh_CN", "dark", (100, USUAL))]
WHOLE: list[Bend] = [(text, size) for text in (100, 150, 200) for size in (USUAL, SMALLEST)]
_ROUNDS = 12  # wrapped labels settle over a few rounds, then the page scrolls to the focus
Enters = Callable[[Room, str, Theme], Walker]


@pytest.fixture
def enter(sit_down: Opens, diary: Callable[..., Path], clock: FixedClock, tmp_path: Path) -> Enters:
    """Opens a room's window, with the diary in it unlocked if there is one."""

    def open_room(room: Room, language: str, theme: Theme) -> Walker:
        clock.set(room.at)
        look = Look(theme=theme)
        if room.lines is None and room.store is None:
            return Walker(sit_down(keychain=MemoryKeychain(), language=language, look=look), clock)
        if room.store is not None:
            put_store(tmp_path / "diary", clock, room.store, lambda it: room.store(it, clock))
            person = sit_down(language=language, look=look)
            person.unlock(CLINIC_PASSPHRASE)
            return Walker(person, clock)
        diary(FIRST, room.lines)
        person = sit_down(language=language, look=look)
        person.unlock()
        return Walker(person, clock)

    return open_room


def bend(person: Person, text: int, size: QSize) -> None:
    """Take a text size and a size of the window."""
    window = person.window
    window.resize(size)
    window.kit.appearance.set_look(window.kit.look.with_text(text))
    person.wait()
    for _ in range(_ROUNDS):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QApplication.processEvents()


def faults_of(walker: Walker, *, colours: bool, keys: bool = True) -> list[str]:
    """All that is wrong with what is in view now; with ``keys`` Tab goes around it."""
    window = walker.window
    look = walker.person.window.kit.look
    faults = restless(window)
    seen = look_at(window, look.colour("bg"), pixels=colours)
    faults += [fault for check in (clipped, overlapping, sideways, misnamed) for fault in check(seen)]
    faults += small_targets(seen, look)
    faults += pale(seen) if colours else []
    return faults + (unseen_focus(seen, look, pixels=colours) if keys else [])


def walk(
    walker: Walker, room: Room, bends: Sequence[Bend], *, thorough: bool = False, keys: bool = True
) -> list[str]:
    """Go through a room's places; each fault once, with where it was found.

    Colours do not change with the size: unless ``thorough``, they are looked at
    in the first bend alone.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for place in room.places:
        place.go(walker)
        walker.person.wait()
        for number, (text, size) in enumerate(bends):
            bend(walker.person, text, size)
            for fault in faults_of(walker, colours=thorough or number == 0, keys=keys):
                found[fault].append(f"{place.name}, {text} %, {size.width()} px")
        walker.close_dialog()
    return [f"{fault} ({'; '.join(where[:3])}; {len(where)} in all)" for fault, where in found.items()]


def tell(faults: list[str]) -> None:
    """Fail with all of them."""
    if faults:
        pytest.fail("\n".join([f"{len(faults)} faults:", *faults]), pytrace=False)


@pytest.mark.parametrize(("language", "theme", "size"), QUICK, ids=["en-light-200", "zh-dark-100"])
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_place(enter: Enters, room: Room, language: str, theme: Theme, size: Bend) -> None:
    tell(walk(enter(room, language, theme), room, [size], keys=language == "en"))


@pytest.mark.walk
@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_place_in_every_way(enter: Enters, room: Room, theme: Theme, language: str) -> None:
    tell(walk(enter(room, language, theme), room, WHOLE, thorough=True))
