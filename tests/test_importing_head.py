"""Who wrote a page, when, in which languages: read when it is plain, told when it is not."""

from __future__ import annotations

import pytest
from imported import lost, paragraphs
from pages import PIECES

from briefing_tui.importing import read_page
from briefing_tui.importing.language import language_of


def test_the_byline_tells_name_date_and_minutes_on_one_line():
    draft = read_page(
        "Home / Opinion / Gulf\n\nDeep Water - Gulf Site\nDeep Water\n\n"
        "By Jane Doe and Can Er, March 5, 2031 | 6 min read\n\n"
        "We use cookies to improve this site. Accept all\n\n"
        "The water of the gulf is deep, and nobody has measured it since the ferry stopped.[1]\n\n"
        "Tags: gulf, water\n\n[1] A note.\n\nJane Doe is a fellow at the port.\n\n"
        "Leave a Comment\n\nNice!"
    )
    assert draft.fields["title"] == "Deep Water"
    assert draft.fields["date"] == "2031-03-05"
    assert [(a.name, a.bio) for a in draft.authors] == [
        ("Jane Doe", "Jane Doe is a fellow at the port."),
        ("Can Er", ""),
    ]
    assert paragraphs(draft) == [
        "The water of the gulf is deep, and nobody has measured it since the ferry stopped.[1]"
    ]


@pytest.mark.parametrize("heading", ["Key Takeaways", "Öne Çıkanlar", "In Brief"])
@pytest.mark.parametrize("title", ["Harbour Rules", "Salt", "Two Berths Are Open Again"])
def test_the_heading_over_takeaways_is_not_the_title(title, heading):
    draft = read_page(
        f"{title}\n\n{heading}\n\n- Two of four berths are open.\n- Rates wait for a survey.\n\n"
        "The port authority reopened two of four berths on Monday.[1] Insurers wait.[2]\n\n"
        "Notes\n[1] “Berths”, Channel Herald, https://herald.example/berths.\n[2] Ibid.\n"
    )
    assert draft.fields["title"] == title
    assert draft.fields["takeaways"] == ["Two of four berths are open.", "Rates wait for a survey."]
    assert heading not in draft.fields["body"]


def test_a_heading_over_takeaways_alone_leaves_the_page_without_a_title():
    draft = read_page(
        "Key Takeaways\n\n- Two of four berths are open.\n- Rates wait for a survey.\n\n"
        "The port authority reopened two of four berths on Monday, and insurers wait for more.\n",
        name="berths.txt",
    )
    assert draft.fields["title"] != "Key Takeaways"
    assert draft.fields["takeaways"] == ["Two of four berths are open.", "Rates wait for a survey."]


MENU = (
    "Skip to main content\nSearch\nOur Team\nResearch\nSecurity and Defence\nCommentary\nEvents\n"
)
TEXT = (
    "\n\nThe water of the gulf is deep, and nobody has measured it since the ferry stopped in May."
    "\n\n"
    "The port says that it was measured twice in one year, and that both numbers have been lost."
)


@pytest.mark.parametrize(
    ("head", "sure"),
    [
        ("Deep Water and Where It Is", True),
        ("Deep Water and Where It Is\nNobody has measured it for a year.", True),
        ("Deep Water and Where It Is\nCan Er\n5 March 2031\nListen in\nPodcast player", True),
        ("Deep Water and Where It Is - Gulf Site\nDeep Water and Where It Is\nListen", True),
        ("Deep Water and Where It Is\nA map\nA table", False),
        ("The Ferry and the Port\nMost Read\nNorth of the Gulf\nDeep Water", False),
    ],
)
def test_a_title_that_nothing_shows_under_a_menu_is_told(head, sure):
    draft = read_page(f"{MENU}{head}{TEXT}")
    doubts = [doubt for doubt in draft.unsure if "guessed to be the title" in doubt]
    assert (doubts == []) is sure
    if sure:
        assert draft.fields["title"] == "Deep Water and Where It Is"
    assert not lost(head, draft)


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        (MENU, None),
        (f"{MENU}Analysis\n", "Analysis"),
        (f"{MENU}Report\nCan Er\n5 March 2031\n", "Report"),
        ("Commentary\n", "Commentary"),
        ("Gulf Site\nOur Team\nResearch\nOur Ferries\nThe Port\nThe Mules\n", None),
    ],
)
def test_a_kind_stands_near_the_title_and_not_in_the_menu(above, kind):
    draft = read_page(f"{above}Deep Water and Where It Is\nBy Can Er\n4 March 2031{TEXT}")
    assert draft.fields["title"] == "Deep Water and Where It Is"
    assert draft.fields.get("kind") == kind


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2031-03-05", "2031-03-05"),
        ("Published: 5 March 2031", "2031-03-05"),
        ("Wednesday, March 5th, 2031 at 10:30", "2031-03-05"),
        ("05.03.2031", "2031-03-05"),
        ("25/12/2031", "2031-12-25"),
        ("Yayın Tarihi: 5 Ağustos 2031", "2031-08-05"),
        ("5 КАСIM 2031", ""),
        ("05 KASIM 2031", "2031-11-05"),
        ("Опубликовано: 5 мая 2031 года", "2031-05-05"),
        ("Mai 2031", "2031-05"),
        ("5 de marzo de 2031", "2031-03-05"),
        ("03/05/2031", ""),
        ("Last updated: 5 March 2031", ""),
        ("31.02.2031", ""),
    ],
)
def test_a_date_at_the_top_is_read_when_it_is_plain(line, told):
    body = "The water of the gulf is deep, and nobody has measured it.[1]"
    draft = read_page(f"A Title\n\n{line}\n\n{body}\n\n[1] “A”, B, (Date of Access: 01.02.2030).\n")
    assert draft.fields.get("date", "") == told
    assert lost(line, draft) == []


