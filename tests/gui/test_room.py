"""On a small laptop a model can be larger than the memory: if these fail, people wait for a machine that only swaps."""

from PySide6.QtWidgets import QApplication, QWidget

from domain.pack import Pack
from gui import words
from gui.room import Room
from models.fit import Fit


def test_a_model_that_does_not_fit_is_warned_of_with_figures(qapp: QApplication, word_pack: Pack) -> None:
    assert qapp
    page, room = QWidget(), Room()
    room.setParent(page)
    room.show_fit(word_pack, Fit(needed_mb=5120, free_mb=980))
    assert f"{words.number(5120)} MB" in room.text
    assert f"{words.number(980)} MB" in room.text
    assert not room.isHidden()
    room.show_fit(word_pack, Fit(needed_mb=500, free_mb=980))
    assert room.isHidden()
