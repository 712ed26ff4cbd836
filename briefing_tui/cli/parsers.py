"""A parser for each verb: its words, its options, its help with examples."""

from __future__ import annotations

import argparse

from briefing_tui.errors import BriefingError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


class UsageError(BriefingError):
    """The command line makes no sense."""


class Parser(argparse.ArgumentParser):
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
        """Raise what argparse would print and exit for."""
        raise UsageError(f"{self._verb}: {message}", f"usage: {self.usage}")


def _add_shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-C", dest="archive", metavar="DIR", help="the archive's folder")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def _count(text: str) -> int:
    """Read a number from 1."""
    if not text.strip().isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number from 1: {text}")
    return int(text)


def _open_parser() -> Parser:
    parser = Parser("open", "[PATH]", "Open the interface.")
    parser.add_argument("path", nargs="?", metavar="PATH")
    return parser


def _list_parser() -> Parser:
    parser = Parser(
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


def _search_parser() -> Parser:
    parser = Parser(
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


def _show_parser() -> Parser:
    parser = Parser(
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


def _check_parser() -> Parser:
    parser = Parser(
        "check",
        "[PATH…|-] [--fix|--diff] [--strict] [--json] [-C DIR]",
        """\
Tell what is wrong in the files, as `file:line:column: severity[code]: what`.

Looked at are the files themselves and what they say of one another: authors without a
profile, translations of nothing, slugs that are taken. - reads standard input.
The exit status is 1 when there is an error; warnings alone leave it 0.

--fix mends what has one meaning only: dates as 26.03.2024, a title with a colon that is
not in quotes, tabs in the indentation, spaces at the ends of lines. The change is shown
first, and on a terminal you are asked; comments and order stay.

examples:
  briefing check
  briefing check two-ports-one-channel.yaml --strict
  briefing check --fix
  git show :b/a.yaml | briefing check - --stdin-filename b/a.yaml""",
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and folders; without: the archive"
    )
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    mending = parser.add_mutually_exclusive_group()
    mending.add_argument("--fix", action="store_true", help="mend what cannot change a meaning")
    mending.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and write nothing"
    )
    parser.add_argument(
        "--stdin-filename", metavar="PATH", help="the file that standard input stands for"
    )
    return parser


def _diff_parser() -> Parser:
    parser = Parser(
        "diff",
        "FILE FILE | REV FILE | REV REV FILE [--json] [-C DIR]",
        """\
Tell what changed in the evidence of a briefing: not lines of YAML, but which takeaway,
sentence and note rests on another source than before, and what lost its note.

Notes and paragraphs are known by what they say; numbers that only moved are told once.
What a takeaway rests on is told by the sentence of the body that is closest to it.

A version is a file, - for standard input, or REV:FILE from git, where FILE counts from
the repository's root, as git has it, and ./FILE from here. REV FILE compares a file with
what it was, a FILE alone with git's index. With -C names of files count from DIR.
In git's own diffs: see docs/git.md.

The exit status is 0 when what it rests on is the same, whatever words changed; 1 when it
is not; 2 when a version cannot be read.

examples:
  briefing diff HEAD briefings/two-ports.yaml
  briefing diff HEAD~3 HEAD briefings/two-ports.yaml
  briefing diff main:briefings/two-ports.yaml draft.yaml
  briefing diff two-ports.yaml iki-liman.yaml --json""",
    )
    parser.add_argument("versions", nargs="+", metavar="FILE|REV", help="what to compare")
    git = parser.add_mutually_exclusive_group()
    git.add_argument("--git", action="store_true", help="be git's external diff command")
    git.add_argument(
        "--textconv", action="store_true", help="print one FILE as text for git to compare"
    )
    return parser


def _add_parser() -> Parser:
    parser = Parser(
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


def _demo_parser() -> Parser:
    parser = Parser(
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


PARSERS: dict[str, Callable[[], Parser]] = {
    "open": _open_parser,
    "list": _list_parser,
    "search": _search_parser,
    "show": _show_parser,
    "check": _check_parser,
    "diff": _diff_parser,
    "add": _add_parser,
    "demo": _demo_parser,
}
