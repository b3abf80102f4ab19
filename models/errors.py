"""What can be wrong with a pack or with what it is built from: one named error each."""

from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import ModelError

MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What is raised where a file holds other values, or of another kind, than its format promises."""


class PackMissingError(ModelError):
    """This model pack is not on this machine."""


class PackDamagedError(ModelError):
    """The model pack is damaged: a file is not what it was when the pack was made."""


class PackVersionError(PackDamagedError):
    """The model pack was made for another version of Kizashi."""


class SourceMissingError(ModelError):
    """The model's weights were not found."""


class SourceDamagedError(ModelError):
    """The model's weights are not the published ones."""


class LicenceError(ModelError):
    """The model's terms were not accepted; nothing was built."""


class NotAModelError(ModelError):
    """This folder is no model."""


class UnsupportedModelError(ModelError):
    """Kizashi does not know this architecture."""


class OpsetError(ModelError):
    """The graph is written in a newer version of ONNX than this Kizashi reads."""


class ExporterMissingError(ModelError):
    """Exporting needs Optimum and torch. Run: pip install 'kizashi[export]' - or import a ready-made ONNX folder."""


class ExportError(ModelError):
    """Optimum's exporter could not export this model."""


class ParityError(ModelError):
    """The model answers otherwise on this machine than where it was made."""


@contextmanager
def understanding(file: str) -> Iterator[None]:
    """Say of a file that holds something else than its format promises that it was cut off or altered.

    Raises SourceDamagedError.
    """
    try:
        yield
    except MALFORMED as error:
        raise SourceDamagedError(f"{file} can't be understood: it was cut off or altered.") from error
