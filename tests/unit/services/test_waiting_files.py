"""Which files of a folder wait: nothing is remembered of them before the clinic has a key."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from diary_app.exchange.transfer import sealed
from diary_app.services.transfer.clinic_keys import clinic_keys
from diary_app.services.transfer.waiting import sealed_in
from tests.unit.services.staff_support import made


def test_what_lay_there_before_the_clinic_had_a_key_is_looked_at_once_it_has_one(tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "other.diary").write_bytes(sealed.wrap(b"for somebody else", "age1another"))
    with made(tmp_path / "clinic") as store:
        waiting = store.transfer.waiting
        told, kept = waiting.of(sealed_in(folder, {}))
        assert (told.files, kept) == ((), [])
        keys = clinic_keys(store.opened)
        mine = sealed.wrap(b"damaged inside", keys.public.age)
        (folder / "mine.diary").write_bytes(mine)
        for _ in range(2):  # the second time nothing is read again
            told, kept = waiting.of(sealed_in(folder, {each.file: each for each in kept}))
            assert [each.name for each in told.files] == ["mine.diary"]  # the look at it says what is wrong
        assert {each.sha256 for each in kept} >= {sha256(mine).hexdigest()}
