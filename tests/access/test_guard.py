"""The offline guard is a promise to clients: it must hold for native code and started programs, and break nothing local."""

import errno
import json
import os
import subprocess
import sys
from functools import partial
from typing import Any

import pytest

from access import ways_out
from access.guard import Guard, NetworkRefusedError, refuse
from access.machine import Machine
from access.ways_out import Way
from tests.paths import ROOT

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program close the network for itself")


def printed(code: str) -> Any:
    """Run code in a process of its own, since nobody can take a guard off again, and return what it prints."""
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def guarded(code: str) -> Any:
    """Return what code prints in a process that has put the guard on."""
    return printed(f"import json\nfrom access import guard\nfound = guard.put_on()\n{code}")


def test_no_library_tries_to_start_processes_of_its_own() -> None:
    """Where /dev/shm is shut, as on hardened laptops, a warning of joblib's stood before what each command said."""
    assert guarded("from joblib import _multiprocessing_helpers as tried\nprint(json.dumps(tried.mp is None))")


@linux
def test_the_guard_goes_on_and_has_tried_itself() -> None:
    assert guarded("print(json.dumps([found.gap, found.held_by_system]))") == ["", True]


@linux
def test_h24_every_way_out_is_refused_also_to_native_code_and_to_a_process_that_is_started() -> None:
    answers = guarded(
        "from access import ways_out\nprint(json.dumps({a.way: [a.refused, a.answer] for a in ways_out.tried()}))"
    )
    assert set(answers) == set(Way)
    assert all(refused for refused, _ in answers.values()), answers
    assert {answers[way][1] for way in Way if way is not Way.NATIVE_LOOKUP} == {"EACCES"}


def test_a_process_that_died_before_it_tried_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its exit code of 1 read as EPERM: a promise that nobody had tried would be shown as kept."""
    monkeypatch.setattr(ways_out, "_end_with_code", partial(os._exit, 1))
    [child] = [attempt for attempt in ways_out.tried() if attempt.way is Way.CHILD]
    assert (child.refused, child.answer) == (False, "it died before it could try")


@linux
@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("libc.socket(16, 3, 0)", errno.EACCES),  # AF_NETLINK
        ("libc.socket(17, 3, 0)", errno.EACCES),  # AF_PACKET
        ("libc.socket(40, 1, 0)", errno.EACCES),  # AF_VSOCK
        ("libc.socketpair(30, 1, 0, None)", errno.EACCES),  # AF_TIPC
        ("libc.syscall(425, 1, None)", errno.ENOSYS),  # io_uring_setup
        ("libc.syscall(0x40000000 + 41, 2, 1, 0)", errno.ENOSYS),  # socket in the ABI x32
    ],
)
def test_the_side_doors_of_the_kernel_are_shut(call: str, code: int) -> None:
    script = f"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(json.dumps([{call}, ctypes.get_errno()]))"
    assert guarded(script) == [-1, code]


@linux
def test_a_thread_that_ran_before_the_guard_is_held_too() -> None:
    """A library that started a thread at its import must not keep a way out."""
    code = """
import ctypes, json, threading
from access import guard
ready, answers = threading.Event(), []
def late():
    ready.wait()
    libc = ctypes.CDLL(None, use_errno=True)
    answers.extend([libc.socket(2, 1, 0), ctypes.get_errno()])
thread = threading.Thread(target=late)
thread.start()
guard.put_on()
ready.set()
thread.join()
print(json.dumps(answers))
"""
    assert printed(code) == [-1, errno.EACCES]


@linux
def test_local_sockets_asyncio_pools_and_programs_go_on_working() -> None:
    code = """
import asyncio, os, socket, subprocess, sys, tempfile, threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

async def echo(path):
    server = await asyncio.start_unix_server(lambda r, w: (w.write(b"hello"), w.close()), path)
    reader, writer = await asyncio.open_unix_connection(path)
    heard = await reader.read()
    writer.close()
    server.close()
    return heard.decode()

with tempfile.TemporaryDirectory() as folder:
    heard = asyncio.run(echo(os.path.join(folder, "s")))
with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
    there = pool.submit(os.path.basename, "a/b").result()
one, other = socket.socketpair()
one.close(), other.close()
said = subprocess.run([sys.executable, "-c", "print('said')"], capture_output=True, text=True).stdout.strip()
print(json.dumps([heard, there, said]))
"""
    assert guarded(code) == ["hello", "b", "said"]


@linux
def test_h24_libraries_are_told_to_be_silent_before_they_are_imported() -> None:
    names = ["ORT_DISABLE_TELEMETRY", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"]
    assert guarded(f"import os\nprint(json.dumps([os.environ[name] for name in {names}]))") == ["1", "1", "1"]


class Internet:
    """Stands for a socket that was opened elsewhere, and given to Python."""

    family = 2


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.__new__", (None, 2, 1, 0)),
        ("socket.__new__", (None, 10, 2, 0)),
        ("socket.connect", (Internet(), ("192.0.2.1", 80))),
        ("socket.bind", (Internet(), ("127.0.0.1", 0))),
        ("socket.sendto", (Internet(), ("192.0.2.1", 80))),
        ("socket.getaddrinfo", ("kizashi.invalid", 443, 0, 0, 0)),
        ("socket.gethostbyname", ("kizashi.invalid",)),
    ],
)
def test_where_only_the_hook_stands_python_code_gets_a_sentence_and_an_error_that_libraries_know(
    event: str, arguments: tuple[object, ...]
) -> None:
    with pytest.raises(NetworkRefusedError, match="Kizashi works offline") as refused:
        refuse(event, arguments)
    assert isinstance(refused.value, PermissionError)
    assert refused.value.errno == errno.EACCES


@pytest.mark.parametrize("arguments", [(None, 1, 1, 0), (None, -1, -1, -1)])
def test_the_hook_leaves_local_sockets_alone(arguments: tuple[object, ...]) -> None:
    refuse("socket.__new__", arguments)
    refuse("socket.gethostname", ())


WITHOUT_SECCOMP = """
import os
from access.systems import linux
calls = linux.CALLS[os.uname().machine]
refusing = (
    linux.Instruction(linux.LOAD, 0, 0, linux.NUMBER),
    linux.Instruction(linux.JUMP_IF_EQUAL, 0, 1, calls.seccomp),
    linux.Instruction(linux.RETURN, 0, 0, linux.NO_SUCH_CALL),
    linux.Instruction(linux.RETURN, 0, 0, linux.ALLOW),
)
assert linux.install(refusing, calls) == ""
"""
"""What an old kernel or a strict container answers: there is no such call."""


@linux
def test_where_the_kernel_takes_no_filter_it_is_said_and_python_code_is_refused_all_the_same() -> None:
    code = """
from access import ways_out
found = guard.put_on()
print(json.dumps([found.gap, found.held_by_system, {a.way: a.refused for a in ways_out.tried()}]))
"""
    gap, held, refused = printed(f"import json\nfrom access import guard\n{WITHOUT_SECCOMP}{code}")
    assert (gap, held) == ("Function not implemented", False)
    assert refused[Way.TCP4]
    assert refused[Way.LOOKUP]
    assert not refused[Way.NATIVE]
    assert not refused[Way.CHILD]


def test_a_site_without_a_policy_may_work_where_the_system_holds_nothing() -> None:
    Machine(Guard("this kernel takes no filter")).check()
