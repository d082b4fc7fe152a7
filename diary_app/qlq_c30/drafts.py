"""The draft of a filling-in: everything needed to resume it, as JSON-able data.

Drafts never leave the store. Reading one is strict: what does not fit is
refused, so that a resumed form never says what the person did not.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from diary_app.common.errors import DoesNotFit
from diary_app.common.i18n import N_
from diary_app.qlq_c30.administration import Administration
from diary_app.qlq_c30.items import check_answer, item

VERSION = 1

_KINDS: dict[str, tuple[type, ...]] = {
    "v": (int,),
    "wording": (str,),
    "skipping": (bool,),
    "place": (str,),
    "at": (int,),
    "answers": (dict,),
    "declined": (list,),
    "seen": (list,),
    "to_review": (bool,),
    "practice_done_at": (str, type(None)),
}


def to_draft(state: Administration) -> dict[str, Any]:
    """``state`` as plain JSON data; an open question "answer or skip?" is not kept."""
    return {
        "v": VERSION,
        "wording": state.wording,
        "skipping": state.skipping,
        "place": state.place,
        "at": state.at,
        "answers": {str(n): value for n, value in sorted(state.answers.items())},
        "declined": sorted(state.declined),
        "seen": sorted(state.seen),
        "to_review": state.to_review,
        "practice_done_at": state.practice_done_at,
    }


def from_draft(draft: Mapping[str, Any], wording: str | None = None) -> Administration:
    """The state that ``to_draft`` wrote; raises ``DoesNotFit`` naming what is wrong.

    With ``wording`` (the SHA-256 of the pack that will be shown) a draft that
    was begun under another pack is refused: one form has one wording.
    """
    _check_kinds(draft)
    if wording is not None and draft["wording"] != wording:
        raise DoesNotFit(N_("These answers were begun with another wording of the questions."))
    state = Administration(
        wording=draft["wording"],
        skipping=draft["skipping"],
        place=draft["place"],
        at=item(draft["at"]).n,
        answers=MappingProxyType(_answers(draft["answers"])),
        declined=_items("declined", draft["declined"]),
        seen=_items("seen", draft["seen"]),
        to_review=draft["to_review"],
        practice_done_at=draft["practice_done_at"],
    )
    _check_whole(state)
    return state


def _check_kinds(draft: Mapping[str, Any]) -> None:
    for key in _KINDS.keys() ^ draft.keys():
        raise _unfit(key)
    for key, kinds in _KINDS.items():
        if type(draft[key]) not in kinds:
            raise _unfit(key)
    if draft["v"] != VERSION:
        raise _unfit("v")
    if draft["place"] not in ("practice", "item", "review"):
        raise _unfit("place")


def _answers(answers: dict[str, Any]) -> dict[int, int]:
    for key in answers:
        if not (key.isascii() and key.isdigit() and str(int(key)) == key):
            raise _unfit("answers")
    return {int(key): check_answer(int(key), value) for key, value in answers.items()}


def _items(key: str, values: list[Any]) -> frozenset[int]:
    found = frozenset(item(n).n for n in values)
    if len(found) != len(values):
        raise _unfit(key)
    return found


def _check_whole(state: Administration) -> None:
    """What the state machine can never reach is not resumed."""
    done = state.answers.keys() | state.declined
    if state.declined & state.answers.keys() or (state.declined and not state.skipping):
        raise _unfit("declined")
    if not done <= state.seen or (state.place == "item" and state.at not in state.seen):
        raise _unfit("seen")
    if state.to_review and state.place != "item":
        raise _unfit("to_review")


def _unfit(key: str) -> DoesNotFit:
    return DoesNotFit(N_("The saved answers cannot be read: {key} does not fit."), key=key)
