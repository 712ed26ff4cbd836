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


def _cite_parser() -> Parser:
    parser = Parser(
        "cite",
        "SLUG[#NOTE]|FILE [--style STYLE] [--sources] [--json] [-C DIR]",
        """\
Cite a briefing, or with #NOTE the source that a note rests on.

A note that points to another (Ibid., op. cit., a.g.e., Там же) is followed to its source
and cited in full, with its own page and date of access. The exit status is 1 when it is
not known which source is meant; those it could be are listed.

styles:
  chicago   Chicago Manual of Style, full note (the default)
  apa       APA, 7th edition, entry of a reference list
  plain     as the notes of briefings are written
  bibtex    for LaTeX, Zotero, JabRef; pages are @misc with url and urldate
  ris       for EndNote, Mendeley, Zotero
  csl-json  for pandoc, Zotero, citation processors

Nothing is made up: what is not known is left out. A briefing's own address and publisher
are taken from `x-url` and `x-publisher` in its file.

examples:
  briefing cite two-ports-one-channel
  briefing cite two-ports-one-channel#8 --style apa
  briefing cite two-ports-one-channel --sources --style bibtex > ports.bib""",
    )
    parser.add_argument("slug", metavar="SLUG[#NOTE]", help="as `briefing list` names it")
    parser.add_argument(
        "--style",
        choices=("chicago", "apa", "plain", "bibtex", "ris", "csl-json"),
        default="chicago",
        metavar="STYLE",
        help="chicago, apa, plain, bibtex, ris or csl-json",
    )
    parser.add_argument(
        "--sources", action="store_true", help="all distinct sources of the briefing"
    )
    return parser


