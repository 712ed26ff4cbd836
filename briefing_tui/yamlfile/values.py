"""Any mapping of YAML -> its values, for files that are written in YAML but not by our format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .composer import Mapping, Node, Scalar, Sequence, compose_values

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""Every scalar is text."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A key's value, and where it is written."""

    value: Value
    line: int
    """The line of the key, from 1."""


def read_values(text: str) -> dict[str, Pair] | None:
    """Read a mapping.

    Args:
        text: with line feeds, without the `---` around it.

    Returns:
        The entries in their order; None when the text is no mapping, holds a key twice, an anchor,
        an alias or a tag, or is nested without end.
    """
    root = compose_values(text)
    if not isinstance(root, Mapping):
        return None
    return {name: Pair(_value(node), key.line) for name, (key, node) in root.entries.items()}


def _value(node: Node) -> Value:
    # The composer bounds the depth.
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    return {name: _value(value) for name, (_, value) in node.entries.items()}
