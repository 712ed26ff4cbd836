"""The shell's side of the program: `briefing VERB …`.

`arguments` reads the command line, `commands` does what it asks through the archive, and the answer
is given by `drawing` (Rich, on a terminal), `plain` (in a pipe) or `records` (JSON), in words of
`wording`. `terminal` knows the streams. Results go to standard output, all else to standard error.

Nothing heavy is imported before it is needed: `briefing --version` takes as long as argparse does.
"""

from __future__ import annotations

import errno
import os
import sys

from briefing_tui.errors import BriefingError

# mypy and ruff know the name; typing itself would cost a fifth of the time of `--version`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
# What a shell reports for a program that SIGPIPE ended, as it ends most programs before `| head`.
BROKEN_PIPE = 141
UNWRITTEN = 3
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
# What a path that somebody has given can be refused for: a folder that may not be entered, a name
# that is too long, links that lead in a circle. All else that comes with a path is our mistake.
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR})


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after the program's name; those of the process when not given.

    Returns:
        The exit status: 0 done, 1 nothing found, faults or differences found, 2 wrong use, 3 the
        archive cannot be read, 130 interrupted.
    """
    _tolerate_any_text()
    try:
        from briefing_tui.cli import arguments  # noqa: PLC0415 - here, Ctrl-C is caught

        options = arguments.parse(sys.argv[1:] if argv is None else argv)
        if options is None:
            code = 0
        else:
            from briefing_tui.cli import commands  # noqa: PLC0415 - `--help` needs none of it

            code = commands.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BriefingError as error:
        _tell(error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _abandon_output()
        return BROKEN_PIPE
    except OSError as error:
        # The archive tells of its own files; what is left is standard output on a full disk, and
        # paths that cannot even be looked at.
        if error.errno in _FULL:
            _abandon_output()
            _tell(BriefingError(f"the output could not be written: {error.strerror}"))
        elif (mishap := _refused(error)) is not None:
            _tell(mishap)
        else:
            raise
        return UNWRITTEN
    return code


def _refused(error: OSError) -> BriefingError | None:
    """Give what is told of a path that cannot be looked at, or None for any other error."""
    if error.filename is None:
        try:
            os.getcwd()  # noqa: PTH109 - asked for its error alone
        except OSError:
            return BriefingError("the current folder is gone", "go to another one: cd")
        return None
    if error.errno not in _REFUSED or isinstance(error.filename, int):
        return None
    from briefing_tui.cli import wording  # noqa: PLC0415 - `--version` needs none of it

    path = wording.path_of(os.fsdecode(error.filename))
    return BriefingError(f"{path} cannot be looked at: {error.strerror}")


def _tolerate_any_text() -> None:
    """Let no character stop the program, in a locale that cannot write it or in a file's name."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _abandon_output() -> None:
    """Leave standard output alone, so that the interpreter does not complain about it later."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _tell(error: BriefingError) -> None:
    from briefing_tui import text  # noqa: PLC0415 - `--version` needs none of it

    if sys.stderr is None:
        return
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _abandon_output()
    try:
        print(f"briefing: {text.clean(error.message)}", file=sys.stderr)
        for line in text.clean(error.hint).splitlines():
            print(f"  {line}", file=sys.stderr)
    except OSError:
        # Nobody is there to be told; the exit status still tells.
        return
