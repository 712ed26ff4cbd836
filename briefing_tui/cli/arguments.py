"""The command line: verbs, their options and their help.

Every verb has a parser of its own, and only the one that is asked for is built. That lets the
options that all of them take stand before or after the verb, and options stand among the words.
"""

from __future__ import annotations

import argparse
import os

from briefing_tui import __version__
from briefing_tui.errors import BriefingError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

VERBS = {
    "list": "list the briefings, newest first",
    "search": "find briefings by their words",
    "show": "print a briefing as text, with its notes and its author",
    "check": "tell what is wrong in the files",
    "add": "make a briefing of a saved page",
    "demo": "open or copy the sample briefings",
    "help": "tell about a verb",
}

_SUMMARY = """\
usage: briefing [PATH]             open the interface, on a folder or a .yaml file
       briefing VERB [OPTIONS] …   do one thing and end

"""
_CLOSING = """
  -C DIR          the archive: a folder of briefings. Without it: $BRIEFINGS, then
                  ./briefings, then this folder when it holds briefings
  --json          print one JSON document instead of text
  --version       print the version
  -h, --help      print this; `briefing VERB -h` tells about a verb

A path that is spelt as a verb is opened as `briefing ./search`. Without a terminal
`briefing` prints what `briefing list` does.

exit status: 0 done, 1 nothing found or faults found, 2 wrong use, 3 the archive cannot
be read, 130 interrupted
"""


class UsageError(BriefingError):
    """The command line makes no sense."""


class _Parser(argparse.ArgumentParser):
    """Tells mistakes as the rest of the program does, and takes no shortened options."""

    def __init__(self, verb: str, usage: str, about: str) -> None:
        summary, _, rest = about.partition("\n\n")
        super().__init__(
            prog=f"briefing {verb}",
            usage=f"briefing {verb} {usage}",
            description=summary,
            epilog=rest,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self._verb = verb
        _add_shared(self)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self._verb}: {message}", f"usage: {self.usage}")


def _add_shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-C", dest="archive", metavar="DIR", help="the archive's folder")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


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
        _print_help(*rest[1:2])
        return None
    if verb in VERBS:
        words = [*shared, *rest[1:]]
    else:
        # Verbs win over paths; what is neither is a mistake.
        if rest and not os.path.lexists(verb):
            raise _unknown(verb)
        verb, words = "open", [*shared, *rest]
    parser = _PARSERS[verb]()
    try:
        options = parser.parse_intermixed_args(_protected(words, queries=verb == "search"))
    except SystemExit:
        # The verb's help was asked for and has been printed.
        return None
    for name, value in vars(options).items():
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
        elif word in ("-h", "--help"):
            shared.append("--help")
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


def _unknown(word: str) -> UsageError:
    import difflib  # noqa: PLC0415 - takes 3 ms and is for mistakes only

    close = difflib.get_close_matches(word, VERBS, n=1)
    if close:
        hint = f"did you mean `briefing {close[0]}`?"
    else:
        hint = "`briefing --help` lists the commands; `briefing search WORD` looks for a word"
    return UsageError(f"no command or file named {word}", hint)


def _print_help(verb: str = "") -> None:
    if not verb:
        verbs = "".join(f"  {name:15} {about}\n" for name, about in VERBS.items())
        print(_SUMMARY + verbs + _CLOSING, end="")
    elif verb in _PARSERS and verb != "open":
        _PARSERS[verb]().print_help()
    elif verb == "help":
        print("usage: briefing help [VERB]")
    else:
        raise _unknown(verb)


def _count(text: str) -> int:
    """Read a number from 1."""
    if not text.strip().isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number from 1: {text}")
    return int(text)


def _open_parser() -> _Parser:
    parser = _Parser("open", "[PATH]", "Open the interface.")
    parser.add_argument("path", nargs="?", metavar="PATH")
    return parser


