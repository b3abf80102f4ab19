"""What a client would lose if a right were given by mistake: their words' secrecy."""

from itertools import product

import pytest

from access.rights import authorise
from domain.actor import RIGHTS, Actor, Right, Role
from domain.errors import NotAllowedError


@pytest.mark.parametrize(("role", "right"), list(product(Role, Right)))
def test_each_role_may_do_what_the_table_says_and_nothing_else(role: Role, right: Right) -> None:
    actor = Actor("Mina", role)
    if right in RIGHTS[role]:
        authorise(actor, right)
    else:
        with pytest.raises(NotAllowedError, match=f"Mina .* {role} .*{right}"):
            authorise(actor, right)


def test_an_administrator_reads_no_texts() -> None:
    for right in (Right.READ_TEXTS, Right.DECIDE, Right.EXPORT):
        with pytest.raises(NotAllowedError):
            authorise(Actor("Ken", Role.ADMINISTRATOR), right)
