"""The roles of a clinic's staff in words."""

from __future__ import annotations

from collections.abc import Mapping

from diary_app.common.i18n import N_
from diary_app.domain.log.entry import Role

ROLE_WORDS: Mapping[Role, str] = {
    Role.NURSE: N_("Nurse"),
    Role.COORDINATOR: N_("Coordinator"),
    Role.INVESTIGATOR: N_("Investigator"),
    Role.MONITOR: N_("Monitor"),
}
ROLE_LINES: Mapping[Role, str] = {
    Role.NURSE: N_("Takes in diaries, types in forms, writes down visits, signs."),
    Role.COORDINATOR: N_("Does what a nurse does, and adds and retires people."),
    Role.INVESTIGATOR: N_("Does what a coordinator does."),
    Role.MONITOR: N_("Reads and prints, and changes nothing."),
}
