"""`kizashi bench`: how fast this machine screens, each way beside the others in one run, or what a text costs by its length."""

import json
import math
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict

from rich.box import SIMPLE_HEAD
from rich.status import Status
from rich.table import Column, Table

from access.paths import data_folder, packs_folder
from cli import devices
from cli.arguments import number
from cli.terminal import PROGRESS, RESULTS, say, uncut
from domain.errors import ModelError
from domain.pack import Kind, Pack
from inference.machine import describe
from inference.tokens import Tokens
from models import chat, way_device
from models.additions import add, addable
from models.bench import Measured, NotMeasured, material, measure
from models.cost import Asked, Cost, by_length, by_prefix
from models.registry import load
from models.roofline import products, roofline, share
from models.ways import QUESTIONS, half_depth
from screening.protocols import find, shipped
from screening.ways import finer

ANSWERS = (" yes", " no")
QUESTION, HEAD = "question", "head"
LLAMACPP = "llamacpp-"


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    parser.add_argument(
        "--model", metavar="ID", default="smollm2-135m", help="the pack to measure (default: %(default)s)"
    )
    parser.add_argument(
        "--way", metavar="W", action="append", default=[], help="measure this way alone; may be repeated"
    )
    devices.declare(parser)
    parser.add_argument("--texts", metavar="N", type=number, default=40, help="texts to read (default: %(default)s)")
    parser.add_argument(
        "--prefix", metavar="N", type=number, default=400, help="tokens in front (default: %(default)s)"
    )
    parser.add_argument(
        "--curves", action="store_true", help="measure what a text costs by its length and by its prefix, instead"
    )
    parser.add_argument(  # main.py takes it, because the command line must not load Qt
        "--gui", action="store_true", help="measure the window over a million screenings, instead"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=_bench)


def _bench(arguments: Namespace) -> int:
    pack = load(packs_folder(), arguments.model)
    if pack.kind is not Kind.DECODER:
        raise ModelError(f"{pack.id} is of the kind {pack.kind}: only decoders can be measured beside other engines.")
    return _curves(pack, arguments) if arguments.curves else _ways(pack, arguments)


def _ways(pack: Pack, arguments: Namespace) -> int:
    tokens = Tokens(pack.file("tokenizer.json"))
    first, second = (tokens.first(answer) for answer in ANSWERS)
    corpus = tokens.text(_corpus()).ids
    neutral = tokens.prompt(chat.neutral(pack, ()).before)
    given = material(corpus, neutral, (first, second), prefix=arguments.prefix, texts=arguments.texts)
    shapes = products(pack)
    with Status("Measuring the machine", console=PROGRESS) as status:
        wanted = [variant for way, variant in QUESTIONS.items() if way in (arguments.way or QUESTIONS)]
        tell = _telling(status)
        pack = add(pack, [one for one in wanted if one in addable(pack)], lambda step, _share: status.update(step))
        ceiling = roofline(shapes)
        rows = measure(pack, given, arguments.way, data_folder() / "cache", tell, devices.choice(arguments))
    shares = {
        row.way: None  # the ceiling is the CPU's
        if row.way == way_device.NAME
        else share(ceiling, shapes, row.variant, pack.sizes.layers, row.tokens_per_second)
        for row in rows
        if isinstance(row, Measured)
    }
    if arguments.json:
        told = [asdict(row) | ({"roofline_share": shares[row.way]} if row.way in shares else {}) for row in rows]
        _print({"machine": describe(), "model": pack.id, "roofline": ceiling, "ways": told})
    else:
        _show(pack, ceiling, rows, shares)
    return 0


def _curves(pack: Pack, arguments: Namespace) -> int:
    protocol = find("stress")
    depth = half_depth(pack)
    asked = [Asked(QUESTION, chat.prompt(pack, protocol, "en"), protocol.long_text)]
    if depth:
        asked.append(Asked(HEAD, chat.neutral(pack, (depth,)), finer(protocol.long_text)))
    with Status("Measuring", console=PROGRESS) as status:
        tell = _telling(status)
        lengths = [cost for one in asked for cost in by_length(pack, one, _corpus(), tell)]
        prefixes = [cost for one in asked for cost in by_prefix(pack, one, _corpus(), tell)]
    if arguments.json:
        curves = {"lengths": [asdict(cost) for cost in lengths], "prefixes": [asdict(cost) for cost in prefixes]}
        _print({"machine": describe(), "model": pack.id, **curves})
    else:
        _head(pack)
        for way, cost in {cost.way: cost for cost in lengths}.items():
            say(f"{way}: {cost.variant}; in the first table behind {cost.prefix_tokens} tokens")
        _show_costs(lengths, "tokens", windows=True)
        _show_costs(prefixes, "prefix_tokens")
    return 0


