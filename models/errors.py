"""What can be wrong with a pack or with what it is built from: one named error each."""

from domain.errors import ModelError


class PackMissingError(ModelError):
    """This model pack is not on this machine."""


class PackDamagedError(ModelError):
    """The model pack is damaged: a file is not what it was when the pack was made."""


class SourceMissingError(ModelError):
    """The model's weights were not found."""


class SourceDamagedError(ModelError):
    """The model's weights are not the published ones."""
