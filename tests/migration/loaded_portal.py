"""A process that has loaded the portal and forks itself for each command.

Loading takes longer than the commands that are tested. What is forked runs the command line as
`claims-portal` does, with its output into the connection that asked for it: first a line with
its process ID, last, unless it was killed, END with its exit code and how many functions it
called. With `dies_at` it is killed when it calls so many: a moment that is the same on a slow
machine and on a fast one.

    python -m tests.migration.loaded_portal SOCKET
"""

import json
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

END = "\0"


def serve(path: str) -> None:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(f"{path}.not-yet")
    listening.listen()
    Path(f"{path}.not-yet").rename(path)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        asking, _nobody = listening.accept()
        with asking:
            if not os.fork():
                listening.close()
                _run(asking)


def _run(asking: socket.socket) -> None:
    from claims_portal.cli import main

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    asked = json.loads(asking.makefile().readline())
    for stream in (sys.stdout, sys.stderr):
        os.dup2(asking.fileno(), stream.fileno())
    asking.close()
    print(os.getpid(), flush=True)  # noqa: T201
    calls = _Calls(asked["dies_at"])
    code: object = 1
    try:
        if asked["counts"]:
            sys.setprofile(calls.called)
        main(asked["arguments"])
        code = 0
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.setprofile(None)
        print(f"{END}{code} {calls.number}", flush=True)  # noqa: T201
        os._exit(0)


@dataclass
class _Calls:
    dies_at: int
    number: int = 0

    def called(self, _frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            self.number += 1
            if self.number == self.dies_at:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    import django

    django.setup()
    serve(sys.argv[1])
