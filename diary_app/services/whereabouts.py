"""Whether a diary lies where other programs copy it about, or on a drive that can be pulled out.

An open database in a folder that a program synchronises can be damaged by it,
and a copy of a database that is being written can lack what stands in its
write-ahead file (https://www.sqlite.org/howtocorrupt.html, sections 1.2 and 2).
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

_SYNCED_NAMES = (  # a folder of this name on the way to the diary, and whose it is
    (r"onedrive( - .+|-.+)?", "OneDrive"),
    (r"dropbox( \(.+\))?", "Dropbox"),
    (r"mobile documents|iclouddrive|icloud drive|com~apple~clouddocs", "iCloud"),
    (r"google ?drive(-.+)?|my drive|我的云端硬盘", "Google Drive"),
    (r"nextcloud\d*", "Nextcloud"),
    (r"owncloud\d*", "ownCloud"),
    (r"nutstore( files)?\d*|我的坚果云|坚果云", "坚果云 (Nutstore)"),
    (
        r"baidu(syncdisk|netdiskworkspace|yunpan)?|百度(网盘|云)?同步(空间|盘)?|百度网盘|百度云",
        "百度网盘 (Baidu)",
    ),
    (r"syncthing", "Syncthing"),
    (r"cloudstorage", "a cloud service"),
    (r"megasync|mega", "MEGA"),
    (r"pcloud ?drive|pcloudsync", "pCloud"),
    (r"box sync|box-box", "Box"),
    (r"synologydrive", "Synology Drive"),
    (r"seafile", "Seafile"),
    (r"wps云盘|wpsdrive", "WPS"),
    (r"yandex\.?disk", "Yandex Disk"),
)
_MARKERS = (  # a file or folder that such a program puts at the top of what it synchronises
    (r"\.dropbox(\.cache)?", "Dropbox"),
    (r"\.stfolder", "Syncthing"),
    (r"\.?_?sync_[0-9a-f]+\.db", "Nextcloud"),
    (r"\.nextcloudsync\.log", "Nextcloud"),
    (r"\.owncloudsync\.log", "ownCloud"),
    (r"\.tmp\.drive(download|upload)", "Google Drive"),
    (r"\.849c9593-d756-4e56-8d6e-42412f2a707b", "OneDrive"),
)
_ANY_MARKER = re.compile("|".join(f"(?:{pattern})" for pattern, _ in _MARKERS), re.IGNORECASE)
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_NETWORK = ("nfs", "cifs", "smb", "fuse.sshfs", "fuse.rclone", "davfs", "fuse.davfs", "afs", "9p", "webdav")
_MOST_NAMES = 2_000  # looked at in one folder; a marker stands among few others


class Danger(StrEnum):
    """What kind of place it is."""

    SYNCED = "synced"
    REMOVABLE = "removable"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Risk:
    """``who``: the program or service that synchronises, empty for a drive."""

    danger: Danger
    who: str = ""


@dataclass(frozen=True, slots=True)
class Mount:
    """What the system tells about the drive a folder lies on."""

    removable: bool
    kind: str = ""


Listing = Callable[[PurePath], Iterable[str]]


def risk_of(
    folder: PurePath, listing: Listing, mount: Mount | None, environ: Mapping[str, str]
) -> Risk | None:
    """What speaks against ``folder`` (absolute, links resolved); ``None`` where nothing does.

    ``listing``: the names in a folder; ``mount``: what the system tells, if
    anything. Pure, apart from what these two look up.
    """
    who = _by_variable(folder, environ) or _by_name(folder) or _by_marker(folder, listing)
    if who:
        return Risk(Danger.SYNCED, who)
    if mount is not None and mount.removable:
        return Risk(Danger.REMOVABLE)
    if mount is not None and mount.kind.startswith(_NETWORK):
        return Risk(Danger.NETWORK)
    return None


def risky_place(folder: Path, environ: Mapping[str, str] = os.environ) -> Risk | None:
    """What speaks against the place of a diary on this computer; never raises."""
    try:
        whole = folder.resolve()
        return risk_of(whole, _names_in, mount_of(whole), environ)
    except (OSError, ValueError, RuntimeError):  # a place that cannot be looked at; opening it will say so
        return None


def _by_variable(folder: PurePath, environ: Mapping[str, str]) -> str:
    for name in _VARIABLES:
        told = environ.get(name, "")
        if told and folder.is_relative_to(type(folder)(told)):
            return "OneDrive"
    return ""


def _by_name(folder: PurePath) -> str:
    found = ""
    for part in folder.parts[1:]:
        for pattern, who in _SYNCED_NAMES:
            if re.fullmatch(pattern, part, re.IGNORECASE):
                found = who
    return found


def _by_marker(folder: PurePath, listing: Listing) -> str:
    for place in (folder, *folder.parents):
        for name in filter(_ANY_MARKER.fullmatch, listing(place)):  # a home holds many names
            for pattern, who in _MARKERS:
                if re.fullmatch(pattern, name, re.IGNORECASE):
                    return who
    return ""


def _names_in(folder: PurePath) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for place, entry in enumerate(entries):
                if place >= _MOST_NAMES:
                    return
                yield entry.name
    except OSError:  # not there yet, or not ours to look into
        return


def mount_of(folder: Path) -> Mount | None:
    """What this system tells of the drive that ``folder`` lies on; ``None`` where it tells nothing."""
    if sys.platform == "win32":
        return _windows_mount(folder)
    if sys.platform == "darwin":
        return Mount(removable=len(folder.parts) > 2 and folder.parts[1] == "Volumes")
    try:
        text = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    return linux_mount(folder, text, _block_is_removable)


def linux_mount(folder: PurePath, mountinfo: str, block_is_removable: Callable[[str], bool]) -> Mount | None:
    """The mount that ``folder`` lies on, from the text of ``/proc/self/mountinfo`` (proc(5)).

    ``block_is_removable``: what ``/sys/dev/block/<major:minor>`` tells. A drive
    that the desktop mounted for a person lies under ``/media`` or ``/run/media``.
    """
    best: tuple[int, str, str, str] | None = None
    for line in mountinfo.splitlines():
        head, dash, tail = line.partition(" - ")
        fields = head.split(" ")
        if not dash or len(fields) < 5:
            continue
        point = PurePath(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[4]))
        if folder.is_relative_to(point):
            length = len(point.parts)
            if best is None or length >= best[0]:
                best = (length, str(point), fields[2], tail.split(" ")[0])
    if best is None:
        return None
    _, point_text, number, kind = best
    by_person = point_text.startswith(("/media/", "/run/media/"))
    return Mount(removable=by_person or block_is_removable(number), kind=kind)


def _block_is_removable(number: str) -> bool:
    device = Path("/sys/dev/block") / number
    for place in (device / "removable", device.resolve().parent / "removable"):  # a partition, its drive
        try:
            if place.read_text(encoding="ascii").strip() == "1":
                return True
        except OSError:
            continue
    return False


def _windows_mount(folder: Path) -> Mount | None:  # pragma: no cover - needs Windows
    import ctypes

    library = getattr(ctypes, "windll", None)
    if library is None or not folder.anchor:
        return None
    kind = library.kernel32.GetDriveTypeW(folder.anchor)
    return Mount(removable=kind == 2, kind="smb" if kind == 4 else "")
