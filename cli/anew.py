"""Why a run reads texts anew that were screened before, in a sentence."""

from screening.anew import Anew, Change

_CHANGES = {
    Change.FILES: "it was not about quite the same files",
    Change.READING: "another column or encoding is read",
    Change.MANDATE: "another purpose, group of people or legal basis is stated",
    Change.ROWS: "it was about another number of rows",
    Change.PROTOCOL: "the protocol has changed",
    Change.MODEL: "the model has changed",
    Change.WAY: "the model is asked in another way",
    Change.LEARNED: "the model has learned anew",
    Change.THRESHOLDS: "the thresholds have changed",
    Change.DEVICE: "the model runs on another device, or in another variant",
}


def sentence(anew: Anew) -> str:
    """Return why a run does not go on with the texts of the one before."""
    changes = ", ".join(_CHANGES[change] for change in anew.changes)
    return f"These texts are screened anew, though run {anew.run} was about them too: {changes}."
