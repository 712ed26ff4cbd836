"""What a user can do wrong, told in one sentence and a hint.

A fault inside a briefing's file is no exception but a `Problem` value; a bug is a traceback. What
is raised here is caught in two places only: where the shell prints, and where the interface
notifies.
"""


class BriefingError(Exception):
    """A mistake that its user can mend.

    Args:
        message: what is wrong, one sentence without a full stop.
        hint: how to mend it; empty when the message says it all.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotFoundError(BriefingError):
    """No briefing, author or source of that name."""

    exit_code = 1


class ArchiveError(BriefingError):
    """The archive's folder, or our cache of it, cannot be read or written."""

    exit_code = 3
