"""Random record lines that fit, for diaries of the first weeks."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from diary_app.common.errors import DoesNotFit
from tests.diaries import Notebook, day_of

DAYS = 40
days = st.integers(1, DAYS)
times = st.none() | st.sampled_from(["00:40", "07:10", "10:00", "10:01", "23:30"])
levels = st.sampled_from([12, 10, 8])


def line(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Lines of one kind."""
    return st.fixed_dictionaries({"kind": st.just(kind), "day": days.map(day_of), **fields})


doses = line("dose", time=times, mg=st.none() | levels)
missed = line("dose", status=st.just("not_taken"))
starts = line("cycle_start", mg=levels, reason=st.just("told"))
level_decisions = line("dose_level", mg=levels, reason=st.just("told"))
holds = st.builds(
    lambda first, length: {
        "kind": "hold",
        "from": day_of(first),
        "to": None if length is None else day_of(first + length),
    },
    days,
    st.none() | st.integers(0, 9),
)
symptoms = line("symptom", term=st.sampled_from(["cough", "rash", "nausea"]), severity=st.integers(0, 4))
pressures = line(
    "bp",
    time=times,
    readings=st.lists(st.sampled_from(["128/82", "145/92", "185/121"]), min_size=1, max_size=2),
)
temperatures = line("temperature", celsius=st.sampled_from(["36.8", "38.5", "40.1"]))
forms = line("qlq", answers=st.just({"1": 2, "29": 6, "30": 7}))
stops = line("stop")

dosing = st.one_of(doses, doses, doses, missed)
decisions = st.one_of(holds, starts, level_decisions)
anything = st.one_of(dosing, dosing, decisions, symptoms, pressures, temperatures, forms, stops)


def tell(book: Notebook, lines: list[dict[str, Any]]) -> list[str]:
    """Write those of ``lines`` that fit together; their ids."""
    written = []
    for each in lines:
        try:
            written.append(book.service.write(each, participant="P-001"))
        except DoesNotFit:  # two random lines may contradict each other
            continue
    return written
