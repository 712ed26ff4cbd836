"""Markdown keeps its structure, and what stands above it is read."""

from __future__ import annotations

import textwrap

import pytest
from imported import paragraphs

from briefing_tui.importing import read_page


def test_markdown_keeps_its_structure_and_gets_numbered_notes():
    draft = read_page(
        textwrap.dedent(
            """\
            ---
            title: "Deep Water"
            author: Can ER
            date: 2031-03-05
            tags: [ports, East Asia]
            layout: post
            ---

            # Deep Water

            ## Key takeaways

            - The port is **deep**, and it
              stays so.
            - The water is cold.

            ## Background

            The port was *dug* in 1921.[^dig] It holds:

            - boats
              - small ones
            - nets

            ```
            [^dig] is code # here

            - so is this
            ```

            > “Cold,” says the keeper.[^2] And [a link](https://l.example/).

            [^2]: A note, https://n.example/1
                goes on. ↩
            [^dig]: Dig, *A Book*, p. 3.

            ## About the author

            Can Er is an analyst at the port.
            """
        ),
        "deep.md",
    )
    assert draft.fields == {
        "title": "Deep Water",
        "date": "2031-03-05",
        "lang": "en",
        "authors": ["can-er"],
        "topics": ["ports", "east-asia"],
        "takeaways": ["The port is **deep**, and it stays so.", "The water is cold."],
        "body": (
            "## Background\n\nThe port was *dug* in 1921.[1] It holds:\n\n"
            "- boats\n  - small ones\n- nets\n\n"
            "```\n[^dig] is code # here\n\n- so is this\n```\n\n"
            "> “Cold,” says the keeper.[2] And [a link](https://l.example/).\n"
        ),
        "footnotes": [
            (1, "Dig, *A Book*, p. 3."),
            (2, "A note, https://n.example/1 goes on."),
        ],
    }
    assert draft.authors[0].name == "Can Er"
    assert draft.authors[0].bio == "Can Er is an analyst at the port."
    assert "layout: post" in draft.left_out
    assert "East Asia" in draft.left_out


ONE = "The salt road between the two valleys was opened to carts again in April."
TWO = "Nobody in the lower valley had asked for it, and the toll house has no roof."


def read(front: str, body: str = f"{ONE}\n\n{TWO}\n"):
    return read_page(f"{textwrap.dedent(front).lstrip()}\n{body}", "page.md")


