"""What a person should know of planned thresholds, in plain words."""

from collections.abc import Iterator

from domain.estimate import Estimate
from learning.planning import NOTHING_WANTED, Planned, Wanted
from reports.language import ENGLISH, Language
from reports.terms import percent


def sentences(planned: Planned, language: Language = ENGLISH) -> Iterator[str]:
    """Yield what the thresholds are, what they would do, and what the labelled texts can vouch for."""
    say, own, limits = language.say, planned.adjustment, planned.adjustment.thresholds
    wanted, flag, clear = _stated(planned.wanted, language), f"{limits.flag:.3g}", f"{limits.clear:.3g}"
    if limits.clear < limits.flag:
        band = say("For {0}: flagged from {1}, not flagged below {2}, and between them a person looks.")
        yield band.format(wanted, flag, clear)
    else:
        yield say("For {0}: flagged from {1}, and nothing lies between.").format(wanted, flag)
    seen = _of_100(planned.seen.read, language), _share(planned.seen.recall, language)
    rate = f"{100 * own.base_rate:.3g}"
    yield say("In 100 such texts about {0} are to be found. People would read {1} and find {2} of them.").format(
        rate, *seen
    )
    if limits.clear < limits.flag:
        flagged = _of_100(planned.flagged.read, language), _share(planned.flagged.recall, language)
        yield say("{0} of the 100 would be flagged; among them are {1} of those to be found.").format(*flagged)
    measured = say(
        "Measured on {0} labelled texts, {1} of them to be found. So many can vouch for a recall of at most {2}."
    )
    yield measured.format(own.texts, own.positives, f"{planned.most:.1%}")
    if not planned.vouched:
        yield say(
            "They can't vouch for the recall that is wanted: the threshold reached it on these very texts, and may not on "
            "others. Label more texts that are to be found."
        )


def _stated(wanted: Wanted, language: Language) -> str:
    said = [language.say(sentence).format(f"{figure:g}") for sentence, figure in wanted.stated]
    return language.say(" and ").join(said) or language.say(NOTHING_WANTED)


def _of_100(share: Estimate, language: Language) -> str:
    to = language.say(" to ")
    return f"{100 * share.value:.3g} ({100 * share.low:.3g}{to}{100 * share.high:.3g})"


def _share(share: Estimate, language: Language) -> str:
    return f"{percent(share.value)} ({percent(share.low)}{language.say(' to ')}{percent(share.high)})"
