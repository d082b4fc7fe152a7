"""Every change of keys, cut off at every step on the disk: the old ways in or the new ones, never neither."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519

from diary_app.bootstrap import OpenedStore
from diary_app.common.errors import NotSaved, WrongPassphrase
from diary_app.security.argon import LEAST_COST
from diary_app.security.changing import NotCertain
from diary_app.security.clinic_key import ClinicKey
from diary_app.security.keychain import KeychainSecret
from diary_app.security.opening import SecretKeys
from diary_app.security.recovery_code import RecoveryCode
from diary_app.security.sealing import unlock
from diary_app.security.slot_file import read_copies
from diary_app.services.access import AccessService
from diary_app.storage.folder import StoreFolder
from tests.unit.services.keys_support import CLINIC, CODE, NEW, OLD, PUBLIC, MemoryKeychain, made

NEWER_CODE = RecoveryCode.new()
OTHER_PAIR = x25519.Identity.generate()
OTHER_CLINIC = ClinicKey.of(str(OTHER_PAIR))
PERSONS = (OLD, NEW, CODE, NEWER_CODE, CLINIC, OTHER_CLINIC)
STEPS = 12  # two copies, each: open, write, flush, rename, open the folder, flush it

Change = Callable[[AccessService, MemoryKeychain], object]


def _slot(access: AccessService, kind: str) -> str:
    return next(slot.id for slot in access.slots() if slot.kind == kind)


CHANGES: dict[str, Change] = {
    "passphrase": lambda access, _: access.change_passphrase(OLD, NEW, cost=LEAST_COST),
    "forgotten passphrase": lambda access, _: access.change_passphrase(CODE, NEW, cost=LEAST_COST),
    "recovery code": lambda access, _: access.keep_recovery_code(OLD, NEWER_CODE),
    "without asking, anew": lambda access, chain: access.open_without_asking(OLD, chain),
    "ask again": lambda access, chain: access.ask_again(chain),
    "clinic": lambda access, _: access.add_clinic_key(OLD, str(OTHER_PAIR.to_public())),
    "no clinic": lambda access, _: access.remove_slot(OLD, _slot(access, "escrow")),
    "no recovery code": lambda access, _: access.remove_slot(OLD, _slot(access, "recovery")),
    "no keychain": lambda access, chain: access.remove_slot(OLD, _slot(access, "keychain"), chain),
}


@dataclass
class Scene:
    """One open diary whose key files are put back before every try."""

    store: OpenedStore
    files: tuple[Path, Path]
    content: bytes
    kept: dict[str, bytes]
    chain: MemoryKeychain

    def put_back(self) -> None:
        for file in self.files:
            file.write_bytes(self.content)
        self.chain.kept = dict(self.kept)

    def opening(self) -> tuple[bool, ...]:
        """Which of all secrets open the diary now, the keychain's last."""
        slots = read_copies(self.files).slots
        kept = self.chain.read(self.store.opened.store.store_id)
        secrets = (*PERSONS, *([] if kept is None else [KeychainSecret(kept)]))
        found = [_opens(slots, secret) for secret in secrets]
        return (*found, *([False] * (len(PERSONS) + 1 - len(found))))

    def mended(self) -> bool:
        """After the next opening both copies are the same, and nothing lies beside them."""
        first = read_copies(self.files).slots
        secret = next(each for each in (CODE, NEWER_CODE, CLINIC) if _opens(first, each))
        SecretKeys(secret).unlock(self.files, lambda *_: None)
        beside = sorted(file.name for file in self.files[0].parent.glob("keys*"))
        same = self.files[0].read_bytes() == self.files[1].read_bytes()
        return same and beside == ["keys.copy.json", "keys.json"]


def _opens(slots: Any, secret: Any) -> bool:
    try:
        unlock(slots, secret)
    except WrongPassphrase:
        return False
    return True


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("cut off") / "diary"
    chain = MemoryKeychain()
    with made(folder) as store:
        store.access.open_without_asking(OLD, chain)
        store.access.add_clinic_key(OLD, PUBLIC)
        files = StoreFolder(folder).key_files
        yield Scene(store, files, files[0].read_bytes(), dict(chain.kept), chain)


