"""The screening run as a generator: import, start or resume, screen text by text. Commits, then yields."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from threading import Event

from access.rights import authorise, failures_witnessed
from domain.actor import Actor, Right
from domain.audit import AuditEntry
from domain.clock import now
from domain.errors import StoppedError
from domain.mandate import Mandate
from domain.outcome import Outcome
from domain.pack import Pack
from domain.protocol import LongText, Protocol
from domain.screening import Counts, Passport, Screening
from domain.text import Reading
from inference.lanes import in_order
from inference.prompt import Prompt
from inference.scorer import open_scorer as open_engine
from intake.read import SourceFile, find_sources
from screening import changes, events
from screening.anew import earlier_run
from screening.asking import Equipment, open_way
from screening.memory import Remembered
from screening.screener import Screener
from screening.sitting import Sitting
from screening.ways import OpenScorer
from store import audit, batches, runs, samples, screenings, settings, texts, validations
from store.database import Database
from store.runs import PendingText

ROWS_AT_ONCE = 1000
ACT = "screen"
"""What the record calls a run."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be screened, and how.

    `equipment` decides the way; without any the protocol's questions are asked. `new`: start another run, even if there
    is one of this order. `limit`: only so many rows, from the first on.
    """

    paths: Sequence[Path]
    reading: Reading
    protocol: Protocol
    pack: Pack
    equipment: Equipment = field(default_factory=Equipment)
    mandate: Mandate = field(default_factory=Mandate)
    new: bool = False
    limit: int | None = None


class ScreeningJob:
    """One sitting of a run: iterate to do it. What was yielded is on disk; the same order goes on where it stopped.

    An iteration opens its own Database and closes it. Raises KizashiError of every known kind; StoppedError only when
    it was stopped before the run had begun.
    """

    def __init__(
        self,
        open_database: Callable[[], Database],
        actor: Actor,
        order: Order,
        open_scorer: OpenScorer = open_engine,
    ) -> None:
        self._open_database = open_database
        self._actor = actor
        self._order = order
        self._open_scorer = open_scorer
        self._stopped, self._sitting = Event(), Sitting()
        self._screener: Screener | None = None
        self._memory: Remembered | None = None

    def stop(self) -> None:
        """End the run, from any thread: the text under way ends in milliseconds and is screened the next time."""
        self._stopped.set()
        if self._screener:
            self._screener.stop()
        self._sitting.go_on()

    def pause(self) -> None:
        """Let the run wait, from any thread: the texts under way are ended, then no processor is used; all stays open."""
        self._sitting.pause()

    def go_on(self) -> None:
        """End a pause."""
        self._sitting.go_on()

    def __iter__(self) -> Iterator[events.Event]:
        """Yield `Imported` while files are read, one `Started`, a `Screened` per text, one `Finished`."""
        authorise(self._actor, Right.SCREEN)
        with self._open_database() as db:
            with failures_witnessed(self._actor, ACT, "files"):
                changes.check(db, self._actor, self._order.protocol)
                sources = find_sources(self._order.paths, self._order.reading)
                if self._stopped.is_set():
                    raise StoppedError  # whoever closes the window does not wait for a model to be loaded
                screener = self._screener = self._open_screener(db)
                passport = self._passport(screener)
                ids = yield from self._import(db, sources)
                started = self._start(db, ids, passport, screener)
            with failures_witnessed(self._actor, ACT, f"run {started.run}"):
                yield started
                yield from self._screen(db, started.run, screener)

    def _open_screener(self, db: Database) -> Screener:
        protocol, pack, equipment = self._order.protocol, self._order.pack, self._order.equipment
        validated = frozenset(
            language for language in protocol.languages if validations.exists(db, equipment.adjustments.get(language))
        )
        way = open_way(
            protocol,
            pack,
            equipment,
            self._open_scorer,
            validated.__contains__,
            self._stopped,
            open_states=self._remembering(db),
        )
        return Screener(protocol, way, self._stopped)

    def _remembering(self, db: Database) -> OpenScorer:
        """Return what opens an engine for heads, with the store as its memory."""

        def opened(pack: Pack, prompt: Prompt, long_text: LongText) -> Remembered:
            engine = self._open_scorer(pack, prompt, long_text)
            self._memory = Remembered(engine, db, pack, prompt.exits, long_text)
            return self._memory

        return opened

    def _passport(self, screener: Screener) -> Passport:
        """Return what the results depend on; of several languages' engines, the first one speaks for all."""
        protocol, pack, engine = self._order.protocol, self._order.pack, screener.way.engine
        return Passport(
            protocol=protocol.id,
            protocol_version=protocol.version,
            protocol_sha256=protocol.sha256,
            levels=tuple(level.id for level in protocol.levels),
            pack=pack.id,
            pack_sha256=pack.sha256,
            tokenizer_sha256=pack.files["tokenizer.json"],
            prefix_sha256=engine.prefix_sha256,
            way=screener.way.name,
            variant=engine.variant,
            providers=engine.providers,
            fallback=engine.fallback,
            threads=engine.threads,
            versions=engine.versions,
            **screener.way.hashes,
        )

    def _import(self, db: Database, sources: Sequence[SourceFile]) -> Generator[events.Imported, None, list[int]]:
        """Store what of the files is not in the store yet, and return the ids of their sources."""
        ids, rows = [], 0
        for source in sources:
            ids.append(texts.add_source(db, source.source))
            drafts = source.drafts()
            while some := list(islice(drafts, ROWS_AT_ONCE)):
                self._sitting.wait()
                if self._stopped.is_set():
                    raise StoppedError
                texts.add_texts(db, ids[-1], some)
                rows += len(some)
                yield events.Imported(rows)
        return ids

    def _start(self, db: Database, sources: Sequence[int], passport: Passport, screener: Screener) -> events.Started:
        """Begin a run, or go on with the one of the same order in whichever batch says what is stated now."""
        order, at = self._order, now()
        known = batches.matching(db, sources, order.mandate)
        found, why = (None, None) if order.new else earlier_run(db, sources, known, passport, order.limit)
        with db.atomic(durable=True):
            batch = runs.batch(db, found) if found else self._batch(db, sources, at)
            run = found or runs.start(db, batch, passport, order.limit, at)
            batches.claim(db, batch, self._actor.name)
            changes.keep_for(db, self._actor, batch, order.mandate, at)
            settings.offer_response_times(db, passport.protocol, order.protocol.response_times)
            if found is None:
                changes.record(db, self._actor, order.protocol, order.pack, screener.way, at)
            audit.append(db, AuditEntry(at, self._actor.name, "resume" if found else ACT, f"run {run}"))
        return events.Started(run, runs.counts(db, run), passport, found is not None, why)

    def _batch(self, db: Database, sources: Sequence[int], at: str) -> int:
        """Return the batch of a new run."""
        folder = str(self._order.paths[0].resolve().parent)
        return batches.find_or_add_batch(db, sources, self._order.mandate, at, folder)

    def _screen(self, db: Database, run: int, screener: Screener) -> Iterator[events.Screened | events.Finished]:
        before, sitting = runs.summary(db, run), self._sitting
        counts = before.counts
        waiting, memory = runs.pending(db, run), self._memory

        def screen(text: PendingText) -> Screening:
            sitting.wait()
            return screener.screen(text)

        found = in_order(screen, memory.ahead(waiting) if memory else waiting, screener.way.engine.threads)
        with suppress(StoppedError), sitting, closing(found):
            for screening in found:
                with db.atomic():
                    screenings.add(db, run, screening, now())
                    if memory:
                        memory.keep(screening.text)
                counts = _counted(counts, screening.outcome)
                yield events.Screened(screening, counts, sitting.seconds)
        seconds, counts = sitting.seconds, runs.counts(db, run)
        stopped = counts.done < counts.rows
        if not stopped and not before.finished_at:
            with db.atomic():
                runs.finish(db, run, now(), seconds)
                samples.draw(db, run, settings.rules(db).audit_sample)
        yield events.Finished(run, counts, seconds, stopped)


def _counted(counts: Counts, outcome: Outcome) -> Counts:
    """Return the counts with one more of `outcome`, whose value is the field's name."""
    return replace(counts, **{outcome.value: getattr(counts, outcome.value) + 1})
