"""Where a pack is put. If these fail, somebody frees a disk that is not full, or looks for the wrong file."""

import errno
import os
from pathlib import Path

import pytest

from domain.errors import KizashiError, StoreFullError
from models.placing import scratch


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "The pack could not be written to {packs}: the disk is full. Free some space, then try again."),
        (errno.EROFS, "{packs} can't be used: Read-only file system. Get the rights to it, or"),
        (errno.EIO, "{packs} can't be used: Input/output error."),
        (errno.EFBIG, "{packs} takes no file of that size, as a stick in FAT32 takes none over 4 GB."),
    ],
)
def test_the_systems_true_reason_is_said_of_the_folder_and_not_of_scratch_in_it(
    tmp_path: Path, code: int, said: str
) -> None:
    with pytest.raises(KizashiError) as refused, scratch(tmp_path, "tiny") as folder:
        raise OSError(code, os.strerror(code), str(folder / "weights.bin"))
    assert str(refused.value).startswith(said.format(packs=tmp_path))
    assert isinstance(refused.value, StoreFullError) == (code == errno.ENOSPC)
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_may_not_be_read_is_named_and_not_the_packs_folder(tmp_path: Path) -> None:
    weights = tmp_path / "model.onnx.data"
    with pytest.raises(KizashiError) as refused, scratch(tmp_path / "packs", "tiny"):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(weights))
    assert str(refused.value).startswith(f"{weights} can't be used: Permission denied.")


def test_a_name_that_is_too_long_for_the_disk_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(KizashiError, match="File name too long"), scratch(tmp_path, "x" * 250):
        pass
