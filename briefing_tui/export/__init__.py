"""Citation styles and export formats: values in, text out, no file and no network touched.

`works` makes of a note or a briefing what can be cited; `styles` words it for people, `bibtex`,
`ris` and `csl` for programs; `notes` and `quotation` put full citations in the place of back-
references; `markdown` (with `rewriting`) and `page` (with `markup`) make documents,
`profiles` gives them their authors, `remarks` what a reader left in them.

The styles are written here by hand. A CSL processor would bring hundreds: citeproc-py 0.11 was
tried, it and lxml add 15 MB and 25 ms, and come with one Harvard style alone; Chicago and APA would
have to be fetched from the CSL styles, which are CC BY-SA. What a note tells (no type, no volume,
names that must not be turned round) is so little that three styles take fewer lines than
describing it to a processor.

Each name is loaded when it is first asked for: citing needs no HTML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bibtex import to_bibtex
    from .csl import to_csl
    from .markdown import noted_document, to_markdown
    from .notes import faults_of, in_full
    from .page import to_html
    from .quotation import quote_with_citation
    from .remarks import Remark
    from .ris import to_ris
    from .styles import apa, chicago, plain
    from .works import Sources, distinct, work_of_briefing

__all__ = [
    "Remark",
    "Sources",
    "apa",
    "chicago",
    "distinct",
    "faults_of",
    "in_full",
    "noted_document",
    "plain",
    "quote_with_citation",
    "to_bibtex",
    "to_csl",
    "to_html",
    "to_markdown",
    "to_ris",
    "work_of_briefing",
]

_HOME = {
    "Remark": "remarks",
    "Sources": "works",
    "apa": "styles",
    "chicago": "styles",
    "distinct": "works",
    "faults_of": "notes",
    "in_full": "notes",
    "noted_document": "markdown",
    "plain": "styles",
    "quote_with_citation": "quotation",
    "to_bibtex": "bibtex",
    "to_csl": "csl",
    "to_html": "page",
    "to_markdown": "markdown",
    "to_ris": "ris",
    "work_of_briefing": "works",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