def _telling(status: Status) -> Callable[[str], None]:
    """Return what tells a step: in one line that changes, or where nobody sees that change, in lines of their own."""
    return status.update if PROGRESS.is_terminal else lambda step: PROGRESS.print(step, highlight=False)


def _print(content: dict[str, object]) -> None:
    print(json.dumps(content))  # noqa: T201 - scripts read it


def _corpus() -> str:
    """Return the English wording of the shipped protocols: enough running text for every way to read the same."""
    wordings = [protocol.wordings["en"] for protocol in shipped()]
    return "\n".join(f"{wording.instructions}\n{wording.guidance}" for wording in wordings)


def _head(pack: Pack) -> None:
    machine = describe()
    say(f"{pack.title} on {machine['processor']}, {machine['threads']} threads")


def _show(
    pack: Pack, ceiling: dict[str, float], rows: list[Measured | NotMeasured], shares: dict[str, float | None]
) -> None:
    measured = [row for row in rows if isinstance(row, Measured)]
    _head(pack)
    if ceiling:
        say(f"At best: {ceiling['fp32_gmacs']:.0f} GMAC/s in fp32, {ceiling['int8_gmacs']:.0f} in int8")
    RESULTS.print(_compared(measured, shares))
    say("times: as fast as the first way, and as the best of llama.cpp; of best: of what this machine's products allow")
    say("ready, first: until it waits for a text, until the first result; same: answers as the exact way's")
    for row in measured:
        say(f"{row.way} runs {row.variant}")
    for skipped in (row for row in rows if isinstance(row, NotMeasured)):
        say(f"{skipped.way}: not measured, {skipped.skipped}")


def _compared(measured: list[Measured], shares: dict[str, float | None]) -> Table:
    """Return a row per way; the way's name gives way where a terminal is narrow, the figures never do."""
    titles = (
        *("pre-\nfix", "texts\n/s", "times\nfirst", "times\nllama", "of\nbest"),
        *("ready\nms", "first\nms", "peak\nMB", "same"),
    )
    figures = [Column(title, no_wrap=True, justify="right") for title in titles]
    table = Table(Column("way", overflow="fold"), *figures, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    llama = max((row.texts_per_second for row in measured if row.way.startswith(LLAMACPP)), default=math.nan)
    for row in measured:
        reached = shares[row.way]
        table.add_row(
            row.way,
            str(row.prefix_tokens),
            f"{row.texts_per_second:.2f}",
            f"{row.texts_per_second / measured[0].texts_per_second:.1f}",
            "" if math.isnan(llama) else f"{row.texts_per_second / llama:.1f}",
            "" if reached is None else f"{reached:.0%}",
            f"{row.ready_ms:.0f}",
            f"{row.first_result_ms:.0f}",
            f"{row.peak_mb:.0f}",
            "" if row.outcomes_agree is None else f"{row.outcomes_agree:.0%}",
        )
    return table


def _show_costs(costs: list[Cost], key: str, *, windows: bool = False) -> None:
    """Print one row per length, the ways side by side; each may cut a long text into other `windows`."""
    ways = list(dict.fromkeys(cost.way for cost in costs))
    figures = [title for way in ways for title in ([f"{way}: windows"] if windows else []) + [f"{way}: ms per text"]]
    table = uncut(key.replace("_", " "), *figures)
    of_way = [[cost for cost in costs if cost.way == way] for way in ways]
    for row in zip(*of_way, strict=True):
        cells = [[str(cost.windows)] * windows + [f"{cost.milliseconds:.1f}"] for cost in row]
        table.add_row(str(getattr(row[0], key)), *(cell for one in cells for cell in one))
    RESULTS.print(table)
