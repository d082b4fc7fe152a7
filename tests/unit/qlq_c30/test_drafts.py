from __future__ import annotations

import json
from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.qlq_c30.administration import start
from diary_app.qlq_c30.drafts import from_draft, to_draft


def draft(**changed: Any) -> dict[str, Any]:
    state = start("pack", skipping=True, practice=True).practice_done("2026-01-05T07:10+08:00")
    state = state.answer(1, 2).next().decline(2).next()
    return {**json.loads(json.dumps(to_draft(state))), **changed}


def test_a_draft_comes_back_as_it_was() -> None:
    state = from_draft(draft(), wording="pack")
    assert dict(state.answers) == {1: 2}
    assert (state.declined, state.seen, state.at, state.place) == ({2}, {1, 2, 3}, 3, "item")
    assert state.practice_done_at == "2026-01-05T07:10+08:00"
    assert to_draft(state) == draft()


def test_a_draft_of_another_wording_is_refused() -> None:
    with pytest.raises(DoesNotFit, match="another wording"):
        from_draft(draft(), wording="other")
    assert from_draft(draft()).wording == "pack"


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2}, {"v": True}, {"place": "finish"}, {"at": 0}, {"at": 31}, {"at": True}, {"at": "3"},
        {"answers": {"1": 5}}, {"answers": {"1": 2.0}}, {"answers": {"01": 2}}, {"answers": {"x": 2}},
        {"answers": {"31": 1}}, {"answers": [1]}, {"answers": {"7": 1}}, {"answers": {"²": 1}},
        {"declined": [2, 2]}, {"declined": [1, 2]}, {"declined": [31]}, {"declined": ["2"]}, {"declined": {}},
        {"seen": [1]}, {"seen": [1, 2]}, {"seen": [1, 2, 3, 3]}, {"seen": [1, 2, True]},
        {"skipping": False}, {"skipping": 1}, {"wording": None}, {"practice_done_at": 5}, {"to_review": None},
        {"to_review": True, "place": "review"}, {"extra": 1},
    ],
    ids=str,
)  # fmt: skip
def test_what_the_person_cannot_have_done_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(DoesNotFit):
        from_draft(draft(**changed))


@pytest.mark.parametrize("key", sorted(draft()))
def test_a_draft_with_a_part_gone_is_refused(key: str) -> None:
    part = draft()
    del part[key]
    with pytest.raises(DoesNotFit, match=f"{key} does not fit"):
        from_draft(part)