def _list_parser() -> _Parser:
    parser = _Parser(
        "list",
        "[--sort date|title] [--json] [-C DIR]",
        """\
List the briefings, newest first; undated ones come last.

In a pipe: one briefing a line, fields divided by a tab: slug, date, language, kind,
title, authors. What a briefing does not tell is a hyphen.

examples:
  briefing list
  briefing list --sort title -C ~/briefings
  briefing list | cut -f1,5""",
    )
    parser.add_argument("--sort", choices=("date", "title"), default="date")
    return parser


def _search_parser() -> _Parser:
    parser = _Parser(
        "search",
        "QUERY… [--limit N] [--sort relevance|date|title] [--json] [-C DIR]",
        """\
Find briefings by the words of title, takeaways, body, notes, sources and authors.

Briefings with all the words come first, then those with some of them. Accents and case
do not matter; "words in quotes" stand together; -word leaves out.
The exit status is 1 when nothing is found.

In a pipe: one briefing a line, fields divided by a tab: slug, date, language, kind,
title, authors, where it was found (title, takeaway 2, paragraph 5, note 4), passage.

examples:
  briefing search senkaku
  briefing search '"patrol budget"' -harbour --limit 5
  briefing search forbes.com | cut -f1""",
    )
    parser.add_argument("query", nargs="+", metavar="QUERY", help="words to look for")
    parser.add_argument("--limit", type=_count, default=20, metavar="N", help="at most N (20)")
    parser.add_argument("--sort", choices=("relevance", "date", "title"), default="relevance")
    return parser


def _show_parser() -> _Parser:
    parser = _Parser(
        "show",
        "SLUG|FILE [--notes end|inline|none] [--resolve] [--json] [-C DIR]",
        """\
Print a briefing as text that reads well aloud: title, takeaways, body, notes, author.

A note that points to another (Ibid., op. cit., a.g.e., Там же) tells which one it means.
On a terminal the text goes through $PAGER (less).

examples:
  briefing show two-ports-one-channel
  briefing show two-ports-one-channel --notes inline --resolve
  briefing show ./two-ports-one-channel.yaml""",
    )
    parser.add_argument("slug", metavar="SLUG|FILE", help="as `briefing list` names it")
    parser.add_argument(
        "--notes",
        choices=("end", "inline", "none"),
        default="end",
        help="notes at the end, below each paragraph, or not at all",
    )
    parser.add_argument(
        "--resolve",
        action="store_true",
        help="print the whole source under a note that points to another, and the way to it",
    )
    return parser


def _check_parser() -> _Parser:
    parser = _Parser(
        "check",
        "[PATH…] [--strict] [--json] [-C DIR]",
        """\
Tell what is wrong in the files, as `file:line:column: severity[code]: what`.

The exit status is 1 when there is an error; warnings alone leave it 0.

examples:
  briefing check
  briefing check two-ports-one-channel.yaml --strict""",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and folders; without: the archive"
    )
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    return parser


def _add_parser() -> _Parser:
    parser = _Parser(
        "add",
        "FILE|- [--stdout] [--force] [--json] [-C DIR]",
        """\
Make a briefing of a page that was saved as text, and tell what is left to do.

The page's words are kept. Nothing is fetched from the network; - reads standard input.

examples:
  briefing add saved-page.txt
  briefing add - < saved-page.txt
  briefing add saved-page.txt --stdout""",
    )
    parser.add_argument("file", metavar="FILE|-", help="the saved page; - is standard input")
    parser.add_argument(
        "--stdout", action="store_true", help="print the briefing's file and write nothing"
    )
    parser.add_argument("--force", action="store_true", help="overwrite a briefing that exists")
    return parser


def _demo_parser() -> _Parser:
    parser = _Parser(
        "demo",
        "[--to DIR]",
        """\
Open the interface on the sample briefings, or copy them to a folder of your own.

examples:
  briefing demo
  briefing demo --to briefings""",
    )
    parser.add_argument("--to", metavar="DIR", help="copy them to DIR instead")
    return parser


_PARSERS: dict[str, Callable[[], _Parser]] = {
    "open": _open_parser,
    "list": _list_parser,
    "search": _search_parser,
    "show": _show_parser,
    "check": _check_parser,
    "add": _add_parser,
    "demo": _demo_parser,
}
