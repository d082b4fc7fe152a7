"""``passphrase``, ``recovery`` and ``slots``: who can open the diary."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diary_app.cli.call import Call
from diary_app.cli.commands.page_draft import PageDraft
from diary_app.cli.passphrase import NEW_VARIABLE, handed_in, refuse_weak
from diary_app.cli.shared import STAFF, command, group
from diary_app.common.errors import DoesNotFit, NotSaved, PlainError, UsageError
from diary_app.common.i18n import N_
from diary_app.common.outputs import PDF, checked_output
from diary_app.common.paths import in_full

if TYPE_CHECKING:
    from diary_app.bootstrap import OpenedStore
    from diary_app.security.recovery_code import RecoveryCode
    from diary_app.security.secret import Secret

_TRIES = 3
_KINDS = {
    "passphrase": N_("passphrase"),
    "recovery": N_("recovery code"),
    "keychain": N_("keychain of this computer"),
    "escrow": N_("clinic"),
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    passphrase = group("The passphrase of the diary.")
    command(passphrase, "change", also={"user": STAFF["user"]})(change)
    command(passphrase, "suggest", also={})(suggest)
    app.add_typer(passphrase, name="passphrase")
    recovery = group("The recovery code that opens the diary when the passphrase is forgotten.")
    command(recovery, "new", also={})(new)
    app.add_typer(recovery, name="recovery")
    slots = group("The ways to open the diary.")
    command(slots, "list", also={})(list_slots)
    command(slots, "add-clinic-key", also={})(add_clinic_key)
    command(slots, "remove", also={})(remove)
    app.add_typer(slots, name="slots")


def change(
    call: Call,
    new_passphrase_fd: Annotated[
        str | None,
        typer.Option(
            metavar="N", help="Read the new passphrase from this open file (or DIARY_APP_NEW_PASSPHRASE)."
        ),
    ] = None,
) -> None:
    """Choose another passphrase; needs the one until now, the recovery code or the clinic's key."""
    secret = call.secret()
    with call.open_with(secret) as opened:
        new = call.new_passphrase(new_passphrase_fd)
        if not handed_in(call.around, NEW_VARIABLE, new_passphrase_fd):
            refuse_weak(
                new, [*opened.opened.participants(), *(each.name for each in opened.staff.accounts())]
            )
        if isinstance(secret, str) or not opened.staff.accounts():
            _noted(call, opened.access.change_passphrase(secret, new, cost=call.around.cost))
        else:
            _renew(call, opened, secret, new)
        own = opened.staff.signed_in()
        made = next(slot for slot in opened.access.slots()
                    if slot.kind == "passphrase" and (own is None or slot.id == own.slot))  # fmt: skip
    call.show(
        asdict(made), call.tr("From now on the new passphrase opens the diary, and the old one does not.")
    )


def _renew(call: Call, opened: OpenedStore, secret: Secret, new: str) -> None:
    """Somebody's own passphrase in a clinic's store, who forgot it."""
    from diary_app.security.recovery_code import RecoveryCode

    if call.options.user is None or not isinstance(secret, RecoveryCode):
        raise UsageError(N_("Say whose passphrase is renewed with the recovery code (--user NAME)."))
    opened.staff.renew(call.options.user, secret, new, cost=call.around.cost)


def suggest(call: Call) -> None:
    """Choose four words at random, as a passphrase that is hard to guess."""
    from diary_app.services.ways_in import suggestion

    words = suggestion()
    call.show({"passphrase": words}, words)


def new(
    call: Call,
    out: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE.pdf", help="A page to print, too.")
    ] = None,
) -> None:
    """Make a new recovery code and show it once; an older one then no longer opens the diary."""
    from diary_app.security.recovery_code import RecoveryCode

    secret = call.secret()
    page = _new_file(out) if out is not None else None
    with call.open_with(secret) as opened:
        draft = None if page is None else PageDraft(page, opened.opened.store.store_id)
        code = RecoveryCode.new()
        try:
            if draft is not None:
                _save_page(call, opened, code, draft)
            _show(call, code, draft)
        except BaseException:
            if draft is not None:
                draft.drop()
            raise
        _replace(call, opened, secret, code, draft)
    if _to_a_person(call):
        call.say(call.tr("From now on this recovery code opens the diary; an older one does not."))


def _save_page(call: Call, opened: OpenedStore, code: RecoveryCode, draft: PageDraft) -> None:
    from diary_app.services.ways_in import save_recovery_page

    made = opened.opened.now().local.date()
    try:
        save_recovery_page(code, call.language, draft.file, made, opened.opened.store.store_id)
    except NotSaved as problem:  # the person knows the page by the name that was asked for
        raise NotSaved(problem.template, **{**problem.values, "path": draft.page}) from problem


