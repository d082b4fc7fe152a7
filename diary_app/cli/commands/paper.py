"""``paper qlq``, ``paper diary``, ``paper waiting``, ``compare``: paper forms typed in, twice and blind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diary_app.cli import sheet_file, values
from diary_app.cli.call import Call, day_of
from diary_app.cli.shared import command, group
from diary_app.common.errors import DoesNotFit, UsageError
from diary_app.common.i18n import N_
from diary_app.domain.clinic.paper import PaperKind, PaperRef, Typing
from diary_app.domain.clinic.paper_compare import How, Settlement, outcome

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.cli.sheet_file import Sheet
    from diary_app.services.clinic.paper import Written
    from diary_app.services.clinic.paper_state import PaperView

FormDay = Annotated[
    str, typer.Option("--date", metavar="DATE", help="The form's date; of a diary sheet, its first day.")
]
Second = Annotated[bool, typer.Option("--second", help="The second pass, typed without seeing the first.")]
Zone = Annotated[str | None, typer.Option(metavar="ZONE", help="The time zone that stands on the paper.")]
FormTime = Annotated[
    str | None, typer.Option("--time", metavar="HH:MM", help="The time that stands on the paper.")
]
_BLANK = "blank"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    papers = group("Forms filled in on paper, typed in at the clinic.")
    command(papers, "qlq")(qlq)
    command(papers, "diary")(diary)
    command(papers, "waiting")(waiting)
    app.add_typer(papers, name="paper")
    command(app, "compare")(compare)


def qlq(
    call: Call,
    day: FormDay,
    answers: Annotated[
        str, typer.Option(metavar="FILE|1=2,2=1,...", help="Answers by item, or a JSON or CSV file of them.")
    ],
    blank: Annotated[str | None, typer.Option(metavar="23,27", help="Items left blank on the paper.")] = None,
    time: FormTime = None,
    zone: Zone = None,
    second: Second = False,
) -> None:
    """Type in a questionnaire from paper: one finished pass."""
    cells: dict[str, Any] = dict(values.answers(answers))
    for item in values.items(blank) or []:
        if str(item) in cells:
            raise DoesNotFit(N_("{cell} is there twice, or both answered and left blank."), cell=item)
        cells[str(item)] = None
    _finish(call, PaperKind.QLQ, day, Typing(cells=cells, time=time, zone=zone), second)


def diary(
    call: Call,
    day: FormDay,
    file: Annotated[
        str | None,
        typer.Option("--file", metavar="CSV", help="One row a day: day,dose,time,bp and symptoms."),
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Only print the file's first line: the plan's columns.")
    ] = False,
    zone: Zone = None,
    second: Second = False,
) -> None:
    """Type in a diary sheet from paper: one finished pass.

    An empty cell was left blank on the paper.
    """
    if template or file is None:
        _head(call, day, template=template)
        return
    sheet = sheet_file.read(values.read_text(Path(file)))
    typing = Typing(cells=sheet.cells, zone=zone, days=sheet.days)
    _finish(call, PaperKind.DIARY, day, typing, second, sheet=sheet)


def _head(call: Call, day: str, *, template: bool) -> None:
    if not template:
        raise UsageError(N_("Say which file (--file CSV), or ask for its first line (--template)."))
    with call.open() as opened:
        head = sheet_file.head(opened, _ref(call, opened, PaperKind.DIARY, day))
    call.show({"columns": head}, ",".join(head))


def waiting(call: Call) -> None:
    """The papers that are not written down yet: a draft, a pass or a difference is open."""
    with call.open() as opened:
        views = opened.paper.waiting()
    tr = call.tr
    head = [tr("Participant"), tr("Form"), tr("Date"), tr("Next"), tr("Differences")]
    cells = [
        [one.ref.participant, one.ref.kind, one.ref.day, one.step, len(one.unsettled) if one.pairs else ""]
        for one in views
    ]
    call.show_rows([_told(one) for one in views], head, cells, tr("No paper form is waiting."))


def compare(
    call: Call,
    day: FormDay,
    form: Annotated[str, typer.Option(metavar="qlq|diary", help="Which kind of paper.")] = "qlq",
    settle: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ITEM=WORD",
            help="What the paper says: first, second, unreadable, blank, or another answer. Can be repeated.",
        ),
    ] = None,
    reason: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="Why, one for each --settle in order, or one for all."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write the form down where nothing is left to settle.")
    ] = False,
    single: Annotated[
        bool, typer.Option("--single", help="One pass is to do, where the plan does not ask for two.")
    ] = False,
) -> None:
    """Show where two passes over a paper differ, and settle it.

    Once every difference is settled the form is written down.
    """
    settled = _settlements(settle or [], reason or [])
    with call.open() as opened:
        ref, writer = _ref(call, opened, _kind(form), day), call.writer(opened)
        call.reads(opened)
        view = opened.paper.view(ref)
        if settled:
            view = opened.paper.settle(ref, settled, writer)
        done = None
        if single or write or (settled and not view.unsettled):
            done = opened.paper.write(ref, single=single, writer=writer)
    _show(call, view, done)


def _finish(
    call: Call, kind: PaperKind, day: str, typing: Typing, second: bool, sheet: Sheet | None = None
) -> None:
    with call.open() as opened:
        ref = _ref(call, opened, kind, day)
        if sheet is not None:
            sheet_file.refuse_missing(opened, ref, sheet)
        done = opened.paper.finish(ref, typing, second=second, writer=call.writer(opened))
    if done.same_person:
        call.warn(call.tr("Both passes were typed by the same person; the log says so."))
    told = {"id": done.entry, "pass": done.number, "same_person": done.same_person}
    call.show(told, done.entry)


def _ref(call: Call, opened: OpenedStore, kind: PaperKind, day: str) -> PaperRef:
    on = day_of("date", day)
    assert on is not None  # the option must be given
    return PaperRef(opened.opened.participant(call.participant), kind, on)


def _kind(form: str) -> PaperKind:
    if form not in tuple(PaperKind):
        raise DoesNotFit(
            N_('"{field}": {value} does not fit; it is one of {fits}.'),
            field="form",
            value=form,
            fits=", ".join(PaperKind),
        )
    return PaperKind(form)


def _settlements(settle: list[str], reasons: list[str]) -> list[Settlement]:
    if settle and len(reasons) not in (1, len(settle)):
        raise DoesNotFit(N_("Give one --reason for each --settle, or one for all."))
    if reasons and not settle:
        raise DoesNotFit(N_("--reason belongs to --settle."))
    why = reasons * len(settle) if len(reasons) == 1 else reasons
    pairs = values.pairs(settle).items()
    return [_settlement(cell, word, text) for (cell, word), text in zip(pairs, why, strict=True)]


def _settlement(cell: str, word: str, reason: str) -> Settlement:
    if word in (How.FIRST, How.SECOND, How.UNREADABLE):
        return Settlement(cell=cell, how=How(word), reason=reason)
    value = None if word == _BLANK else values.number(word)
    return Settlement(cell=cell, how=How.OTHER, reason=reason, value=value)


def _told(view: PaperView, done: Written | None = None) -> dict[str, Any]:
    """A paper as JSON; ``differences`` is null until both passes are finished."""
    by_cell = {each.cell: each for each in view.settled}
    differ = [
        {"cell": pair.cell, "first": pair.first, "second": pair.second,
         "settled": _settled(pair, by_cell.get(pair.cell))}
        for pair in view.differ
    ]  # fmt: skip
    return {
        "participant": view.ref.participant,
        "form": view.ref.kind.value,
        "date": view.ref.day.isoformat(),
        "step": "done" if done else view.step.value,
        "passes": [{"id": one.entry, "by": one.by, "at": one.at.isoformat()} for one in view.passes],
        "same_person": view.same_person,
        "double_entry_required": view.twice,
        "same": view.same if view.pairs else None,
        "differences": differ if view.pairs else None,
        "written": list(done.entries if done else view.written),
        "left_out": [
            {"day": one.day.isoformat(), "what": one.what, "why": one.why.value}
            for one in (done.left_out if done else ())
        ],
    }


def _settled(pair: Any, settlement: Settlement | None) -> dict[str, Any] | None:
    if settlement is None:
        return None
    value = outcome(pair, settlement)
    return {"how": settlement.how, "value": value, "reason": settlement.reason, "by": settlement.by}


def _show(call: Call, view: PaperView, done: Written | None) -> None:
    tr = call.tr
    if call.options.json:
        call.show(_told(view, done), "")
        return
    if done is not None:
        call.say("\n".join(done.entries))
        for one in done.left_out:
            call.warn(tr("{day}: {what} was left out ({why}).", day=one.day, what=one.what, why=one.why))
        return
    if not view.pairs:
        call.say(tr("Both passes must be finished before they can be compared."))
        return
    told = _told(view)
    rows = [
        [row["cell"], _word(call, row["first"]), _word(call, row["second"]),
         _word(call, row["settled"]["value"]) if row["settled"] else ""]
        for row in told["differences"]
    ]  # fmt: skip
    call.show_rows([], [tr("Item"), tr("First"), tr("Second"), tr("Settled")], rows, tr("Nothing differs."))


def _word(call: Call, value: Any) -> Any:
    return call.tr("left blank") if value is None else value
