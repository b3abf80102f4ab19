"""Who chose a GPU must see it when the processor reads instead, and why: a month of messages would take days."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.device_line import DeviceLine
from gui.language import Language
from tests.store.samples import PASSPORT


def test_the_line_names_the_sessions_own_device_and_the_reason_of_a_fallback(qtbot: QtBot, language: Language) -> None:
    page, line = QWidget(), DeviceLine()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(line)
    before_a_run = line.text
    assert not before_a_run
    line.show_run(PASSPORT)
    assert line.text == "Runs on CPU, variant fp32, texts at once: 2."
    line.show_run(replace(PASSPORT, fallback="cuda: this ONNX Runtime has no cuda"))
    assert line.text.endswith("Not on the device that was chosen: cuda: this ONNX Runtime has no cuda.")
    language.choose("ja")
    qtbot.waitUntil(lambda: "件。選んだデバイスでは実行していません。" in line.text)
    line.clear()
    assert not line.text
