"""The words of "Please measure again", on Today and on the measurements page."""

from __future__ import annotations

from datetime import tzinfo

from diary_app.domain.pressure import Again
from diary_app.ui.kit import Kit


def again_words(kit: Kit, again: Again, zone: tzinfo | None) -> tuple[str, str]:
    """Title and text of "Please measure again"."""
    tr = kit.tr
    at, until = (moment.astimezone(zone) for moment in (again.at, again.until))
    high, low = again.reading
    told = tr(
        "Your blood pressure was {high}/{low} at {time}.", high=high, low=low, time=kit.clock_time(at.time())
    )
    if_over = tr(
        "Rest, then take one more reading by {until}. "
        "If it is {high}/{low} or higher again, call your clinic.",
        until=kit.clock_time(until.time()),
        high=again.limit[0],
        low=again.limit[1],
    )
    return tr("Please measure again"), kit.sentences(told, if_over)
