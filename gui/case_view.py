"""One case: the text first, then what the machine said of it, and the protocol's guidance for whoever decides."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QShowEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTextEdit, QVBoxLayout

from domain.case import Case
from domain.outcome import Code
from gui import words
from gui.marks import Marks
from gui.protocol_words import ProtocolWords
from gui.widget import Widget, button, label
from review.queue import OpenCase
from screening.screener import COMPANION

TEXT_PIXELS, LINE_PERCENT = 16, 140
GUIDANCE_KEY = "G"
ADVICE_HEIGHT = 144
ROOMY = 800
"""From this height of the window on, in pixels, the guidance stands open at first."""


class CaseView(Widget):
    """Shows an open case; `shown` is what of the machine's suggestion stood on the screen."""

    def __init__(self, marks: Marks, protocols: ProtocolWords) -> None:
        super().__init__("card")
        self._marks, self._protocols = marks, protocols
        self._open: OpenCase | None = None
        self._chosen = False
        self._mark = label()
        self._outcome = label("heading")
        self._where = label("small")
        self._why = label(wrap=True)
        self._suggestion = label("muted", wrap=True)
        self._decided = label("muted", wrap=True)
        self.text = QTextEdit(readOnly=True, acceptRichText=False)
        font = QFont(self.text.font())
        font.setPixelSize(TEXT_PIXELS)
        self.text.setFont(font)
        self.guidance = button("quiet")
        self.guidance.setCheckable(True)
        self.guidance.clicked.connect(self._choose)
        self.guidance.toggled.connect(self._retranslate)
        self._panel = QScrollArea(widgetResizable=True)
        self.advice = label("advice", wrap=True)
        self._lay_out()
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Open the guidance where the text has room beside it, until somebody has chosen."""
        super().showEvent(event)
        if not self._chosen:
            self.guidance.setChecked(self.window().height() >= ROOMY)

    def show_case(self, opened: OpenCase | None) -> None:
        """Show a case, or nothing while the next one is on its way."""
        self._open = opened
        self.text.setPlainText(opened.untrusted_body if opened else "")
        self._space_lines()
        self._retranslate()

    @property
    def shown(self) -> dict[str, str]:
        """The suggestion as it was shown, for the record of the decision."""
        if not self._open:
            return {}
        case = self._open.case
        return {
            "outcome": case.outcome,
            "code": case.code,
            "probability": words.percent(case.probability),
            "severity": case.severity,
            "severity_probability": words.percent(case.severity_probability),
        }

    def _choose(self) -> None:
        self._chosen = True

    def _retranslate(self) -> None:
        self.text.setAccessibleName(self.tr("Text of the case"))
        self.text.setPlaceholderText(self._nothing_to_read())
        case = self._open.case if self._open else None
        for shown in (self._mark, self._why, self._suggestion):
            shown.setVisible(case is not None)
        self._outcome.setText(words.outcome(case.outcome) if case else "")
        self._where.setText(f"{words.text_id(case.text_id)} · {case.source}" if case else "")
        if case:
            self._mark.setPixmap(self._marks.pixmap(case.outcome))
            self._why.setText(words.why(case))
            self._suggestion.setText(self._suggested(case))
        self._decided.setText(self._said(case) if case and case.verdict else "")
        self._decided.setVisible(bool(self._decided.text()))
        wording = (
            self._protocols.wording(COMPANION if case.code is Code.SUICIDE_RISK else case.protocol) if case else None
        )
        self.guidance.setText(self.tr("Guidance") + f"  [{GUIDANCE_KEY}]")
        self._panel.setAccessibleName(self.tr("Guidance"))
        self.advice.setText(f"{wording.guidance}\n{wording.crisis}".strip() if wording else "")
        self._panel.setVisible(self.guidance.isChecked() and bool(self.advice.text()))

    def _nothing_to_read(self) -> str:
        if not self._open:
            return ""
        if self._open.gone:
            return self.tr("The words of this text are no longer kept: they were erased, or their time was over.")
        return self.tr("There is no text in this row.")

    def _space_lines(self) -> None:
        whole = QTextCursor(self.text.document())
        whole.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        whole.mergeBlockFormat(spaced)

    def _suggested(self, case: Case) -> str:
        parts = [self._protocols.title(case.protocol)]
        if case.probability is not None:
            parts.append(words.chance(case))
        if case.severity:
            name = self._protocols.level(case.protocol, case.severity)
            chance = words.percent(case.severity_probability)
            parts.append(self.tr("if a case: {0} ({1})").format(name, chance))
        return " · ".join(parts)

    def _said(self, case: Case) -> str:
        if case.verdict is None:
            return ""
        severity = self._protocols.level(case.protocol, case.decided_severity)
        verdict = words.verdict(case.verdict) + (f", {severity}" if severity else "")
        return self.tr("Decided: {0} ({1}, {2})").format(verdict, case.decided_by, words.moment(case.decided_at))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark)
        head.addWidget(self._outcome)
        head.addSpacing(8)
        head.addWidget(self._where, 1)
        head.addWidget(self.guidance)
        self.advice.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._panel.setWidget(self.advice)
        self._panel.setFixedHeight(ADVICE_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        for shown in (self._why, self._suggestion, self._decided, self._panel):
            column.addWidget(shown)
