"""The command line: options, exit status, and what goes to which stream."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

OK, FINDINGS, MISUSE = 0, 1, 2
"""Exit status: all well, the data has faults, the command was wrong or the output can't be written."""

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells expect."""


def command() -> NoReturn:
    """Be the program: run `main` and leave at once, without taking apart all that was made.

    The operating system takes the memory back faster than Python does, which is a sixth of a real report's time. With
    ``RAPPORT_DEBUG`` the process ends as any other, for those who measure or debug it.
    """
    try:
        main()
    except SystemExit as end:
        if os.environ.get("RAPPORT_DEBUG"):
            raise
        with contextlib.suppress(OSError, ValueError):  # nobody is there to be told
            sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else OK)


def main() -> NoReturn:
    """Run ``rapport`` with the words on the command line and exit."""
    _use_utf8()
    # What a command makes it needs until it ends: looking for garbage takes a tenth of the time and finds none.
    # Those that go on and on, such as watch, turn the collector on again.
    gc.disable()
    from rapport.cli.app import run  # noqa: PLC0415  so that nothing loads before the streams are set

    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
        sys.exit(status)
    except KeyboardInterrupt:
        sys.stderr.write("\nrapport: avbrutet\n")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has left (| head); what is unwritten nobody wants.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)
    except Exception as fault:
        if os.environ.get("RAPPORT_DEBUG"):
            raise
        if isinstance(fault, OSError) and fault.errno == errno.ENOSPC:
            sys.stderr.write("rapport: disken är full; utskriften blev inte hel\n")
        elif isinstance(fault, OSError) and fault.filename:
            from rapport.diagnostic import why_unreadable  # noqa: PLC0415  only where something went wrong

            sys.stderr.write(f"rapport: det går inte att läsa {fault.filename}: {why_unreadable(fault)}\n")
        else:
            _say_bug(fault)
        sys.exit(MISUSE)


def _use_utf8() -> None:
    """Give the streams an encoding that has å, ä and ö, whatever the terminal's code page."""
    if sys.stdout is None or sys.stderr is None:  # as under pythonw, or when a service closes them
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  open as long as the program runs
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _say_bug(fault: Exception) -> None:
    """Say that the program itself is wrong; the user's files are not to blame."""
    sys.stderr.write(
        f"rapport: ett fel i programmet, inte i dina filer: {type(fault).__name__}: {fault}\n"
        "  hjälp: kör kommandot igen med miljövariabeln RAPPORT_DEBUG=1 och skicka utskriften till den som sköter "
        "rapport\n"
    )
