"""A card with a heading and rows of a name and a control, as the Settings page has them."""

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.widget import Widget, label


class Card(Widget):
    """A heading, a sentence, and named controls below one another. A name is also what a screen reader says."""

    def __init__(self) -> None:
        super().__init__("card")
        self._heading, self._lead = label("heading"), label("muted", wrap=True)
        self._names: dict[QWidget, QLabel] = {}
        self._wrong: dict[QWidget, QLabel] = {}
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(0, 1)
        self._below = QVBoxLayout()
        self._below.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self._lead)
        column.addLayout(self._rows)
        column.addLayout(self._below)

    def _add(self, control: QWidget) -> None:
        """Add a row for a control, not yet named."""
        row = 3 * len(self._names)
        self._names[control] = label(wrap=True)
        self._wrong[control] = label("wrong", wrap=True)
        self._wrong[control].hide()
        self._rows.addWidget(self._names[control], row, 0)
        self._rows.addWidget(control, row, 1)
        self._rows.addWidget(self._wrong[control], row + 2, 0, 1, 2)

    def stack(self, *, stacked: bool) -> None:
        """Set each control below its name, or beside it."""
        for row, control in enumerate(self._names):
            self._rows.removeWidget(control)
            self._rows.addWidget(control, 3 * row + int(stacked), int(not stacked))

    def _name(self, control: QWidget, name: str) -> None:
        """Name a control that was added."""
        self._names[control].setText(name)
        control.setAccessibleName(name)

    def _judge(self, control: QWidget, wrong: str) -> None:
        """Say below a control what is wrong with what was put there, "" for nothing."""
        self._wrong[control].setText(wrong)
        self._wrong[control].setVisible(bool(wrong))
        control.setAccessibleDescription(wrong)

    def _head(self, heading: str, lead: str) -> None:
        self._heading.setText(heading)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))
