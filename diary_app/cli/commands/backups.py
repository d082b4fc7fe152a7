"""``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diary_app.cli.call import Call
from diary_app.cli.passphrase import with_way_back
from diary_app.cli.shared import STAFF, command
from diary_app.common.errors import WrongPassphrase

if TYPE_CHECKING:
    from diary_app.storage.losses import Loss
    from diary_app.storage.restore import Restored


def register(app: typer.Typer) -> None:
    """Add the commands."""
    command(app, "backup", also=STAFF)(backup)
    command(app, "restore", also={})(restore)


def backup(
    call: Call, out: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The backup.")]
) -> None:
    """Write a backup of the whole diary, encrypted as it is, and check it."""
    with call.open() as opened:
        made = opened.backups.make(out.absolute(), writer=call.writer(opened))
    from diary_app.storage.backup_manifest import heads_value

    told = {
        "id": made.entry,
        "file": str(out.absolute()),
        "store": made.manifest.store,
        "epoch": made.manifest.epoch,
        "entries": made.manifest.entries,
        "heads": heads_value(made.manifest.heads),
    }
    call.show(told, call.tr("A backup of {count} entries was made and checked: {file}",
                            count=made.manifest.entries, file=out.absolute()))  # fmt: skip


def restore(
    call: Call, file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup of a diary.")]
) -> None:
    """Bring a diary back from a backup. The one that is there is set aside, never deleted."""
    from diary_app.services.backups import look_at

    look_at(file)  # before anybody has to type a passphrase
    secret = call.given_secret()  # what opened it then; there need not be a diary in the folder
    from diary_app.bootstrap import restore_store

    try:
        done = restore_store(call.folder, file, secret, clock=call.around.clock)
    except WrongPassphrase as refusal:
        raise with_way_back(refusal, secret, then=True) from None
    call.show(_told(call, file, done), _sentences(call, file, done))


def _told(call: Call, file: Path, done: Restored) -> dict[str, Any]:
    return {
        "id": done.entry.id,
        "file": str(file.absolute()),
        "folder": str(call.folder),
        "entries": done.manifest.entries,
        "epoch": done.epoch,
        "set_aside": None if done.set_aside is None else str(done.set_aside),
        "lost": done.lost,
        "other_keys": done.other_keys,
    }


def _sentences(call: Call, file: Path, done: Restored) -> str:
    tr = call.tr
    told = tr("The diary was restored from {file}: {count} entries.", file=file, count=done.manifest.entries)
    if done.set_aside is not None:
        told += " " + tr("What was there before is in {folder}.", folder=done.set_aside)
    if done.lost is None and done.set_aside is not None:
        told += " " + tr("What was there could not be read or was another diary: what was written down after "
                         "the backup, if anything was, is not in the diary now.")  # fmt: skip
    for lost in done.given_up:
        told += " " + _range(call, lost, done)
    if done.other_keys:
        told += " " + tr("The diary now opens with what opened it when the backup was made; passphrases and "
                         "codes made since then no longer open it.")  # fmt: skip
    return told


def _range(call: Call, lost: Loss, done: Restored) -> str:
    """What is no longer in the diary; a chain that went on in more than one epoch is told apart by it."""
    key = lost.head.key
    where = {"first": lost.first, "last": lost.head.seq, "chain": key.chain, "folder": done.set_aside}
    if sum(each.head.key.chain == key.chain for each in done.given_up) > 1:
        return call.tr("Entries {first} to {last} of the chain {chain} (epoch {epoch}) are no longer in the "
                       "diary; they are in {folder}.", epoch=key.epoch, **where)  # fmt: skip
    return call.tr("Entries {first} to {last} of the chain {chain} are no longer in the diary; they are in "
                   "{folder}.", **where)  # fmt: skip
