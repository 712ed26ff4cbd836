"""Web pages made of a few invented words."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pages import Layout, Piece

PARAGRAPHS = (
    (
        "The salt road between the two valleys was opened to carts again in April.{1} "
        "Nobody in the "
        "lower valley had asked for it, and the toll house at the pass still has no roof."
    ),
    (
        "Traffic counts are few and they disagree.{2} The toll house wrote down forty carts in the "
        "first week and nine in the second."
    ),
    "None of this will be decided at the pass. The price of salt is made on the coast.{3}",
)
BODY = [re.sub(r"\{(\d)\}", r"[\1]", text) for text in PARAGRAPHS]
NOTES = [
    "Mira Tolland, “A Road Nobody Asked For”, Valley Herald, 14 April 2031.",
    "Ibid., p. 4.",
    "Province of the Passes, Annual Accounts 2030, p. 41.",
]
HEAD = "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>The Salt Road</title>"


# Name -> how a mark is written, how a note is, what stands around the notes. `{n}` is the number,
# `{text}` the words; the last is `""` when a heading stands over them.
SHAPES = {
    "pandoc": (
        '<a href="#fn{n}" class="footnote-ref" id="fnref{n}" role="doc-noteref"><sup>{n}</sup></a>',
        '<li id="fn{n}"><p>{text}<a href="#fnref{n}" class="footnote-back">↩︎</a></p></li>',
        '<section class="footnotes" role="doc-endnotes"><hr/><ol>{notes}</ol></section>',
    ),
    "raised link": (
        '<sup><a href="#fn{n}">{n}</a></sup>',
        '<p id="fn{n}">{n}. {text}</p>',
        "{notes}",
    ),
    "Word": (
        '<a href="#_ftn{n}" name="_ftnref{n}" title=""><span>[{n}]</span></a>',
        (
            '<p class="MsoFootnoteText"><a href="#_ftnref{n}" '
            'name="_ftn{n}"><span>[{n}]</span></a> '
            "{text}</p>"
        ),
        "<br clear=all><hr align=left size=1 width='33%'>{notes}",
    ),
    "Google Docs": (
        '<sup><a href="#ftnt{n}" id="ftnt_ref{n}">[{n}]</a></sup>',
        '<div><p><a href="#ftnt_ref{n}" id="ftnt{n}">[{n}]</a><span>&nbsp;{text}</span></p></div>',
        "<hr>{notes}",
    ),
    "WordPress block": (
        '<sup data-fn="a{n}" class="fn"><a href="#a{n}" id="a{n}-link">{n}</a></sup>',
        '<li id="a{n}">{text} <a href="#a{n}-link" aria-label="Jump to reference {n}">↩︎</a></li>',
        '<ol class="wp-block-footnotes">{notes}</ol>',
    ),
    "easy-footnotes": (
        (
            '<span id="easy-footnote-{n}-9" class="easy-footnote-margin-adjust"></span>'
            '<span class="easy-footnote"><a href="#easy-footnote-bottom-{n}-9" title="{text}">'
            "<sup>{n}</sup></a></span>"
        ),
        (
            '<li class="easy-footnote-single"><span id="easy-footnote-bottom-{n}-9" '
            'class="easy-footnote-margin-adjust"></span>{text}<a class="easy-footnote-to-top" '
            'href="#easy-footnote-{n}-9"></a></li>'
        ),
        (
            '<div class="easy-footnote-title"><h4>Notes</h4></div>'
            '<ol class="easy-footnotes-wrapper">{notes}</ol>'
        ),
    ),
    "modern-footnotes": (
        (
            '<sup class="modern-footnotes-footnote" data-mfn="{n}"><a href="javascript:void(0)" '
            'role="button">{n}</a></sup><span class="modern-footnotes-footnote__note" '
            'data-mfn="{n}">'
            "{text}</span>"
        ),
        "",
        "",
    ),
    "modern-footnotes, listed": (
        (
            '<sup class="modern-footnotes-footnote" data-mfn="{n}"><a href="javascript:void(0)">{n}'
            '</a></sup><span class="modern-footnotes-footnote__note" data-mfn="{n}">{text}</span>'
        ),
        "<li><span>{n}</span><div>{text}</div></li>",
        '<ul class="modern-footnotes-list">{notes}</ul>',
    ),
    "Wikipedia": (
        (
            '<sup id="cite_ref-{n}" class="reference"><a href="#cite_note-{n}"><span>[</span>{n}'
            "<span>]</span></a></sup>"
        ),
        (
            '<li id="cite_note-{n}"><span class="mw-cite-backlink"><b><a '
            'href="#cite_ref-{n}">^</a></b>'
            '</span> <span class="reference-text">{text}</span></li>'
        ),
        '<div class="reflist"><ol class="references">{notes}</ol></div>',
    ),
    "Substack": (
        (
            '<a data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-{n}" '
            'href="#footnote-{n}" target="_self">{n}</a>'
        ),
        (
            '<div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-{n}" '
            'href="#footnote-anchor-{n}" class="footnote-number" contenteditable="false">{n}</a>'
            '<div class="footnote-content"><p>{text}</p></div></div>'
        ),
        "{notes}",
    ),
    "unlinked, ordered list under a heading": (
        "<sup>{n}</sup>",
        "<li>{text}</li>",
        "<h2>Notes</h2><ol>{notes}</ol>",
    ),
    "unlinked, list by its class": (
        "<sup>{n}</sup>",
        "<li>{text}</li>",
        '<ol class="footnotes-list">{notes}</ol>',
    ),
    "unlinked, brackets": ("[{n}]", "<p>[{n}] {text}</p>", "{notes}"),
    "unlinked, raised": ("<sup>{n}</sup>", "<p><sup>{n}</sup> {text}</p>", "<hr>{notes}"),
    "unlinked, one paragraph": ("[{n}]", "[{n}] {text}<br><br>", "<p>{notes}</p>"),
    "unlinked, lines": ("[{n}]", "[{n}] {text}<br>", "<h3>References</h3><p>{notes}</p>"),
    "linked, one paragraph": (
        '<a href="#n{n}">[{n}]</a>',
        '<a name="n{n}"></a>[{n}] {text}<br>',
        "<p>{notes}</p>",
    ),
    "table": (
        '<sup><a href="#t{n}">{n}</a></sup>',
        '<tr><td><a name="t{n}">{n}</a></td><td>{text}</td></tr>',
        "<h3>Notes</h3><table>{notes}</table>",
    ),
    "table, unlinked": (
        "<sup>{n}</sup>",
        "<tr><td>{n}</td><td>{text}</td></tr>",
        "<h3>Notes</h3><table>{notes}</table>",
    ),
    "divs": (
        '<sup>[<a href="#d{n}">{n}</a>]</sup>',
        '<div id="d{n}"><span>{n}</span> {text} <a href="#r{n}">back</a></div>',
        '<div class="endnotes">{notes}</div>',
    ),
    "definitions": (
        '<a href="#dt{n}">[{n}]</a>',
        '<dt id="dt{n}">[{n}]</dt><dd>{text}</dd>',
        "<dl>{notes}</dl>",
    ),
    "brackets around the link": (
        '[<a href="#b{n}">{n}</a>]',
        '<p><a id="b{n}"></a>{n}) {text}</p>',
        "{notes}",
    ),
    "whole addresses": (
        '<a href="https://gulf.example/piece#x{n}">[{n}]</a>',
        '<p id="x{n}">[{n}] {text}</p>',
        "{notes}",
    ),
    "number on a line of its own": (
        '<sup><a href="#o{n}">{n}</a></sup>',
        '<p id="o{n}">{n}</p><p>{text}</p>',
        '<div class="notes">{notes}</div>',
    ),
    "outside of the article": (
        '<sup><a href="#u{n}">{n}</a></sup>',
        '<li id="u{n}">{text}</li>',
        '</article><aside class="article-notes"><ol>{notes}</ol></aside><article hidden>',
    ),
    "Hugo": (
        '<sup id="fnref:{n}"><a href="#fn:{n}" class="footnote-ref">{n}</a></sup>',
        (
            '<li id="fn:{n}"><p>{text}&#160;<a href="#fnref:{n}" class="footnote-backref">'
            "&#x21a9;&#xfe0e;</a></p></li>"
        ),
        '<div class="footnotes" role="doc-endnotes"><hr><ol>{notes}</ol></div>',
    ),
    "Medium-like superscript with comma": (
        "<sup>{n}</sup>",
        "<p>{n}. {text}</p>",
        "<h4>Footnotes</h4>{notes}",
    ),
}


def filled(shape: str, n: int, text: str = "") -> str:
    """Fill a shape's number and words in."""
    return shape.replace("{n}", str(n)).replace("{text}", text)


