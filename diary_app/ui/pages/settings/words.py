"""What the Settings page says about keys, backups and checks, as plain text."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from diary_app.ui.kit import Kit

if TYPE_CHECKING:
    from diary_app.services.ways_in import SlotInfo


def day_and_time(kit: Kit, moment: datetime, zone: tzinfo | None = None) -> str:
    """For instance "Thursday 18 June, 07:43", in ``zone`` or as the moment stands."""
    local = moment.astimezone(zone) if zone is not None else moment
    return kit.tr("{day}, {time}", day=kit.day_and_month(local.date()), time=kit.clock_time(local.time()))


def slot_line(kit: Kit, slot: SlotInfo, zone: tzinfo) -> str:
    """One way to open the diary, in plain words, with the day since when."""
    tr = kit.tr
    day = kit.long_date(datetime.fromisoformat(slot.created_at).astimezone(zone).date())
    if slot.kind == "passphrase":
        return tr("Your passphrase, since {date}", date=day)
    if slot.kind == "recovery":
        return tr("Your recovery code on paper, since {date}", date=day)
    if slot.kind == "keychain":
        return tr("This computer, without asking, since {date}", date=day)
    name = slot.label or tr("no name")
    return tr("Your clinic's key ({name}), since {date}", name=name, date=day)


def lock_choices(kit: Kit) -> list[tuple[int, str]]:
    """Minutes without use, and how they are said; 0 is never."""
    tr = kit.tr
    minutes = [(n, tr.plural("{n} min", "{n} min", n)) for n in (5, 10, 30)]
    return [*minutes, (60, tr("1 hour")), (0, tr("Never"))]
