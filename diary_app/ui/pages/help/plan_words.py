"""What to do when: in the words of the study plan. Nothing here advises by itself.

Sentences of the plan stand as they are; the sentences beside them say only
where something is written down, never what to do about an illness.
"""

from __future__ import annotations

from collections.abc import Iterable

from diary_app.domain.protocol import AlertLevel, AlertRule, PressureAtLeast, Protocol, SignPresent
from diary_app.ui.kit import Kit
from diary_app.ui.pages.help.content import Line, Part, Question, item, strong, text
from diary_app.ui.pages.today.words import split_alert
from diary_app.ui.pages.vitals.words import advice

CAPSULE, CALLS, MEASURING = "capsule", "calls", "measuring"


def plan_parts(kit: Kit, protocol: Protocol) -> tuple[Part, ...]:
    """The parts whose answers are the plan's own."""
    return (_capsule(kit, protocol), _calls(kit, protocol), _measuring(kit, protocol))


def source(kit: Kit, protocol: Protocol) -> str:
    """Which plan the words come from, and whether they still wait for an approval."""
    tr = kit.tr
    told = tr("These words come from your study plan, {plan}, version {version}.",
              plan=protocol.title.in_language(tr.language), version=protocol.version)  # fmt: skip
    waiting = tr("Your study team has not approved all of them yet.") if _unapproved(protocol) else ""
    return kit.sentences(told, waiting)


def _unapproved(protocol: Protocol) -> bool:
    used = ("regimen.how_to_take", "regimen.missed_dose_text", "regimen.vomited_text", "alerts", "signs")
    return any(key == each or key.startswith(f"{each}.") for key in protocol.awaiting_approval
               for each in used)  # fmt: skip


# -- the capsule ---------------------------------------------------------------


def _capsule(kit: Kit, protocol: Protocol) -> Part:
    tr, regimen = kit.tr, protocol.regimen
    missed = strong(regimen.missed_dose_text.in_language(tr.language))
    late = kit.clock_time(regimen.late_after)
    questions = (
        Question(
            "missed",
            tr("I missed a capsule. What now?"),
            (missed, text(tr("To write it down, press “I did not take it…” on Today. For a day that has "
                             "passed, choose the day in Diary."))),
        ),
        Question(
            "late",
            tr("I took a capsule late. What now?"),
            (
                text(tr("Write down when you took it: press “I took it earlier…” on Today. After {time} it "
                        "is marked as taken late, so that your clinic sees it.", time=late)),
                missed,
            ),
        ),
        Question(
            "sick",
            tr("I was sick after the capsule. What now?"),
            (strong(regimen.vomited_text.in_language(tr.language)),
             text(tr("To write it down, open “How do you feel today?” on Today."))),
        ),
        Question(
            "second",
            tr("I took a second capsule by mistake. What now?"),
            (
                missed,
                text(tr("If you really took another one, write it down: press “I took another capsule…” on "
                        "Today. The diary shows what is there already, and asks first.")),
            ),
        ),
        Question(
            "how", tr("How do I take the capsule?"), (text(regimen.how_to_take.in_language(tr.language)),)
        ),
    )  # fmt: skip
    return Part(CAPSULE, tr("The capsule"), questions)


# -- when to call ----------------------------------------------------------------


def _calls(kit: Kit, protocol: Protocol) -> Part:
    tr = kit.tr
    titles = {
        AlertLevel.EMERGENCY: tr("What is an emergency?"),
        AlertLevel.CALL_TODAY: tr("When do I call my clinic today?"),
        AlertLevel.CALL_SOON: tr("When do I call my clinic in the next days?"),
    }
    questions = (
        Question(level.value, title, _call_lines(kit, protocol, level)) for level, title in titles.items()
    )
    return Part(CALLS, tr("When to call"), tuple(each for each in questions if each.lines))


def _call_lines(kit: Kit, protocol: Protocol, level: AlertLevel) -> tuple[Line, ...]:
    """The plan's lead, the signs that call by themselves, and what else it names, each once."""
    tr = kit.tr
    rules = [rule for rule in protocol.alerts if rule.level == level]
    if not rules:
        return ()
    leads = _once(split_alert(rule.text.in_language(tr.language))[0] for rule in rules)
    signs = [code for rule in rules if isinstance(rule.condition, SignPresent)
             for code in rule.condition.signs]  # fmt: skip
    labels = _labels(protocol, signs, tr.language)
    written = _once(_written(kit, protocol, rule) for rule in rules
                    if not isinstance(rule.condition, SignPresent))  # fmt: skip
    lines = [strong(lead) for lead in leads]
    if labels:
        lines += [text(tr("When you have one of these signs:")), *map(item, labels)]
    if written:
        lines += [text(tr("Or when the diary shows one of these:")) if labels else
                  text(tr("When the diary shows one of these:")), *map(item, written)]  # fmt: skip
    return tuple(lines)


def _written(kit: Kit, protocol: Protocol, rule: AlertRule) -> str:
    """What the plan says was written down, with its limit, and the signs that belong to it."""
    said = split_alert(rule.text.in_language(kit.tr.language))[1]
    if isinstance(rule.condition, PressureAtLeast) and rule.condition.any_sign:
        labels = _labels(protocol, rule.condition.any_sign, kit.tr.language)
        return kit.tr("{said} These are: {signs}.", said=said, signs=kit.tr("; ").join(labels))
    return said


def _labels(protocol: Protocol, codes: Iterable[str], language: str) -> list[str]:
    """Labels of signs, in the plan's order of signs."""
    wanted = set(codes)
    return [sign.label.in_language(language) for sign in protocol.signs if sign.code in wanted]


def _once(sentences: Iterable[str]) -> list[str]:
    return [each for each in dict.fromkeys(sentences) if each]


# -- measuring -------------------------------------------------------------------


def _measuring(kit: Kit, protocol: Protocol) -> Part:
    tr, measuring = kit.tr, protocol.vitals.measuring
    again = tr.plural(
        "After a reading over a limit of your study plan the diary asks for another one within {n} minute.",
        "After a reading over a limit of your study plan the diary asks for another one within {n} minutes.",
        measuring.again_within_minutes,
    )
    how = (
        text(advice(kit, measuring)),
        text(tr("Type both numbers of each reading. The diary counts the rest down for you.")),
        text(again),
    )
    question = Question("pressure", tr("How do I measure my blood pressure?"), how)
    return Part(MEASURING, tr("Blood pressure, weight, temperature"), (question,))
