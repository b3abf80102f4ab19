"""The prompt. If these fail, a model reads a conversation that it was not trained to read, and answers beside the point."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import ModelError
from domain.pack import Kind, Pack
from models import chat
from models.families import GEMMA, PLAIN
from models.import_folder import import_folder
from screening.protocols import find
from tests.models import ready_made

GEMMA_2 = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for message in messages %}{% set role = 'model' if message['role'] == 'assistant' else message['role'] %}"
    "{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<start_of_turn>model\n' }}{% endif %}"
)
QWEN_3 = (
    "{% for message in messages %}{{ '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}"
    "{% if enable_thinking is defined and enable_thinking is false %}{{ '<think>\n\n</think>\n\n' }}{% endif %}{% endif %}"
)


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return import_folder(ready_made.write(tmp_path / "tiny"), tmp_path / "packs", lambda _what, _share: None)


def with_template(pack: Pack, template: str) -> Pack:
    pack.file("chat_template.jinja").write_text(template, encoding="utf-8")
    return pack


@pytest.mark.parametrize("template", [PLAIN, GEMMA, GEMMA_2, QWEN_3])
def test_instructions_text_and_question_come_in_order_once(pack: Pack, template: str) -> None:
    wording = find("depression").wordings["en"]
    prompt = chat.prompt(with_template(pack, template), find("depression"), "en")
    screen, severity = prompt.asks
    assert prompt.before.count(wording.instructions.strip()) == 1
    assert screen.text.count(wording.screen.ask) == 1
    assert severity.text.startswith("Yes")
    assert wording.severity is not None
    assert severity.text.count(wording.severity.ask.strip()) == 1
    assert chat.TEXT not in prompt.before + screen.text + severity.text
    assert chat.ANSWER not in prompt.before + screen.text + severity.text


def test_a_model_without_system_turns_gets_the_instructions_in_the_users(pack: Pack) -> None:
    prompt = chat.prompt(with_template(pack, GEMMA_2), find("stress"), "en")
    assert prompt.before.startswith("<start_of_turn>user\nYou read one message")
    assert chat.neutral(pack, ()).before.startswith(f"<start_of_turn>user\n{chat.NEUTRAL}")


def test_a_model_that_thinks_aloud_is_asked_to_answer_at_once(pack: Pack) -> None:
    prompt = chat.prompt(with_template(pack, QWEN_3), find("stress"), "en")
    assert prompt.asks[0].text.endswith("</think>\n\n")


LLAMA_3 = (
    "{% for message in messages %}{% set content = message['role'] + '\n\n' + message['content'] + '<|eot_id|>' %}"
    "{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}"
)


def test_a_template_that_puts_the_beginning_of_text_in_itself_leaves_it_to_the_engine(pack: Pack) -> None:
    assert chat.neutral(with_template(pack, LLAMA_3), ()).before.startswith(f"system\n\n{chat.NEUTRAL}")


@pytest.mark.parametrize(
    "template",
    [
        *("{{ raise_exception('no') }}", "{% for %}", "no text at all", "{{ 1 / 0 }}", "{{ 1 + 'a' }}"),
        "{% for turn in range(10 ** 9) %}{% endfor %}",
    ],
)
def test_a_template_that_can_not_be_used_is_one_named_error(pack: Pack, template: str) -> None:
    with pytest.raises(ModelError, match="chat template of tiny"):
        chat.prompt(with_template(pack, template), find("stress"), "en")


def test_a_classifier_is_asked_for_the_protocols_labels_and_nothing_else(pack: Pack) -> None:
    classifier = replace(pack, kind=Kind.CLASSIFIER, classes=("not stressed", "stressed"))
    prompt = chat.prompt(classifier, find("stress"), "en")
    assert (prompt.before, [ask.answers for ask in prompt.asks]) == ("", [("stressed", "not stressed")])
    graded = replace(classifier, classes=tuple(level.id for level in find("depression").levels))
    assert len(chat.prompt(graded, find("depression"), "en").asks) == 2
