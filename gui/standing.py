"""What is known of how well the model does: the makers' record of what it has learned, or that nobody has measured it."""

from collections.abc import Mapping
from functools import partial
from typing import Protocol as Interface

from domain.head import Head, fingerprint
from gui import words
from gui.core import Core
from gui.notice import Notice
from gui.threads import Errand
from learning.equipment import equipment
from models import registry

Heads = Mapping[str, Head]


class Asked(Interface):
    """What names a run's heads: its passport, or its line in a list."""

    @property
    def protocol(self) -> str:
        """The protocol's id."""
        ...

    @property
    def pack(self) -> str:
        """The model pack's id."""
        ...

    @property
    def head_sha256(self) -> str:
        """The heads' fingerprints, "" of a run that was asked without."""
        ...


class Standing(Notice):
    """A strip that says how far the outcomes beside it can be trusted."""

    _run: Asked | None = None
    _heads: Heads | None = None
    _unvalidated = False

    def __init__(self, core: Core) -> None:
        super().__init__("note")
        self._core = core

    def clear(self) -> None:
        """Say nothing, until a run or its heads are known."""
        self._run = None
        self.show_unvalidated(unvalidated=False)

    def show_heads(self, heads: Heads) -> None:
        """Show the makers' record of heads; none stands for heads that are no longer here."""
        self._heads = heads
        self._retranslate()

    def show_unvalidated(self, *, unvalidated: bool) -> None:
        """Show that nobody has measured the model, or nothing."""
        self._heads, self._unvalidated = None, unvalidated
        self._retranslate()

    def show_run(self, run: Asked, *, unvalidated: bool) -> None:
        """Show the record of the heads that a run took, once it is found; of a run without heads, what is not validated."""
        known = self._run and self._run.head_sha256
        self._run = run
        if not run.head_sha256:
            self.show_unvalidated(unvalidated=unvalidated)
        elif run.head_sha256 != known:
            self._core.errands.start(Errand(lambda _: self._taken(run), partial(self._found, run), self.fail))

    def _taken(self, run: Asked) -> Heads:
        """Return the heads that the run took, of those that are still here."""
        packs = [pack for pack in registry.installed(self._core.packs) if pack.id == run.pack]
        protocols = [protocol for protocol in self._core.protocols if protocol.id == run.protocol]
        if not packs or not protocols:
            return {}
        with self._core.open_database() as db:
            heads = equipment(packs[0], protocols[0], self._core.data, db).heads
        return {code: head for code, head in heads.items() if fingerprint(head) in run.head_sha256}

    def _found(self, run: Asked, heads: Heads) -> None:
        if self._run and self._run.head_sha256 == run.head_sha256:
            self.show_heads(heads)

    def _retranslate(self) -> None:
        super()._retranslate()
        if self._heads is not None:
            self.say(self._record(self._heads) if self._heads else self._record_gone())
        else:
            self.say(self._never_measured() if self._unvalidated else "")

    def _never_measured(self) -> str:
        """Return what the machine knows about itself while a protocol has no validation record."""
        return self.tr(
            "Not yet validated: nobody has measured how often this model misses a case with this protocol. "
            "So no text is called “not flagged” yet; a person looks at every one."
        )

    def _record(self, heads: Heads) -> str:
        """Return how well learned heads did on the examples of their makers, and what that leaves open."""
        figures = {
            code: self._figure(head) for code, head in heads.items() if "balanced_accuracy" in head.record.metrics
        }
        several = words.listed(f"{words.language(code)} {figure}" for code, figure in figures.items())
        measured = self.tr(
            "Measured by its makers on examples written and read by developers, not by clinicians: right in {0}, counted "
            "equally for both kinds. "
            "Not yet validated on your texts. Its probabilities suppose that {1} in 100 texts are cases."
        )
        rates = dict.fromkeys(f"{head.base_rate * 100:.0f}" for head in heads.values())
        right = several if len(figures) > 1 else "".join(figures.values())
        return measured.format(right, "/".join(rates))

    def _figure(self, head: Head) -> str:
        measured = head.record.metrics["balanced_accuracy"]
        shares = (f"{share * 100:.0f}" for share in (measured.value, measured.low, measured.high))
        return self.tr("{0} of 100 ({1}–{2})").format(*shares)

    def _record_gone(self) -> str:
        """Return what is said of a run whose heads are no longer here."""
        return self.tr(
            "What this run had learned is no longer on this machine, and its makers' figures went with it. "
            "Not yet validated on your texts."
        )
