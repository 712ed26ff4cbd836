"""The command line: which verb is meant, and its options before and after it.

Every verb has a parser of its own, and only the one that is asked for is built. That lets the
options that all of them take stand before or after the verb, and options stand among the words.
"""

from __future__ import annotations

import os

from briefing_tui import __version__
from briefing_tui.cli.parsers import PARSED, UsageError, parser_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

VERBS = {
    "list": "list the briefings, newest first",
    "search": "find briefings by their words",
    "show": "print a briefing as text, with its notes and its author",
    "similar": "tell which briefings are near to one, and why",
    "author": "tell who an author is, with all that they wrote",
    "sources": "tell the sources of a briefing, or of the whole archive",
    "cited-by": "find every sentence that rests on a source",
    "without": "tell what falls when a source is withdrawn",
    "trace": "tell what each takeaway rests on",
    "cite": "cite a briefing, a note's source, or all its sources",
    "export": "write briefings as Markdown, HTML, JSON or a bibliography",
    "notes": "list what you highlighted, and your notes on it",
    "check": "tell what is wrong in the files",
    "diff": "tell what changed in the evidence of a briefing",
    "add": "make a briefing of a saved page",
    "new": "begin a briefing",
    "edit": "open a file in your editor, then check it",
    "index": "tell how the full-text index is, update it, build it anew",
    "schema": "print the JSON Schema of the files, for editors",
    "config": "tell the settings in force; begin or check the file they stand in",
    "demo": "open or copy the sample briefings",
    "help": "tell about a verb; `help query` about a search, `help keys` about all keys",
}

# Their words may be a query, in which `-china` leaves a word out.
_QUERYING = ("search", "export")

_SUMMARY = """\
usage: briefing [PATH]             open the interface, on a folder or a .yaml file, or on
                                   an archive by its name in the settings
       briefing VERB [OPTIONS] …   do one thing and end

"""
_CLOSING = """
  -C DIR          the archive: a folder of briefings, or its name in the settings. Without
                  it: $BRIEFINGS, then the default of the settings, then ./briefings, then
                  this folder when it holds briefings
  --config FILE   take the settings of this file; `briefing config` tells all about them
  --json          print one JSON document instead of text
  --version       print the version
  -h, --help      print this; `briefing VERB -h` tells about a verb

A path that is spelt as a verb is opened as `briefing ./search`. Without a terminal
`briefing` prints what `briefing list` does.

exit status: 0 done, 1 nothing found, faults or differences found, 2 wrong use, 3 the
archive cannot be read, 70 a fault in the program, 130 interrupted
"""


def parse(argv: Sequence[str]) -> argparse.Namespace | None:
    """Read the command line.

    Returns:
        The options, with `verb` among them (`open` when a path or nothing was given), or None when
        the answer has been printed: help, the version.

    Raises:
        UsageError: it makes no sense.
    """
    shared, rest = _split(argv)
    if "--version" in shared:
        print(f"briefing {__version__}")
        return None
    if "--help" in shared:
        _print_help("")
        return None
    verb = rest[0] if rest else "open"
    if verb == "help":
        if rest[1:2] == ["keys"]:
            _print_keys(rest[2:], _named_settings(shared))
        else:
            _print_help(*rest[1:2])
        return None
    if verb in VERBS:
        words = [*shared, *rest[1:]]
    else:
        # Verbs win over paths; what is neither is a mistake.
        if verb and rest and not os.path.lexists(verb) and not _names_archive(verb, shared):
            raise _unknown(verb)
        verb, words = "open", [*shared, *rest]
    parser = parser_of(verb)
    try:
        options = parser.parse_intermixed_args(_protected(words, queries=verb in _QUERYING))
    except SystemExit:
        # The verb's help was asked for and has been printed.
        return None
    for name, value in vars(options).items():
        if value == parser.get_default(name):
            continue
        if value == "" or (isinstance(value, list) and "" in value):
            # Taken for a path it would be the current folder.
            raise UsageError("a word of the command is empty", "is it a variable that is not set?")
        if isinstance(value, list):
            setattr(options, name, [word.removeprefix(_NO_OPTION) for word in value])
        elif isinstance(value, str):
            setattr(options, name, value.removeprefix(_NO_OPTION))
    options.verb = verb
    return options


