"""What a model is called: by its folder or file, and as a pack."""

import re
from pathlib import Path
from unicodedata import normalize

from models.errors import NotAModelError

GGUF = ".gguf"
"""How files of weights end that llama.cpp reads."""


def model_name(source: Path) -> str:
    """Return what a folder or a file calls its model; in Hugging Face's own cache the repository does, not the snapshot."""
    folder = source if source.is_file() else source.resolve()
    return folder.parent.parent.name.rpartition("--")[2] if folder.parent.name == "snapshots" else folder.name


def check_path(source: Path) -> None:
    """Raise NotAModelError where a name is no text, as archives of other systems leave them: the runtime can't open it."""
    try:
        str(source.resolve()).encode()
    except UnicodeEncodeError:
        readable = str(source).encode(errors="replace").decode()
        raise NotAModelError(
            f"The name {readable} holds letters that can't be read. Rename it, then try again."
        ) from None


def pack_id(name: str) -> str:
    """Return the id of the pack that is made of a folder called `name`: letters of any script, without what paths can't hold."""
    return re.sub(r"(?:[^\w.]|_)+", "-", normalize("NFKC", name).lower()).strip("-.") or "model"
