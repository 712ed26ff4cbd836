"""Parsers of the verbs that find, show and give away what is there."""

from __future__ import annotations

from briefing_tui.cli.parsers.parser import Parser, count


def open_parser() -> Parser:
    """Give the parser of `open`."""
    parser = Parser("open", "[PATH]", "Open the interface.")
    parser.add_argument("path", nargs="?", metavar="PATH")
    return parser


def list_parser() -> Parser:
    """Give the parser of `list`."""
    parser = Parser(
        "list",
        "[--is NAME] [--sort date|title] [--json] [-C DIR]",
        """\
List the briefings, newest first; undated ones come last.

--is unread, read, starred, highlighted or noted keeps what the interface remembers so; of
several all must be. The exit status is 1 when there are none.

In a pipe: one briefing a line, fields divided by a tab: slug, date, language, kind,
title, authors. What a briefing does not tell is a hyphen.

examples:
  briefing list
  briefing list --sort title -C ~/briefings
  briefing list --is starred --is unread
  briefing list | cut -f1,5""",
    )
    parser.add_argument("--sort", choices=("date", "title"), default="date")
    parser.add_argument(
        "--is",
        dest="which",
        action="append",
        default=[],
        choices=("unread", "read", "starred", "highlighted", "noted"),
        metavar="NAME",
        help="keep what is so remembered",
    )
    return parser


def search_parser() -> Parser:
    """Give the parser of `search`."""
    parser = Parser(
        "search",
        "QUERY…|--batch FILE [--limit N] [--sort ORDER] [--json] [-C DIR]",
        """\
Find briefings by the words of title, takeaways, body, notes, sources and authors.

Briefings with all the words come first, then those with some of them. Accents and case
do not matter; "words in quotes" stand together; -word leaves out; `briefing help query`
tells all that a query can say. The exit status is 1 when nothing is found.

With --facets results are not listed but counted: a facet, a value and a number a line.
--only NAME=VALUE keeps what has just that value (topic, region, author, kind, lang, year,
month).

@NAME is a search that is kept under a name: in the settings (see `briefing help config`) or
by the interface. Words after it, --only and --sort add to it.

With --batch, each line of a file or of standard input is a query, and its answer one
line of JSON, in order; the exit status is 0 when all are answered.

In a pipe: one briefing a line, fields divided by a tab: slug, date, language, kind,
title, authors, where it was found (title, takeaway 2, paragraph 5, note 4), passage.

examples:
  briefing search senkaku
  briefing search '"patrol budget"' -harbour --limit 5
  briefing search forbes.com | cut -f1
  briefing search 'author:ornek date:>2024-03 has:notes'
  briefing search '*' --only lang=tr --facets
  briefing search @asia --sort date
  briefing search --batch queries.txt --limit 3""",
    )
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words to look for")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="keep what has this value; several of a name are alternatives",
    )
    parser.add_argument("--facets", action="store_true", help="count the results by what they have")
    parser.add_argument("--batch", metavar="FILE|-", help="answer each line of a file")
    parser.add_argument("--limit", type=count, default=20, metavar="N", help="at most N (20)")
    parser.add_argument("--sort", choices=("relevance", "date", "title"))
    return parser


def show_parser() -> Parser:
    """Give the parser of `show`."""
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


def similar_parser() -> Parser:
    """Give the parser of `similar`."""
    parser = Parser(
        "similar",
        "SLUG|FILE [--limit N] [--json] [-C DIR]",
        """\
Tell which briefings are near to one: by sources, topics, regions, authors and words that
both have, the rarer the nearer. Those that it names under `related` come first, and an
empty `related` turns the others off, too. The exit status is 1 when there are none.

In a pipe: one briefing a line, fields divided by a tab: slug, date, language, kind,
title, authors, reasons.

examples:
  briefing similar two-ports-one-channel
  briefing similar two-ports-one-channel --limit 3 --json""",
    )
    parser.add_argument("slug", metavar="SLUG|FILE", help="as `briefing list` names it")
    parser.add_argument("--limit", type=count, default=8, metavar="N", help="at most N (8)")
    return parser


def author_parser() -> Parser:
    """Give the parser of `author`."""
    parser = Parser(
        "author",
        "SLUG|NAME [--json] [-C DIR]",
        """\
Tell who an author is, and list the briefings by them, newest first.

examples:
  briefing author derya-ornek
  briefing author Derya Örnek --json""",
    )
    parser.add_argument("author", nargs="+", metavar="SLUG|NAME", help="as `authors/` names them")
    return parser


def cite_parser() -> Parser:
    """Give the parser of `cite`."""
    parser = Parser(
        "cite",
        "SLUG[#NOTE]|FILE [--style STYLE] [--sources] [--json] [-C DIR]",
        """\
Cite a briefing, or with #NOTE the source that a note rests on.

A note that points to another (Ibid., op. cit., a.g.e., Там же) is followed to its source
and cited in full, with its own page and date of access. The exit status is 1 when it is
not known which source is meant; those it could be are listed.

styles:
  chicago   Chicago Manual of Style, full note (the default when the settings name none)
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
        metavar="STYLE",
        help="chicago, apa, plain, bibtex, ris or csl-json; without it that of the settings",
    )
    parser.add_argument(
        "--sources", action="store_true", help="all distinct sources of the briefing"
    )
    return parser


def export_parser() -> Parser:
    """Give the parser of `export`."""
    parser = Parser(
        "export",
        "SLUG…|QUERY… [--to FORMAT] [-o FILE|DIR] [OPTION…] [-C DIR]",
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
  briefing export two-ports-one-channel -o two-ports.html --with-notes
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
        "--with-notes",
        action="store_true",
        help="add what you highlighted, and your notes on it (md, html, json)",
    )
    parser.add_argument(
        "-o", dest="output", metavar="FILE|DIR", help="write there; - is standard output"
    )
    parser.add_argument("--force", action="store_true", help="write over files that exist")
    parser.add_argument(
        "--limit", type=count, default=100, metavar="N", help="of a query's, at most N (100)"
    )
    return parser


def notes_parser() -> Parser:
    """Give the parser of `notes`."""
    parser = Parser(
        "notes",
        "[SLUG…|WORD…] [--to md] [--json] [-C DIR]",
        """\
List what you highlighted in the interface, and your notes on it, with where each passage
stands now. A passage is found again by its words when the file was edited; one that is not
found is listed as lost, with its words.

Words that are all slugs, or files of the archive, are those briefings. Any others must
stand in the passage, in the note or in the title, all of them. The exit status is 1 when
there is nothing.

--to md gives a document: each briefing with its citation, the passages quoted.

In a pipe: one passage a line, fields divided by a tab: slug, paragraph, how it was found
(exact, spelling, close, several, lost), day of the last change, passage, note.

examples:
  briefing notes
  briefing notes two-ports-one-channel --json
  briefing notes patrol budget
  briefing notes --to md > notes.md""",
    )
    parser.add_argument("words", nargs="*", metavar="SLUG|WORD", help="which")
    parser.add_argument(
        "--to", choices=("md",), metavar="FORMAT", help="md: a document in Markdown"
    )
    return parser


def demo_parser() -> Parser:
    """Give the parser of `demo`."""
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
