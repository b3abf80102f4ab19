"""The Quality page: what may have been missed, how readers agree, what stands out in one's own decisions; and reports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from domain.actor import Right
from domain.scope import EVERYTHING, Scope
from gui import quality_words, words
from gui.batch_card import BatchCard
from gui.notice import Notice
from gui.reader_card import ReaderCard
from gui.report_buttons import ReportButtons
from gui.said_card import SaidCard
from gui.threads import Errand
from gui.widget import Widget, label
from review import closing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from gui.core import Core
    from gui.quality_figures import Figures
    from gui.threads import Progress
    from review.agreement import Agreement
    from store.batches import Batch

WIDTH = 772
LATELY = (30, 90)
"""Days of the periods that are offered."""


class QualityPage(Widget):
    """Says it for everything, a period or one batch."""

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._batches: Sequence[Batch] = ()
        self._figures: Figures | None = None
        self._title, self._problem, self._again = label("title"), Notice("problem"), Notice("problem")
        self.scope = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.missed, self.agreement, self.own = SaidCard(), SaidCard(), SaidCard()
        self.reader, self.batch, self.reports = ReaderCard(core), BatchCard(core), ReportButtons(core)
        self._area = QScrollArea(widgetResizable=True)
        self._lay_out()
        self.scope.activated.connect(self._choose)
        self.batch.closed.connect(self.refresh)
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Be up to date whenever the page comes into sight."""
        super().showEvent(event)
        self._problem.say("")
        self.scope.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """Read the batches, and work the figures out again."""
        actor = self._core.actor
        self._core.desk.ask(lambda db: closing.every(db, actor), self._show_batches, self._problem.fail)
        self._choose()

    def _choose(self) -> None:
        scope, self._figures = self._scope, None
        self._retranslate()
        self.reports.show_scope(scope)
        self.batch.show_batch(next((batch for batch in self._batches if batch.id == scope.batch), None))
        self._core.errands.start(
            Errand(partial(self._worked_out, scope), partial(self._show, scope), self._problem.fail)
        )

    def _worked_out(self, scope: Scope, _progress: Progress) -> Figures:
        from gui.quality_figures import figures  # noqa: PLC0415 - loads statistics that no other page needs

        with self._core.open_database() as db:
            return figures(db, self._core.actor, scope)

    def _show(self, scope: Scope, figures: Figures) -> None:
        if scope == self._scope:
            self._figures = figures
            self.reader.show_readers(figures.readers, scope)
            self._retranslate()

    @property
    def _scope(self) -> Scope:
        found = self.scope.currentData()
        return found if isinstance(found, Scope) else EVERYTHING

    def _show_batches(self, batches: Sequence[Batch]) -> None:
        self._batches = batches
        chosen = self._scope
        self.scope.clear()
        self.scope.addItem("", EVERYTHING)
        for days in LATELY:
            since = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days)
            self.scope.addItem("", Scope(since=since.isoformat(timespec="seconds")))
        for batch in batches:
            self.scope.addItem("", Scope(batch.id))
        scopes = [self.scope.itemData(place) for place in range(self.scope.count())]
        self.scope.setCurrentIndex(scopes.index(chosen) if chosen in scopes else 0)
        self._name_scopes()
        self.batch.show_batch(next((batch for batch in batches if batch.id == self._scope.batch), None))

    def _name_scopes(self) -> None:
        periods = [self.tr("The last {0} days").format(days) for days in LATELY]
        batches = [f"{words.listed(batch.sources)} · {words.day(batch.created_at)}" for batch in self._batches]
        for place, name in enumerate([self.tr("Everything"), *periods, *batches][: self.scope.count()]):
            self.scope.setItemText(place, name)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Quality"))
        self.scope.setAccessibleName(self.tr("Of which texts"))
        self._area.setAccessibleName(self.tr("Quality"))
        self._name_scopes()
        figures = self._figures
        self._say_missed(figures)
        self._say_agreement(figures)
        watched = quality_words.watched(figures.watch) if figures and figures.watch else []
        if figures and figures.watch and not watched:
            watched = [quality_words.nothing_stands_out(figures.watch)]
        self.own.say(self.tr("Your own decisions"), self.tr("Only you are shown this."), watched)
        self.own.setVisible(bool(watched))

    def _say_missed(self, figures: Figures | None) -> None:
        found = figures.missed if figures else ()
        titles = [self._core.protocol_words.title(one.miss.protocol) for one in found]
        lines = [words.told(quality_words.missed(one, title)) for one, title in zip(found, titles, strict=True)]
        lead = self.tr(
            "Of each batch, some not-flagged texts are drawn at random and put among the cases, so that whoever reads them "
            "doesn't know. The bound holds with 95% confidence."
        )
        empty = (
            self.tr("No text was let pass as not flagged here, so none can have been missed.")
            if figures
            else self._wait()
        )
        self.missed.say(self.tr("What may have been missed"), lead, lines or [empty])
        again = words.listed(title for one, title in zip(found, titles, strict=True) if one.again)
        warning = self.tr(
            "Validate again: {0}. The texts, or how often they are flagged or missed, are not any more as they were when it "
            "was validated. Nothing is changed by itself."
        )
        self._again.say(warning.format(again) if again else "")

    def _say_agreement(self, figures: Figures | None) -> None:
        alone = figures is not None and figures.own == figures.everybody
        own = self._agreed(figures.own if figures and not alone else None, self.tr("You and others"))
        everybody = self._agreed(figures.everybody if figures else None, self.tr("All readers"))
        lead = self.tr("From cases that a second person has read without knowing the first decision; 95% intervals.")
        empty = self._never_twice() if figures else self._wait()
        self.agreement.say(self.tr("How readers agree"), lead, [*own, *everybody] or [empty])

    def _never_twice(self) -> str:
        """Return that nothing was read twice, of what this person may know of."""
        if self._core.actor.may(Right.READ_REVIEWERS):
            return self.tr("No case was read twice yet.")
        return self.tr("No case that you have decided was read twice yet.")

    def _wait(self) -> str:
        return self.tr("Working it out…")

    def _agreed(self, found: tuple[Agreement, ...] | None, who: str) -> list[str]:
        title = self._core.protocol_words.title
        return [words.told(quality_words.agreement(one, f"{who} · {title(one.protocol)}")) for one in found or ()]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.scope)
        cards = Widget()
        # Of what holds them: words that wrap in a narrower card would have too little height.
        cards.setMaximumWidth(WIDTH)
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(14)
        for shown in (
            self._problem,
            self._again,
            self.missed,
            self.agreement,
            self.reader,
            self.own,
            self.batch,
            self.reports,
        ):
            column.addWidget(shown)
        may = self._core.actor.may
        self.agreement.setVisible(may(Right.DECIDE) or may(Right.READ_REVIEWERS))
        self.reports.setVisible(may(Right.EXPORT))
        column.addStretch()
        self._area.setWidget(cards)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 26, 20, 16)
        outer.setSpacing(14)
        outer.addLayout(head)
        outer.addWidget(self._area, 1)
