"""A protocol decides what is asked and who is put before a person: a slip in its file must be said, never guessed over."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from domain.errors import ProtocolError
from domain.pack import Pack
from domain.protocol import Protocol
from screening.protocols import SHIPPED, find, read, shipped
from tests.paths import ROOT

DEPRESSION = (SHIPPED / "depression.toml").read_text("utf-8")
STRESS = (SHIPPED / "stress.toml").read_text("utf-8")


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "site.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_three_protocols_are_shipped_in_english_and_japanese() -> None:
    assert [protocol.id for protocol in shipped()] == ["depression", "stress", "suicide-risk"]
    assert {protocol.languages for protocol in shipped()} == {("en", "ja")}


def test_labels_and_levels_are_those_that_scripts_rely_on() -> None:
    levels = {protocol.id: [level.id for level in protocol.levels] for protocol in shipped()}
    assert levels == {
        "depression": ["minimum", "mild", "moderate", "severe"],
        "stress": [],
        "suicide-risk": ["supportive", "indicator", "ideation", "behavior", "attempt"],
    }
    assert all(protocol.levels[0].positive is False for protocol in shipped() if protocol.levels)
    assert all(level.positive for protocol in shipped() for level in protocol.levels[1:])
    assert (find("stress").positive, find("stress").negative) == ("stressed", "not stressed")


@pytest.mark.parametrize("protocol", shipped(), ids=lambda protocol: protocol.id)
class TestShipped:
    def test_what_only_a_site_may_say_is_left_to_the_site(self, protocol: Protocol) -> None:
        assert all(level.respond_within_hours is None for level in protocol.levels)
        assert all(wording.crisis == "" for wording in protocol.wordings.values())

    def test_instructions_fit_a_small_model(self, protocol: Protocol) -> None:
        assert 120 <= len(protocol.wordings["en"].instructions.split()) <= 260
        assert 250 <= len(protocol.wordings["ja"].instructions) <= 600

    def test_answers_begin_differently(self, protocol: Protocol, pack: Pack) -> None:
        """The model's answer is read at its first token."""
        tokens = Tokenizer.from_file(str(pack.file("tokenizer.json")))
        for question in (protocol.wordings["en"].screen, protocol.wordings["en"].severity):
            answers = question.answers if question else ()
            first = {tokens.encode(answer, add_special_tokens=False).ids[0] for answer in answers}
            assert len(first) == len(answers)

    def test_phrases_are_sentences_and_not_lone_words(self, protocol: Protocol) -> None:
        """A lone word ("die") would flag every second message, and people would stop reading."""
        assert all(len(phrase.split()) > 1 for phrase in protocol.wordings["en"].phrases)
        assert all(len(phrase) > 3 or phrase == "消えたい" for phrase in protocol.wordings["ja"].phrases)

    def test_the_sign_off_sheet_says_what_the_file_says(self, protocol: Protocol) -> None:
        """A clinician signs the sheet: what differs from the file would be signed unread."""
        sheet = (ROOT / "docs" / "protocols" / f"{protocol.id}.md").read_text("utf-8")
        said = [f"version {protocol.version}", *(f"`{level.id}`" for level in protocol.levels)]
        said += [f"| `{name}` | {getattr(protocol.thresholds, name)} |" for name in ("flag", "clear")]
        for wording in protocol.wordings.values():
            said += [*wording.phrases, *wording.level_names, *wording.instructions.splitlines()]
            said += wording.guidance.splitlines()
            said += [
                line for question in (wording.screen, wording.severity) if question for line in question.ask.split("\n")
            ]
        assert [line for line in said if line not in sheet] == []


def test_an_edited_file_is_another_protocol(tmp_path: Path) -> None:
    """Its results must not be mixed with those of the file that was validated."""
    edited = read(written(tmp_path, STRESS.replace("flag = 0.5", "flag = 0.6")))
    assert edited.sha256 != find("stress").sha256


def test_a_site_uses_its_own_file(tmp_path: Path) -> None:
    hours = DEPRESSION.replace('respond_within_hours = "to be set by the site"', "respond_within_hours = 24")
    protocol = find(str(written(tmp_path, hours)))
    assert [level.respond_within_hours for level in protocol.levels] == [24.0] * 4


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    assert read(written(tmp_path, b"\xef\xbb\xbf" + STRESS.replace("\n", "\r\n").encode())).id == "stress"


