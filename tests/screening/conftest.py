"""An owner for whoever runs jobs."""

import pytest

from domain.actor import Actor, Role


@pytest.fixture
def owner() -> Actor:
    return Actor("ann", Role.OWNER)
