"""A protocol's wording put into a pack's own chat template."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from domain.errors import ModelError
from domain.pack import Kind, Pack
from domain.protocol import Protocol, Wording
from domain.shots import Shot
from inference.prompt import Ask, Prompt
from models.errors import MALFORMED

TEXT, ANSWER = "\ue000", "\ue001"
"""Stand for the user's text and an answer while the template is rendered; no wording contains private-use characters."""

_MARKS = re.compile(r"<(?=[|｜/a-zA-Z])|\[(?=/?[A-Z])|[|｜]>")
"""What special tokens are written with; DeepSeek's have a wide bar."""

_PLACES = dict.fromkeys(map(ord, (TEXT, ANSWER)))

NEUTRAL = "You read messages that people wrote and notice how the writer is doing."
"""The one system turn in front of every text that learned heads read: no protocol's, so that one pass serves them all."""


def neutral(pack: Pack, exits: tuple[int, ...]) -> Prompt:
    """Return the protocol-neutral prompt of learned heads: it asks nothing, the text's own states are what is read."""
    before, _, _ = _render(pack, [("system", NEUTRAL), ("user", TEXT)]).partition(TEXT)
    return Prompt(before, exits=exits)


def prompt(pack: Pack, protocol: Protocol, language: str, shown: Sequence[Shot] = ()) -> Prompt:
    """Return what surrounds a text: the wording as the conversation that the model was trained to read.

    The instructions are the system turn, the text and the screening question the user's. The severity question follows
    behind the positive answer, as the next turn, so that one pass reads both P(positive) and P(level | positive).
    `shown` examples are earlier turns, each with its answer. A classifier is asked nothing and shown nothing; its classes
    must bear the names of the protocol's labels.
    """
    if pack.kind is Kind.CLASSIFIER:
        return _class_names(pack, protocol)
    wording = protocol.wordings[language]
    earlier = [turn for shot in shown for turn in _shown(shot, wording)]
    first = [("system", wording.instructions), *earlier, ("user", f"{TEXT}\n\n{wording.screen.ask}")]
    before, _, after = _render(pack, first).partition(TEXT)
    asks = [Ask(after, wording.screen.answers)]
    if wording.severity:
        turns = [*first, ("assistant", ANSWER), ("user", wording.severity.ask)]
        _, _, further = _render(pack, turns).partition(ANSWER)
        asks.append(Ask(f"{wording.screen.answers[0]}{further}", wording.severity.answers))
    return Prompt(before, tuple(asks))


def begins(template: str, token: str, bos: str) -> bool:
    """Tell whether a template's conversations begin with `token` where it is told that the beginning-of-text token is `bos`."""
    with suppress(TemplateError, *MALFORMED):
        return _filled(template, [{"role": "user", "content": TEXT}], bos).startswith(token)
    return False


def _shown(shot: Shot, wording: Wording) -> list[tuple[str, str]]:
    """Return the turns of one example. Marks that a template gives a meaning are broken up: a text opens no turn."""
    text = _MARKS.sub(lambda mark: f"{mark.group()[0]} {mark.group()[1:]}", shot.text.translate(_PLACES))
    answer = wording.screen.answers[0 if shot.positive else 1]
    return [("user", f"{text}\n\n{wording.screen.ask}"), ("assistant", answer)]


def _class_names(pack: Pack, protocol: Protocol) -> Prompt:
    """Return the protocol's labels as the answers of a classifier; the levels only where its head tells them apart."""
    levels = tuple(level.id for level in protocol.levels)
    asks = [Ask("", (protocol.positive, protocol.negative))]
    if levels and set(levels) <= set(pack.classes):
        asks.append(Ask("", levels))
    return Prompt("", tuple(asks))


def _render(pack: Pack, turns: list[tuple[str, str]]) -> str:
    """Return the turns in the pack's template; where that has no place for a system turn, it opens the user's."""
    messages = [{"role": role, "content": content.strip()} for role, content in turns]
    system, first, *others = messages
    joined = [{**first, "content": f"{system['content']}\n\n{first['content']}"}, *others]
    template = pack.file("chat_template.jinja").read_text(encoding="utf-8")
    with suppress(TemplateError, *MALFORMED):
        return _checked(pack, _filled(template, messages))
    try:
        return _checked(pack, _filled(template, joined))
    except (TemplateError, *MALFORMED) as error:
        raise ModelError(f"The chat template of {pack.id} can't be used: {error}") from error


def _checked(pack: Pack, text: str) -> str:
    if text.count(TEXT) != 1:
        raise ModelError(f"The chat template of {pack.id} does not pass the text on.")
    return text


def _filled(template: str, messages: list[dict[str, str]], bos: str = "") -> str:
    """Return messages in a template, up to where the answer begins.

    Models that think aloud are told not to. The template's own `bos_token` stays empty in prompts: the engine puts the pack's in.
    """
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.globals["raise_exception"] = _refuse
    variables: dict[str, Any] = {"messages": messages, "add_generation_prompt": True, "enable_thinking": False}
    variables["bos_token"] = bos
    return environment.from_string(template).render(variables)


def _refuse(message: str) -> None:
    """Let a template say, as those of Hugging Face do, that it can't write these turns."""
    raise TemplateError(message)