def test_an_unknown_protocol_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ProtocolError, match=r"'stres'.*depression, stress, suicide-risk.*path"):
        find("stres")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "depression"', 'id = "De pression"', "'id' must be small letters"),
        ('id = "depression"\n', "", "'id' is missing; it must be a text"),
        ('version = "1.0"', 'version = "one"', "'version' must be numbers"),
        ('version = "1.0"', "version = 1.0", "'version' must be a text"),
        ('negative = "not depressed"', 'negative = "depressed"', "'negative' must differ"),
        ('["en", "ja"]', "[]", "'languages' must hold one language code"),
        ('["en", "ja"]', '["English", "ja"]', "'languages' must hold one language code"),
        ('["en", "ja"]', '["en", "fr"]', "'wordings.fr' is missing; it must be a table"),
        ('["en", "ja"]', '["en"]', "'wordings.ja' is not known. Allowed here: en"),
        ("flag = 0.5", "flag = 1.5", "'thresholds.flag' must be a number above 0 and below 1"),
        ("flag = 0.5", 'flag = "0.5"', "'thresholds.flag' must be a number above 0 and below 1"),
        ("clear = 0.3", "clear = 0.7", "'thresholds.clear' must be at most 'flag'"),
        ("clear = 0.3", "cler = 0.3", "'thresholds.clear' is missing"),
        ("top_severity = 0.2", "top_severity = true", "'thresholds.top_severity' must be a number"),
        (
            "overlap_tokens = 128",
            "overlap_tokens = 512",
            "'long_text.overlap_tokens' must be a whole number from 0 to 511",
        ),
        ("max_windows = 200", "max_windows = 201", "'long_text.max_windows' must be a whole number from 1 to 200"),
        ("window_tokens = 512", "window_tokens = 512.5", "'long_text.window_tokens' must be a whole number"),
        ("[long_text]", "[long_texts]", "'long_text' is missing; it must be a table: \\[long_text\\]"),
        ('colour = "#c9a227"', 'colour = "yellow"', "'levels\\[2\\].colour' must be a colour as #rrggbb"),
        ('id = "mild"', 'id = "severe"', "'levels' must hold two levels or more, each with its own id"),
        (
            'id = "mild"\npositive = true',
            'id = "mild"\npositive = "yes"',
            "'levels\\[2\\].positive' must be true or false",
        ),
        ('id = "severe"\npositive = true', 'id = "severe"\npositive = false', "'levels' must stand mildest first"),
        (
            '"to be set by the site"\n\n[[levels]]\nid = "mild"',
            '0\n\n[[levels]]\nid = "mild"',
            "'levels\\[1\\].respond_within_hours' must be a number of hours above 0, or 'to be set by the site'",
        ),
        ('level_names = ["Minimum", ', "level_names = [", "'wordings.en.level_names' must hold 4 texts, and holds 3"),
        (
            'answers = ["Yes", "No"]',
            'answers = ["Yes", "yes"]',
            "'wordings.en.screen.answers' must hold different texts",
        ),
        ('answers = ["Yes", "No"]', 'answers = ["Yes"]', "'wordings.en.screen.answers' must hold 2 texts"),
        ('answers = ["Yes", "No"]', "answers = [1, 0]", "'wordings.en.screen.answers' must be a list of texts"),
        ("[wordings.en.severity]", "[wordings.en.grade]", "'wordings.en.severity' is missing"),
        ('title = "Depression"', 'title = " "', "'wordings.en.title' must be a text in quotes, not empty"),
        ('title = "Depression"', 'title = "D"\ntilte = "D"', "'wordings.en.tilte' is not known. Allowed here: title, "),
        ('  "i feel worthless",', '  "x",', "'wordings.en.phrases' must hold phrases of 3 letters or more"),
        ('  "i feel worthless",', '  "i am worthless",', "'wordings.en.phrases' must hold different texts"),
        ("[thresholds]", 'crisis = "call"\n[thresholds]', "'crisis' is not known. Allowed here: levels, languages, id"),
    ],
)
def test_what_is_wrong_is_said_with_file_key_and_allowed_values(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in DEPRESSION
    path = written(tmp_path, DEPRESSION.replace(old, new, 1))
    with pytest.raises(ProtocolError, match=said) as error:
        read(path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


def test_severity_can_not_be_asked_without_levels(tmp_path: Path) -> None:
    more = STRESS.replace("clear = 0.3", "clear = 0.3\ntop_severity = 0.2")
    with pytest.raises(ProtocolError, match=r"'thresholds\.top_severity' is not known"):
        read(written(tmp_path, more))


@pytest.mark.parametrize(
    ("content", "said"),
    [("id = ", "not valid TOML"), ("id = 1\nid = 2", "not valid TOML"), (b"\xff\xfe\x00i", "not a text in UTF-8")],
)
def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(ProtocolError, match=f"site\\.toml: {said}"):
        read(written(tmp_path, content))


def test_a_file_that_can_not_be_read_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ProtocolError, match=r"gone\.toml: can't be read"):
        read(tmp_path / "gone.toml")
