"""The head of the order: which file is in sight, what is known of it, and what it is screened for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from domain.mandate import Mandate
from gui.elided import Elided
from gui.widget import Widget, button, label


class FileHead(Widget):
    """Two lines; a long name and a long purpose are cut off, and whole as tips."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._facts, self._stated = (
            Elided("title", Qt.TextElideMode.ElideMiddle),
            label("muted"),
            Elided("muted"),
        )
        self._mandate = Mandate()
        self.change, self.another = button("quiet"), button("quiet")
        self._lay_out()
        self._retranslate()

    def show_file(self, name: str, facts: str, mandate: Mandate) -> None:
        """Show another file, or more of this one."""
        self._name.setText(name)
        self._facts.setText(facts)
        self._mandate = mandate
        self._retranslate()

    def _retranslate(self) -> None:
        self.another.setText(self.tr("Another file"))
        self.change.setText(self.tr("Change the purpose"))
        mandate = self._mandate
        said = self.tr("For: {0} · {1} · {2}").format(mandate.purpose, mandate.whose_texts, mandate.legal_basis)
        self._stated.setText(said)
        for shown in (self._stated, self.change):
            shown.setVisible(mandate.complete)

    def _lay_out(self) -> None:
        head, facts = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self.change)
        head.addWidget(self.another)
        facts.setSpacing(16)
        facts.addWidget(self._facts)
        facts.addWidget(self._stated, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(facts)
