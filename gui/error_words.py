"""What went wrong, in the language of the window."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from domain.errors import KizashiError
from gui.words import translated

ERRORS = (
    QT_TRANSLATE_NOOP("Words", "Kizashi could not do this."),
    QT_TRANSLATE_NOOP("Words", "This file can't be read as texts."),
    QT_TRANSLATE_NOOP("Words", "The model pack can't be used."),
    QT_TRANSLATE_NOOP("Words", "The question and one window of text are longer than the model's context."),
    QT_TRANSLATE_NOOP("Words", "The protocol file is not valid."),
    QT_TRANSLATE_NOOP("Words", "The store can't be used."),
    QT_TRANSLATE_NOOP("Words", "Another program is writing to the store. Close it, then try again; nothing was lost."),
    QT_TRANSLATE_NOOP(
        "Words",
        "The disk is full. Free some space, then go on: what is done is kept, and it goes on where it stopped.",
    ),
    QT_TRANSLATE_NOOP("Words", "The key of this store is missing or wrong."),
    QT_TRANSLATE_NOOP("Words", "This passphrase does not open the store."),
    QT_TRANSLATE_NOOP("Words", "Too many wrong passphrases in a row. Wait a moment, then try again."),
    QT_TRANSLATE_NOOP(
        "Words",
        "Your passphrase was chosen by somebody else. Choose one of your own first: kizashi users passphrase.",
    ),
    QT_TRANSLATE_NOOP("Words", "Your role does not include this."),
    QT_TRANSLATE_NOOP("Words", "This text is of a batch that somebody else has brought."),
    QT_TRANSLATE_NOOP("Words", "Say in a few words why you must read this text now. The supervisor will read it."),
    QT_TRANSLATE_NOOP("Words", "Stopped. Run the same command again to go on where it stopped."),
    QT_TRANSLATE_NOOP("Words", "Something went wrong inside Kizashi. What was screened so far is kept."),
    QT_TRANSLATE_NOOP(
        "Words",
        "The device can't run this model. Choose another device, or none: the command `doctor` says which work.",
    ),
    QT_TRANSLATE_NOOP(
        "Words",
        "There is too little memory for even one text. Close other programs, or choose a smaller model or --device cpu.",
    ),
    QT_TRANSLATE_NOOP("Words", "This model pack is not on this machine."),
    QT_TRANSLATE_NOOP("Words", "The model pack is damaged: a file is not what it was when the pack was made."),
    QT_TRANSLATE_NOOP("Words", "The model pack was made for another version of Kizashi."),
    QT_TRANSLATE_NOOP("Words", "The model's weights were not found."),
    QT_TRANSLATE_NOOP("Words", "The model's weights are not the published ones."),
    QT_TRANSLATE_NOOP("Words", "The model's terms were not accepted; nothing was built."),
    QT_TRANSLATE_NOOP("Words", "This folder is no model."),
    QT_TRANSLATE_NOOP("Words", "Kizashi does not know this architecture."),
    QT_TRANSLATE_NOOP("Words", "The graph is written in a newer version of ONNX than this Kizashi reads."),
    QT_TRANSLATE_NOOP("Words", "This graph can't be loaded."),
    QT_TRANSLATE_NOOP(
        "Words",
        "Exporting needs Optimum and torch. Run: pip install 'kizashi[export]' - or import a ready-made ONNX folder.",
    ),
    QT_TRANSLATE_NOOP("Words", "Optimum's exporter could not export this model."),
    QT_TRANSLATE_NOOP("Words", "The model answers otherwise on this machine than where it was made."),
    QT_TRANSLATE_NOOP(
        "Words",
        "Something in Kizashi tried to reach a network, and was refused. Kizashi works offline: please report this.",
    ),
    QT_TRANSLATE_NOOP("Words", "The policy of this machine wants the offline guard held by the system, and it is not."),
    QT_TRANSLATE_NOOP(
        "Words",
        "The policy file of this machine is wrong. Nothing is done until whoever looks after this machine has put it right.",
    ),
    QT_TRANSLATE_NOOP("Words", "There is nothing to erase: no text of that name is in the store."),
    QT_TRANSLATE_NOOP(
        "Words",
        "The computer's date is more than 30 days after the last one that the store saw, so nothing is removed for its age. "
        "If the date is wrong, set it right. If it is right, whoever looks after the store confirms it: "
        "Settings, The store, or kizashi store retention --confirm-date.",
    ),
    QT_TRANSLATE_NOOP("Words", "This batch can't be closed yet."),
    QT_TRANSLATE_NOOP("Words", "This case is closed. Reopen it first."),
    QT_TRANSLATE_NOOP(
        "Words", "There is nothing of yours to take back here: the latest decision on this case is not yours."
    ),
    QT_TRANSLATE_NOOP(
        "Words",
        "These texts are not the same words of the same person, or somebody has decided one of them. Decide each by itself.",
    ),
    QT_TRANSLATE_NOOP("Words", "This sheet can't be taken in. Nothing was changed."),
    QT_TRANSLATE_NOOP("Words", "This case is not decided yet. Decide it first."),
    QT_TRANSLATE_NOOP("Words", "There is nobody else in this store who could give a second opinion."),
    QT_TRANSLATE_NOOP("Words", "Two people have read this case already."),
    QT_TRANSLATE_NOOP("Words", "The text has more windows than the protocol allows."),
    QT_TRANSLATE_NOOP("Words", "The example file is not valid."),
    QT_TRANSLATE_NOOP("Words", "There are too few examples to learn from: at least two of each label are needed."),
    QT_TRANSLATE_NOOP("Words", "The site's own thresholds can't be read. Adopt them again."),
    QT_TRANSLATE_NOOP("Words", "No head was trained for this protocol, language and model."),
    QT_TRANSLATE_NOOP("Words", "The head's file can't be read. Train the heads of this model again."),
    QT_TRANSLATE_NOOP(
        "Words", "The head belongs to another model, protocol or example set. Train the heads of this model again."
    ),
    QT_TRANSLATE_NOOP("Words", "The behaviour suite is not valid."),
    QT_TRANSLATE_NOOP("Words", "The labels of this file can't be used."),
    QT_TRANSLATE_NOOP(
        "Words",
        "The file holds too few labelled texts to learn from some and test on others: 30 are needed, with both labels.",
    ),
    QT_TRANSLATE_NOOP(
        "Words",
        "Too few labelled texts to choose thresholds by: 20 of a language that the model did not learn from, with both labels.",
    ),
    QT_TRANSLATE_NOOP(
        "Words", "The signature is not the organisation's. Don't use what it belongs to; ask whoever gave it to you."
    ),
    QT_TRANSLATE_NOOP("Words", "What was carried is not what its list says. Don't use it; ask for another copy."),
)
"""The docstrings of the errors, which are their messages."""

ABOUT_FILES = (
    QT_TRANSLATE_NOOP("Words", "{file} has no column {name!r}. Its columns are: {columns}."),
    QT_TRANSLATE_NOOP(
        "Words", "{file} can't be opened as a {kind} document: it is damaged or protected by a password."
    ),
    QT_TRANSLATE_NOOP(
        "Words",
        "{file} is longer than {limit:,} characters, too long to be one text. Divide it into a file for each text.",
    ),
    QT_TRANSLATE_NOOP("Words", "{file} is not a text file: it holds {kind}. Save it as CSV or plain text."),
    QT_TRANSLATE_NOOP("Words", "There is no text encoding named {name!r}. Try utf-8, utf-16, cp932, euc_jp or cp1252."),
    QT_TRANSLATE_NOOP(
        "Words",
        "Line {number:,} of {file} is longer than {limit:,} characters, too long to be a person's text. "
        "Check that the file has line breaks, and export it again with one text per row.",
    ),
    QT_TRANSLATE_NOOP("Words", "There is no file or folder {path}."),
    QT_TRANSLATE_NOOP("Words", "{path} is {kind}, not a file: save what comes out of it as one, and name that."),
    QT_TRANSLATE_NOOP("Words", "{file} is empty."),
    QT_TRANSLATE_NOOP(
        "Words", "The folder {folder} holds no .txt, .docx or .pdf file. To screen a table, name the file itself."
    ),
    QT_TRANSLATE_NOOP("Words", "{file} holds no row that could be read as a text."),
    QT_TRANSLATE_NOOP("Words", "{file} is of no kind that can be read. Save it as one of: {kinds}."),
    QT_TRANSLATE_NOOP("Words", "{file} can't be read: {reason}."),
    QT_TRANSLATE_NOOP("Words", "{file} can't be opened as a spreadsheet: it is damaged or protected by a password."),
)
"""What the intake says of files, as it says it."""

KINDS = (
    QT_TRANSLATE_NOOP("Words", "a ZIP archive, such as an Excel or Word file"),
    QT_TRANSLATE_NOOP("Words", "an old Office file"),
    QT_TRANSLATE_NOOP("Words", "a PDF"),
    QT_TRANSLATE_NOOP("Words", "a rich-text document"),
    QT_TRANSLATE_NOOP("Words", "a database"),
    QT_TRANSLATE_NOOP("Words", "binary data"),
    QT_TRANSLATE_NOOP("Words", "a pipe"),
    QT_TRANSLATE_NOOP("Words", "a socket"),
    QT_TRANSLATE_NOOP("Words", "a device"),
)
"""What a file turns out to be that can't be read."""

