"""The shipped example files: what learned heads know, they know from these."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import triu
from sklearn.feature_extraction.text import CountVectorizer

from learning.errors import ExamplesError
from learning.examples import ExampleSet, path, read
from learning.examples import shipped as everything
from screening.protocols import find

FEWEST = {"en": 200, "ja": 100}
SETS = [(protocol, language) for protocol in ("depression", "stress", "suicide-risk") for language in FEWEST]

SIMILAR = 0.5
HARD = {"hyperbole", "past", "other-person", "quote", "news", "humour", "work-talk", "gratitude", "denial", "indirect"}
REGISTERS = {"forum", "chat", "intake-note", "diary", "email", "essay", "other"}
OPENING = {"en": 16, "ja": 6}
"""Characters of an opening, without spaces and signs."""

MINIMAL = """
[[example]]
id = "a"
label = "depressed"
severity = "mild"
register = "chat"
hard = ""
text = "I can't get up."
rationale = "Says so."
"""


@pytest.fixture(scope="module", params=SETS, ids="-".join)
def shipped(request: pytest.FixtureRequest) -> ExampleSet:
    protocol, language = request.param
    return read(path(protocol, language), find(protocol), language)


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def alike(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the names of each two texts that share half of their letter trigrams (Jaccard)."""
    names, letters = list(texts), [squeezed(text) for text in texts.values()]
    found = CountVectorizer(analyzer="char", ngram_range=(3, 3), binary=True, lowercase=False).fit_transform(letters)
    sizes = np.asarray(found.sum(1)).ravel()
    shared = triu(found @ found.T, k=1).tocoo()
    similar = shared.data >= SIMILAR * (sizes[shared.row] + sizes[shared.col] - shared.data)
    return [(names[one], names[other]) for one, other in zip(shared.row[similar], shared.col[similar], strict=True)]


class TestShipped:
    def test_there_are_enough_of_both_labels(self, shipped: ExampleSet) -> None:
        assert len(shipped.examples) >= FEWEST[shipped.language]
        assert 0.4 <= shipped.positive.mean() <= 0.6

    def test_every_level_has_its_share(self, shipped: ExampleSet) -> None:
        """A level that was hardly seen would never be suggested."""
        counts = Counter(example.severity for example in shipped.examples)
        fewest = len(shipped.examples) / 8 if len(counts) > 1 else 0
        assert all(counts[level.id] >= fewest for level in shipped.protocol.levels)

    def test_a_third_is_hard(self, shipped: ExampleSet) -> None:
        """Without hyperbole, past trouble and other people's, a head learns topics instead of how the writer is."""
        hard = [example.hard for example in shipped.examples if example.hard]
        assert len(hard) >= len(shipped.examples) / 3
        assert set(hard) <= HARD | {"mixed"}
        assert set(hard) >= HARD

    def test_hard_ones_have_both_labels(self, shipped: ExampleSet) -> None:
        """Else "hard" texts of one kind would teach that all such texts are harmless, or none."""
        both = {example.positive for example in shipped.examples if example.hard}
        assert both == {True, False}

    def test_they_are_as_varied_as_what_people_send(self, shipped: ExampleSet) -> None:
        registers = set(shipped.registers)
        assert registers <= REGISTERS
        assert registers >= REGISTERS - {"other"}

    def test_no_two_are_alike(self, shipped: ExampleSet) -> None:
        assert alike({example.id: example.text for example in shipped.examples}) == []

    def test_openings_are_not_repeated(self, shipped: ExampleSet) -> None:
        length = OPENING[shipped.language]
        counts = Counter(squeezed(example.text)[:length] for example in shipped.examples)
        assert [opening for opening, count in counts.items() if count > 2] == []

    def test_each_says_why(self, shipped: ExampleSet) -> None:
        """A clinician who signs the set off must see what its makers thought."""
        assert [example.id for example in shipped.examples if len(example.rationale) < 10] == []

    def test_ids_tell_protocol_and_language(self, shipped: ExampleSet) -> None:
        start = f"{shipped.protocol.id}-{shipped.language}-"
        assert [example.id for example in shipped.examples if not example.id.startswith(start)] == []

    def test_the_file_says_who_wrote_it(self, shipped: ExampleSet) -> None:
        head = path(shipped.protocol.id, shipped.language).read_text("utf-8").partition("[[example]]")[0]
        assert "not by clinicians" in " ".join(head.replace("#", " ").split())

    def test_label_and_rank_agree(self, shipped: ExampleSet) -> None:
        if shipped.protocol.levels:
            positive = [shipped.protocol.levels[rank].positive for rank in shipped.ranks]
            assert positive == shipped.positive.tolist()


def test_no_text_stands_in_two_files_of_a_language() -> None:
    """It would be learned from under two meanings."""
    for language in FEWEST:
        texts = [
            squeezed(text)
            for protocol, own in SETS
            if own == language
            for text in read(path(protocol, language), find(protocol), language).texts
        ]
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('label = "depressed"', 'label = "sad"', "'example\\[1\\].label' must be 'depressed' or 'not depressed'"),
        (
            'severity = "mild"',
            'severity = "minimum"',
            "'example\\[1\\].severity' must be one of mild, moderate, severe",
        ),
        ('severity = "mild"\n', "", "'example\\[1\\].severity' is missing"),
        ('rationale = "Says so."', 'rationale = ""', "'example\\[1\\].rationale' must be a text in quotes, not empty"),
        ('hard = ""', 'hrad = ""', "'example\\[1\\].hard' is missing"),
        ("[[example]]", "[[examples]]", "'examples' is not known"),
        (MINIMAL, MINIMAL + MINIMAL, "'example' must hold ids that differ; 'a' is there twice"),
        (MINIMAL, "", "'example' is missing"),
    ],
)
def test_what_is_wrong_is_said_with_file_key_and_allowed_values(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "site.toml"
    file.write_text(MINIMAL.replace(old, new, 1), "utf-8")
    with pytest.raises(ExamplesError, match=said) as error:
        read(file, find("depression"), "en")
    assert str(error.value).startswith(f"{file}: ")


def test_an_edited_set_is_another_one(tmp_path: Path) -> None:
    """A head trained on other examples must be told apart."""
    file = tmp_path / "site.toml"
    hashes = set()
    for text in (MINIMAL, MINIMAL.replace("get up", "get out")):
        file.write_text(text, "utf-8")
        hashes.add(read(file, find("depression"), "en").sha256)
    assert len(hashes) == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExamplesError, match=r"gone\.toml: can't be read"):
        read(tmp_path / "gone.toml", find("stress"), "en")


class TestReadings:
    """The other protocols' examples as they read under this one's definitions."""

    @pytest.mark.parametrize("language", FEWEST)
    def test_every_text_of_the_other_protocols_has_its_level(self, language: str) -> None:
        """A text left out would be one that the head never learned to tell from risk."""
        beside = everything(find("suicide-risk"), language).beside
        assert beside is not None
        others = [read(path(other, language), find(other), language) for other in ("depression", "stress")]
        assert beside.texts == [text for known in others for text in known.texts]
        assert {example.severity for example in beside.examples} >= {"supportive", "ideation"}
        assert 0.02 < beside.positive.mean() < 0.2

    def test_an_edited_text_beside_makes_another_set(self) -> None:
        """Else a head would go on being used whose neighbours have changed."""
        own = read(path("suicide-risk", "en"), find("suicide-risk"), "en")
        assert everything(find("suicide-risk"), "en").sha256 != own.sha256
