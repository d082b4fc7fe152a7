"""Sharing and taking in, cut off: a file is whole or not there, a diary is taken in whole or not at all."""

from __future__ import annotations

import shutil

from diary_app.exchange.transfer import sealed
from tests.faults.scenes import Scene
from tests.handover import Pair, dose

FILE = "p1.diary"


def before_taking_in(scene: Scene) -> None:
    """A clinic's store, and a participant's sealed file on the stick."""
    _pair(scene, "clinic", share=True)


def before_sharing(scene: Scene) -> None:
    """A participant's diary that knows its clinic."""
    _pair(scene, "patient", share=False)


def _pair(scene: Scene, kept: str, *, share: bool) -> None:
    made = scene.place / "made"
    pair = Pair.new(made)
    with pair.stack:
        for day in (5, 6, 7):
            dose(pair.patient, day)
        if share:
            scene.out(FILE).write_bytes(pair.patient.transfer.share().content)
        scene.kept["theirs"] = pair.patient.opened.store.store_id
        entries = pair.patient.opened.store.journal.entries(participant="P1", chain="P1")
        scene.kept["entries"] = {entry.id for entry in entries}
    (made / kept).rename(scene.diary)
    shutil.rmtree(made)


def judge_taking_in(scene: Scene) -> str:
    """All of the participant's entries are there, or none."""
    theirs: set[str] = scene.kept["entries"]
    now = scene.state(scene.before.ids)
    if now.ids[: len(scene.before.ids)] != scene.before.ids and not set(scene.before.ids) <= set(now.ids):
        return "entries are gone"
    there = theirs & set(now.ids)
    if there not in (set(), theirs):
        return f"{len(there)} of {len(theirs)} entries came in"
    return "told to be taken in, and is not" if scene.told and not there else ""


def judge_sharing(scene: Scene) -> str:
    """The sealed file is whole, or not there."""
    file = scene.out(FILE)
    if not file.exists():
        return "told to be there, and is not" if scene.told else ""
    try:
        sealed.unwrap(file.read_bytes())
    except sealed.NotSealed:
        return "the sealed file is cut off"
    now = scene.state(scene.before.ids)
    return "" if set(scene.before.ids) <= set(now.ids) else "entries are gone"