@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        ('---\ntitle: "Salt: A Road"\n---', {"title": "Salt: A Road"}),
        ("---\ntitle: Salt: A Road\ndate: 2031-05-14\n---",
         {"title": "Salt: A Road", "date": "2031-05-14"}),
        ("---\ntitle: >\n  Salt\n  and Snow\n---", {"title": "Salt and Snow"}),
        ("---\ndate: 2031-05-14T10:00:00+03:00\n---", {"date": "2031-05-14"}),
        ("---\ndate: 2031-05-14 10:00:00 +0300\n---", {"date": "2031-05-14"}),
        ("---\npublished: May 14, 2031\n---", {"date": "2031-05-14"}),
        ("---\ndate: 2031/05/14\n---", {"date": "2031-05-14"}),
        ("---\ndate: 03/04/2031\n---", {"date": None}),
        ("---\nlang: tr-TR\n---", {"lang": "tr"}),
        ("---\nlanguage: Türkçe\n---", {"lang": "tr"}),
        ("---\ntranslations: [tr, ru]\n---", {"also_in": ["tr", "ru"]}),
        ("---\ntranslations:\n  tr: /tr/salt\n  ru: /ru/salt\n---", {"also_in": ["tr", "ru"]}),
        ("---\ncategory: Analysis\n---", {"kind": "Analysis"}),
        ("---\ncategories:\n- Roads\n- Policy Brief\n---",
         {"kind": "Policy Brief", "topics": ["roads"]}),
        ("---\ntype: post\n---", {"kind": None}),
        ("---\ntags: roads, East Asia\n---", {"topics": ["roads", "east-asia"]}),
        ("---\ntags:\n  - roads\n  - 'East Asia'\n---", {"topics": ["roads", "east-asia"]}),
        ("---\nkey_takeaways:\n  - One: it is open.\n  - Two.\n---",
         {"takeaways": ["One: it is open.", "Two."]}),
        ("---\nsummary: |\n  - It is open.\n  - It has no roof.\n---",
         {"takeaways": ["It is open.", "It has no roof."]}),
        ("---\ndescription: A road and its uses\n---", {"takeaways": None}),
        ("---\nauthor: Ada Deniz and Can Er\n---", {"authors": ["ada-deniz", "can-er"]}),
        ("---\nauthors: [Ada Deniz, Can Er]\n---", {"authors": ["ada-deniz", "can-er"]}),
        ("---\nauthor:\n  name: Ada Deniz\n  url: https://a.example\n---",
         {"authors": ["ada-deniz"]}),
        ("---\nauthor: 'Deniz, Ada'\n---", {"authors": ["ada-deniz"]}),
        (('+++\ntitle = "Salt: A Road"\ndate = 2031-05-14T10:00:00Z\ntags = ["roads"]\n'
         '[author]\nname = "Ada Deniz"\n+++'),
         {"title": "Salt: A Road", "date": "2031-05-14", "topics": ["roads"],
          "authors": ["ada-deniz"]}),
        ("% Salt and\n  Snow\n% Ada Deniz; Can Er\n% 14 May 2031",
         {"title": "Salt and Snow", "authors": ["ada-deniz", "can-er"], "date": "2031-05-14"}),
        ("---\nTitle: Salt\nDATE: 2031-05\n...", {"title": "Salt", "date": "2031-05"}),
    ],
)  # fmt: skip
def test_what_stands_above_a_text_is_read(front, wanted):
    fields = read(front).fields
    assert {name: fields.get(name) for name in wanted} == wanted
    assert paragraphs(read(front)) == [ONE, TWO]


def test_authors_bring_role_house_and_biography():
    draft = read(
        """
        ---
        title: Salt
        authors:
          - name: Ada Deniz
            role: Research Fellow
            affiliation: Gulf Institute
            bio: |
              Ada studies roads.

              She is from the coast.
            avatar: ada.png
          - name: Can Er
            title: Analyst
        ---
        """
    )
    assert [(a.name, a.role, a.affiliation, a.bio) for a in draft.authors] == [
        ("Ada Deniz", "Research Fellow", "Gulf Institute",
         "Ada studies roads.\n\nShe is from the coast."),
        ("Can Er", "Analyst", "", ""),
    ]  # fmt: skip
    assert "avatar: ada.png" in draft.left_out


def test_what_has_no_field_is_left_out_as_it_stood():
    draft = read(
        """
        ---
        layout: post
        title: Salt
        image:
          path: /a.png   # the toll house
          alt: "A house: no roof"
        draft: false
        anchors: &a [1, 2]
        ---
        """
    )
    for line in ("layout: post", "path: /a.png   # the toll house", "draft: false"):
        assert line in draft.left_out
    assert draft.fields["title"] == "Salt"


@pytest.mark.parametrize(
    "front",
    ["---\n\n---", "---\njust words\n---", "+++\nno = toml = here\n+++", "---\nopen: ended",
     "---\n" + "[" * 5000 + "\n---", "---\na: " + "{" * 5000 + "\n---"],
)  # fmt: skip
def test_what_only_looks_like_front_matter_is_text(front):
    draft = read_page(f"{front}\n\n{ONE}\n\n{TWO}\n", "page.md")
    assert TWO in paragraphs(draft)


def test_notes_in_the_middle_of_a_text_are_notes():
    draft = read_page(
        f"# Salt\n\n{ONE}^[See [the list](https://l.example/) of carts.] {TWO}[^a]\n\n"
        "[^a]: A, p. 3.\n",
        "page.md",
    )
    assert draft.fields["footnotes"] == [
        (1, "See [the list](https://l.example/) of carts."), (2, "A, p. 3.")
    ]  # fmt: skip
    assert draft.fields["body"] == f"{ONE}[1] {TWO}[2]\n"
