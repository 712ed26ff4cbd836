"""What reading gives, the writer writes, and reading gives it again: all of it, from any file."""

from __future__ import annotations

from dataclasses import fields as fields_of_class
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing_tui.briefing import Author
from briefing_tui.yamlfile import dump, dump_author, read_author, read_briefing

AUTHOR = [field.name for field in fields_of_class(Author) if field.name not in {"slug", "known"}]
# What means something to YAML, to Markdown or to those who read notes, and any other character.
SIGNS = (
    *r": # - ? --- ... | > ' \ [1] [^3]: 1. [ ] { } , &a *a !t % @ ` ~ no 12:30 0x1F".split(),
    *"<< = “ ” 2031-05-14 http://a.b/ Ibid. ** word a-slug ： ， İ ß 漢字 Ж ع".split(),
    *"👩\u200d👧 e\u0301 \u0301".split(),
    *'"\n;\n\n;\t; ;  ;: ; #;- ;Two Ports;\r;\r\n;"'.split(";"),
    *"\x00;\x1b;\x7f;\x85;\xa0;\u2028;\u2029;\ufeff;\u202e;\u200d;\U000e0041;\U0010fffd".split(";"),
)
PIECES = st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"]))
TEXT = st.lists(PIECES, max_size=9).map("".join)
KEY = st.one_of(
    TEXT, st.just("k" * 1_500), st.sampled_from(["x-a", "notes", "Title", "a b", "1", "y", "null"])
)
PROFILE = st.fixed_dictionaries(
    {"name": TEXT},
    optional={
        name: st.lists(TEXT, max_size=3) if name in {"languages", "interests", "links"} else TEXT
        for name in AUTHOR
        if name != "name"
    },
)
LISTS = st.lists(TEXT, max_size=4)
FIELDS = st.fixed_dictionaries(
    {"title": TEXT, "body": st.lists(TEXT, min_size=1, max_size=4).map("\n\n".join)},
    optional={
        "kind": TEXT,
        "date": st.one_of(TEXT, st.sampled_from(["2031", "2031-05", "2031-05-14", "14.5.2031"])),
        "lang": st.one_of(TEXT, st.sampled_from(["en", "no", "zh-hans", "pt-br", "English"])),
        "translation_of": st.one_of(TEXT, st.just("two-ports")),
        "also_in": st.one_of(LISTS, st.just(["tr", "RU"])),
        "authors": st.lists(st.one_of(TEXT, st.just("derya-ornek"), PROFILE), max_size=3),
        "topics": LISTS,
        "regions": LISTS,
        "takeaways": LISTS,
        "related": LISTS,
        "footnotes": st.lists(st.tuples(st.integers(1, 12), TEXT), max_size=5),
        "x-own": st.one_of(TEXT, LISTS, st.dictionaries(KEY, TEXT, max_size=2)),
    },
)
OTHERS = st.dictionaries(KEY, TEXT, max_size=2)


def author_fields(author):
    return {name: value for name in AUTHOR if (value := getattr(author, name))}


def fields_of(briefing):
    """Give the fields of which the writer would make the file of a briefing."""
    extra = dict(briefing.extra)
    names = ("title", "kind", "date", "lang", "translation_of", "also_in", "topics", "regions")
    return {
        **{name: getattr(briefing, name) for name in names},
        "authors": [a if isinstance(a, str) else author_fields(a) for a in briefing.authors],
        "takeaways": briefing.takeaways,
        "body": briefing.body,
        "footnotes": [(note.number, note.text) for note in briefing.footnotes],
        "related": briefing.related,
        **{name: text for name, text in extra.items() if name != "footnotes" and text},
    }


def read(text):
    return read_briefing(text.encode(), "a.yaml", "a")[0]


def placeless(briefing):
    """Give a briefing without what its file's layout decides."""
    return replace(
        briefing,
        problems=(),
        extra=(),
        footnotes=tuple(replace(note, line=0) for note in briefing.footnotes),
        mentions=tuple(replace(each, line=0, column=0) for each in briefing.mentions),
    )


@settings(deadline=None, max_examples=300)
@given(FIELDS, OTHERS)
@example({"title": "A", "body": "b", "also_in": ["İA", "pt-BR"]}, {})
def test_what_was_read_is_written_and_read_as_the_same(fields, others):
    first = read(dump({**others, **fields}))
    if first is None:
        return
    written = dump(fields_of(first))
    second = read(written)
    assert second is not None
    assert fields_of(second) == fields_of(first)
    assert placeless(second) == placeless(first)
    assert dump(fields_of(second)) == written


@settings(deadline=None, max_examples=150)
@given(PROFILE)
@example({"name": "A", "bio": "one\n\n \n two"})
def test_a_profile_too(fields):
    written = dump({name: value for name, value in fields.items() if value})
    first, _ = read_author(written.encode(), "authors/a.yaml", "a")
    if first is None:
        return
    written = dump_author(first)
    second, problems = read_author(written.encode(), "authors/a.yaml", "a")
    assert second == first
    assert problems == ()
    assert dump_author(second) == written
