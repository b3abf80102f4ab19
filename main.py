"""Kizashi's door: the window by default, the command line when a command is named."""

import os
import sys
from multiprocessing import freeze_support


def main() -> int:
    """Run Kizashi and return the process's exit code."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # the runtime reads it at its first import
    os.umask(0o077)  # whatever is written is for this account alone
    refuse_core_dumps()
    if sys.argv[1:]:
        from cli.main import run  # noqa: PLC0415 - the command line must not load Qt

        return run(sys.argv[1:])
    from gui.run import run as open_window  # noqa: PLC0415 - only the window loads Qt

    return open_window()


def refuse_core_dumps() -> None:
    """Let a crash leave no image of the memory behind: decrypted texts and the key would stand in it."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    freeze_support()  # in the packaged program, where `bench` starts this file anew for each way
    sys.exit(main())
