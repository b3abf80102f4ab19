"""What the protocol in review says for whoever decides: what to do, which level means what, and what counts as a case."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from domain.protocol import Wording
from gui.keys import Keys
from gui.protocol_words import ProtocolWords
from gui.widget import Widget, label


class Guidance(QScrollArea):
    """Parts below one another, each under its name; a part of which the protocol says nothing is not there."""

    def __init__(self, protocols: ProtocolWords) -> None:
        super().__init__(widgetResizable=True)
        self._protocols = protocols
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts = [(label("field", wrap=True), label("advice", wrap=True)) for _ in range(4)]
        inside = Widget("sunken")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(2)
        for name, said in self.parts:
            said.setIndent(0)  # else it stands off from its name
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(name)
            column.addWidget(said)
        column.addStretch()
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        """Be as high as the text that it stands beside."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not any(said.text() for _, said in self.parts)

    def show_protocol(self, protocol: str, keys: Keys) -> None:
        """Show what a protocol says, "" for none; levels stand with the keys that give them."""
        wording = self._protocols.wording(protocol)
        self.setAccessibleName(self.tr("Guidance"))
        told = (
            (self.tr("What to do"), wording.guidance if wording else ""),
            (self.tr("In an emergency"), wording.crisis if wording else ""),
            (self.tr("Levels"), self._levels(protocol, keys)),
            (self.tr("What counts as a case, and what doesn't: as the model was told"), _counts(wording)),
        )
        for (name, said), (title, text) in zip(self.parts, told, strict=True):
            name.setText(title)
            said.setText(text.strip())
            for shown in (name, said):
                shown.setVisible(bool(text.strip()))

    def _levels(self, protocol: str, keys: Keys) -> str:
        cases = list(self._protocols.case_levels(protocol))
        lines = []
        for level, name in self._protocols.levels(protocol).items():
            if level in cases:
                key = keys.level(cases.index(level))
                lines.append(self.tr("{0}: a case").format(f"{name} [{key}]" if key else name))
            else:
                lines.append(self.tr("{0}: not a case").format(name))
        return "\n".join(lines)


def _counts(wording: Wording | None) -> str:
    return wording.instructions if wording else ""
