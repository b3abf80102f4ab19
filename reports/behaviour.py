"""What sways the answers of starter heads, as their makers recorded it."""

from collections.abc import Iterator, Mapping

from learning import behaviour
from learning.findings import Evaluation
from learning.thresholds import clopper_pearson
from reports.basis import thresholds
from reports.language import Language
from reports.terms import estimate
from screening.ways import HEAD

CHANGES = {
    "negation": "“not” is added or taken away",
    "person": "it is oneself, or somebody else",
    "tense": "it is now, or it is over",
    "hyperbole": "it is meant, or a figure of speech",
    "typos": "typing errors are added",
    "padding": "neutral sentences are added",
    "names": "other names, other genders",
    "greeting": "a greeting is added",
    "politeness": "it is said more or less politely",
    "script": "the same words in another script",
}
"""How the two texts of a check differ, by capability."""


def rows(found: Evaluation, language: Language) -> Iterator[Mapping[str, str]]:
    """Yield a row per capability that was recorded of the first way's model, where that way reads by heads.

    In the languages of the texts alone.
    """
    contender, protocol, say = found.ways[0].contender, found.file.labels.protocol, language.say
    for suite in behaviour.shipped(protocol, list(thresholds(found.ways[0]))) if contender.way == HEAD else ():
        for capability, counts in behaviour.recorded(contender.model, suite).items():
            checks = sum(check.capability == capability for check in suite.checks)
            yield {
                "language": language.named(suite.language),
                "change": say(CHANGES[capability]),
                "answer": say("must change") if capability in behaviour.PAIRS else say("must not change"),
                "held": say("{0} of {1}").format(counts["held"], checks),
                "share": estimate(clopper_pearson(counts["held"], checks), language),
            }
