"""What is decided about a pack is written into its folder; where that fails, people must be told what to mend."""

import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.errors import KizashiError, StoreFullError
from domain.pack import Pack
from models.additions import let_heads_read
from tests.screening.words import word_pack

NOBODY = 65534
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="users and limits are set as on Unix")


@pytest.fixture
def words() -> Iterator[Pack]:
    """A pack in a folder that every account reads: pytest's own let nobody else pass."""
    with tempfile.TemporaryDirectory() as folder:
        made = word_pack(Path(folder))
        Path(folder).chmod(0o755)
        yield made


@contextmanager
def another_account() -> Iterator[None]:
    """Work as somebody whom modes keep out: they don't keep out root."""
    own = os.geteuid()
    if own:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(own)


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow: the system says the same of a disk that is full."""
    before, handled = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handled)


def test_a_folder_that_may_not_be_written_to_is_no_full_disk(words: Pack) -> None:
    """Whoever is told that the disk is full frees space in vain."""
    words.folder.chmod(0o555)
    with another_account(), pytest.raises(KizashiError, match="Get the rights to it") as refused:
        let_heads_read(words, "fp32")
    assert not isinstance(refused.value, StoreFullError)
    words.folder.chmod(0o755)


def test_a_full_disk_is_said_to_be_one(words: Pack) -> None:
    with full_disk(), pytest.raises(StoreFullError, match="The disk is full"):
        let_heads_read(words, "fp32")
