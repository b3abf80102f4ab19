"""Use case: what examples and labels teach. Heads, calibration, thresholds, and how well a way of asking does."""
