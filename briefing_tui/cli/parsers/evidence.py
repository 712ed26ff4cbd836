"""Parsers of the verbs that tell what rests on what."""

from __future__ import annotations

from briefing_tui.cli.parsers.parser import Parser


def sources_parser() -> Parser:
    """Give the parser of `sources`."""
    parser = Parser(
        "sources",
        "[SLUG|FILE…] [--json] [-C DIR]",
        """\
Tell what briefings rest on: distinct sources, the notes on each, paragraphs without one.

Without a name: the sources of the whole archive, those first that most rests on. In a
pipe one a line, fields divided by a tab: id, briefings, notes, last date of access,
publisher, title, address.

With --json, one document for each name, on a line of its own when there are several: every
note's own words, the notes it leads back to, and why one cannot be followed; the sources;
the paragraphs without a note. A file that cannot be read has a path and an error.

examples:
  briefing sources two-ports-one-channel
  briefing sources | head""",
    )
    parser.add_argument("slugs", nargs="*", metavar="SLUG|FILE", help="as `briefing list` names it")
    return parser


def cited_by_parser() -> Parser:
    """Give the parser of `cited-by`."""
    parser = Parser(
        "cited-by",
        "URL|DOMAIN|WORDS… [--json] [-C DIR]",
        """\
Find every note, sentence and takeaway in the archive that rests on a source.

An address with a path is that page, whatever was added to track it; without one, it is
the whole domain and all domains below it. http or https and www. make no difference, a
port does when it is named. Other words are looked for in titles, publishers and authors
of sources. The exit status is 1 when nothing cites it.

examples:
  briefing cited-by https://herald.example/date
  briefing cited-by herald.example
  briefing cited-by Channel Herald""",
    )
    parser.add_argument("source", nargs="+", metavar="URL|DOMAIN|WORDS", help="the source")
    return parser


def without_parser() -> Parser:
    """Give the parser of `without`."""
    parser = Parser(
        "without",
        "URL|DOMAIN [--json] [-C DIR]",
        """\
Tell what is left with no note when a source is withdrawn or no longer believed.

Told are the notes that fall, those that point to them included, and every takeaway,
paragraph and sentence that no other note stands on. Nothing is guessed: a note whose
source is not known stands. Pages and domains are those that `cited-by` means. The exit
status is 1 when nothing rests on the source.

examples:
  briefing without herald.example
  briefing without https://herald.example/date --json""",
    )
    parser.add_argument("source", metavar="URL|DOMAIN", help="a page, or all pages of a domain")
    return parser


def trace_parser() -> Parser:
    """Give the parser of `trace`."""
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


def diff_parser() -> Parser:
    """Give the parser of `diff`."""
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
