"""Figures of the literature for the same kinds of task. They were measured on other data: a reader must see that."""

from dataclasses import dataclass

from learning.labels import Task

NOTICE = "other data, other people: not a comparison"
SOURCE = "Mental-LLM, arXiv 2307.14385, table 4"


@dataclass(frozen=True, slots=True)
class Published:
    """One system's balanced accuracy in `SOURCE`; `how` it was used, "" where that goes without saying."""

    system: str
    balanced_accuracy: float
    how: str = ""


PUBLISHED = {
    ("stress", Task.SCREEN): (
        Published("GPT-4", 0.700, "zero-shot"),
        Published("GPT-4", 0.725, "best prompt"),
        Published("GPT-3.5", 0.688),
        Published("FLAN-T5-XXL", 0.663),
        Published("BERT", 0.783, "fine-tuned"),
        Published("Mental-FLAN-T5", 0.802),
        Published("Mental-RoBERTa", 0.831),
    ),
    ("depression", Task.SCREEN): (Published("GPT-4", 0.719), Published("Mental-RoBERTa", 0.790)),
    ("suicide-risk", Task.SCREEN): (
        Published("GPT-4", 0.647),
        Published("Mental-RoBERTa", 0.723),
        Published("Mental-Alpaca", 0.724),
    ),
    ("depression", Task.SEVERITY): (
        Published("GPT-4", 0.656),
        Published("Mental-RoBERTa", 0.736),
        Published("Mental-FLAN-T5", 0.756),
    ),
}
"""By protocol and task."""
