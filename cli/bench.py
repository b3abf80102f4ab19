"""`kizashi bench`: how fast this machine screens, each way beside the others in one run."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from rich.status import Status
from rich.table import Column, Table

from access.paths import packs_folder
from cli.terminal import PROGRESS, RESULTS, say
from domain.pack import Pack
from inference.machine import describe
from inference.tokens import Tokens
from models import chat
from models.bench import Measured, NotMeasured, material, measure
from models.registry import load
from models.roofline import roofline
from screening.protocols import shipped

ANSWERS = (" yes", " no")


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument(
        "--model", metavar="ID", default="smollm2-135m", help="the pack to measure (default: %(default)s)"
    )
    parser.add_argument(
        "--way", metavar="W", action="append", default=[], help="measure this way alone; may be repeated"
    )
    parser.add_argument("--texts", metavar="N", type=int, default=40, help="texts to read (default: %(default)s)")
    parser.add_argument("--prefix", metavar="N", type=int, default=400, help="tokens in front (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=_bench)


def _bench(arguments: Namespace) -> int:
    pack = load(packs_folder(), arguments.model)
    tokens = Tokens(pack.file("tokenizer.json"))
    first, second = (tokens.first(answer) for answer in ANSWERS)
    corpus = tokens.text(_corpus()).ids
    neutral = tokens.prompt(chat.neutral(pack, ()).before)
    given = material(corpus, neutral, (first, second), prefix=arguments.prefix, texts=arguments.texts)
    with Status("Measuring the machine", console=PROGRESS) as status:
        ceiling = roofline(pack)
        rows = measure(pack, given, arguments.way, status.update)
    if arguments.json:
        ways = [asdict(row) for row in rows]
        print(json.dumps({"machine": describe(), "model": pack.id, "roofline": ceiling, "ways": ways}))  # noqa: T201
    else:
        _show(pack, ceiling, rows)
    return 0


def _corpus() -> str:
    """Return the English wording of the shipped protocols: enough running text for every way to read the same."""
    wordings = [protocol.wordings["en"] for protocol in shipped()]
    return "\n".join(f"{wording.instructions}\n{wording.guidance}" for wording in wordings)


def _show(pack: Pack, ceiling: dict[str, float], rows: list[Measured | NotMeasured]) -> None:
    titles = ("prefix", "texts/s", "times the first", "first result", "peak memory", "same answers")
    table = Table(Column("way", no_wrap=True), *titles)
    measured = [row for row in rows if isinstance(row, Measured)]
    for row in measured:
        ratio = row.texts_per_second / measured[0].texts_per_second
        table.add_row(
            row.way,
            str(row.prefix_tokens),
            f"{row.texts_per_second:.2f}",
            f"{ratio:.1f}",
            f"{row.first_result_ms:.0f} ms",
            f"{row.peak_mb:.0f} MB",
            "" if row.outcomes_agree is None else f"{row.outcomes_agree:.0%}",
        )
    machine = describe()
    say(f"{pack.title} on {machine['processor']}, {machine['threads']} threads")
    say(f"At best: {ceiling['fp32_gmacs']:.0f} GMAC/s in fp32, {ceiling['int8_gmacs']:.0f} in int8")
    RESULTS.print(table)
    for skipped in (row for row in rows if isinstance(row, NotMeasured)):
        say(f"{skipped.way}: not measured, {skipped.skipped}")