def _replace(
    call: Call, opened: OpenedStore, secret: Secret, code: RecoveryCode, draft: PageDraft | None
) -> None:
    """Let the code count; its page takes its name unless it is certain that the code does not."""
    from diary_app.security.changing import NotCertain

    try:
        noted = opened.access.keep_recovery_code(secret, code)
    except BaseException as problem:
        if draft is None:
            raise
        if isinstance(problem, PlainError) and not isinstance(problem, NotCertain):
            draft.drop()
        else:  # stopped in the middle, by Ctrl-C for instance: nobody knows
            page = draft.keep()
            if isinstance(problem, NotCertain):
                raise NotCertain(
                    N_("It is not certain that the key file was replaced ({why}): "
                       "the new code may open the diary; its page is in {file}."),
                    why=problem.values["why"], file=page,
                ) from problem  # fmt: skip
            call.warn(call.tr("The code may open the diary already; its page is in {file}.", file=page))
        raise
    _noted(call, noted)
    if draft is None:
        return
    page = draft.keep()
    draft.clear_others()
    if page != draft.page:
        call.warn(call.tr("The page could not be given its name; it is valid and lies in {file}.", file=page))
    elif _to_a_person(call):
        call.say(call.tr("A page to print is in {file}; delete the file once it is printed.", file=page))


def _new_file(out: str) -> Path:
    """Where the page goes; an older page there may be the only paper whose code still counts."""
    path = in_full(Path(out))
    if os.path.lexists(path):
        raise DoesNotFit(N_("There already is a file {file}; nothing was changed."), file=path)
    return checked_output(path, PDF)


def _to_a_person(call: Call) -> bool:
    return call.around.terminal and not call.options.json


def _show(call: Call, code: RecoveryCode, draft: PageDraft | None) -> None:
    """Show the code; a person at a terminal types it back."""
    if _to_a_person(call):
        call.say(call.tr("This is the recovery code. It is shown only now: write it down, and keep the paper "
                         "where you keep your important papers, not beside this computer."))  # fmt: skip
    told: dict[str, Any] = {"recovery_code": code.lines()}
    call.show(told if draft is None else {**told, "file": str(draft.page)}, "\n".join(code.lines()))
    if _to_a_person(call):
        _typed_back(call, code)


def _typed_back(call: Call, code: RecoveryCode) -> None:
    from diary_app.security.recovery_code import symbols_of

    call.say(call.tr("Type it back from the paper, line by line."))
    for number, line in enumerate(code.lines(), start=1):
        for _ in range(_TRIES):
            if symbols_of(call.ask(call.tr("Line {number}: ", number=number))) == symbols_of(line):
                break
            call.say(call.tr("Line {number} is not what was shown; look at it again.", number=number))
        else:
            raise DoesNotFit(N_("The recovery code was not typed back; nothing was changed."))


def list_slots(call: Call) -> None:
    """List the ways to open the diary; needs no passphrase."""
    from diary_app.services.ways_in import slots_in

    call.refuse_no_diary()
    found = slots_in(call.folder)
    tr = call.tr
    call.show_rows(
        [asdict(slot) for slot in found],
        [tr("Kind"), tr("Label"), tr("Made (UTC)"), tr("Id")],
        ([tr(_KINDS[slot.kind]), slot.label or slot.public_key or "", slot.created_at, slot.id]
         for slot in found),
        nothing="",
    )  # fmt: skip


def add_clinic_key(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The clinic's public age key (age1...).")],
    label: Annotated[str, typer.Option(metavar="TEXT", help="Whose key it is, for the list.")] = "",
) -> None:
    """Let a clinic open the diary with its secret key, as the passphrase does."""
    from diary_app.security.clinic_key import text_of

    given = text_of(file.expanduser())
    secret = call.secret()
    with call.open_with(secret) as opened:
        before = {slot.id for slot in opened.access.slots()}
        _noted(call, opened.access.add_clinic_key(secret, given, label))
        made = next(slot for slot in opened.access.slots() if slot.id not in before)
    told = call.tr("From now on your clinic can open this diary and every later backup of it, and read all "
                   "of it without asking you.")  # fmt: skip
    call.show(asdict(made), told)


def remove(
    call: Call, slot: Annotated[str, typer.Argument(metavar="ID", help="Its id in the list.")]
) -> None:
    """Take one of the ways to open the diary away; the last passphrase or recovery code stays."""
    from diary_app.security.keychain import NoKeychain, system_keychain

    secret = call.secret()
    with call.open_with(secret) as opened:
        found = next((each for each in opened.access.slots() if each.id == slot), None)
        keychain = system_keychain() if found is not None and found.kind == "keychain" else None
        try:
            _noted(call, opened.access.remove_slot(secret, slot, keychain))
        except NoKeychain as refusal:
            call.warn(call.tr.error(refusal))
        left = {each.kind for each in opened.access.slots()}
    if found is not None and found.kind == "recovery" and "recovery" not in left:
        clinic = call.tr("Without the passphrase only your clinic's key opens it.")
        nobody = call.tr("When the passphrase is forgotten, nobody can open it.")
        what = clinic if "escrow" in left else nobody
        none = call.tr('The diary has no recovery code now ("diary-app recovery new" makes one).')
        call.warn(f"{none} {what}")
    told = call.tr("It no longer opens the diary. Backups that were made until now still open with it.")
    call.show({"id": slot}, told)


def _noted(call: Call, noted: bool) -> None:
    """The change of keys counts either way; a log that lacks it is told."""
    if not noted:
        call.warn(call.tr("The keys were changed, but this could not be written into the diary's log."))
