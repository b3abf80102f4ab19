"""`kizashi transfer`: sign what is carried by stick, and verify it."""

from argparse import ArgumentParser, Namespace

from cli.arguments import file_path
from cli.terminal import say
from domain.errors import KizashiError
from transfer import lists, signing


def declare(parser: ArgumentParser) -> None:
    """Declare the command's own arguments."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    signs = actions.add_parser(
        "sign", help="list the files of a kit, or one file, with their SHA-256, and sign the list"
    )
    signs.add_argument("what", metavar="KIT", type=file_path, help="a folder, or one pack or protocol file")
    signs.add_argument("--key", metavar="PEM", type=file_path, help="the organisation's private key (Ed25519)")
    signs.set_defaults(run=_sign)
    verifying = actions.add_parser("verify", help="check a kit, or one file, against its list and signature")
    verifying.add_argument("what", metavar="KIT", type=file_path, help="a folder, or one pack or protocol file")
    verifying.add_argument(
        "--key", metavar="PEM", type=file_path, help="the organisation's public key (default: the policy's)"
    )
    verifying.set_defaults(run=_verify)


def _sign(arguments: Namespace) -> int:
    if not arguments.what.exists():
        raise KizashiError(f"There is no {arguments.what}.")
    made = lists.write(arguments.what)
    if arguments.key:
        signing.sign(made, arguments.key)
    say(f"Wrote {made}" + (f" and {lists.signature(made).name}" if arguments.key else ", not signed"))
    return 0


def _verify(arguments: Namespace) -> int:
    """Check the list, and the signature wherever there is a key to check it by."""
    what, made = arguments.what, lists.of(arguments.what)
    if made is None:
        raise KizashiError(f"There is no list of files for {what}, so nothing can be checked.")
    key = signing.public_key(arguments.key) if arguments.key else arguments.machine.policy.signing_key
    by = bool(key) and signing.signed(made, key)
    count = lists.check(what, made)
    say(f"{what} is what its list says: {count} files.")
    if key and not by:
        raise KizashiError(f"{made.name} bears no signature: anybody could have written it.")
    say(
        "The list is signed by the organisation."
        if by
        else "Who wrote the list was not checked: name the key with --key."
    )
    return 0
