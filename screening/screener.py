"""One text in, one screening out: what needs no model first, then the model, then routing."""

from threading import Event

from domain.errors import StoppedError
from domain.outcome import Code, Outcome
from domain.protocol import Protocol
from domain.routing import Evidence, may_be_top, route
from domain.screening import Screening
from domain.severity import suggested
from domain.text import MARKED_REPLACED_SHARE
from inference.windows import TooLongError
from screening.answers import Answers
from screening.language import detect
from screening.phrases import PhraseList
from screening.protocols import find
from screening.steering import steers
from screening.ways import Way
from store.runs import PendingText

COMPANION = "suicide-risk"
"""The protocol whose always-review phrases are looked for beside every other protocol."""


class Screener:
    """Screens texts under one protocol in one way of asking."""

    def __init__(self, protocol: Protocol, way: Way, stopped: Event) -> None:
        self.way = way
        self._protocol = protocol
        self._stopped = stopped
        self._phrases = _phrases(protocol)
        self._companion = PhraseList(()) if protocol.id == COMPANION else _phrases(find(COMPANION))

    def stop(self) -> None:
        """End the pass under way, from any thread."""
        self.way.stop()

    def screen(self, text: PendingText) -> Screening:
        """Return what becomes of one text. Raises StoppedError."""
        if self._stopped.is_set():
            raise StoppedError
        language = detect(text.untrusted_body)
        code = self._obstacle(text, language)
        if code:
            return self._not_screened(text, language, code)
        try:
            answers = self.way.ask(text.untrusted_body, language or self.way.languages[0])
        except TooLongError:
            return self._not_screened(text, language, Code.TOO_LONG)
        return self._routed(text, language, answers)

    def _obstacle(self, text: PendingText, language: str) -> Code:
        """Return why the model can't be asked, or Code.NONE. A text whose language can't be told is asked."""
        if text.erased:
            return Code.ERASED
        if not text.untrusted_body.strip():
            return Code.EMPTY
        if text.replaced > MARKED_REPLACED_SHARE:
            return Code.UNDECODABLE
        if language and language not in self.way.languages:
            return Code.LANGUAGE
        return Code.NONE

    def _not_screened(self, text: PendingText, language: str, code: Code) -> Screening:
        return Screening(
            text=text.id,
            outcome=Outcome.NOT_SCREENED,
            code=code,
            language=language,
            marked=text.replaced > 0,
            phrase=self._phrases.matches(text.untrusted_body) or self._companion.matches(text.untrusted_body),
        )

    def _routed(self, text: PendingText, language: str, answers: Answers) -> Screening:
        body = text.untrusted_body
        evidence = Evidence(
            probability=answers.probability,
            top_severity=answers.top_severity,
            phrase=self._phrases.matches(body),
            companion_phrase=self._companion.matches(body),
            steering=steers(body),
            companion=answers.companion,
            companion_flag=answers.companion_flag,
            language_known=bool(language),
            tolerance=self.way.engine.tolerance,
        )
        asked = language or self.way.languages[0]
        thresholds = self.way.thresholds(asked)
        outcome, code = route(evidence, thresholds, validated=self.way.validated(asked))
        if outcome is Outcome.NOT_SCREENED:
            return self._not_screened(text, language, code)
        severity, chance = self._suggested(answers)
        return Screening(
            text=text.id,
            outcome=outcome,
            code=code,
            probability=answers.probability,
            severity=severity,
            severity_probability=chance,
            language=language,
            marked=text.replaced > 0,
            phrase=evidence.phrase or evidence.companion_phrase,
            windows=answers.windows,
            margin=abs(answers.probability - thresholds.flag),
            may_be_top=may_be_top(evidence, thresholds),
        )

    def _suggested(self, answers: Answers) -> tuple[str, float | None]:
        """Return the suggested level's id and its probability, or nothing where the protocol asks for none."""
        if not answers.levels:
            return "", None
        place = suggested(answers.levels)
        return self._protocol.levels[place].id, answers.levels[place]


def _phrases(protocol: Protocol) -> PhraseList:
    """Return the phrases of all languages: a text is not always in the language it seems to be in."""
    return PhraseList([phrase for wording in protocol.wordings.values() for phrase in wording.phrases])
