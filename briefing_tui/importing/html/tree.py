"""A web page's elements, as little of them as reading needs.

Nothing here recurses: a page of 50,000 nested elements is a page like others, read as if they were
nested less deeply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr "
    "ul".split()
)
"""Elements that stand on lines of their own."""


class Element:
    """An element; its children are elements and texts."""

    __slots__ = ("_places", "attributes", "children", "depth", "name", "parent")

    def __init__(
        self, name: str, attributes: dict[str, str] | None = None, parent: Element | None = None
    ) -> None:
        self.name = name
        self.attributes = attributes or {}
        self.children: list[Node] = []
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self._places: dict[int, int] = {}

    def get(self, name: str) -> str:
        """Give an attribute; empty when it is not there."""
        return self.attributes.get(name, "")

    @property
    def is_block(self) -> bool:
        """Whether it stands on lines of its own."""
        return self.name in BLOCKS

    def elements(self) -> Iterator[Element]:
        """Go through the elements in it, in the order of the page."""
        stack = [iter(self.children)]
        while stack:
            for child in stack[-1]:
                if isinstance(child, Element):
                    yield child
                    stack.append(iter(child.children))
                    break
            else:
                stack.pop()

    def find_all(self, *names: str) -> Iterator[Element]:
        """Go through the elements in it that have one of these names."""
        return (element for element in self.elements() if element.name in names)

    def ancestors(self) -> Iterator[Element]:
        """Go through the elements that it is in, from the inside."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    def within(self, *names: str) -> bool:
        """Tell whether it is in an element of one of these names."""
        return any(element.name in names for element in self.ancestors())

    def text(self, longest: int = 0) -> str:
        """Give its words on one line; blocks and line breaks part words.

        Args:
            longest: characters after which to stop, where it is a short text that is looked for; 0
                for all. An element of thousands of others is not gone through for it either.
        """
        pieces: list[str] = []
        size = 0
        for visited, (node, begins) in enumerate(self.walk()):
            if isinstance(node, str):
                pieces.append(node)
                size += len(node.strip())
            elif node.is_block or (node.name == "br" and begins):
                pieces.append(" ")
            if longest and (size > longest or visited > 4 * longest + 200):
                break
        return " ".join("".join(pieces).split())

    def walk(self) -> Iterator[tuple[Node, bool]]:
        """Go through texts and elements; an element comes when it begins and when it ends."""
        stack: list[tuple[Element, Iterator[Node]]] = [(self, iter(self.children))]
        while stack:
            element, children = stack[-1]
            for child in children:
                yield child, True
                if isinstance(child, Element):
                    stack.append((child, iter(child.children)))
                    break
            else:
                stack.pop()
                if stack:
                    yield element, False

    def following(self) -> Iterator[Node]:
        """Go through what stands behind it in its parent."""
        if self.parent is None:
            return
        siblings = self.parent.children
        for n in range(self.parent.place_of(self) + 1, len(siblings)):
            yield siblings[n]

    def preceding(self) -> Iterator[Node]:
        """Go through what stands before it in its parent, the nearest first."""
        if self.parent is None:
            return
        siblings = self.parent.children
        for n in range(self.parent.place_of(self) - 1, -1, -1):
            yield siblings[n]

    def place_of(self, child: Element) -> int:
        """Tell which of its children an element is, without looking through them each time."""
        at = self._places.get(id(child), -1)
        if not 0 <= at < len(self.children) or self.children[at] is not child:
            self._places = {id(node): n for n, node in enumerate(self.children)}
            at = self._places[id(child)]
        return at


Node: TypeAlias = Element | str
