"""What sites call the parts of their pages: words of class names, in the custom of many themes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .tree import Element

# Words of class names: the first say it whatever an element holds, the others of a few words only.
SITE_WORDS = frozenset(
    "sharedaddy addtoany addthis sociable relatedposts newsletter cookie cookies consent gdpr "
    "comments commentlist commentform respond disqus breadcrumb breadcrumbs pagination pager "
    "sidebar menu navbar nav navigation advert advertisement advertising adsbygoogle popup modal "
    "toolbar searchform colophon yarpp outbrain taboola tagcloud taglist backtotop lightbox "
    "paywall "
    "jprelatedposts readmore postshare sharebuttons socialshare socialicons postnavigation "
    "relatedarticles recommendations".split()
)
SITE_HINTS = frozenset(
    "share sharing shares social socials follow related similar recommended recommend subscribe "
    "subscription signup paging promo ads toc skip login prevnext nextprev tags tag donate "
    "morelink "
    "masthead banner promotion sponsored trending popular mostread teaser teasers".split()
)
COMMENT_WORDS = frozenset(("comments", "commentlist", "respond", "disqus"))
PROFILE_WORDS = frozenset(
    "author authors authorbox bio bios biography contributor contributors writer writers yazar "
    "yazarlar aboutauthor vcard".split()
)
BYLINE_WORDS = frozenset(
    "byline bylines author authors posted meta dateline published pubdate date writer yazar "
    "tarih".split()
)
KIND_WORDS = frozenset(
    "kicker eyebrow category categories cat rubric rubrik overline posttype articletype "
    "contenttype kategori flag".split()
)
POINT_WORDS = frozenset(
    "takeaway takeaways keypoint keypoints keytakeaway keytakeaways keyfindings highlights "
    "atagayglance glance spot".split()
)
NOTE_WORDS = frozenset(
    "footnote footnotes endnote endnotes easyfootnote easyfootnotes modernfootnotes references "
    "reflist reference fn footnoteslist dipnot dipnotlar kaynakca sdfootnote noteslist".split()
)
CAPTION_WORDS = frozenset(("wpcaptiontext", "caption", "imagecaption", "credit", "photocredit"))
QUOTE_WORDS = frozenset(("pullquote", "pullquotes"))
UNSEEN_WORDS = frozenset(("sronly", "visuallyhidden", "screenreadertext", "srtext", "dnone"))
# Names that tell of a page's state, or of the tool it was built with.
_STATES = re.compile(
    r"(?:has|no|is|with|without|js|(?:tag|category)(?![-_](?:links?|list|cloud))|postid|wf|elementor|et|vc|wpb|fusion|td|page|single"
    r"|post-template|site|layout)[-_]|.*\b(?:wrap(?:per)?|container|row|col)$"
)


def class_words(element: Element) -> frozenset[str]:
    """Give the words in an element's class names and so on, and two that follow as one.

    `post-share shareBar` gives post, share, postshare, bar and sharebar.
    """
    out: set[str] = set()
    named = f"{element.get('class')} {element.get('id')} {element.get('itemprop')}"
    for token in named.split()[:40]:
        if _STATES.match(token.lower()):
            continue
        words = [w.lower() for w in re.findall("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", token[:80])]
        if len(words) > 4:
            continue  # `sharing-with-a-single-developer` is made of a heading's words
        out.update(words)
        out.update("".join(words[n : n + 2]) for n in range(len(words) - 1))
        out.add("".join(words))
    return frozenset(out)
