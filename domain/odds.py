"""Log-odds in nats, and the probabilities that they stand for."""

import math


def probability(log_odds: float) -> float:
    """Return the probability that log-odds stand for, without overflow."""
    return (1 + math.tanh(log_odds / 2)) / 2


def logit(share: float) -> float:
    """Return the log-odds of a probability between 0 and 1, both excluded."""
    return math.log(share) - math.log1p(-share)


def softplus(value: float) -> float:
    """Return log(1 + exp(value)) without overflow."""
    return max(value, 0.0) + math.log1p(math.exp(-abs(value)))
