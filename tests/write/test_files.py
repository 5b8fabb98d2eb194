"""Files reach the disk whole or not at all, and the reason for a refusal can be read."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from rapport.write.files import OutputError, write_file

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    target = tmp_path / "2031-T1" / "delårsrapport.docx"
    write_file(target, b"ny")
    assert target.read_bytes() == b"ny"
    assert names(target.parent) == ["delårsrapport.docx"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "bilaga.xlsx"
    target.write_bytes(b"gammal och mycket mer")
    write_file(target, b"ny")
    assert target.read_bytes() == b"ny"
    assert names(tmp_path) == ["bilaga.xlsx"]


@pytest.mark.parametrize("lock", ["~$lårsrapport.docx", "~$delårsrapport.docx", ".~lock.delårsrapport.docx#"])
def test_a_document_that_is_open_is_left_alone(tmp_path: Path, lock: str) -> None:
    target = tmp_path / "delårsrapport.docx"
    target.write_bytes(b"gammal")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(OutputError, match=r"delårsrapport\.docx är öppen i ett annat program") as caught:
        write_file(target, b"ny")
    assert lock in str(caught.value)
    assert target.read_bytes() == b"gammal"
    assert names(tmp_path) == sorted(["delårsrapport.docx", lock])


def test_the_lock_of_another_document_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "~$nadsrapport.docx").write_bytes(b"")
    write_file(tmp_path / "delårsrapport.docx", b"ny")
    assert (tmp_path / "delårsrapport.docx").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions don't hold for this user")
def test_a_folder_without_write_permission_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "arkiv"
    folder.mkdir()
    folder.chmod(0o555)
    with pytest.raises(OutputError, match="arkiv är skrivskyddad"):
        write_file(folder / "rapport.docx", b"ny")
    folder.chmod(0o755)
    assert names(folder) == []


def test_a_file_in_the_way_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match="out är en fil och ingen mapp"):
        write_file(tmp_path / "out" / "rapport.docx", b"ny")


def test_a_folder_in_the_way_of_the_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "rapport.docx"
    target.mkdir()
    with pytest.raises(OutputError, match="det finns en mapp med det namnet"):
        write_file(target, b"ny")
    assert target.is_dir()
    assert names(tmp_path) == ["rapport.docx"]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disken är full"),
        (PermissionError(errno.EACCES, "Permission denied"), "öppen i ett annat program eller skrivskyddad"),
        (OSError(errno.EIO, "Input/output error"), "disken eller nätet svarar inte som det ska"),
    ],
)
def test_a_disk_that_refuses_leaves_the_old_file_and_no_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, reason: str
) -> None:
    target = tmp_path / "rapport.docx"
    target.write_bytes(b"gammal")

    def refuse(_number: int) -> None:
        raise fault

    # a full disk shows first when the bytes are to leave the memory
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OutputError, match=reason):
        write_file(target, b"ny")
    assert target.read_bytes() == b"gammal"
    assert names(tmp_path) == ["rapport.docx"]
