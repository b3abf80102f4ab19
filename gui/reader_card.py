"""How one named reader agrees with the others: for whoever may see it, where the site shows it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from gui import quality_words, words
from gui.notice import Notice
from gui.threads import Errand
from gui.widget import Widget, choice, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.scope import Scope
    from gui.core import Core
    from gui.threads import Progress
    from review.agreement import Agreement


class ReaderCard(Widget):
    """A box of names, and what is known of the one that is chosen. Nobody is chosen at first."""

    def __init__(self, core: Core) -> None:
        super().__init__("card")
        self._core = core
        self._scope: Scope | None = None
        self._found: Sequence[Agreement] | None = None
        self._heading, self._lead, self._text = label("heading"), label("muted", wrap=True), label(wrap=True)
        self.reader, self._problem = choice(), Notice("problem")
        self.reader.activated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        for shown in (self._heading, self._lead, self.reader, self._text, self._problem):
            column.addWidget(shown)
        self.hide()
        self._retranslate()

    def show_readers(self, names: Sequence[str], scope: Scope) -> None:
        """Offer these readers; the one that was chosen stays chosen."""
        chosen, self._scope = self.reader.currentData(), scope
        self.reader.clear()
        for name in ("", *names):
            self.reader.addItem(name, name)
        self.reader.setCurrentIndex(max(self.reader.findData(chosen or ""), 0))
        self.setVisible(bool(names))
        self._choose()

    def _choose(self) -> None:
        self._found = None
        self._retranslate()
        name, scope = self.reader.currentData(), self._scope
        if name and scope:
            self._core.errands.start(
                Errand(partial(self._work_out, name, scope), partial(self._show, name, scope), self._problem.fail)
            )

    def _work_out(self, name: str, scope: Scope, _progress: Progress) -> Sequence[Agreement]:
        from review import agreement  # noqa: PLC0415 - loads statistics that no other page needs

        with self._core.open_database() as db:
            return agreement.of_reader(db, self._core.actor, name, scope)

    def _show(self, name: str, scope: Scope, found: Sequence[Agreement]) -> None:
        if (name, scope) == (self.reader.currentData(), self._scope):
            self._found = found
            self._problem.say("")
            self._retranslate()

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("One reader"))
        self._lead.setText(
            self.tr(
                "How one person's decisions agree with those of whoever read the same cases. Few cases say little, and to "
                "disagree is not to be wrong."
            )
        )
        self.reader.setAccessibleName(self.tr("Reader"))
        self.reader.setItemText(0, self.tr("Choose a reader"))
        title = self._core.protocol_words.title
        said = [words.told(quality_words.agreement(one, title(one.protocol))) for one in self._found or ()]
        waiting = self.tr("Working it out…") if self.reader.currentData() else ""
        self._text.setText(waiting if self._found is None else "\n\n".join(said))
        self._text.setVisible(bool(self._text.text()))
        self.setAccessibleName(self._heading.text())
        self.setAccessibleDescription(self._text.text())
