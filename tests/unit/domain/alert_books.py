"""Diaries under plans with rules of a test's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from diary_app.domain.alerts import raised
from diary_app.domain.protocol import AlertLevel, AlertRule, Condition, LocalText
from tests.diaries import FIRST, Notebook, alter


def rule(
    condition: Condition, code: str = "rule", level: str = "call_today", **more: tuple[str, ...]
) -> AlertRule:
    return AlertRule(
        code=code, level=AlertLevel(level), condition=condition, text=LocalText({"en": "Call."}), **more
    )


def book_with(*rules: AlertRule) -> Notebook:
    return Notebook(replace(alter(), alerts=rules))


def codes(book: Notebook, day: int, today: int | None = None) -> list[str]:
    """What is raised for exactly this day."""
    on = FIRST + timedelta(days=day - 1)
    present = on if today is None else FIRST + timedelta(days=today - 1)
    return [alert.rule.code for alert in raised(book.diary, on, on, present)]
