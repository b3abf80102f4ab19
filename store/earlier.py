"""The runs that were about the same files before: what they were asked, of which rows, by what."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.screening import Passport
from store.database import Database, Row


@dataclass(frozen=True, slots=True)
class Earlier:
    """A run over files that are to be screened now. `limit` as in `runs.start`.

    `same_files`: its batch holds no others, in the same order; `same_sources`: and by the same column and encoding.
    `passport` holds the parts of its passport that are hashes or names of what answered, by their names there.
    """

    run: int
    batch: int
    limit: int | None
    same_files: bool
    same_sources: bool
    passport: Mapping[str, object]


def runs(db: Database, sources: Sequence[int], passport: Passport) -> list[Earlier]:
    """Return the runs of a passport's protocol and pack, of whichever version, over a file of `sources`; newest first."""
    found = db.query(
        """
        SELECT runs.*, protocols.sha256 AS protocol_sha256, packs.sha256 AS pack_sha256,
            json_group_array(source ORDER BY position) = json(:sources) AS same_sources,
            json_group_array(sources.sha256 ORDER BY position) = (
                SELECT json_group_array(sha256 ORDER BY key) FROM json_each(:sources) JOIN sources ON sources.id = value
            ) AS same_files
        FROM runs
            JOIN protocols ON protocols.id = runs.protocol
            JOIN packs ON packs.id = runs.pack
            JOIN batch_sources USING (batch)
            JOIN sources ON sources.id = source
        WHERE protocols.protocol = :protocol AND packs.pack = :pack AND batch IN (
            SELECT batch FROM batch_sources JOIN sources ON sources.id = source WHERE sha256 IN (
                SELECT sha256 FROM json_each(:sources) JOIN sources ON sources.id = value
            )
        )
        GROUP BY runs.id ORDER BY runs.id DESC
        """,
        protocol=passport.protocol,
        pack=passport.pack,
        sources=json.dumps(list(dict.fromkeys(sources))),
    )
    return [_earlier(row) for row in found]


def _earlier(row: Row) -> Earlier:
    return Earlier(
        run=row["id"],
        batch=row["batch"],
        limit=row["row_limit"],
        same_files=bool(row["same_files"]),
        same_sources=bool(row["same_sources"]),
        passport={**row, "providers": tuple(json.loads(row["providers"]))},
    )