def _split(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """Divide the words into the options before the verb and the rest."""
    shared: list[str] = []
    words = list(argv)
    while words and words[0].startswith("-") and words[0] != "-":
        word = words.pop(0)
        if word == "--":
            break
        if word == "-C":
            if not words:
                raise UsageError("-C needs the folder of an archive")
            shared += [word, words.pop(0)]
        elif word == "--config":
            if not words:
                raise UsageError("--config needs a file of settings")
            shared += [word, words.pop(0)]
        elif word in ("-h", "--help"):
            shared.append("--help")
        elif word.startswith("--config="):
            shared += word.split("=", 1)
        elif word in ("--json", "--version") or word.startswith("-C"):
            shared.append(word)
        else:
            raise UsageError(f"there is no option {word}", "`briefing --help` lists them")
    return shared, words


# Stands before a word that begins with a hyphen and is no option, while argparse looks at it: with
# a `--` it misreads words and options in any order. No argument of a process can hold it.
_NO_OPTION = "\0"


def _protected(words: list[str], *, queries: bool) -> list[str]:
    """Mark the words that are no options: what follows `--`, and `-china` in a query."""
    end = words.index("--") if "--" in words else len(words)
    head = [_NO_OPTION + w if queries and _excludes(w) else w for w in words[:end]]
    return head + [_NO_OPTION + word for word in words[end + 1 :]]


def _excludes(word: str) -> bool:
    """Tell whether a word of a query leaves out another; `-C/dir` and `-C.` are the option."""
    if len(word) < 3 or not word.startswith("-") or word.startswith("--"):
        return False
    return word[1] != "C" or word[2].isalnum()


def _names_archive(word: str, shared: Sequence[str]) -> bool:
    """Tell whether the settings know an archive by this name."""
    from briefing_tui.config import load  # noqa: PLC0415 - for what is neither verb nor path

    return word in load(_named_settings(shared)).archives


def _named_settings(shared: Sequence[str]) -> str | None:
    """Give the file of settings that the options before the verb name."""
    return shared[shared.index("--config") + 1] if "--config" in shared else None


def _unknown(word: str) -> UsageError:
    import difflib  # noqa: PLC0415 - takes 3 ms and is for mistakes only

    close = difflib.get_close_matches(word, VERBS, n=1)
    if close:
        hint = f"did you mean `briefing {close[0]}`?"
    else:
        hint = "`briefing --help` lists the commands; `briefing search WORD` looks for a word"
    return UsageError(f"no command or file named {word}", hint)


def _print_keys(words: Sequence[str], named: str | None) -> None:
    from briefing_tui.cli import keys  # noqa: PLC0415 - one page needs it

    usage = "usage: briefing help keys [--short] [--markdown]"
    unknown = next((word for word in words if word not in {"--short", "--markdown"}), None)
    if unknown is not None:
        raise UsageError(f"help keys: it does not take {unknown}", usage)
    print(keys.page(named, markdown="--markdown" in words, short="--short" in words), end="")


def _print_help(verb: str = "") -> None:
    if not verb:
        verbs = "".join(f"  {name:15} {about}\n" for name, about in VERBS.items())
        print(_SUMMARY + verbs + _CLOSING, end="")
    elif verb in PARSED and verb != "open":
        parser_of(verb).print_help()
    elif verb == "help":
        print("usage: briefing help [VERB | query | keys [--short] [--markdown]]")
    elif verb == "query":
        from briefing_tui.wording import query_help  # noqa: PLC0415 - one page needs it

        print(query_help(), end="")
    else:
        raise _unknown(verb)
