"""Which way of asking a command takes: learned heads where there are some, the protocol's questions otherwise."""

from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from access.paths import data_folder
from cli.progress import steps
from cli.terminal import PROGRESS, printable
from domain.errors import KizashiError
from domain.head import Head
from domain.pack import Pack
from domain.program import command
from domain.protocol import Protocol
from domain.shots import Shots
from learning import adjustments, bank, examples, own, prompting, starters
from learning.equipment import equip, passed_over, starting
from learning.examples import ExampleSet
from learning.prompting import Weighed
from screening.asking import Equipment
from screening.ways import BOTH, FEW_SHOT, HEAD, ZERO_SHOT, OpenScorer
from store import example_sets
from store.database import Database
from store.example_sets import SetRow

ADOPTED, SHIPPED = "adopted", "shipped"


def declare(parser: ArgumentParser, *, several: bool = False) -> None:
    """Declare the arguments that choose the way, or several of them, and what it learns from."""
    more = "; may be repeated" if several else ""
    parser.add_argument(
        "--way",
        metavar="W",
        choices=(HEAD, ZERO_SHOT, FEW_SHOT, BOTH),
        action="append" if several else "store",
        help=f"{HEAD}, {FEW_SHOT}, {BOTH} or {ZERO_SHOT} (default: {HEAD}, where there is one){more}",
    )
    parser.add_argument(
        "--examples",
        metavar="SET",
        default=ADOPTED,
        help=f"what heads and prompts learn from: {SHIPPED}, the beginning of a set's hash, or {ADOPTED} (the default"
        f"{', where a --store is named' if several else ''})",
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """What a command chooses its way from. `own` are the site's own example sets by language, which lie in `db`.

    `notes` say what was not taken, and why, and what was weighed. They are shown when the command has done its work: an
    error is one line alone.
    """

    protocol: Protocol
    open_scorer: OpenScorer
    db: Database | None = None
    own: Mapping[str, SetRow] = field(default_factory=dict)
    notes: list[str | Weighed] = field(default_factory=list)

    @classmethod
    def of(cls, protocol: Protocol, open_scorer: OpenScorer, db: Database, wanted: str) -> Self:
        """Return the choice with the sets that are wanted: the adopted, none, or one by its hash. Raises ExamplesError."""
        rows: Iterable[SetRow | None] = ()
        if wanted == ADOPTED:
            rows = [example_sets.current(db, protocol.id, language) for language in protocol.languages]
        elif wanted != SHIPPED:
            rows = [bank.find(db, wanted)]
        return cls(protocol, open_scorer, db, {row.language: row for row in rows if row})

    def taken(self, way: str | None, pack: Pack) -> Equipment:
        """Return what a way takes, learned now where it has to be; None stands for the default way.

        Raises KizashiError for a way that this pack can't take.
        """
        found = Equipment() if way in {ZERO_SHOT, FEW_SHOT} else self._headed(pack)
        if way in {HEAD, BOTH} and not found.heads:
            raise KizashiError(
                f"{pack.id} has no learned head for {self.protocol.id}. Run: {command(f'models heads {pack.id}')}"
            )
        if way == FEW_SHOT:
            return Equipment(shots=self._shots(pack, self._known(pack)))
        return self._combined(pack, found) if way == BOTH else found

    def adjusted(self, found: Equipment, pack: Pack) -> Equipment:
        """Return equipment as the site's own labelled texts have adjusted it."""
        self.notes.extend(adjustments.passed_over(found, self.protocol, pack, data_folder()))
        return adjustments.adjusted(found, self.protocol, pack, data_folder())

    def learned_texts(self) -> list[str]:
        """Return the texts that heads of the site's own sets learn from: those, and the shipped ones beside them."""
        if not self.db or not self.own:
            return []
        own_texts = [one.untrusted_body for row in self.own.values() for one in example_sets.entries(self.db, row.id)]
        shipped = [examples.shipped(self.protocol, language) for language in starters.taught(self.protocol)]
        return [*own_texts, *(text for one in shipped for text in one.all_texts)]

    def _headed(self, pack: Pack) -> Equipment:
        """Return the pack's heads, the site's own in place of the starters. A pack that came with the program learns now."""
        if pack.heads_only:
            with steps() as progress:
                equip(pack, data_folder(), progress)
        self.notes.extend(passed_over(pack, self.protocol, data_folder()))
        found = starting(pack, self.protocol, data_folder())
        return replace(found, heads={**found.heads, **self._own_heads(pack)}) if pack.exits else found

    def _own_heads(self, pack: Pack) -> Mapping[str, Head]:
        with steps() as progress:
            return {
                language: own.learned(self.db, row, self.protocol, pack, data_folder(), progress, self.open_scorer)
                for language, row in self.own.items()
                if self.db and language in pack.languages
            }

    def _known(self, pack: Pack) -> Mapping[str, ExampleSet]:
        """Return the examples that can be shown: the site's own, or else the shipped ones."""
        protocol = self.protocol
        known = {language: examples.shipped(protocol, language) for language in sorted(starters.taught(protocol))}
        if self.db:
            known |= {language: bank.example_set(self.db, row, protocol) for language, row in self.own.items()}
        found = {language: one for language, one in known.items() if language in pack.languages}
        if not found:
            raise KizashiError(
                f"There are no examples of {protocol.id} that {pack.id} reads. Give it your own: examples import"
            )
        return found

    def _shots(self, pack: Pack, known: Mapping[str, ExampleSet]) -> Mapping[str, Shots]:
        with steps() as progress:
            return {
                language: prompting.shots(one, pack, data_folder(), progress, self.open_scorer)
                for language, one in known.items()
            }

    def _combined(self, pack: Pack, found: Equipment) -> Equipment:
        """Return heads and prompt together where cross-validation says so in every language, else the heads alone."""
        known = self._known(pack)
        shots = self._shots(pack, known)
        with steps() as progress:
            weighed = {
                code: prompting.weighed(known[code], head, shots[code], pack, data_folder(), progress, self.open_scorer)
                for code, head in found.heads.items()
            }
        self.notes.extend(weighed.values())
        weights = {language: one.combination for language, one in weighed.items() if one.combination}
        return replace(found, shots=shots, combinations=weights) if len(weights) == len(weighed) else found


def show(notes: Iterable[object]) -> None:
    """Tell the notes of a choice, each once, on standard error."""
    for sentence in dict.fromkeys(map(str, notes)):
        PROGRESS.print(printable(sentence), soft_wrap=True)
