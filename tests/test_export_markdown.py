"""A briefing as Markdown: others read the same words, with footnotes for marks."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
import twin
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from pieces import BODIES, parsed, reading, samples

from briefing_tui import body as bodies
from briefing_tui.briefing import Author, Briefing
from briefing_tui.export import to_markdown
from briefing_tui.export.markdown import escaped
from briefing_tui.export.rewriting import with_footnotes
from briefing_tui.sources import resolve_notes
from briefing_tui.text import one_line

# As GitHub and pandoc read: HTML is HTML, definitions define, a surplus cell is dropped.
OTHERS = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OTHERS.use(footnote_plugin)


def words_of_others(markdown: str) -> str:
    """Give the words that a common reader of Markdown prints, footnotes as `[n]`."""
    out: list[str] = []

    def walk(tokens):
        for token in tokens:
            assert token.type not in ("html_block", "html_inline"), token.content
            if token.type == "footnote_ref":
                out.append(f"[{token.meta['label']}]")
            elif token.type == "footnote_anchor":
                pass
            elif token.type == "fence" and len(token.info.split()) > 1:
                out.append(f"{token.info} {token.content}")
            elif token.type in ("text", "code_inline", "code_block", "fence", "text_special"):
                out.append(token.content)
            elif token.type == "image":
                # We print where a picture is.
                title, address = token.attrs.get("title"), token.attrs["src"]
                if token.children:
                    walk(token.children)
                    out.append(f" ({title}, {address})" if title else f" ({address})")
                else:
                    out.append(f"{address} ({title})" if title else address)
            elif token.type == "inline":
                walk(token.children)
                out.append("\n")
            elif token.type in ("softbreak", "hardbreak"):
                out.append("\n")

    walk(OTHERS.parse(markdown))
    return " ".join("".join(out).split())


def our_words(markdown: str, notes: frozenset[int]) -> str:
    blocks = bodies.parse(markdown, notes).blocks
    return " ".join(" ".join(block.text for block in blocks).replace("│", " ").split())


def rewritten(markdown: str, notes=frozenset({1, 2, 3})) -> str:
    return with_footnotes(markdown, frozenset(notes), str)


def defined(markdown: str, notes=frozenset({1, 2, 3})) -> str:
    """Give the words of a body whose footnotes exist."""
    definitions = "".join(f"\n\n[^{n}]: note" for n in sorted(notes))
    words = words_of_others(rewritten(markdown, notes) + definitions)
    return re.sub(r"(?: note)+$", "", f" {words}").strip()


# --- the body


@pytest.mark.parametrize(
    ("written", "exported"),
    [
        ("A.[1] B.[^2] C.[1][2] D.[1, 3]", "A.[^1] B.[^2] C.[^1][^2] D.[^1][^3]"),
        ("A.[9] B.[^9] C.[1, 9]", r"A.\[9] B.\[^9] C.[^1]\[9]"),
        (r"A.\[1] `[1]`", r"A.\[1] `[1]`"),
        ("[1](https://a.example)", r"[^1]\(https://a.example)"),
        ("[1]: a note in the body", r"[^1]\: a note in the body"),
        ("[word]: https://a.example", r"\[word]: https://a.example"),
        ("[^word]: a definition", r"\[^word]: a definition"),
        ("line\n[^word]: a definition", "line\n\\[^word]: a definition"),
        ("A^[inline] and 2^[1]", r"A\^[inline] and 2\^[^1]"),
        ("<b>bold</b> <!-- c --> <?x?>", r"\<b>bold\</b> \<!-- c --> \<?x?>"),
        ("1 < 2 <https://a.example/[1]> <me@a.example>",) * 2,
        ("<ftp://a.example> `<b>` ``a ` <b>`` [x](<b c>)",
         r"\<ftp://a.example> `<b>` ``a ` <b>`` [x](<b c>)"),
        ("` <b>", r"` \<b>"),
        (r"\` <b> \`", r"\` \<b> \`"),
        ("[bad](javascript:alert(1)) [page](page.html)",
         r"[bad]\(javascript:alert(1)) [page](page.html)"),
        ("https://a.example/list[1] and https://a.example/list.[1]",
         "https://a.example/list[1] and https://a.example/list.[^1]"),
        ("## Title [1] ##\n\n> quote [2]\n>   more [1,\n> 2]\n\n- item [3]\n\n  more [1]",
         "## Title [^1] ##\n\n> quote [^2]\n>   more [^1][^2]\n> \n\n- item [^3]\n\n  more [^1]"),
        ("| a [1] | b |\n|---|---|\n| \\| [2] | <b> |",
         "| a [^1] | b |\n|---|---|\n| \\| [^2] | \\<b> |"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "| a | b |  |\n|---|---|---|\n| 1 | 2 | 3 |"),
        ("a | b\n--|--\n1 | 2 | 3", "a | b |  |\n--|-- |---|\n1 | 2 | 3"),
        ("```\n[1] <b>\n```\n\n    [1] <b>\n\n<div>",
         "```\n[1] <b>\n```\n\n    [1] <b>\n\n\\<div>"),
        ("1. one\n2. two\n\n***\n\n*a* **b** ~~c~~ ![m [1]](m.png)",
         "1. one\n2. two\n\n***\n\n*a* **b** ~~c~~ ![m [^1]](m.png)"),
    ],
)  # fmt: skip
def test_a_body_stays_as_written_but_for_marks_and_what_others_would_swallow(written, exported):
    assert rewritten(written) == exported
    assert rewritten(written.replace("\n", "\r\n")) == exported


@pytest.mark.parametrize("body", [*BODIES, *(b.body for b in samples())], ids=lambda b: b[:20])
def test_others_read_the_same_words(body):
    notes = frozenset(range(1, 4))
    assert defined(body, notes) == our_words(body, notes)


PIECES = st.sampled_from(
    "[1] [2] [9] [^1] [^9] [1, 2] word <b> </i> <!-- <https://a.example> [x](https://a.example) "
    "[x](data:x) [x]: `code` `` ` * ** _ ~~ \\ \\[1] ( ) : ^ & &amp; | # > - 1. !".split(" ")
) | st.sampled_from(["\n", "\n\n", "\n> ", "\n- ", "  ", "\n    ", "\n|-|-|\n"])


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
@example("[1]:[1]")
@example("a\n[^9]:")
@example("- [1,\n2]")
@example("> [1,\n> 2](x)")
@example("[1](<b>")
@example("[1](<https://a.example/b> x")
@example("word](<b>)")
@example("[x](https://a.example)#[^1]")
@example("``\n<!--``")
@example("- ``\n  <!-- word`` [1]")
@example("\n- ``\n<!--``")
@example("1. > - ``\n  <!-- word`` [1]")
@example("-\t``\n\t<!-- word`` [1]")
@example("[1]\n````")
@example("[1]\n~~~ word\n~~~~\n```\n ``\n    ```")
@example("[1]\n- ```\n  word\n\n[2]")
@example("> ```\n> word")
@example("```\nword\n```  ")
def test_no_word_of_any_body_is_lost(body):
    """Stress, links and lists may be read a little otherwise; letters and marks may not."""
    notes = frozenset({1, 2, 3})

    def bare(text: str) -> list[str]:
        return re.findall(r"word|code|\[[123]\]|<b>|</i>|<!--", text)

    assert bare(defined(body, notes)) == bare(our_words(body, notes))


@pytest.mark.parametrize(
    "unit", ["[1", "`", "``` ` ", "<", "](", "^[", "[1,\n", "| a ", "\\`", "> "]
)
def test_hostile_bodies_take_no_longer_than_their_length(unit):
    def seconds(size: int) -> float:
        start = time.process_time()
        rewritten(unit * (size // len(unit)))
        return time.process_time() - start

    seconds(1_000)
    assert seconds(80_000) < 12 * seconds(20_000) + 0.5


# --- the document


def test_a_document():
    author = Author(
        "derya-ornek", "Derya Örnek", family="Örnek", role="Analyst", affiliation="Channel Desk",
        bio="She writes.\n\n# She reads.", languages=("tr", "en"), links=("https://d.example/a_b",),
    )  # fmt: skip
    text = (
        "title: The *Price* of Salt\nkind: Commentary\ndate: 2031-03-02\nlang: en\nalso_in: [tr]\n"
        "takeaways:\n  - Salt costs <b>more</b>.\n  - 1. It does.\nbody: |\n  Salt was cheap.[1]\n"
        "\n  Not now.[2]\nfootnotes: |\n"
        "  [1] “Salt”, Herald, https://herald.example/a_b_, (Date of Access: 02.05.2031).\n"
        "  [2] *Ibid.*\n  [3] Nobody asks.\n"
    )
    briefing = parsed(text)
    whole = to_markdown([reading(briefing, author)], resolve=False)
    page = "“Salt”, Herald, <https://herald.example/a_b_>, (Date of Access: 02.05.2031)."
    assert whole == (
        "# The \\*Price\\* of Salt\n\n"
        "Commentary · 2 March 2031 · Derya Örnek · 1 min · Also in: Türkçe\n\n"
        "> **Takeaways**\n>\n> - Salt costs \\<b>more\\</b>.\n> - 1\\. It does.\n\n"
        "Salt was cheap.[^1]\n\nNot now.[^2]\n\n---\n\n"
        "**Derya Örnek**, Analyst, Channel Desk\n\nShe writes.\n\n\\# She reads.\n\n"
        "- Languages: tr, en\n- Links: <https://d.example/a_b>\n\n"
        "Cite this briefing: Derya Örnek, “The \\*Price\\* of Salt” (commentary, March 2, 2031).\n"
        "\nNotes:\n\n- \\[3] Nobody asks.\n\n"
        f"[^1]: {page}\n[^2]: *Ibid.*\n"
    )
    resolved = to_markdown([reading(briefing, author)], resolve=True)
    assert f"[^2]: {page} (*Ibid.*)\n" in resolved


def test_all_notes_of_the_twin_are_printed_by_others():
    briefing = parsed(twin.ENGLISH)
    words = words_of_others(to_markdown([reading(briefing)], resolve=False))
    for text in [briefing.title, *briefing.takeaways, *(n.text for n in briefing.footnotes)]:
        assert one_line(text) in words
    for block in briefing.blocks:
        assert block.text in words


def test_several_briefings_make_one_document_whose_footnotes_do_not_meet():
    english, turkish = parsed(twin.ENGLISH), parsed(twin.TURKISH)
    whole = to_markdown([reading(english), reading(turkish)], resolve=False)
    assert "2 June.[^1-1]" in whole
    assert "imzalayacak.[^2-1]" in whole
    assert len(re.findall(r"^\[\^[12]-\d\]: ", whole, re.MULTILINE)) == 9
    words = words_of_others(whole)
    assert "Four Years Of Patrols" in words
    assert "Bakanlar Tarihte Anlaştı" in words
    # The words around it are in each briefing's own language.
    assert ("Takeaways" in words, "Öne Çıkanlar" in words) == (True, True)


def test_an_undated_briefing_without_anything_says_so():
    notes = resolve_notes([(1, "Note.", 1), (1, "Twice.", 2)])
    bare = Briefing("b", "b.yaml", "B", body="Text.[1]", footnotes=notes)
    bare = replace(bare, blocks=bodies.parse(bare.body, {1}).blocks)
    whole = to_markdown([reading(bare)], resolve=False)
    assert whole.startswith("# B\n\nundated · 1 min\n\nText.[^1]\n")
    assert "- \\[1] Twice." in whole


@given(
    st.text(max_size=40).map(one_line)
    | st.text(st.sampled_from("*_[]()<>`~#|>-+=1.: \\&;aé!^"), max_size=20)
)
@example("1. *a* _b_ <c> &amp; \\")
@example("https://a.example/_x_")
@example("+")
def test_any_line_of_text_is_printed_as_it_is(text):
    assert words_of_others(escaped(text)) == one_line(text)


def test_a_cell_of_many_marks_takes_no_longer_than_its_length():
    def seconds(marks: int) -> float:
        start = time.process_time()
        told = rewritten(f"| a | b |\n|---|---|\n| {'x[1] ' * marks}| y |")
        assert told.count("[^1]") == marks
        return time.process_time() - start

    seconds(100)
    assert seconds(4_000) < 8 * seconds(1_000) + 0.2
