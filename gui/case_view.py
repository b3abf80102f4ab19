"""One case: the text first, then what the machine said of it, and the protocol's guidance for whoever decides."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from domain.case import Case, Verdict
from domain.outcome import Code
from gui import case_words, words
from gui.case_readings import CaseReadings
from gui.case_text import CaseText
from gui.elided import Elided
from gui.guidance import Guidance
from gui.keys import Act, Keys
from gui.marks import SIZE, Marks
from gui.preferences import Preferences
from gui.protocol_words import ProtocolWords
from gui.widget import Widget, button, label
from review.queue import OpenCase
from screening.screener import COMPANION
from store.steps import LifeStep

TEXT_SHARE, GUIDANCE_SHARE = 5, 3
"""How the room is shared between the text and the guidance beside it."""
WHERE_FROM = 180
"""Pixels for the edges, and for where a text is from to be told apart from another beside the heading."""
ROOMY = 800
"""From this height of the window on, in pixels, the guidance stands open at first."""


class CaseView(Widget):
    """Shows an open case; `shown` is what of the machine's suggestion stood on the screen.

    `reads`: whether whoever is at the machine may read texts at all.
    """

    def __init__(self, marks: Marks, protocols: ProtocolWords, preferences: Preferences, *, reads: bool) -> None:
        super().__init__("card")
        self._marks, self._protocols, self._preferences = marks, protocols, preferences
        self._keys, self._reads = preferences.keys, reads
        self._open: OpenCase | None = None
        self._life: Sequence[LifeStep] = ()
        self._mark, self._outcome, self._where = label(), label("heading"), Elided("small")
        self._why, self._suggestion = label(wrap=True), label("muted", wrap=True)
        self._decided, self._steps = label("muted", wrap=True), label("small", wrap=True)
        self.text, self._veiled = CaseText(), label("small", wrap=True)
        self._veiled.hide()
        self.readings = CaseReadings(protocols)
        self.guidance = button("quiet")
        self.guidance.setCheckable(True)
        self.guidance.clicked.connect(lambda: preferences.choose_guidance(is_open=self.guidance.isChecked()))
        self.guidance.toggled.connect(self._retranslate)
        self.text.veiled.connect(lambda veiled: self._veiled.setVisible(veiled and self._open is not None))
        self.advice = Guidance(protocols)
        self._lay_out()
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Open the guidance as it was left; where nobody has chosen, where the text has room beside it."""
        super().showEvent(event)
        chosen = self._preferences.guidance
        self.guidance.setChecked(self.window().height() >= ROOMY if chosen is None else chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Set where the text is from beside what was said of it, or below where help leaves too little room."""
        needed = sum(shown.sizeHint().width() for shown in (self._outcome, self.guidance)) + WHERE_FROM
        way = QBoxLayout.Direction.LeftToRight if self.width() >= needed else QBoxLayout.Direction.TopToBottom
        self._head.setDirection(way)

    def show_case(self, opened: OpenCase | None, life: Sequence[LifeStep] = ()) -> None:
        """Show a case with its life so far, or nothing while the next one is on its way."""
        self._open, self._life = opened, life
        self.readings.show_case(opened)
        self.text.show_body(opened.untrusted_body if opened else "")
        self._retranslate()

    def show_step(self, opened: OpenCase, life: Sequence[LifeStep]) -> None:
        """Show what has become of the case that is shown already; its text stays where it is."""
        self._open, self._life = opened, life
        self._retranslate()

    def take_keys(self, keys: Keys) -> None:
        """Name other keys."""
        self._keys = keys
        self._retranslate()

    @property
    def shown(self) -> dict[str, str]:
        """The suggestion as it was shown, for the record of the decision."""
        if not self._open or self._open.case.blind:
            return {}
        case = self._open.case
        return {
            "outcome": case.outcome,
            "code": case.code,
            "probability": words.percent(case.probability),
            "severity": case.severity,
            "severity_probability": words.percent(case.severity_probability),
        }

    def _retranslate(self) -> None:
        self.text.setAccessibleName(self.tr("Text of the case"))
        self.text.setPlaceholderText(self._nothing_to_read())
        said = self.tr("Blurred for a shared room. To read it, press {0} or point at it.")
        self._veiled.setText(said.format(self._keys.of(Act.SHOW)))
        case = self._open.case if self._open else None
        for shown in (self._mark, self._why):
            shown.setVisible(case is not None)
        self._outcome.setText(self._heading(case) if case else "")
        where = [words.text_id(case.text_id), case_words.due(case), case.source] if case else []
        self._where.setText(" · ".join(filter(None, where)))
        if case:
            self._mark.setPixmap(self._marks.of(case).pixmap(SIZE, SIZE))
            self._why.setText(self._reason(case))
        self._suggestion.setText(self._suggested(self._open) if self._open and not self._open.case.blind else "")
        self._suggestion.setVisible(bool(self._suggestion.text()))
        self._decided.setText(
            self._said(case, case.verdict) if case and case.verdict and case.waits_for is None else ""
        )
        self._decided.setVisible(bool(self._decided.text()))
        self._steps.setText(case_words.life(self._life))
        self._steps.setVisible(bool(self._life))
        self._advise(case)
        self._share_room()

    def _heading(self, case: Case) -> str:
        shown = "" if case.blind else words.outcome(case.outcome)
        return " · ".join(filter(None, [case_words.top() if case.top else "", case_words.turn(case), shown]))

    def _reason(self, case: Case) -> str:
        if case.blind:
            return self.tr("What the machine and others said of it is shown after your decision.")
        return case_words.why(case)

    def _advise(self, case: Case | None) -> None:
        asked = (COMPANION if case.code is Code.SUICIDE_RISK else case.protocol) if case else ""
        self.guidance.setText(self.tr("Guidance") + f"  [{self._keys.of(Act.GUIDANCE)}]")
        self.advice.show_protocol(asked, self._keys)
        self.advice.setVisible(self.guidance.isChecked() and not self.advice.is_empty)

    def _nothing_to_read(self) -> str:
        if not self._reads:
            return self.tr("Your role reads no texts. What waits here, a counselor or a specialist decides.")
        if not self._open:
            return ""
        if self._open.gone:
            return self.tr("The words of this text are no longer kept: they were erased, or their time was over.")
        return self.tr("There is no text in this row.")

    def _suggested(self, opened: OpenCase) -> str:
        case = opened.case
        parts = [self._protocols.title(case.protocol)]
        if case.probability is not None:
            parts.append(case_words.chance(case, opened.untrusted_body))
        if case.severity:
            name = self._protocols.level(case.protocol, case.severity)
            chance = words.percent(case.severity_probability)
            parts.append(self.tr("if a case: {0} ({1})").format(name, chance))
        return " · ".join(parts)

    def _said(self, case: Case, verdict: Verdict) -> str:
        severity = self._protocols.level(case.protocol, case.decided_severity)
        said = words.listed([words.verdict(verdict), severity])
        return self.tr("Decided: {0} ({1}, {2})").format(said, case.decided_by, words.moment(case.decided_at))

    def _lay_out(self) -> None:
        said, aside = QHBoxLayout(), QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._mark)
        said.addWidget(self._outcome)
        said.addStretch()
        aside.setSpacing(8)
        aside.addWidget(self._where, 1)
        aside.addWidget(self.guidance)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(16)
        self._head.addLayout(said)
        self._head.addLayout(aside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(6)
        column.addLayout(self._head)
        beside = QHBoxLayout()
        beside.setSpacing(10)
        beside.addWidget(self.text, TEXT_SHARE)
        beside.addWidget(self.advice, GUIDANCE_SHARE)
        column.addLayout(beside, 1)
        for shown in (self._veiled, self.readings, self._why, self._suggestion, self._decided, self._steps):
            column.addWidget(shown)
