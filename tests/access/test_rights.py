"""What a client would lose if a right were given by mistake: their words' secrecy."""

from itertools import product

import pytest

from access.rights import authorise
from domain.actor import RIGHTS, Actor, Right, Role
from domain.errors import NotAllowedError

WORDS_OF_CLIENTS = (Right.READ_TEXTS, Right.READ_ALL_TEXTS, Right.BREAK_GLASS, Right.DECIDE, Right.EXPORT)


@pytest.mark.parametrize(("role", "right"), list(product(Role, Right)))
def test_each_role_may_do_what_the_table_says_and_nothing_else(role: Role, right: Right) -> None:
    actor = Actor("Mina", role)
    if right in RIGHTS[role]:
        authorise(actor, right)
    else:
        with pytest.raises(NotAllowedError, match=f"Mina .* {role} .*{right}"):
            authorise(actor, right)


@pytest.mark.parametrize("right", WORDS_OF_CLIENTS)
def test_h10_an_administrator_reads_no_texts(right: Right) -> None:
    with pytest.raises(NotAllowedError):
        authorise(Actor("Ken", Role.ADMINISTRATOR), right)


@pytest.mark.parametrize("right", [Right.MANAGE_USERS, Right.REKEY, Right.BACK_UP])
def test_who_reads_texts_does_not_hand_out_access(right: Right) -> None:
    for role in (Role.COUNSELOR, Role.SPECIALIST, Role.SUPERVISOR):
        with pytest.raises(NotAllowedError):
            authorise(Actor("Mina", role), right)


def test_a_lone_owner_can_do_everything() -> None:
    for right in Right:
        authorise(Actor("owner", Role.OWNER), right)
