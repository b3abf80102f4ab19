"""What can be wrong with a pack or with what it is built from: one named error each."""

from domain.errors import ModelError


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
