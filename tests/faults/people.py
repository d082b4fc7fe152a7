"""Adding and retiring a person, cut off: nobody signs in whom the log does not know or knows as retired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diary_app.domain.clinic.account import Account
from diary_app.services.staff import outside
from tests.cli_calls import PASSPHRASE
from tests.faults.scenes import Scene, opened_in

NURSE, NURSES = "Noor Sample", "the nurse's made-up words"
WITH_PASSPHRASE = {"DIARY_APP_NEW_PASSPHRASE": NURSES}
ADD = ("staff", "add", NURSE, "--role", "nurse")


def with_chief(scene: Scene) -> None:
    """A clinic's store with its first person."""
    for argv in (["init", "--role", "clinic"], ["staff", "add", "Ada Example", "--role", "investigator"]):
        code, complaint = scene.call(*argv)
        assert code == 0, complaint


def with_nurse(scene: Scene) -> None:
    """The same, with a nurse."""
    with_chief(scene)
    code, complaint = scene.call(*ADD, **WITH_PASSPHRASE)
    assert code == 0, complaint


def retire(scene: Scene) -> Sequence[str]:
    """The command that retires the nurse."""
    return ["staff", "retire", outside.slot_of(scene.diary, NURSE) or "nobody"]  # which is the account's id


def judge_adding(scene: Scene) -> str:
    """In the log before the passphrase opens anything; told only once both are there."""
    fault = _gone(scene)
    signs_in, listed = scene.opens(NURSES), _nurse(scene) is not None
    if signs_in and not listed:
        return "a passphrase opens the store for nobody"
    scene.kept["done"] = signs_in
    return fault or ("told to be added, and is not" if scene.told and not signs_in else "")


def judge_retiring(scene: Scene) -> str:
    """The passphrase is gone before the log says so; told only once both are so."""
    fault = _gone(scene)
    signs_in, listed = scene.opens(NURSES), _nurse(scene) is not None
    if signs_in and not listed:
        return "a retired person signs in"
    scene.kept["done"] = not listed
    return fault or ("told to be retired, and is not" if scene.told and listed else "")


def once_more(scene: Scene) -> Mapping[str, str] | None:
    """The same command again, unless it was done."""
    return None if scene.kept["done"] else {}


def _gone(scene: Scene) -> str:
    return "" if set(scene.before.ids) <= set(scene.state().ids) else "entries are gone"


def _nurse(scene: Scene) -> Account | None:
    with opened_in(scene.diary, PASSPHRASE) as store:
        return store.opened.people.called(NURSE)
