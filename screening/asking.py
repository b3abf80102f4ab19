"""Which way of asking a run takes, and the one function that opens it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from typing import TypeVar

from domain import adjustment, combination, shots
from domain.adjustment import Adjustment, Basis
from domain.combination import Combination
from domain.head import Head
from domain.head import fingerprint as head_fingerprint
from domain.odds import logit
from domain.pack import Pack
from domain.protocol import Protocol, Thresholds
from domain.screening import Window
from domain.shots import Shots
from screening.answers import Answers, of_windows
from screening.ways import BOTH, FEW_SHOT, HEAD, ZERO_SHOT, Learned, OpenScorer, Prompted, Way, finer, joined

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a run takes beside the protocol's questions, each by language.

    `heads` of the protocol's own and the suicide-risk screen's `companions` beside them, examples to be shown, weights
    that combine heads and prompt, and what the site's own labelled texts adjust. Empty: the questions alone.
    """

    heads: Mapping[str, Head] = field(default_factory=dict)
    companions: Mapping[str, Head] = field(default_factory=dict)
    shots: Mapping[str, Shots] = field(default_factory=dict)
    combinations: Mapping[str, Combination] = field(default_factory=dict)
    adjustments: Mapping[str, Adjustment] = field(default_factory=dict)

    @property
    def way(self) -> str:
        """The name of the way."""
        if self.heads:
            return BOTH if self.combinations else HEAD
        return FEW_SHOT if self.shots else ZERO_SHOT


def basis(equipment: Equipment, protocol: Protocol, pack: Pack, language: str) -> Basis:
    """Return what an adjustment of this way is measured with."""
    parts = [
        *(head_fingerprint(head) for head in _of(equipment.heads, language)),
        *(shots.fingerprint(shown) for shown in _of(equipment.shots, language)),
        *(combination.fingerprint(weights) for weights in _of(equipment.combinations, language)),
    ]
    return Basis(protocol.sha256, pack.sha256, language, equipment.way, joined(parts))


def open_way(
    protocol: Protocol,
    pack: Pack,
    equipment: Equipment,
    open_scorer: OpenScorer,
    validated: Callable[[str], bool],
    stopped: Event,
    open_states: OpenScorer | None = None,
) -> Way:
    """Return the way, opened. `open_states` opens the heads' engine where it is to be another than the prompt's.

    Raises what opening an engine raises, and ModelError when protocol, pack and equipment share no language.
    """
    prompted = partial(
        Prompted,
        pack=pack,
        open_scorer=open_scorer,
        validated=validated,
        stopped=stopped,
        shots=equipment.shots,
    )
    way: Way
    if equipment.heads:
        way = Learned(protocol, pack, open_states or open_scorer, equipment.heads, equipment.companions)
        if equipment.combinations:
            same_windows = replace(protocol, long_text=finer(protocol.long_text))
            way = Combined(protocol, way, prompted(same_windows), equipment.combinations)
    else:
        way = prompted(protocol)
    return Adjusted(way, equipment.adjustments, validated) if equipment.adjustments else way


class Combined:
    """A head and a prompt, both asked of every window; what they say is weighed by what was learned. Levels are the head's."""

    name = BOTH

    def __init__(self, protocol: Protocol, head: Way, prompt: Prompted, weights: Mapping[str, Combination]) -> None:
        self.languages = tuple(code for code in head.languages if code in prompt.languages and code in weights)
        self.engine = head.engine
        self.validated = prompt.validated
        self.hashes: Mapping[str, str] = {
            **head.hashes,
            "calibration_sha256": joined(
                [
                    head.hashes["calibration_sha256"],
                    *filter(None, [prompt.hashes["calibration_sha256"]]),
                    *map(combination.fingerprint, weights.values()),
                ]
            ),
        }
        self._protocol, self._head, self._prompt, self._weights = protocol, head, prompt, weights

    def ask(self, untrusted_text: str, language: str) -> Answers:
        """See `Way`."""
        head, prompt = self._head.ask(untrusted_text, language), self._prompt.ask(untrusted_text, language)
        if not head.windows or not prompt.windows:
            return replace(head, probability=float("nan"), windows=())
        weights = self._weights[language]
        windows = tuple(
            replace(one, log_odds=weights.log_odds(one.log_odds, other.log_odds))
            for one, other in zip(head.windows, prompt.windows, strict=True)
        )
        return replace(of_windows(windows), companion=head.companion, companion_flag=head.companion_flag)

    def thresholds(self, language: str) -> Thresholds:  # noqa: ARG002 - the weights are fitted to the protocol's own
        """See `Way`."""
        return self._protocol.thresholds

    def stop(self) -> None:
        """See `Way`."""
        self._head.stop()
        self._prompt.stop()


class Adjusted:
    """Another way as a site's own labelled texts have adjusted it; a language without an adjustment is as it was.

    The makers' record of a head is of the head as it was. So labelled texts that vouch for no recall (`vouched` tells of a
    language) can raise cases, and can't make a text clear that was not: a lower base rate would do that to most.
    """

    def __init__(self, way: Way, adjustments: Mapping[str, Adjustment], vouched: Callable[[str], bool]) -> None:
        self.name, self.languages, self.engine = way.name, way.languages, way.engine
        own = map(adjustment.fingerprint, adjustments.values())
        before = filter(None, [way.hashes.get("calibration_sha256", "")])
        self.hashes: Mapping[str, str] = {**way.hashes, "calibration_sha256": joined([*before, *own])}
        self.validated, self.stop = way.validated, way.stop
        self._way, self._adjustments, self._vouched = way, adjustments, vouched

    def ask(self, untrusted_text: str, language: str) -> Answers:
        """See `Way`."""
        answers, own = self._way.ask(untrusted_text, language), self._adjustments.get(language)
        return answers.shifted(own.window) if own else answers

    def thresholds(self, language: str) -> Thresholds:
        """See `Way`."""
        before, own = self._way.thresholds(language), self._adjustments.get(language)
        if own is None:
            return before
        if not own.texts or self._vouched(language):
            return own.thresholds
        return _cautious(own, before)


def _cautious(own: Adjustment, before: Thresholds) -> Thresholds:
    """Return an adjustment's thresholds, lowered to where what was not clear `before` is not.

    The chance of the top level counts from a probability of its own threshold on: below, it can't reach it.
    """
    clear, top = min(own.thresholds.clear, _moved(own, before.clear)), own.thresholds.top_severity
    if 0 < before.top_severity < before.clear:
        least = min(_moved(own, share) / share for share in (before.top_severity, before.clear))
        top = min(top, before.top_severity * least)
    return Thresholds(own.thresholds.flag, clear, top)


def _moved(own: Adjustment, share: float) -> float:
    """Return the probability that an adjustment makes of one."""
    return own.window(Window(0, 0, logit(share))).positive


def _of(found: Mapping[str, T], language: str) -> list[T]:
    return [found[language]] if language in found else []
