"""The few texts that the made-up trial's people write, in the language of the store; data, not messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diary_app.domain.protocol import Protocol

HYPERTENSION = "hypertension"
MEDICINES = (
    ("amlodipine", "5 mg", "pressure"),
    ("loperamide", "2 mg", "stool"),
    ("urea cream", "10 %", "skin"),
    ("paracetamol", "500 mg", "pain"),
    ("metformin", "500 mg", "sugar"),
)
"""Name, dose and why it is taken, by code."""


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language."""

    language: str

    def of(self, code: str) -> str:
        """The text of a code."""
        return _TEXTS[code][self.language == "zh_CN"]

    def term(self, code: str, plan: Protocol) -> str:
        """What staff call an adverse event: the plan's own label of the symptom, where it is one."""
        symptom = plan.symptom(code)
        return self.of(code) if symptom is None else symptom.label.in_language(self.language)


_TEXTS: Mapping[str, tuple[str, str]] = {
    HYPERTENSION: ("High blood pressure", "高血压"),
    "amlodipine": ("Amlodipine", "氨氯地平"),
    "loperamide": ("Loperamide", "洛哌丁胺"),
    "urea cream": ("Urea cream", "尿素霜"),
    "paracetamol": ("Paracetamol", "对乙酰氨基酚"),
    "metformin": ("Metformin", "二甲双胍"),
    "pressure": ("High blood pressure", "高血压"),
    "stool": ("Diarrhoea", "腹泻"),
    "skin": ("Dry skin", "皮肤干燥"),
    "pain": ("Pain", "疼痛"),
    "sugar": ("Diabetes", "糖尿病"),
    "hold": ("Side effects (made up)", "副作用（虚构）"),
    "reduced": ("Side effects of the last cycle (made up)", "上一周期的副作用（虚构）"),
    "progression": ("Tumour grew (made up)", "肿瘤进展（虚构）"),
    "death": ("Died (made up)", "死亡（虚构）"),
    "withdrew": ("Did not want to go on (made up)", "本人不愿继续（虚构）"),
    "toxicity": ("Side effects (made up)", "副作用（虚构）"),
    "reviewed called": ("Called, measured again: better (made up).", "已打电话，复测后好转（虚构）。"),
    "reviewed seen": ("Seen at the visit (made up).", "随访时已查看（虚构）。"),
    "reviewed nothing_needed": ("Known, nothing needed (made up).", "已知情况，无需处理（虚构）。"),
}
