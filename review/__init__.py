"""A specialist decides: the queue of cases, one opened case, and the decision on it."""
