"""The YAML of an archive: bytes -> briefings and authors with their faults, fields -> text.

The only part of the program that knows YAML.
"""

from __future__ import annotations

from .decoding import LARGEST, UnreadableError, load, problem_of
from .fields import ARCHIVE_FIELDS, AUTHOR_FIELDS, BRIEFING_FIELDS, Field
from .mending import mend
from .reader import read_archive, read_author, read_briefing
from .schemas import MADE_BY, schema
from .template import left_to_fill, template
from .values import Pair, Value, read_values
from .writer import dump, dump_author

__all__ = [
    "ARCHIVE_FIELDS",
    "AUTHOR_FIELDS",
    "BRIEFING_FIELDS",
    "LARGEST",
    "MADE_BY",
    "Field",
    "Pair",
    "UnreadableError",
    "Value",
    "dump",
    "dump_author",
    "left_to_fill",
    "load",
    "mend",
    "problem_of",
    "read_archive",
    "read_author",
    "read_briefing",
    "read_values",
    "schema",
    "template",
]
