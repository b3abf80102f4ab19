"""The About page: which Kizashi this is, what keeps it from every network, and what does not; with a button to try it."""

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from access import release, ways_out
from access.machine import Machine
from access.ways_out import Attempt, Way
from gui import words
from gui.notice import Notice
from gui.threads import Errand, Errands
from gui.widget import Widget, button, label

WIDTH = 660

_WAYS = {
    Way.TCP4: QT_TRANSLATE_NOOP("AboutPage", "A connection over IPv4"),
    Way.TCP6: QT_TRANSLATE_NOOP("AboutPage", "A connection over IPv6"),
    Way.UDP: QT_TRANSLATE_NOOP("AboutPage", "A single packet (UDP)"),
    Way.LOOKUP: QT_TRANSLATE_NOOP("AboutPage", "Looking up a name"),
    Way.NATIVE: QT_TRANSLATE_NOOP("AboutPage", "A connection by native code, past Python"),
    Way.NATIVE_LOOKUP: QT_TRANSLATE_NOOP("AboutPage", "Looking up a name by native code"),
    Way.CHILD: QT_TRANSLATE_NOOP("AboutPage", "A connection by a program that Kizashi starts"),
}

GAPS = (
    QT_TRANSLATE_NOOP(
        "AboutPage", "Windows leaves it to IT: a firewall rule that blocks kizashi.exe, outbound and inbound"
    ),
    QT_TRANSLATE_NOOP(
        "AboutPage", "macOS leaves it to IT: a firewall rule or a sandbox profile that refuses Kizashi the network"
    ),
    QT_TRANSLATE_NOOP("AboutPage", "it was not put on"),
)
"""What `access.systems` and `access.guard` say; what a kernel says stays in its own words."""


class AboutPage(Widget):
    """Says what holds on this machine; tries every way out beside the window when asked to."""

    def __init__(self, machine: Machine, errands: Errands) -> None:
        super().__init__()
        self._machine, self._errands = machine, errands
        self._tried: Sequence[Attempt] = ()
        self._title, self._release = label("title"), label("muted", wrap=True)
        self._held, self._open, self._result = Notice("done"), Notice("problem"), Notice("done")
        self._leak = Notice("problem")
        self._heading, self._beyond, self._answers = label("heading"), label(wrap=True), label("small")
        self.attempt = button("primary")
        self._it, self._policy = label("heading"), label("muted", wrap=True)
        self._licences, self._licence = label("heading"), label("muted", wrap=True)
        self._area = QScrollArea()
        self._lay_out()
        self.attempt.clicked.connect(self._try)
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready to be scrolled and tried by keys."""
        super().showEvent(event)
        self.attempt.setFocus()

    def _try(self) -> None:
        self.attempt.setEnabled(False)
        self._errands.start(Errand(lambda _: ways_out.tried(), self._show, self._leak.fail))

    def _show(self, tried: Sequence[Attempt]) -> None:
        self._tried = tried
        self.attempt.setEnabled(True)
        self.attempt.setFocus()  # which a button that rests gives away
        self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("About Kizashi"))
        commit = f" ({release.commit()})" if release.commit() else ""
        self._release.setText(self.tr("Version {0}").format(release.version() + commit))
        self._heading.setText(self.tr("No network"))
        self._say_guard()
        self._beyond.setText(
            self.tr(
                "It holds Kizashi and what Kizashi starts, nothing else. Other programs of this machine, such as backup or "
                "synchronising software, can carry files away, and an exported file is yours to guard."
            )
        )
        self.attempt.setText(self.tr("Try to get out"))
        self._say_result()
        self._it.setText(self.tr("What IT has set"))
        self._policy.setText(self._policy_said())
        self._licences.setText(self.tr("Licences"))
        self._licence.setText(
            self.tr(
                "Kizashi is free software under the Apache License 2.0. The files LICENSE and NOTICE, and the packaged program's "
                "folder licences, name what it holds of others. A model has a licence of its own: kizashi models list"
            )
        )
        self._area.setAccessibleName(self._title.text())

    def _say_guard(self) -> None:
        guard = self._machine.guard
        self._held.say(
            self.tr(
                "The system refuses every network to Kizashi: to its own code, to every library in it, and to all that it "
                "starts. Nothing can take this off while it runs."
            )
            if guard.held_by_system
            else ""
        )
        self._open.say(
            ""
            if guard.held_by_system
            else self.tr(
                "The system itself does not refuse the network to Kizashi ({0}). Kizashi's own code is refused it all the "
                "same; native code in a library would not be. Ask IT for a firewall rule."
            ).format(QCoreApplication.translate("AboutPage", guard.gap))
        )

    def _say_result(self) -> None:
        """Say what came of the attempts; a name service that answers is the machine's, and is said apart."""
        ways = [one for one in self._tried if one.refused or one.way is not Way.NATIVE_LOOKUP]
        refused = sum(one.refused for one in ways)
        closed = self.tr("{0} ways out were tried, and all were refused.")
        leaking = self.tr("{0} of {1} ways out are open.")
        answered = self.tr("This machine's own name service answers native code, and could carry a name out.")
        names = [answered] if len(ways) < len(self._tried) else []
        self._result.say(closed.format(len(ways)) if ways and refused == len(ways) else "")
        leaks = [leaking.format(len(ways) - refused, len(ways))] if refused < len(ways) else []
        self._leak.say(words.told([*leaks, *names]))
        self._answers.setText("\n".join(map(self._answer, self._tried)))
        self._answers.setVisible(bool(self._tried))

    def _answer(self, attempt: Attempt) -> str:
        said = self.tr("{0}: refused ({1})") if attempt.refused else self.tr("{0}: open ({1})")
        return said.format(QCoreApplication.translate("AboutPage", str(_WAYS[attempt.way])), attempt.answer)

    def _policy_said(self) -> str:
        found = self._machine.found
        if found.path is None:
            return self.tr("No policy is set on this machine.")
        return self.tr("{0} sets: {1}").format(found.path, ", ".join(found.keys))

    def _lay_out(self) -> None:
        inner = Widget()
        inner.setMaximumWidth(WIDTH)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(10)
        for row in (self._heading, self._held, self._open, self._beyond, self._result, self._leak, self._answers):
            rows.addWidget(row)
        rows.addWidget(self.attempt, alignment=Qt.AlignmentFlag.AlignLeft)
        for heading, text in ((self._it, self._policy), (self._licences, self._licence)):
            rows.addSpacing(12)
            rows.addWidget(heading)
            rows.addWidget(text)
        rows.addStretch()
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 26, 32, 24)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._release)
        column.addWidget(self._area, 1)
