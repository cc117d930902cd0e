"""Runs a command that does not outlive its parent, not even a killed one.

`python -m claims_portal.config.launcher PARENT_PID COMMAND...`: the system itself
(Linux) tells the command to stop when the parent is gone, so that after a crash no
process is left that keeps the port or works beside its successor.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def launched(command: list[str]) -> list[str]:
    """The command as a child of this process has to start it."""
    return [sys.executable, "-m", __name__, str(os.getpid()), *command]


def main() -> None:
    parent, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGINT))
    if os.getppid() != int(parent):
        sys.exit("The supervisor ended before its process began.")
    os.execvp(command[0], command)  # noqa: S606 - our own commands


if __name__ == "__main__":
    main()
