"""A protocol's wording put into a pack's own chat template."""

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from domain.errors import ModelError
from domain.pack import Pack
from domain.protocol import Wording
from inference.prompt import Ask, Prompt

TEXT = "\ue000"
"""Stands for the user's text while the template is rendered; a private-use character that no wording contains."""


NEUTRAL = "You read messages that people wrote and notice how the writer is doing."
"""The one system turn in front of every text that learned heads read: no protocol's, so that one pass serves them all."""


def neutral(pack: Pack) -> Prompt:
    """Return the protocol-neutral prompt of learned heads: it asks nothing, the text's own states are what is read."""
    before, _, _ = _render(pack, [("system", NEUTRAL), ("user", TEXT)]).partition(TEXT)
    return Prompt(before)


def prompt(pack: Pack, wording: Wording) -> Prompt:
    """Return what surrounds a text: the wording as the conversation that the model was trained to read.

    The instructions are the system turn, the text and the screening question the user's. The severity question follows
    behind the
    positive answer, as the next turn, so that one pass reads both P(positive) and P(level | positive).
    """
    first = [("system", wording.instructions), ("user", f"{TEXT}\n\n{wording.screen.ask}")]
    opening = _render(pack, first)
    before, _, after = opening.partition(TEXT)
    asks = [Ask(after, wording.screen.answers)]
    if wording.severity:
        turns = [*first, ("assistant", wording.screen.answers[0]), ("user", wording.severity.ask)]
        whole = _render(pack, turns)
        if not whole.startswith(opening):
            raise ModelError(
                f"The chat template of {pack.id} changes earlier turns; it can't ask two questions in one pass."
            )
        asks.append(Ask(whole.removeprefix(opening), wording.severity.answers))
    return Prompt(before, tuple(asks))


def _render(pack: Pack, turns: list[tuple[str, str]]) -> str:
    messages = [{"role": role, "content": content.strip()} for role, content in turns]
    template = pack.file("chat_template.jinja").read_text(encoding="utf-8")
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    try:
        text = environment.from_string(template).render(messages=messages, add_generation_prompt=True)
    except TemplateError as error:
        raise ModelError(f"The chat template of {pack.id} can't be used: {error}") from error
    if text.count(TEXT) != 1:
        raise ModelError(f"The chat template of {pack.id} does not pass the text on.")
    return text
