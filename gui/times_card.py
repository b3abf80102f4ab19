"""Within which time a text of each severity should be answered: the site says so, for each protocol that grades."""

from domain.protocol import Protocol
from gui.card import Card
from gui.core import Core
from gui.notice import Notice
from gui.short_field import ShortField
from review import site
from store.database import Database

LETTERS = 5
Times = list[tuple[Protocol, dict[str, float | None]]]


class TimesCard(Card):
    """One field for each level, in hours; empty is no time. What waits is due by it from now on."""

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._graded = [protocol for protocol in core.protocols if protocol.levels]
        self.fields = {(graded.id, level.id): ShortField(LETTERS) for graded in self._graded for level in graded.levels}
        self._problem = Notice("problem")
        for graded in self._graded:
            for level in graded.levels:
                field = self.fields[graded.id, level.id]
                field.editingFinished.connect(lambda graded=graded, level=level.id: self._set(graded, level))
                self._add(field)
        self._below.addWidget(self._problem)
        self._retranslate()

    def refresh(self) -> None:
        """Read the times that hold."""

        def ask(db: Database) -> Times:
            return [(protocol, site.response_times(db, protocol)) for protocol in self._graded]

        self._core.desk.ask(ask, self._show, self._problem.fail)

    def _show(self, found: Times) -> None:
        for protocol, times in found:
            for level, hours in times.items():
                field = self.fields[protocol.id, level]
                field.setText("" if hours is None else f"{hours:g}")
                field.setModified(False)

    def _set(self, protocol: Protocol, level: str) -> None:
        field = self.fields[protocol.id, level]
        if not field.isModified():
            return
        field.setModified(False)
        hours = _hours(field.text())
        wrong = bool(field.text().strip()) and hours is None
        self._judge(
            field, self.tr("Write a number of hours, such as 4 or 0.5, or nothing for no time.") if wrong else ""
        )
        if wrong:
            return
        self._core.desk.ask(
            lambda db: site.set_response_time(db, self._core.actor, protocol, level, hours),
            lambda _: None,
            self._problem.fail,
        )

    def _retranslate(self) -> None:
        self._head(
            self.tr("Response times"),
            self.tr("Hours from the import until a text should be answered. Empty: no time is set."),
        )
        words = self._core.protocol_words
        for (protocol, level), field in self.fields.items():
            self._name(field, f"{words.title(protocol)} · {words.level(protocol, level)}")


def _hours(untrusted: str) -> float | None:
    try:
        hours = float(untrusted.replace(",", "."))
    except ValueError:
        return None
    return hours if 0 < hours < float("inf") else None
