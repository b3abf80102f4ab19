"""What a store gives up when its time is over: words of texts, and old backups, slice by slice beside other work."""

from collections.abc import Callable

from custody.erasure import Slice, keep_some
from custody.upkeep import keep_to_backups
from domain.errors import KizashiError
from gui.core import Core


def keep_to_time(
    core: Core, failed: Callable[[KizashiError], None], done: Callable[[int], None] = lambda _texts: None
) -> None:
    """Ask the desk for one slice after the other; whoever asks it meanwhile has their answer between two of them.

    `done` is told of how many texts the words went.
    """
    actor, days = core.actor, core.machine.policy.kept_days

    def ask(after: int, removed: int) -> None:
        core.desk.ask(lambda db: keep_some(db, actor, after), lambda last: go_on(last, removed), failed)

    def go_on(last: Slice | None, removed: int) -> None:
        if last:
            ask(last.text, removed + last.removed)
        else:
            done(removed)
            core.desk.ask(lambda db: keep_to_backups(db, actor, days), lambda _removed: None, failed)

    ask(0, 0)
