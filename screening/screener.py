"""One text in, one screening out: what needs no model first, then the model, then routing."""

from collections.abc import Callable
from threading import Event

from domain.errors import ModelError, StoppedError
from domain.outcome import Code, Outcome
from domain.pack import Pack
from domain.protocol import LongText, Protocol
from domain.routing import Evidence, route
from domain.screening import Screening
from domain.text import MARKED_REPLACED_SHARE
from inference.prompt import Prompt
from inference.scorer import Scorer
from inference.windows import TooLongError
from models import chat
from screening.answers import Answers, read
from screening.language import detect
from screening.phrases import PhraseList
from screening.protocols import find
from screening.steering import steers
from store.runs import PendingText

OpenScorer = Callable[[Pack, Prompt, LongText], Scorer]

COMPANION = "suicide-risk"
"""The protocol whose always-review phrases are looked for beside every other protocol."""


class Screener:
    """Screens texts under one protocol with one pack.

    An engine is opened per language of the protocol when the first text needs it, the first served language's at once,
    so that a prompt that does not fit is refused before any text is read. `validated` says whether a language has a
    validation record; once `stopped` is set, nothing is screened any more. Raises ModelError when protocol and pack
    share no language, and what `open_scorer` raises.
    """

    def __init__(
        self,
        protocol: Protocol,
        pack: Pack,
        open_scorer: OpenScorer,
        validated: Callable[[str], bool],
        stopped: Event,
    ) -> None:
        self.languages = tuple(code for code in pack.languages if code in protocol.wordings)
        if not self.languages:
            raise ModelError(
                f"{pack.id} reads {', '.join(pack.languages)}, but the protocol {protocol.id} is worded in "
                f"{', '.join(protocol.languages)}. Choose another model or protocol."
            )
        self._protocol = protocol
        self._pack = pack
        self._open_scorer = open_scorer
        self._validated = validated
        self._phrases = _phrases(protocol)
        self._companion = PhraseList(()) if protocol.id == COMPANION else _phrases(find(COMPANION))
        self._stopped = stopped
        self._scorers: dict[str, Scorer] = {}
        self.engine = self._scorer(self.languages[0])

    def stop(self) -> None:
        """End the pass under way, from any thread."""
        for engine in list(self._scorers.values()):
            engine.stop()

    def screen(self, text: PendingText) -> Screening:
        """Return what becomes of one text. Raises StoppedError."""
        self._go_on()
        language = detect(text.untrusted_body)
        code = self._obstacle(text, language)
        if code:
            return self._not_screened(text, language, code)
        try:
            scores = self._scorer(language or self.languages[0]).score(text.untrusted_body)
        except TooLongError:
            return self._not_screened(text, language, Code.TOO_LONG)
        return self._routed(text, language, read(scores))

    def _obstacle(self, text: PendingText, language: str) -> Code:
        """Return why the model can't be asked, or Code.NONE. A text whose language can't be told is asked."""
        if not text.untrusted_body.strip():
            return Code.EMPTY
        if text.replaced > MARKED_REPLACED_SHARE:
            return Code.UNDECODABLE
        if language and language not in self.languages:
            return Code.LANGUAGE
        return Code.NONE

    def _scorer(self, language: str) -> Scorer:
        """Return the engine for a language, once it is within the reach of `stop`."""
        if language not in self._scorers:
            prompt = chat.prompt(self._pack, self._protocol, language)
            self._scorers[language] = self._open_scorer(self._pack, prompt, self._protocol.long_text)
        self._go_on()
        return self._scorers[language]

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise StoppedError

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
            language_known=bool(language),
        )
        validated = self._validated(language or self.languages[0])
        outcome, code = route(evidence, self._protocol.thresholds, validated=validated)
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
        )

    def _suggested(self, answers: Answers) -> tuple[str, float | None]:
        """Return the likeliest level's id and its probability, or nothing where the protocol asks for none."""
        if not answers.levels:
            return "", None
        chance = max(answers.levels)
        return self._protocol.levels[answers.levels.index(chance)].id, chance


def _phrases(protocol: Protocol) -> PhraseList:
    """Return the phrases of all languages: a text is not always in the language it seems to be in."""
    return PhraseList([phrase for wording in protocol.wordings.values() for phrase in wording.phrases])
