"""The first entries of a store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from diary_app.common.errors import DoesNotFit
from diary_app.domain.log.entry import Kind
from diary_app.protocols.loader import find_protocol
from diary_app.services.founding import Founding, checked_participant, founding_acts


def founding(**changes: Any) -> Founding:
    given: dict[str, Any] = {
        "role": "patient", "plan": find_protocol("alter-s003"), "zone": "Asia/Shanghai", "language": "en",
        "participant": "P-001", "first_dose": date(2026, 1, 5),
    }  # fmt: skip
    return Founding(**(given | changes))


def test_a_patients_store_holds_plan_participant_and_cycle_1_in_the_participants_chain() -> None:
    acts = founding_acts(founding())
    assert [(act.kind, act.chain) for act in acts] == [
        (Kind.SETTINGS, "store"), (Kind.PROTOCOL_ADOPTED, "P-001"), (Kind.ENROLLED, "P-001"),
        (Kind.CYCLE_START, "P-001"),
    ]  # fmt: skip
    adopted = acts[1].payload
    assert adopted["sha256"] == find_protocol("alter-s003").sha256
    assert 'id = "alter-s003"' in adopted["text"]
    assert dict(acts[3].payload) == {"day": "2026-01-05", "mg": "12", "source": "participant, told by clinic"}
    assert acts[3].about == {"day": "2026-01-05"}


def test_a_clinics_store_holds_the_plan_for_all() -> None:
    acts = founding_acts(founding(role="clinic", participant=None, first_dose=None))
    assert [(act.kind, act.chain, act.participant) for act in acts] == [
        (Kind.SETTINGS, "store", None), (Kind.PROTOCOL_ADOPTED, "store", None),
    ]  # fmt: skip
    assert acts[0].payload["role"] == "clinic"


def test_a_first_dose_may_come_later() -> None:
    assert [act.kind for act in founding_acts(founding(first_dose=None))][-1] == Kind.ENROLLED


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": "doctor"}, '"doctor" is not a role'),
        ({"zone": "Mars/Base"}, "not known"),
        ({"participant": "store"}, "does not fit"),
        ({"role": "clinic", "participant": None}, "needs the participant"),
        ({"first_dose": date(9999, 1, 1)}, '"first dose": 9999-01-01 lies outside the years'),
    ],
)
def test_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DoesNotFit, match=sentence):
        founding_acts(founding(**changes))


@pytest.mark.parametrize("name", ["P-001", "7", "a.b_c-d", "x" * 40])
def test_participant_ids(name: str) -> None:
    assert checked_participant(name) == name


@pytest.mark.parametrize("name", ["", "x" * 41, "-a", "a b", "access", "store", "\u75c5", "a\n", "../a"])
def test_ids_that_cannot_name_a_chain(name: str) -> None:
    with pytest.raises(DoesNotFit, match="does not fit"):
        checked_participant(name)
