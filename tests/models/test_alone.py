"""Work in a process of its own. If these fail, a step that dies takes the program with it, or says nothing of why."""

import os
from pathlib import Path

import pytest

from domain.errors import ModelError
from models.alone import alone
from models.errors import NotAModelError
from models.hugging_face import check


def test_a_process_that_ends_without_an_answer_is_named_with_what_it_was_doing() -> None:
    with pytest.raises(ModelError, match=r"^Tiny could not be exported: its process ended; it may have run out"):
        alone("Tiny could not be exported", os._exit, 9)


def test_what_is_wrong_is_said_as_if_it_were_done_here(tmp_path: Path) -> None:
    with pytest.raises(NotAModelError, match=r"is no model: it holds no config\.json"):
        alone("Nothing", check, tmp_path)
