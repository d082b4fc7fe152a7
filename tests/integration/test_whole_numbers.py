"""One quantity, one shape: whichever command prints it as JSON, and however it was typed, 61 kg are 61."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.cli_calls import clinic

WITH_POINT = re.compile(r'"(\w+)": (\[*-?\d+\.0\b[^"]*)')
FIGURES = {"percent", "value", "low", "high"}
"""Worked out and unrounded: always with a point."""
LISTS = ("vitals", "visits", "events", "capsules")
LINES: list[dict[str, Any]] = [
    {"kind": "weight", "day": "2026-01-05", "kg": "61.0"},
    {"kind": "weight", "day": "2026-01-06", "kg": 61},
    {"kind": "temperature", "day": "2026-01-06", "time": "18:00", "celsius": "39.0"},
    {"kind": "temperature", "day": "2026-01-07", "time": "18:00", "celsius": "37.50"},
    {"kind": "bp", "day": "2026-01-06", "time": "07:00", "readings": ["165/100", "165/102"]},
    {"kind": "bp", "day": "2026-01-07", "time": "07:00", "readings": ["128/82", "127/80"]},
    {"kind": "dose", "day": "2026-01-06", "time": "07:10", "mg": "12.0"},
    {"kind": "visit", "day": "2026-01-08", "kg": "61.0", "celsius": "37.0", "ecog": 1.0},
    {"kind": "dose_level", "day": "2026-01-09", "mg": "10.0", "reason": "tired"},
    {"kind": "dispense", "day": "2026-01-09", "mg": "10.0", "capsules": 14.0},
    {"kind": "adverse_event", "day": "2026-01-09", "term": "Diarrhoea", "grade": 2.0},
]  # fmt: skip


def test_whole_numbers_have_no_point_in_any_command(tmp_path: Path) -> None:
    calls = clinic(tmp_path / "store")
    ran = calls.record(*({"participant": "P1"} | line for line in LINES))
    assert ran.code == 0, ran
    printed = {}
    for argv in (*(("list", name) for name in LISTS), ("status",), ("patients",)):
        whose = () if argv == ("patients",) else ("--participant", "P1")
        ran = calls(*argv, *whose, "--json")
        assert ran.code == 0, ran
        printed[argv[-1] if argv[0] == "list" else argv[0] + "()"] = ran.out
    found = {name: [told for key, told in WITH_POINT.findall(out) if key not in FIGURES]
             for name, out in printed.items()}  # fmt: skip
    assert {name: told for name, told in found.items() if told} == {}

    for told in ('"values": [61], "mean": 61', '"values": [37.5], "mean": 37.5', '"mean": [165, 101]',
                 '"mean": [127.5, 81]'):  # fmt: skip
        assert told in printed["vitals"]
    assert '"kg": 61,' in printed["visits"]
    assert '"celsius": 37}' in printed["visits"]
