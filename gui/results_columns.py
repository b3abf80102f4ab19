"""The columns of the table of results: their names, what they say of a text, and what they are sorted by."""

from enum import IntEnum

from PySide6.QtCore import QCoreApplication, Qt

from domain.outcome import Outcome
from gui import words
from gui.protocol_words import ProtocolWords
from store.result_rows import Order, ResultRow


class Column(IntEnum):
    """The columns, left to right."""

    ID = 0
    OUTCOME = 1
    WHY = 2
    PROBABILITY = 3
    SEVERITY = 4
    LANGUAGE = 5
    TEXT = 6


ORDERS: dict[int, Order] = {
    Column.ID: Order.ID,
    Column.OUTCOME: Order.OUTCOME,
    Column.PROBABILITY: Order.PROBABILITY,
    Column.SEVERITY: Order.SEVERITY,
}
"""The columns that a click on their header sorts by."""

HIGHEST_FIRST = {Column.PROBABILITY, Column.SEVERITY}


def title(column: Column, *, calibrated: bool) -> str:
    """Return a column's name. `calibrated`: the numbers are probabilities."""
    return {
        Column.ID: QCoreApplication.translate("ResultsTable", "ID"),
        Column.OUTCOME: QCoreApplication.translate("ResultsTable", "Outcome"),
        Column.WHY: QCoreApplication.translate("ResultsTable", "Why"),
        Column.PROBABILITY: QCoreApplication.translate("ResultsTable", "Probability")
        if calibrated
        else QCoreApplication.translate("ResultsTable", "Model's answer"),
        Column.SEVERITY: QCoreApplication.translate("ResultsTable", "Severity, if a case"),
        Column.LANGUAGE: QCoreApplication.translate("ResultsTable", "Language"),
        Column.TEXT: QCoreApplication.translate("ResultsTable", "Text"),
    }[column]


def said(row: ResultRow, column: Column, protocol: str, protocols: ProtocolWords) -> str:
    """Return what a column says of a text that was screened under a protocol."""
    return {
        Column.ID: words.text_id(row.text_id),
        Column.OUTCOME: words.outcome(row.outcome),
        Column.WHY: words.code(row.outcome, row.code),
        Column.PROBABILITY: words.percent(row.probability),
        Column.SEVERITY: _severity(row, protocol, protocols),
        Column.LANGUAGE: words.language(row.language),
        Column.TEXT: words.gone() if row.gone else " ".join(row.excerpt.split()),
    }[column]


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Return how a column stands below its name: numbers to the right."""
    side = Qt.AlignmentFlag.AlignRight if column is Column.PROBABILITY else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _severity(row: ResultRow, protocol: str, protocols: ProtocolWords) -> str:
    if not row.severity or row.outcome is Outcome.CLEAR:
        return "–"
    return f"{protocols.level(protocol, row.severity)} ({words.percent(row.severity_probability)})"