def _export_parser() -> Parser:
    parser = Parser(
        "export",
        "SLUG…|QUERY… [--to FORMAT] [-o FILE|DIR] [--resolve] [-C DIR]",
        """\
Write briefings as a document for other readers, or their sources as a bibliography.

Words that are all slugs, or files of the archive, are those briefings; any others are a
query, as for `briefing search`, and all that hold its words are taken, newest first.

formats:
  md        the author's Markdown with footnotes, takeaways and authors (the default)
  html      one file that needs no other: for a browser, for paper
  json      what `show --json` tells, with sources, evidence and resolved notes
  bibtex, ris, csl-json   the distinct sources

Several briefings make one document: Markdown one after the other, HTML with a list of
contents, JSON as a list (a query gives a list even of one). With -o and a folder each has
a file of its own, named by its slug. Nothing is written over without --force.

examples:
  briefing export two-ports-one-channel --resolve > two-ports.md
  briefing export two-ports-one-channel -o two-ports.html
  briefing export topic:maritime-security --to html -o exported/""",
    )
    parser.add_argument("words", nargs="+", metavar="SLUG|QUERY", help="which briefings")
    parser.add_argument(
        "--to",
        choices=("md", "html", "json", "bibtex", "ris", "csl-json"),
        metavar="FORMAT",
        help="md, html, json, bibtex, ris or csl-json; without it as the file's name tells",
    )
    parser.add_argument(
        "--resolve",
        action="store_true",
        help="notes that point to another tell its source, their own words in parentheses",
    )
    parser.add_argument(
        "-o", dest="output", metavar="FILE|DIR", help="write there; - is standard output"
    )
    parser.add_argument("--force", action="store_true", help="write over files that exist")
    parser.add_argument(
        "--limit", type=_count, default=100, metavar="N", help="of a query's, at most N (100)"
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


def _sources_parser() -> Parser:
    parser = Parser(
        "sources",
        "[SLUG|FILE…] [--json] [-C DIR]",
        """\
Tell what briefings rest on: distinct sources, the notes on each, paragraphs without one.

Without a name: the sources of the whole archive, those first that most rests on. In a
pipe one a line, fields divided by a tab: id, briefings, notes, last date of access,
publisher, title, address.

examples:
  briefing sources two-ports-one-channel
  briefing sources | head""",
    )
    parser.add_argument("slugs", nargs="*", metavar="SLUG|FILE", help="as `briefing list` names it")
    return parser


def _cited_by_parser() -> Parser:
    parser = Parser(
        "cited-by",
        "URL|DOMAIN|WORDS… [--json] [-C DIR]",
        """\
Find every note, sentence and takeaway in the archive that rests on a source.

An address with a path is that page, whatever was added to track it; without one, it is
the whole domain. Other words are looked for in titles, publishers and authors of sources.
The exit status is 1 when nothing cites it.

examples:
  briefing cited-by https://herald.example/date
  briefing cited-by herald.example
  briefing cited-by Channel Herald""",
    )
    parser.add_argument("source", nargs="+", metavar="URL|DOMAIN|WORDS", help="the source")
    return parser


def _without_parser() -> Parser:
    parser = Parser(
        "without",
        "URL|DOMAIN [--json] [-C DIR]",
        """\
Tell what is left with no note when a source is withdrawn or no longer believed.

Told are the notes that fall, those that point to them included, and every takeaway,
paragraph and sentence that no other note stands on. Nothing is guessed: a note whose
source is not known stands. The exit status is 1 when nothing rests on the source.

examples:
  briefing without herald.example
  briefing without https://herald.example/date --json""",
    )
    parser.add_argument("source", metavar="URL|DOMAIN", help="a page, or all pages of a domain")
    return parser


def _trace_parser() -> Parser:
    parser = Parser(
        "trace",
        "SLUG|FILE [--json] [-C DIR]",
        """\
Tell what each takeaway rests on: the closest sentence, its notes, their sources.

The sentence is the one that shares most of the takeaway's words, two fifths of them at
least. That is a likeness of words and no proof; where there is none, it says so.

examples:
  briefing trace two-ports-one-channel
  briefing trace ./draft.yaml""",
    )
    parser.add_argument("slug", metavar="SLUG|FILE", help="as `briefing list` names it")
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


def _new_parser() -> Parser:
    parser = Parser(
        "new",
        "TITLE… [--kind KIND] [--lang LANG] [--author SLUG] [--no-edit] [-C DIR]",
        """\
Begin a briefing: a file with a comment on every field, and today's date.

On a terminal it is opened in $VISUAL or $EDITOR and checked when the editor ends; in a pipe
only its path is printed. An existing file is never written over. Beside it the archive gets
.briefing-schema.json, by which editors with a YAML server help with the fields.

examples:
  briefing new "Two Ports, One Channel"
  briefing new Two Ports --kind Analysis --lang en --author derya-ornek
  briefing -C briefings new "My First Briefing" --no-edit""",
    )
    parser.add_argument("title", nargs="+", metavar="TITLE", help="the title; its words name it")
    parser.add_argument("--kind", default="", help="what it is: Analysis, Commentary, Report")
    parser.add_argument("--lang", default="", help="its language: en, tr, ru, zh-Hans")
    parser.add_argument(
        "--author",
        dest="authors",
        action="append",
        default=[],
        metavar="SLUG",
        help="who writes it, as in authors/SLUG.yaml; more than once for several",
    )
    parser.add_argument("--no-edit", action="store_true", help="write the file and end")
    return parser


def _edit_parser() -> Parser:
    parser = Parser(
        "edit",
        "SLUG|FILE [-C DIR]",
        """\
Open a file in your editor, at the first error in it, and check it when the editor ends.

The editor is $VISUAL, then $EDITOR, then the first of nano, vi, emacs that is there.
A profile is named by its path. The exit status is 1 when an error is in the file.

examples:
  briefing edit two-ports-one-channel
  briefing edit authors/derya-ornek.yaml
  EDITOR=vi briefing edit ./two-ports-one-channel.yaml""",
    )
    parser.add_argument("file", metavar="SLUG|FILE", help="as `briefing list` names it, or a path")
    return parser


def _schema_parser() -> Parser:
    parser = Parser(
        "schema",
        "[--author | --archive]",
        """\
Print the JSON Schema of a briefing's file, by which editors check it while it is typed.

`briefing new` keeps it as .briefing-schema.json in the archive, and names it in the first
line of a new file. Into an older file this line is written by hand:
# yaml-language-server: $schema=.briefing-schema.json

examples:
  briefing schema > .briefing-schema.json
  briefing schema --author > authors/.author-schema.json""",
    )
    which = parser.add_mutually_exclusive_group()
    for kind, about in (("author", "a profile in authors/"), ("archive", "archive.yaml")):
        which.add_argument(
            f"--{kind}", dest="kind", action="store_const", const=kind, help=f"that of {about}"
        )
    parser.set_defaults(kind="briefing")
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
    "sources": _sources_parser,
    "cited-by": _cited_by_parser,
    "without": _without_parser,
    "trace": _trace_parser,
    "cite": _cite_parser,
    "export": _export_parser,
    "check": _check_parser,
    "add": _add_parser,
    "new": _new_parser,
    "edit": _edit_parser,
    "schema": _schema_parser,
    "demo": _demo_parser,
}
