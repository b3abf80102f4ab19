"""The four outcomes and the stable codes that say why. Scripts rely on the values."""

from enum import StrEnum


class Outcome(StrEnum):
    """Where one text ends up. Every text ends in exactly one."""

    FLAGGED = "flagged"
    CLEAR = "clear"
    UNSURE = "unsure"
    NOT_SCREENED = "not_screened"


OUTCOMES = {
    Outcome.FLAGGED: "flagged",
    Outcome.UNSURE: "unsure",
    Outcome.NOT_SCREENED: "not screened",
    Outcome.CLEAR: "not flagged",
}
"""The outcomes as people read them, in the order in which they should look: clear reads "not flagged", never "safe"."""


class Code(StrEnum):
    """Why a text was flagged, is unsure, or was not screened."""

    # flagged or unsure
    NONE = ""
    PHRASE = "phrase"
    STEERING = "steering"
    SEVERITY = "severity"
    SUICIDE_RISK = "suicide-risk"
    UNVALIDATED = "unvalidated"
    BAND = "band"
    # not screened; LANGUAGE also unsure, where it could not be told
    EMPTY = "empty"
    TOO_LONG = "too-long"
    UNDECODABLE = "undecodable"
    LANGUAGE = "language"
    NAN = "nan"
    STOPPED = "stopped"
    ERASED = "erased"