def web(mark: str, note: str, around: str) -> str:
    """Set the piece as a page whose marks and notes have a shape."""
    body = "".join(
        "<p>"
        + re.sub(r"\{(\d)\}", lambda m: filled(mark, int(m[1]), NOTES[int(m[1]) - 1]), text)
        + "</p>\n"
        for text in PARAGRAPHS
    )
    notes = "\n".join(filled(note, n, text) for n, text in enumerate(NOTES, 1))
    return (
        f"{HEAD}<link rel=canonical href='https://gulf.example/piece'></head><body><main><article>"
        f"<h1>The Salt Road</h1>{body}{around.replace('{notes}', notes)}</article></main>"
        "<footer>© 2031 Gulf Site</footer></body></html>"
    )


# --- the pieces of `pages`, set as web pages

# A text's way of marking notes -> the shape that stands for it here.
_STYLES = {
    "brackets": "Word",
    "brackets, tight": "unlinked, brackets",
    "dots": "whole addresses",
    "dots, tight": "brackets around the link",
    "carets": "pandoc",
    "raised": "unlinked, ordered list under a heading",
    "raised, tight": "WordPress block",
    "raised, dots": "Hugo",
    "raised, dashes": "raised link",
    "glued": "Wikipedia",
    "glued, round": "easy-footnotes",
    "glued, bare": "Substack",
    "half round": "definitions",
    "own line": "number on a line of its own",
    "own line in brackets": "Google Docs",
    "raised on its own line": "table",
}


