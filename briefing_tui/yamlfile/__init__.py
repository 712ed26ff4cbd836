"""The YAML of an archive: bytes -> briefings and authors with their faults, fields -> text.

The only part of the program that knows YAML.
"""

from __future__ import annotations

from .decoding import LARGEST, UnreadableError, load, problem_of
from .fields import AUTHOR_FIELDS, BRIEFING_FIELDS, Field
from .reader import read_author, read_briefing
from .values import Pair, Value, read_values
from .writer import dump, dump_author

__all__ = [
    "AUTHOR_FIELDS",
    "BRIEFING_FIELDS",
    "LARGEST",
    "Field",
    "Pair",
    "UnreadableError",
    "Value",
    "dump",
    "dump_author",
    "load",
    "problem_of",
    "read_author",
    "read_briefing",
    "read_values",
]
