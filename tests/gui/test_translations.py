"""Half a translation is worse than none: a Japanese reader would meet English in the middle of a sentence."""

import ast
import pkgutil
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib import import_module
from pathlib import Path

import pytest

import access
import custody
import inference
import learning
import models
import review
import transfer
from custody import people
from domain import errors
from domain.text import Reading
from gui import error_words, making_words, people_page, run_words
from gui.language import TRANSLATIONS, Language
from intake.read import find_sources
from screening.anew import SAID, Anew, Change
from tests.paths import ROOT

SOURCE = TRANSLATIONS / "kizashi_ja.ts"
TOOLS = Path(sys.executable).parent
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
CORE = {"domain", "access", "custody", "inference", "learning", "models", "review", "transfer"}
SAME_IN_BOTH = {"ID", "JSON Lines", "yyyy/MM/dd", "yyyy/MM/dd HH:mm"}

Entry = tuple[str, str, str]


def entries(file: Path) -> list[Entry]:
    """Return context, source and translation of every message."""
    found = []
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            unfinished = translation.get("type", "")
            assert not unfinished, f"{unfinished}: {message.findtext('source')}"
            found.append((context.findtext("name", ""), message.findtext("source", ""), translation.text or ""))
    return found


def test_every_string_of_the_window_is_translated(tmp_path: Path) -> None:
    """What `pyside6-lupdate` finds in the source now is what the file holds: nothing new, nothing left over."""
    copy = tmp_path / "gui"
    shutil.copytree(ROOT / "gui", copy, ignore=shutil.ignore_patterns("fonts", "__pycache__"))
    files = [str(file) for file in sorted(copy.glob("*.py"))]
    found = tmp_path / "found.ts"
    subprocess.run([TOOLS / "pyside6-lupdate", "-silent", *files, "-ts", found], check=True)
    in_source = {
        (context.findtext("name"), message.findtext("source"))
        for context in ET.parse(found).getroot().iter("context")  # noqa: S314 - our own file
        for message in context.iter("message")
    }
    assert {(context, source) for context, source, _ in entries(SOURCE)} == in_source


def test_every_translation_is_japanese_and_keeps_the_places_of_numbers_and_names() -> None:
    for _, source, translation in entries(SOURCE):
        assert JAPANESE.search(translation) or translation in SAME_IN_BOTH, source
        assert sorted(re.findall(r"\{(\w+)", translation)) == sorted(re.findall(r"\{(\w+)", source))


def test_every_known_error_has_a_sentence_to_translate() -> None:
    for package in (access, custody, inference, learning, models, review, transfer):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    known = {errors.KizashiError, *_kinds_of(errors.KizashiError)}
    said = {" ".join((cls.__doc__ or "").split()) for cls in known if cls.__module__.partition(".")[0] in CORE}
    assert said == set(error_words.ERRORS)


def test_what_is_wrong_with_a_file_is_said_in_the_language_of_the_window(language: Language, tmp_path: Path) -> None:
    """It is what a counselor meets first, and the step to take stands in it."""
    (tmp_path / "empty.csv").touch()
    (tmp_path / "scan.csv").write_bytes(b"%PDF-1.7 ...")
    language.choose("ja")
    try:
        said = [_said_of(tmp_path / name) for name in ("empty.csv", "scan.csv", "nowhere.csv")]
    finally:
        language.choose("en")
    assert said[0] == "empty.csvは空です。"
    assert "PDFファイル" in said[1]
    assert not any(re.search("[a-z]{3} [a-z]{3}", line) for line in said)


def test_every_message_of_the_intake_can_be_said_in_another_language() -> None:
    raised = {
        node.args[0].value if isinstance(node.args[0], ast.Constant) else said.get(ast.unparse(node.args[0]))
        for path in (ROOT / "intake").glob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for said in [_assigned(function)]
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "IntakeError" and node.args
    }
    assert raised == set(error_words.ABOUT_FILES)


@pytest.mark.parametrize("module", ["access/passphrases", "access/recovery", "custody/people", "screening/leaving"])
def test_what_is_wrong_with_something_typed_can_be_said_in_another_language(module: str) -> None:
    """A name, a passphrase, a key, the place of a file: whoever typed it wrongly has to understand the sentence."""
    tree = ast.parse((ROOT / f"{module}.py").read_text(encoding="utf-8"))
    raised = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"KizashiError", "KeyFileError"}
        if isinstance(node.args[0], ast.Constant)
    }
    assert raised
    assert raised <= set(error_words.SAID)


def test_why_texts_are_screened_anew_is_said_in_the_language_of_the_window(language: Language) -> None:
    """What the command line says of it is what is translated here: no reason can be left in English."""
    assert set(run_words.SENTENCES) == {SAID, *Change}
    language.choose("ja")
    try:
        said = run_words.anew(Anew(7, (Change.MANDATE, Change.MODEL)))
    finally:
        language.choose("en")
    assert said.startswith("これらの文章は実行 7 でも")
    assert not re.search("[a-z]", said)


def test_what_waits_for_a_second_person_has_a_sentence_to_translate() -> None:
    assert str(people_page.ALONE) == people.ALONE


def _assigned(function: ast.FunctionDef) -> dict[str, object]:
    """Return the texts that a function gives names to."""
    return {
        ast.unparse(node.targets[0]): node.value.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def _said_of(path: Path) -> str:
    with pytest.raises(errors.IntakeError) as caught:
        find_sources([path], Reading())
    return error_words.error(caught.value)


def _kinds_of(cls: type) -> set[type]:
    kinds: list[type] = cls.__subclasses__()
    return set(kinds).union(*map(_kinds_of, kinds))


def test_every_step_of_a_build_has_words_to_translate() -> None:
    modules = (file.read_text(encoding="utf-8") for file in (ROOT / "models").glob("*.py"))
    said = {step for module in modules for step in re.findall(r'progress\("([^"]+)"', module)}
    assert said
    assert said <= set(making_words.STEPS)


def test_every_step_of_learning_has_words_to_translate() -> None:
    starters = (ROOT / "learning" / "starters.py").read_text(encoding="utf-8")
    said = re.findall(r'f"((?:Reading|Learning) [^"]+)"', starters)
    assert said
    assert all(making_words.LEARNING.fullmatch(re.sub(r"{[^}]+}", "some", step)) for step in said)
