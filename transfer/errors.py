"""Why something that was carried is not taken in."""

from domain.errors import KizashiError


class SignatureError(KizashiError):
    """The signature is not the organisation's. Don't use what it belongs to; ask whoever gave it to you."""


class ListError(KizashiError):
    """What was carried is not what its list says. Don't use it; ask for another copy."""