def test_a_date_below_the_text_or_in_a_note_is_not_the_pages():
    draft = read_page(
        "A Title\n\nThe water of the gulf is deep.[1]\n\n"
        "[1] “A”, B, https://b.example/, (Date of Access: 01.02.2030).\n\n5 March 2031\n"
    )
    assert "date" not in draft.fields
    assert "no date was found; sources accessed up to 2030-02-01" in draft.unsure
    assert "a date stands below the text: 5 March 2031" in draft.unsure


@pytest.mark.parametrize(
    ("printed", "bio", "name", "family", "slug"),
    [
        ("Ece IŞIK", "Ece Işık studied.", "Ece Işık", "Işık", "ece-isik"),
        ("ECE IŞIK", "Ece Işık'ın çalışmaları", "Ece Işık", "Işık", "ece-isik"),
        ("Ece IŞIK", "", "Ece IŞIK", "IŞIK", "ece-isik"),
        ("Prof. Dr. Ece IŞIK", "Ece Işık studied.", "Ece Işık", "Işık", "ece-isik"),
        ("María GARCÍA LÓPEZ", "María García López writes.", "María García López", "García López",
         "maria-garcia-lopez"),
        ("Петров Иван Сергеевич", "Иван Сергеевич пишет.", "Петров Иван Сергеевич", "Петров",
         "петров-иван-сергеевич"),
        ("Gulf Desk", "The Gulf Desk follows the gulf.", "Gulf Desk", "", "gulf-desk"),
    ],
)  # fmt: skip
def test_a_name_is_spelled_as_the_biography_does(printed, bio, name, family, slug):
    text = "The water of the gulf is deep, and nobody has measured it.[1]"
    draft = read_page(f"A Title\n\n{text}\n\n[1] A note.\n\n{printed}\n{printed}\n{bio}\n")
    (author,) = draft.authors
    assert (author.name, author.family, author.slug, author.bio) == (name, family, slug, bio)


def test_two_authors_with_their_roles_each_get_their_own_biography():
    draft = read_page(
        "A Title\n\nThe water is deep, and nobody has measured it.[1]\n\n[1] A note.\n\n"
        "Ada DENİZ\nResearch Fellow\nAda Deniz studies pilots.\n\n"
        "Can ER\nCan ER\nCan Er studies boats.\n\nHe is from the coast.\n"
    )
    assert [(a.name, a.role, a.bio) for a in draft.authors] == [
        ("Ada Deniz", "Research Fellow", "Ada Deniz studies pilots."),
        ("Can Er", "", "Can Er studies boats.\n\nHe is from the coast."),
    ]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("This post is also available in: Türkçe Русский", ["tr", "ru"]),
        ("Also available in Turkish, Russian and Chinese", ["tr", "ru", "zh"]),
        ("Bu yazı şu dillerde de mevcuttur: Русский Deutsch", ["ru", "de"]),
        ("Diğer diller: Rusça, Almanca", ["ru", "de"]),
        ("Эта запись также доступна на турецком и немецком языках", ["tr", "de"]),
        ("English | Türkçe | العربية", ["tr", "ar"]),
        ("Also available in:\nTürkçe\nРусский", ["tr", "ru"]),
    ],
)
def test_other_languages_are_told_by_their_codes(line, codes):
    body = "The water of the gulf is deep, and nobody has measured it since the lamps were lit."
    draft = read_page(f"A Title\n\n{line}\n\n{body}\n\n{body}\n")
    assert draft.fields["also_in"] == codes
    assert paragraphs(draft) == [body, body]


def test_a_sentence_about_a_language_is_text():
    body = "The treaty was drawn up in English and Turkish."
    draft = read_page(
        f"A Title\n\nThe water is deep and cold here.\n\n{body}\n\nMore is to come.\n"
    )
    assert "also_in" not in draft.fields
    assert body in paragraphs(draft)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (" ".join(PIECES["en"].paragraphs), "en"),
        (" ".join(PIECES["tr"].paragraphs), "tr"),
        (" ".join(PIECES["ru"].paragraphs), "ru"),
        (("Der Hafen ist tief und das Wasser ist kalt, auch wenn die Fischer nicht mehr mit den "
         "Booten auf das Meer fahren, das von der Stadt aus zu sehen ist."), "de"),
        (("Le port est profond et les pêcheurs du golfe ne sortent plus dans la nuit, pour une "
         "raison qui est connue de tous les habitants de la ville."), "fr"),
        (("El puerto es profundo y los pescadores del golfo no salen por la noche, como lo hacían "
         "antes de que el hielo llegara a las costas de la ciudad."), "es"),
        (("O porto é fundo e os pescadores do golfo não saem mais de noite, por uma razão que é "
         "conhecida por todos os moradores da cidade."), ""),
        (("Het water van de haven is diep en de vissers van het dorp zijn niet meer op zee met een "
         "boot, want het ijs is te dik voor hen."), ""),
        (("Порт глибокий, і рибалки затоки вже не виходять у море вночі, бо лід їм заважає, а "
         "човни їхні старі й дірявіші, ніж їхні сіті."), ""),
        ("港口很深，渔民不再夜里出海。", ""),
        ("Boats.", ""),
    ],
)  # fmt: skip
def test_the_language_is_told_or_left_open(text, lang):
    assert language_of(text) == lang