class _HalfWritten:
    """A file that stops in the middle of a write."""

    def __init__(self, file: Any, step: Callable[[str], None]) -> None:
        self._file, self._step = file, step

    def write(self, content: bytes) -> None:
        self._file.write(content[: len(content) // 2])
        self._file.flush()
        self._step("write")
        self._file.write(content[len(content) // 2 :])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def stop_at(patch: pytest.MonkeyPatch, number: int, stop: BaseException) -> list[str]:
    """Raise at the ``number``-th step on the disk; the steps so far."""
    seen: list[str] = []

    def step(name: str) -> None:
        seen.append(name)
        if len(seen) == number:
            raise stop

    def counted(name: str) -> None:
        real = getattr(os, name)

        def called(*args: Any, **more: Any) -> Any:
            step(name)
            return real(*args, **more)

        patch.setattr(os, name, called)

    for name in ("open", "fsync", "replace"):
        counted(name)
    fdopen = os.fdopen
    patch.setattr(os, "fdopen", lambda *args, **more: _HalfWritten(fdopen(*args, **more), step))
    return seen


class _Killed(BaseException):
    """Ends the process, as far as the program can tell: nothing cleans up behind it."""


def outcomes(scene: Scene, change: Change) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """What opens it before the change, and after it undisturbed."""
    scene.put_back()
    before = scene.opening()
    change(scene.store.access, scene.chain)
    return before, scene.opening()


@pytest.mark.parametrize("name", CHANGES)
def test_a_kill_at_any_step(scene: Scene, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = outcomes(scene, CHANGES[name])
    assert (before == after) == (name == "without asking, anew")
    for number in range(1, STEPS + 1):
        scene.put_back()
        with monkeypatch.context() as patch:
            stop_at(patch, number, _Killed())
            with pytest.raises(_Killed):
                CHANGES[name](scene.store.access, scene.chain)
        now = scene.opening()
        # a keychain may be asked for in vain; whatever a person knows opens the old or the new diary
        assert now[:-1] == (before if number <= 4 else after)[:-1], number
        assert now[-1] in (before[-1], after[-1], False)
        assert scene.mended(), number
        assert scene.opening() == now
    scene.put_back()
    with monkeypatch.context() as patch:
        seen = stop_at(patch, STEPS + 1, _Killed())
        CHANGES[name](scene.store.access, scene.chain)
    assert len(seen) == STEPS  # and there are no further steps


@pytest.mark.logs("could not be replaced")
@pytest.mark.parametrize("name", CHANGES)
def test_a_storage_error_at_any_step(scene: Scene, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = outcomes(scene, CHANGES[name])
    for number in range(1, STEPS + 1):
        scene.put_back()
        said: NotSaved | None = None
        with monkeypatch.context() as patch:
            stop_at(patch, number, OSError(28, "No space left on device"))
            try:
                CHANGES[name](scene.store.access, scene.chain)
            except NotSaved as problem:
                said = problem
        now = scene.opening()
        assert now[:-1] == (before if number <= 4 else after)[:-1], number
        assert (said is not None) == (number <= 6), number
        assert isinstance(said, NotCertain) == (number in (5, 6)), number
        assert scene.mended(), number
        assert scene.opening() == now


def test_without_asking_for_the_first_time(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.put_back()
    scene.store.access.ask_again(scene.chain)
    bare = scene.files[0].read_bytes()
    for number in range(1, STEPS + 1):
        for file in scene.files:
            file.write_bytes(bare)
        scene.chain.kept.clear()
        with monkeypatch.context() as patch:
            stop_at(patch, number, _Killed())
            with pytest.raises(_Killed):
                scene.store.access.open_without_asking(OLD, scene.chain)
        assert scene.opening()[0]
        assert scene.opening()[-1] == (number > 4)