def _points(piece: Piece, layout: Layout) -> str:
    if layout.points == "none":
        return ""
    points = [html.escape(point) for point in piece.takeaways]
    head = f"<h2>{piece.points_heading}</h2>" if "headed" in layout.points else ""
    if "bullets" in layout.points:
        return f"{head}<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>"
    if "numbers" in layout.points:
        return f"{head}<ol>{''.join(f'<li>{point}' for point in points)}</ol>"
    return head + "".join(f"<p>{point}</p>" for point in points)


def _author(piece: Piece, layout: Layout) -> tuple[str, str, str]:
    """Give what stands above the text, between text and notes, and below the notes."""
    by = f"<p class=byline>{piece.by.format(f'<a rel=author href=/a>{piece.person}</a>')}</p>"
    box = (
        f'<div class="author-box"><a href=/a>{piece.printed}</a><h4>{piece.printed}</h4>'
        f"<p>{piece.bio}</p></div>"
    )
    plain = f"<p>{piece.printed}</p><p>{piece.printed}</p><p>{piece.bio}</p>"
    return {
        "twice": ("", "", plain),
        "top": (by, "", ""),
        "bottom": ("", "", box),
        "none": ("", "", ""),
        "beside the date": ("", "", ""),
        "box": ("", plain, ""),
        "above": ("", f"<p>{piece.person}</p>", ""),
        "signed": ("", f"<p>{piece.by.format(piece.person)}</p>", ""),
        "about": ("", "", f"<h3>{piece.about}</h3><p>{piece.person}</p><p>{piece.bio}</p>"),
    }[layout.byline]


def web_page(piece: Piece, layout: Layout) -> str:
    """Set a piece as a web page."""
    mark, note, around = SHAPES[_STYLES[layout.style]]
    if layout.heading and "<h" not in around:
        around = f"<h2>{piece.heading}</h2>{around}"
    above, between, below = _author(piece, layout)
    cookies, menu, minutes, tags = piece.site if layout.site else ("", "", "", "")
    steps = "".join(f"<a href=/>{step}</a> / " for step in menu.split(" / "))
    time = f'<time datetime="2031-03-07T09:00:00+03:00">{piece.date}</time>' if layout.date else ""
    if layout.byline == "beside the date":
        time = f'<span class="author vcard">{piece.person}</span> <time>{piece.date}</time>'
    kind = f'<span class="cat-links"><a rel="category tag" href=/k>{piece.kind}</a></span>'
    title = f"<h1>{html.escape(piece.title)}</h1>"
    head = f"{title}{kind}" if layout.kind_below else f"{kind}{title}"
    points = _points(piece, layout)
    share = f"<div class=share-buttons>{piece.share}</div>" if layout.share else ""
    buttons = share + (f"<p>{piece.also}</p>" if layout.also == "line" else "")
    if layout.also == "list":
        names = "".join(f"<li><a href=/>{name}</a></li>" for name in piece.also_names)
        buttons += f"<ul class=lang-switcher>{names}</ul>"
    if layout.points_below:
        points, buttons = buttons, points
    paragraphs = "\n".join(
        "<p>" + re.sub(r"\{(\d+)\}", lambda m: filled(mark, int(m[1])), html.escape(text)) + "</p>"
        for text in piece.paragraphs
    )
    notes = "\n".join(filled(note, n, html.escape(t)) for n, t in enumerate(piece.notes, 1))
    heading, *titles = piece.similar
    similar = "".join(f"<article><h4><a href=/>{t}</a></h4></article>" for t in titles)
    similar = f"<section><h3>{heading}</h3>{similar}</section>" if layout.similar else ""
    return (
        f"<!DOCTYPE html>\n<html lang={piece.lang}><head><meta charset=utf-8>"
        f"<title>{html.escape(piece.title)} - Gulf Site</title>"
        "<link rel=canonical href='https://gulf.example/piece'>"
        "<meta property='og:site_name' content='Gulf Site'><script>var a = '<p>no</p>';</script>"
        f"</head><body><div class=cookie-notice>{cookies}</div><header><nav>{steps}</nav></header>"
        f"<main><article><header>{head}{above}<div class=entry-meta>{time}</div></header>"
        f"<div class=minutes>{minutes}</div>{points}{buttons}<div class=entry-content>"
        f"{paragraphs}{between}</div>{around.replace('{notes}', notes)}{below}"
        f"<footer>{tags}</footer></article>{similar}</main>"
        "<footer>© 2031 Gulf Site</footer></body></html>"
    )
