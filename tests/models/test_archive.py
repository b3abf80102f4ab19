"""A pack travels by stick: if these fail, a damaged or foreign file becomes the model that answers for people."""

import zipfile
from pathlib import Path

import pytest

from domain.pack import Pack
from models import archive
from models.errors import NotAModelError, PackDamagedError, PackVersionError
from models.import_folder import import_folder
from models.pack import ADDITIONS
from models.registry import installed, load
from tests.models import ready_made


def quiet(_what: str, _share: float) -> None:
    """Take no note."""


@pytest.fixture
def made(tmp_path: Path) -> Pack:
    return import_folder(ready_made.write(tmp_path / "Tiny 4bit"), tmp_path / "packs", quiet)


@pytest.fixture
def carried(made: Pack, tmp_path: Path) -> Path:
    archive.write(made, tmp_path / "tiny.kzpack", quiet)
    return tmp_path / "tiny.kzpack"


def rewritten(path: Path, changes: dict[str, bytes | None]) -> Path:
    """Write an archive anew with some entries changed, left out (None) or added."""
    with zipfile.ZipFile(path) as old:
        entries: dict[str, bytes | None] = {**{name: old.read(name) for name in old.namelist()}, **changes}
    other = path.with_name("other.kzpack")
    with zipfile.ZipFile(other, "w") as new:
        for name, content in entries.items():
            if content is not None:
                new.writestr(name, content)
    return other


def test_a_carried_pack_is_the_same_pack(made: Pack, carried: Path, tmp_path: Path) -> None:
    taken, digest = archive.unpack(carried, tmp_path / "elsewhere", quiet)
    assert taken.sha256 == made.sha256
    assert load(tmp_path / "elsewhere", made.id) == taken
    assert digest == archive.write(taken, tmp_path / "again.kzpack", quiet), "equal packs must give equal files"


def test_what_was_added_on_this_machine_does_not_travel(made: Pack, carried: Path, tmp_path: Path) -> None:
    before = carried.read_bytes()
    made.file("w4.onnx").write_bytes(b"added")
    listed = f'pack = "{made.sha256}"\n[graphs]\nw4 = "w4.onnx"\n[files."w4.onnx"]\nsha256 = "0"\n'
    made.file(ADDITIONS).write_text(listed, encoding="utf-8")
    archive.write(made, tmp_path / "later.kzpack", quiet)
    assert (tmp_path / "later.kzpack").read_bytes() == before


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_refused_and_nothing_is_placed(carried: Path, tmp_path: Path, kept: float) -> None:
    whole = carried.read_bytes()
    carried.write_bytes(whole[: int(kept * len(whole)) if kept < 1 else int(kept)])
    with pytest.raises(PackDamagedError, match=r"tiny\.kzpack"):
        archive.unpack(carried, tmp_path / "elsewhere", quiet)
    assert installed(tmp_path / "elsewhere") == []


def test_one_altered_byte_anywhere_is_noticed(carried: Path, tmp_path: Path) -> None:
    whole = bytearray(carried.read_bytes())
    for place in range(40, len(whole) - 60, len(whole) // 40):
        carried.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            taken, _ = archive.unpack(carried, tmp_path / "elsewhere", quiet)
        except PackDamagedError:
            continue
        load(tmp_path / "elsewhere", taken.id)  # the byte was none of a file's: every hash still agrees


@pytest.mark.parametrize(("field", "value"), [("compress_type", 8), ("flag_bits", 1), ("header_offset", -5)])
def test_a_list_of_contents_that_was_altered_is_noticed(carried: Path, tmp_path: Path, field: str, value: int) -> None:
    """What it says of an entry would else end in an error of another kind: a wrong compression, a password, a full disk."""
    content = bytearray(carried.read_bytes())
    end = content.rindex(b"PK\x05\x06")
    first = int.from_bytes(content[end + 16 : end + 20], "little")
    place, size = {"compress_type": (first + 10, 2), "flag_bits": (first + 8, 2), "header_offset": (end + 16, 4)}[field]
    content[place : place + size] = (first - value if field == "header_offset" else value).to_bytes(size, "little")
    carried.write_bytes(content)
    for act in (archive.look, archive.unpack):
        with pytest.raises(PackDamagedError, match=r"tiny\.kzpack is no whole model pack"):
            act(carried, tmp_path / "elsewhere", quiet)
    assert installed(tmp_path / "elsewhere") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"model.onnx.data": b"other weights"},
        {"tokenizer.json": None},
        {"more.txt": b"not listed"},
        {"../outside.txt": b"up and away"},
        {"/outside.txt": b"up and away"},
        {"pack.toml": b"format = 1"},
        {"pack.toml": None},
    ],
)
def test_an_archive_that_is_not_what_it_lists_is_refused(
    carried: Path, tmp_path: Path, changes: dict[str, bytes | None]
) -> None:
    with pytest.raises(PackDamagedError):
        archive.unpack(rewritten(carried, changes), tmp_path / "elsewhere", quiet)
    assert installed(tmp_path / "elsewhere") == []
    assert not (tmp_path / "outside.txt").exists()


def test_an_id_that_is_a_way_out_of_the_folder_is_refused(made: Pack, carried: Path, tmp_path: Path) -> None:
    text = made.file("pack.toml").read_text(encoding="utf-8").replace(f'id = "{made.id}"', 'id = "../../escaped"')
    with pytest.raises(PackDamagedError):
        archive.unpack(rewritten(carried, {"pack.toml": text.encode()}), tmp_path / "deep" / "packs", quiet)
    assert not (tmp_path / "escaped").exists()


def test_a_pack_of_another_version_is_named_as_such(made: Pack, carried: Path, tmp_path: Path) -> None:
    text = made.file("pack.toml").read_text(encoding="utf-8").replace("format = 1", "format = 99")
    with pytest.raises(PackVersionError):
        archive.unpack(rewritten(carried, {"pack.toml": text.encode()}), tmp_path / "elsewhere", quiet)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.kzpack").write_text("Dear all,")
    with pytest.raises(PackDamagedError, match="another kind of file"):
        archive.unpack(tmp_path / "letter.kzpack", tmp_path / "packs", quiet)


def test_a_file_of_weights_names_the_command_that_makes_a_pack_of_it(tmp_path: Path) -> None:
    (tmp_path / "Qwen.GGUF").write_bytes(b"GGUF")
    with pytest.raises(NotAModelError, match=r"Qwen\.GGUF holds weights, no pack\. Run: .* models export "):
        archive.unpack(tmp_path / "Qwen.GGUF", tmp_path / "packs", quiet)


def test_a_file_can_be_looked_at_before_it_is_taken_in(made: Pack, carried: Path, tmp_path: Path) -> None:
    described, digest = archive.look(carried, tmp_path / "elsewhere", quiet)
    assert (described.sha256, described.licence) == (made.sha256, made.licence)
    assert not installed(tmp_path / "elsewhere"), "looking must place nothing"
    assert archive.unpack(carried, tmp_path / "elsewhere", quiet, accepted=digest)[0].sha256 == made.sha256


def test_a_file_that_was_changed_after_it_was_looked_at_is_refused(carried: Path, tmp_path: Path) -> None:
    with pytest.raises(PackDamagedError, match="not the file that was looked at"):
        archive.unpack(carried, tmp_path / "elsewhere", quiet, accepted="0" * 64)
    assert not installed(tmp_path / "elsewhere")
