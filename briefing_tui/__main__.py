"""`python -m briefing_tui` and the installed commands `briefing` and `briefing-tui`."""

from __future__ import annotations

import signal
import sys

_FAULT = 70
"""Exit status of a fault, from sysexits.h; Python's own would be 1, as when nothing is found."""


def main() -> int:
    """Run the command that this process was started with, and give its exit status.

    Before the command and after it Ctrl-C ends the process as the system does it, without a
    traceback.
    """
    handler = signal.getsignal(signal.SIGINT)
    catches = handler is signal.default_int_handler  # else it is ignored: a shell's background
    if catches:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from briefing_tui import cli  # noqa: PLC0415 - in peace, as said above

    try:
        signal.signal(signal.SIGINT, handler)
        status = cli.main()
    except KeyboardInterrupt:
        status = cli.INTERRUPTED
    except Exception:  # noqa: BLE001 - a fault in the program: its traceback
        sys.excepthook(*sys.exc_info())
        status = _FAULT
    if catches:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    return status


if __name__ == "__main__":
    sys.exit(main())