SAID = (
    QT_TRANSLATE_NOOP("Words", "The passphrase is empty. Choose one of several words."),
    QT_TRANSLATE_NOOP(
        "Words",
        "This passphrase is too easy to guess: whoever has a copy of the store can try millions. Take at least "
        "{shortest} characters; four words that don't belong together make a good one.",
    ),
    QT_TRANSLATE_NOOP(
        "Words", "A recovery key has {groups} groups of {size} letters and digits; this one has {found} in all."
    ),
    QT_TRANSLATE_NOOP("Words", "Group {place} of the recovery key is mistyped ({group}). Compare it with the paper."),
    QT_TRANSLATE_NOOP("Words", "{name} is the only administrator. Add another one first."),
    QT_TRANSLATE_NOOP("Words", "The new passphrase is the old one. Choose another."),
    QT_TRANSLATE_NOOP("Words", "A name has 1 to {longest} letters, and is none that the record has for itself: {own}."),
    QT_TRANSLATE_NOOP("Words", "The name {name} is taken. Choose another: the record tells people apart by it."),
    QT_TRANSLATE_NOOP("Words", "Nobody who may sign in is called {name}."),
    QT_TRANSLATE_NOOP("Words", "This store has people. Say by name whose passphrase it is."),
    QT_TRANSLATE_NOOP("Words", "This store has one owner and no people. Leave the name out."),
    QT_TRANSLATE_NOOP("Words", "The passphrase holds a line break or another sign that nobody can type. Leave it out."),
    QT_TRANSLATE_NOOP(
        "Words", "This is not a head of the audit chain. It reads ROW:DIGEST, as an export's note gives it."
    ),
    QT_TRANSLATE_NOOP("Words", "The file {out} can't be written: {reason}. Nothing was exported."),
    QT_TRANSLATE_NOOP(
        "Words", "{out} is a file that was screened, and stays as it is. Give what you write another name."
    ),
    QT_TRANSLATE_NOOP(
        "Words",
        "The store {store} is not sound: {found} It was copied as it is to {copy}, which is no backup. Keep it, and "
        "restore the last good backup.",
    ),
    QT_TRANSLATE_NOOP("Words", "The results can't be written to {out}: {reason}. They are kept."),
    QT_TRANSLATE_NOOP("Words", "The model pack {pack} is damaged: {name} {state}. {step}"),
    QT_TRANSLATE_NOOP("Words", "{file} is no whole model pack: it was cut off, or is another kind of file."),
    QT_TRANSLATE_NOOP(
        "Words", "{file} can't be used: {reason}. Get the rights to it, or close the program that holds it."
    ),
    QT_TRANSLATE_NOOP("Words", "Something went wrong inside Kizashi. What was screened so far is kept. ({kind})"),
)
"""What the core says of a passphrase, a key, a name or a place that somebody chose, of a model's files, and of a bug."""

STATES = (
    QT_TRANSLATE_NOOP("Words", "has been changed or cut off"),
    QT_TRANSLATE_NOOP("Words", "is missing"),
    QT_TRANSLATE_NOOP("Words", "is a link and not the file itself"),
    QT_TRANSLATE_NOOP("Words", "Install Kizashi again."),
    QT_TRANSLATE_NOOP("Words", "Build or import it again."),
)
"""How a model's file is found, and what to do about it."""


def error(problem: KizashiError) -> str:
    """Return what went wrong.

    In other languages than English: of what people meet most the message itself, of anything else the sentence of the
    error's kind, and then the message.
    """
    if problem.message in (*ABOUT_FILES, *SAID):
        known = (*KINDS, *STATES)
        parts = {name: translated(part) if part in known else part for name, part in problem.parts.items()}
        return translated(problem.message).format(**parts)
    message = str(problem)
    sentences = [translated(_sentence(cls)) for cls in type(problem).__mro__ if _sentence(cls) in ERRORS]
    if not sentences or sentences[0] in ERRORS:
        return message
    return sentences[0] if message in ERRORS else f"{sentences[0]}\n{message}"


def _sentence(cls: type) -> str:
    return " ".join((cls.__doc__ or "").split())
