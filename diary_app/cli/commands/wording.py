"""``wording``: the licensed texts of the questions, installed from a file that a site holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diary_app.cli.call import Call
from diary_app.cli.shared import STAFF, command, group
from diary_app.common.i18n import LANGUAGES
from diary_app.common.outputs import CSV, checked_output
from diary_app.common.paths import in_full

if TYPE_CHECKING:
    from diary_app.qlq_c30.wording import Wording
    from diary_app.services.wording_packs import InstalledPack
    from diary_app.services.wordings import WordingService


def register(app: typer.Typer) -> None:
    """Add the commands."""
    packs = group("The wording of the questionnaire's 30 questions.")
    command(packs, "install", also=STAFF)(install)
    command(packs, "list", also=STAFF)(list_)
    command(packs, "template", also=STAFF)(template)
    app.add_typer(packs, name="wording")


def install(
    call: Call,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="The wording: the own JSON or CSV, or a FHIR R4 Questionnaire."),
    ],
    look: Annotated[bool, typer.Option("--look", help="Show the 30 questions and write nothing.")] = False,
) -> None:
    """Install the wording of one language; what was installed before stays in the log."""
    from diary_app.qlq_c30.wording import read_file

    path = in_full(Path(file))
    data = read_file(path)
    with call.open() as opened:
        wordings = opened.wordings
        if look:
            pack = wordings.read(data, path.name)
            call.show({**_facts(pack), "items": list(_items(pack))}, "\n".join(_whole(call, pack)))
            return
        done = wordings.install(data, path.name, writer=call.writer(opened))
    told = {"id": done.entry, "new": done.new, **_facts(done.wording)}
    lines = [done.entry, _line(call, done.wording)]
    if not done.new:
        lines.append(call.tr("It was in use already; nothing was written."))
    call.show(told, "\n".join(lines))


def list_(call: Call) -> None:
    """What is installed, and what the questions are shown in."""
    with call.open() as opened:
        rows = list(_rows(opened.wordings))
    tr = call.tr
    cells = [
        [row["pack"], row["version"], row["language"], tr("shown") if row["in_use"] else "",
         tr("licensed") if row["official"] else tr("unofficial"), row["sha256"][:12], row["id"] or ""]
        for row in rows
    ]  # fmt: skip
    head = [tr("Wording"), tr("Version"), tr("Language"), "", "", "SHA-256", tr("Id")]
    call.show_rows(rows, head, cells, "")


def template(
    call: Call,
    out: Annotated[str, typer.Option("-o", "--output", metavar="FILE.csv", help="Where the CSV goes.")],
) -> None:
    """Write an empty CSV file for the wording, to be filled in with the texts that you hold."""
    from diary_app.exchange.wording.csv_pack import template as empty
    from diary_app.reports.render import save_whole

    path = in_full(Path(out))
    save_whole(b"\xef\xbb\xbf" + empty().encode(), checked_output(path, CSV))
    call.show({"file": str(path)}, call.tr("The template was made: {file}", file=path))


def _facts(pack: Wording) -> dict[str, Any]:
    return {
        "pack": pack.id,
        "version": pack.version,
        "language": pack.language,
        "official": pack.official,
        "copyright": pack.copyright,
        "questions": len(pack.items),
        "sha256": pack.sha256,
    }


def _items(pack: Wording) -> Iterator[dict[str, Any]]:
    for item in pack.items:
        heading = pack.headings[item.recall]
        yield {"n": item.n, "heading": heading, "text": item.text, "answers": list(item.options)}


def _rows(wordings: WordingService) -> Iterator[dict[str, Any]]:
    installed = wordings.installed()
    for language in LANGUAGES:
        shown = wordings.for_language(language)
        if not any(each.in_use and each.shows_in == language for each in installed):
            yield {"id": None, **_facts(shown), "shown_in": language, "in_use": True, "from_clinic": False,
                   "at": None, "by": None}  # fmt: skip
    for each in installed:
        yield _installed(each)


def _installed(each: InstalledPack) -> dict[str, Any]:
    from diary_app.domain.log.entry import instant_text

    return {
        "id": each.entry,
        **_facts(each.wording),
        "shown_in": each.shows_in,
        "in_use": each.in_use,
        "from_clinic": each.from_clinic,
        "at": instant_text(each.at),
        "by": each.by,
    }


def _line(call: Call, pack: Wording) -> str:
    return call.tr(
        "{id}, version {version}, language {language}, {n} questions, SHA-256 {sha256}",
        id=pack.id, version=pack.version, language=pack.language, n=len(pack.items), sha256=pack.sha256,
    )  # fmt: skip


def _whole(call: Call, pack: Wording) -> Iterator[str]:
    """All that a person compares with what they hold before it is installed."""
    yield _line(call, pack)
    yield pack.copyright or pack.notice
    for item in pack.items:
        heading = pack.headings[item.recall]
        yield f"{item.n}. {heading} {item.text}" if heading else f"{item.n}. {item.text}"
        yield "   " + " / ".join(f"{value} {word}".strip() for value, word in enumerate(item.options, 1))
