"""Parsers of the verbs that check and write files."""

from __future__ import annotations

from briefing_tui.cli.parsers.parser import Parser


def check_parser() -> Parser:
    """Give the parser of `check`."""
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


def new_parser() -> Parser:
    """Give the parser of `new`."""
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


def add_parser() -> Parser:
    """Give the parser of `add`."""
    parser = Parser(
        "add",
        "FILE|- [--stdout] [--force] [--json] [-C DIR]",
        """\
Make a briefing of a page that was saved as text, Markdown or HTML, and tell what is left
to do.

The page's words are kept; what belongs to the site is left out and listed. Authors get a
profile each, unless they have one. Nothing is fetched from the network; - reads standard
input.

examples:
  briefing add saved-page.txt
  briefing add saved-page.html --stdout
  curl -L https://herald.example/date | briefing add -""",
    )
    parser.add_argument("file", metavar="FILE|-", help="the saved page; - is standard input")
    parser.add_argument(
        "--stdout", action="store_true", help="print the briefing's file and write nothing"
    )
    parser.add_argument("--force", action="store_true", help="overwrite a briefing that exists")
    return parser


def edit_parser() -> Parser:
    """Give the parser of `edit`."""
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


def schema_parser() -> Parser:
    """Give the parser of `schema`."""
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


def config_parser() -> Parser:
    """Give the parser of `config`."""
    parser = Parser(
        "config",
        "[--path | --init | --check] [--json] [--config FILE]",
        """\
Tell all settings that are in force, and where each comes from.

They stand in config.toml in the folder briefing-tui of your config folder ($XDG_CONFIG_HOME
or ~/.config); $BRIEFING_CONFIG or --config names another file. An option goes before a
variable, a variable before the file; the file's editor and browser, which are meant for
this program alone, go before $VISUAL, $EDITOR and $BROWSER.

What is wrong in the file is told with its line, and holds as if it were not there. With
--check that is all that is told, and the exit status is 1 when something is.

In a pipe: a setting a line, fields divided by a tab: name, value, where it comes from.

examples:
  briefing config --init && briefing config
  "$EDITOR" "$(briefing config --path)"
  briefing config --check""",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--path", action="store_true", help="print where the file is, or would be")
    what.add_argument(
        "--init", action="store_true", help="write a commented file; one that is there is kept"
    )
    what.add_argument("--check", action="store_true", help="tell what is wrong in the file")
    return parser


def index_parser() -> Parser:
    """Give the parser of `index`."""
    parser = Parser(
        "index",
        "[status|update|rebuild] [--no-wait] [--json] [-C DIR]",
        """\
Tell how the full-text index of the archive is, or bring it up to the files.

  status    how it is (the default); the exit status is 1 when it is not up to the files
  update    index what has changed, and merge the index's parts; a search does the first too
  rebuild   build it anew beside the old one, which is searched until the new one is whole

The index is a cache: it is made when it is missing, built anew when it is damaged or of
another version of the program, and can be deleted at any time.

With --json `update` and `rebuild` print a document a line: how far they are, and at the
end how the index is.

examples:
  briefing index
  briefing index update -C ~/briefings
  briefing index rebuild --json | tail -n 1""",
    )
    parser.add_argument(
        "task", nargs="?", choices=("status", "update", "rebuild"), default="status"
    )
    parser.add_argument(
        "--no-wait",
        action="store_true",
        help="give up at once while another copy of the program is at it, rather than in 5 seconds",
    )
    return parser
