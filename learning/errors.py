"""What can be wrong with examples and heads: one named error each."""

from domain.errors import KizashiError


class ExamplesError(KizashiError):
    """The example file is not valid."""


class TooFewExamplesError(ExamplesError):
    """There are too few examples to learn from: at least two of each label are needed."""


class AdjustmentDamagedError(KizashiError):
    """The site's own thresholds can't be read. Adopt them again."""


class HeadMissingError(KizashiError):
    """No head was trained for this protocol, language and model."""


class HeadDamagedError(KizashiError):
    """The head's file can't be read. Train the heads of this model again."""


class HeadMismatchError(KizashiError):
    """The head belongs to another model, protocol or example set. Train the heads of this model again."""


class BehaviourError(KizashiError):
    """The behaviour suite is not valid."""
