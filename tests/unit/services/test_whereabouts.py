from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from diary_app.services.whereabouts import Danger, Mount, Risk, linux_mount, risk_of, risky_place


def nothing(_folder: PurePath) -> Iterable[str]:
    return ()


def risk(folder: PurePath, mount: Mount | None = None) -> Risk | None:
    return risk_of(folder, nothing, mount, {})


@pytest.mark.parametrize(
    ("folder", "who"),
    [
        ("C:/Users/Anna/OneDrive/Diary", "OneDrive"),
        ("C:/Users/Anna/OneDrive - Hospital X/Diary", "OneDrive"),
        ("C:/Users/Anna/Dropbox (Personal)/x", "Dropbox"),
        ("C:/Users/Anna/iCloudDrive/x", "iCloud"),
        ("G:/My Drive/diary", "Google Drive"),
        ("C:/Users/王/Nutstore/1/我的坚果云/日记", "坚果云 (Nutstore)"),
        ("D:/BaiduSyncdisk/日记", "百度网盘 (Baidu)"),
        ("D:/百度网盘同步空间/日记", "百度网盘 (Baidu)"),
    ],
)
def test_synced_folders_of_windows_by_name(folder: str, who: str) -> None:
    assert risk(PureWindowsPath(folder)) == Risk(Danger.SYNCED, who)


@pytest.mark.parametrize(
    ("folder", "who"),
    [
        ("/home/anna/Nextcloud/diary", "Nextcloud"),
        ("/home/anna/nextcloud2/diary", "Nextcloud"),
        ("/home/anna/ownCloud/diary", "ownCloud"),
        ("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/diary", "iCloud"),
        ("/Users/anna/Library/CloudStorage/OneDrive-Personal/diary", "OneDrive"),
        ("/Users/anna/Library/CloudStorage/GoogleDrive-a@b.c/My Drive/x", "Google Drive"),
        ("/Users/anna/Library/CloudStorage/Something-New/x", "a cloud service"),
        ("/home/anna/Dropbox/x", "Dropbox"),
    ],
)
def test_synced_folders_of_other_systems_by_name(folder: str, who: str) -> None:
    assert risk(PurePosixPath(folder)) == Risk(Danger.SYNCED, who)


@pytest.mark.parametrize(
    "folder",
    [
        "/home/anna/.local/share/morning-diary",
        "/Users/anna/Library/Application Support/morning-diary",
        "/home/boxer/megaphone/dropboxes/onedrives",
    ],
)
def test_usual_folders_are_no_risk(folder: str) -> None:
    assert risk(PurePosixPath(folder)) is None
    assert risk(PureWindowsPath("C:/Users/Anna/AppData/Local/morning-diary")) is None


@pytest.mark.parametrize(
    ("marker", "who"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        ("._sync_0123456789ab.db", "Nextcloud"),
        (".sync_0123456789ab.db", "Nextcloud"),
        (".tmp.driveupload", "Google Drive"),
    ],
)
def test_a_marker_above_the_diary_tells_the_program(marker: str, who: str) -> None:
    def names(folder: PurePath) -> Iterable[str]:
        return [marker, "x"] if folder == PurePosixPath("/data/shared") else ["x"]

    found = risk_of(PurePosixPath("/data/shared/a/b"), names, None, {})
    assert found == Risk(Danger.SYNCED, who)
    assert risk_of(PurePosixPath("/data/own/a/b"), names, None, {}) is None


def test_the_folder_that_windows_names_as_onedrive_may_have_any_name() -> None:
    told = {"OneDriveCommercial": "D:\\Firma"}
    assert risk_of(PureWindowsPath("D:/Firma/diary"), nothing, None, told) == Risk(Danger.SYNCED, "OneDrive")
    assert risk_of(PureWindowsPath("D:/Firmament/diary"), nothing, None, told) is None


def test_drives_by_what_the_system_tells() -> None:
    here = PurePosixPath("/srv/diary")
    assert risk(here, Mount(removable=True)) == Risk(Danger.REMOVABLE)
    assert risk(here, Mount(removable=False, kind="nfs4")) == Risk(Danger.NETWORK)
    assert risk(here, Mount(removable=False, kind="ext4")) is None


MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:25 / /home rw - btrfs /dev/sda2 rw
31 22 8:17 / /media/anna/USB\040STICK rw - vfat /dev/sdb1 rw
32 22 8:33 / /mnt/photos rw - exfat /dev/sdc1 rw
33 22 0:44 / /mnt/ward rw - cifs //server/ward rw
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "removable", "kind"),
    [
        ("/home/anna/x", False, "btrfs"),
        ("/media/anna/USB STICK/diary", True, "vfat"),
        ("/mnt/photos/diary", True, "exfat"),
        ("/mnt/ward/diary", False, "cifs"),
        ("/var/lib", False, "ext4"),
    ],
)
def test_mounts_of_linux(folder: str, removable: bool, kind: str) -> None:
    found = linux_mount(PurePosixPath(folder), MOUNTS, lambda number: number == "8:33")
    assert found == Mount(removable, kind)
    assert linux_mount(PurePosixPath(folder), "", lambda _: True) is None


def test_on_this_computer(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "not there yet"
    assert risky_place(folder, {}) == Risk(Danger.SYNCED, "Dropbox")
    (tmp_path / ".stfolder").mkdir()
    assert risky_place(tmp_path / "a" / "b", {}) == Risk(Danger.SYNCED, "Syncthing")
    (tmp_path / "link").symlink_to(folder)
    assert risky_place(tmp_path / "link", {}) == Risk(Danger.SYNCED, "Dropbox")
