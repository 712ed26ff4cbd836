"""Which spellings of a word find which: the golden table of the search."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.search import hits, parse_query
from briefing_tui.search.analysis import places
from briefing_tui.search.beginnings import beginning
from briefing_tui.search.languages import beginnings, stem
from briefing_tui.search.matching import wanted

# Each spelling of a row finds every other one, in a text of that language.
ALIKE = [
    ("en", "Köklen", "koklen", "KÖKLEN", "köklen"),
    ("tr", "Köklen", "koklen", "KÖKLEN"),
    ("tr", "İstanbul", "istanbul", "ISTANBUL", "İSTANBUL"),
    ("en", "İstanbul", "istanbul", "ISTANBUL", "Istanbul"),
    ("tr", "IŞIK", "ışık", "isik", "Işık", "ISIK"),
    ("en", "IŞIK", "ışık", "isik", "Işık"),
    ("tr", "Türkiye", "turkiye", "TÜRKİYE", "TURKIYE"),
    ("tr", "Ankara’nın", "ankara", "Ankara'ya", "ANKARA"),
    ("en", "Ankara’nın", "ankara", "Ankara's"),
    ("tr", "Çin'in", "çin", "cin", "ÇİN"),
    ("tr", "ABD’nin", "abd", "ABD"),
    ("tr", "AB", "ab", "AB'ye"),
    ("en", "EU", "eu", "EU's", "E.U."),
    ("en", "NATO", "nato", "Nato"),
    ("tr", "görüşmeler", "gorusmeler", "görüşme", "gorusme", "GÖRÜŞMELER"),
    ("tr", "kitaplar", "kitap", "KİTAPLAR"),
    ("ru", "Ёлка", "елка", "ЁЛКА"),
    ("ru", "ёлка", "ёлки", "Елку"),
    ("ru", "санкции", "санкций", "САНКЦИИ", "санкциями"),
    ("en", "санкции", "санкций"),
    ("ru", "Российский", "российский", "РОССИЙСКИЙ"),
    ("ru", "США", "сша"),
    ("en", "US", "U.S.", "u.s.", "u.s"),
    ("tr", "US", "U.S.", "u.s."),
    ("en", "USA", "usa", "U.S.A.", "u.s.a."),
    ("en", "UN", "U.N.", "UN’s"),
    ("en", "F-35", "F35", "f-35", "F-35s", "F–35"),
    ("en", "S-400", "s400", "S-400s"),
    ("en", "1990s", "1990"),
    ("en", "COVID-19", "covid19", "Covid-19"),
    ("en", "AUKUS", "Aukus", "aukus"),
    ("en", "NATO’s", "nato", "NATO"),
    ("en", "5G-enabled", "5G-enabled", "5g-enabled"),
    ("en", "ministers’", "minister", "ministers", "Ministers'"),
    ("en", "Ｂ－５２", "B-52", "b52"),
    ("en", "ＮＡＴＯ", "nato", "NATO"),
    ("en", "Kılıçdaroğlu", "kilicdaroglu", "KILIÇDAROĞLU", "KILICDAROGLU"),
    ("en", "Nguyễn", "nguyen", "NGUYEN"),
    ("en", "Đặng", "dang"),
    ("en", "Bjørnøya", "bjornoya", "BJØRNØYA"),
    ("en", "ﬂeet", "fleet", "FLEET"),
    ("en", "naïve", "naive"),
    ("en", "AI-led", "ai-led"),
    ("tr", "DİYARBAKIR", "diyarbakır", "Diyarbakir", "DIYARBAKIR"),
    ("tr", "IĞDIR", "Iğdır", "ığdır", "igdir"),
    ("tr", "İzmir’deki", "izmir", "İZMİR", "IZMIR"),
    ("tr", "AB’nin", "ab", "AB"),
    ("tr", "NATO’ya", "nato", "Nato"),
    ("tr", "çatışmaların", "çatışma", "catisma", "ÇATIŞMA"),
    ("tr", "ilişkiler", "ilişki", "iliski", "İLİŞKİLERİ"),
    ("tr", "güvenlik", "guvenlik", "GÜVENLİK"),
    ("tr", "Güney Kıbrıs’ın", "güney kıbrıs", "GUNEY KIBRIS"),
    ("ru", "НАТО", "нато"),
    ("ru", "Россия", "России", "РОССИЮ"),
    ("ru", "Пётр", "Петр", "ПЁТР"),
    ("ru", "чёрный", "черный", "ЧЕРНЫЙ"),
    ("ru", "российско-турецкий", "российско-турецкий", "РОССИЙСКО-ТУРЕЦКИЙ"),
    ("de", "Müller", "muller", "MÜLLER"),
    ("fr", "qu’OTAN", "otan"),
    ("fr", "l’ONU", "onu", "ONU"),
    ("es", "España", "espana", "ESPAÑA"),
    ("ar", "آسيا", "اسيا"),
    ("ar", "إسرائيل", "اسرائيل"),
    ("ru", "US", "U.S."),
    ("en", "alliance", "alliances", "ALLIANCE"),
    ("en", "sanctions", "sanction", "sanctioned"),
    ("en", "Turkey’s", "turkey", "Turkey's"),
    ("en", "NGOs", "NGO", "ngo"),
    ("en", "B-52", "B52", "b52", "b-52"),
    ("en", "5G", "5g"),
    ("en", "R42761", "r42761"),
    ("en", "co-operation", "cooperation", "Co-Operation"),
    ("en", "AT&T", "at&t"),
    ("en", "O’Brien", "obrien", "O'BRIEN"),
    ("en", "54,000", "54000", "54.000"),
    ("en", "3.5", "3,5"),
    ("en", "ｆｕｌｌ", "full", "FULL"),
    ("en", "ﬁnance", "finance"),
    ("en", "Ko\u0308klen", "köklen", "koklen"),
    ("en", "Aarhus", "aarhus"),
    ("en", "Malmö", "malmo"),
    ("en", "Tromsø", "tromso"),
    ("en", "Łódź", "lodz", "łódź"),
    ("de", "Straße", "strasse", "STRASSE"),
    ("de", "Häuser", "hauser"),
    ("fr", "l’OTAN", "otan", "l'otan"),
    ("fr", "États", "etats", "état"),
    ("fr", "d’État", "etat"),
    ("es", "elección", "eleccion", "elecciones"),
    ("ar", "أحمد", "احمد"),
    ("ar", "الحُكومة", "الحكومة"),
    ("en", "عراق", "عراق"),
    ("el", "Ελλάδα", "ελλαδα"),
    ("ja", "ﾄｳｷｮｳ", "トウキョウ"),
    ("ko", "미국", "미국"),
]
# (language, text, query): the query finds something in the text, not always the other way round.
FINDS = [
    ("en", "the US vote", "us"),
    ("en", "the 1990s crisis", "1990"),
    ("en", "an F-35s base", "F-35"),
    ("ru", "российско-турецкий", "турецкий"),
    ("en", "5G-enabled", "5g"),
    ("en", "the UN vote", "un"),
    ("en", "in Xi’an", "xian"),
    ("ar", "الأمم المتحدة", "الامم"),
    ("ja", "日本の防衛", "防衛"),
    ("en", "https://x.example/reports/R42761.pdf", "R42761"),
    ("en", "e.g. ships", '"e.g."'),
    ("en", "the U.S. vote", "us"),
    ("ru", "визит в US", "us"),
    ("en", "local NGOs", "ngos"),
    ("en", "the US-Japan pact", "us"),
    ("en", "the US-Japan pact", "japan"),
    ("en", "the US-Japan pact", "us-japan"),
    ("en", "the U.S.-Japan pact", "us-japan"),
    ("en", "the US–Japan pact", "US-Japan"),
    ("en", "the US/Japan pact", "us japan"),
    ("en", "the US's view", "us"),
    ("en", "JAPAN AND THE US AGREE ON SPENDING", "us"),
    ("en", "JAPAN RAISES ITS SPENDING AGAIN", "raise"),
    ("en", "https://www.forbes.com/sites/a-b/japan-pact/?sh=30", "forbes.com"),
    ("en", "https://www.forbes.com/sites/a-b/japan-pact/?sh=30", "forbes"),
    ("en", "https://www.forbes.com/sites/a-b/japan-pact/?sh=30", "www.forbes.com"),
    ("en", "https://www.forbes.com/sites/a-b/japan-pact/?sh=30", "https://forbes.com"),
    ("en", "https://www.forbes.com/sites/a-b/japan-pact/?sh=30", "pact"),
    ("en", "Forbes.com said", "forbes.com"),
    ("en", "Forbes.com said", "FORBES.COM"),
    ("en", "see FORBES.COM", "forbes"),
    ("tr", "S-400’lerin", "s400"),
    ("tr", "F-16’ların", "F-16"),
    ("en", "B-52’s", "b52"),
    ("en", "U.S.-led", "us-led"),
    ("en", "MiG-29s", "mig29"),
    ("en", "Al-Qaeda", "alqaeda"),
    ("en", "1.000.000", "1,000,000"),
    ("ru", "С-400", "с400"),
    ("en", "crsreports.congress.gov", "congress.gov"),
    ("en", "see news.bbc.co.uk, page 2", "bbc.co.uk"),
    ("en", "see news.bbc.co.uk, page 2", "bbc"),
    ("en", "see al-monitor.com", "al-monitor"),
    ("en", "signed.[1]The ministers", "the ministers"),
    ("en", "signed[12]", "signed"),
    ("en", "signed 26.03.2024", "2024"),
    ("en", "signed 26.03.2024", "26.03.2024"),
    ("en", "it ended.Ships", "ended"),
    ("zh", "中国的外交", "中国"),
    ("zh", "中国的外交", "外交"),
    ("en", "COVID疫情", "疫情"),
    ("en", "COVID疫情", "covid"),
    ("ja", "ｶﾞｽの輸入", "ガス"),
    ("ko", "미국은 동맹", "미국"),
    ("th", "ประเทศไทย", "ไทย"),
    ("en", "government", "governmen*"),
    ("tr", "Kışlanın", "kis*"),
    ("tr", "Kışlanın", "KIŞ*"),
    ("en", "they told us so", '"told us"'),
    ("en", "they told us so", "=us"),
    ("en", "the US so", "=us"),
    ("en", "the US so", "=US"),
    ("en", "Köklen", "=köklen"),
    ("en", "Köklen", '"köklen"'),
    ("tr", "Irak", '"irak"'),
    ("ru", "а.г.е. Там же", '"там же"'),
    ("en", "a state of the union", '"state of the union"'),
]
NOTHING = [
    ("tr", "a planı", "aya"),  # its stem is one letter
    ("en", "they told us so", "us"),
    ("en", "they told us so", "US"),
    ("en", "they told us so", "U.S."),
    ("en", "they told us so", "u.s."),
    ("en", "e.g. ships", "EG"),
    ("en", "they told us so", "=US"),
    ("en", "who will it be", "WHO"),
    ("en", "who will it be", "IT"),
    ("ru", "йод", "иод"),
    ("ru", "мои", "мой*"),
    ("en", "Köklen", "=koklen"),
    ("en", "Köklen", '"koklen"'),
    ("en", "sanctions", "=sanction"),
    ("en", "sanctions", '"sanction"'),
    ("en", "sanction", '"sanctions"'),
    ("en", "AIDS", "aid"),
    ("en", "aid", "AIDS"),
    ("en", "https://www.forbes.com/sites", "com"),
    ("en", "signed[12]", "12"),
    ("en", "signed [1, 12]", "12"),
    ("en", "Japan and the US", '"us japan"'),
    ("en", "Japan and the US", "us-japan"),
    ("zh", "国中", "中国"),
    ("tr", "iş gücü", "is"),
    ("en", "told. Us", '"US"'),
    ("en", "forbes.company", "forbes.com"),
]


def finds(query, text, lang):
    return bool(hits(parse_query(query), [("body", 0, text, 1)], lang))


def test_the_table_is_long():
    pairs = [(lang, frozenset({a, b})) for lang, *row in ALIKE for a in row for b in row if a != b]
    assert len(set(pairs)) >= 240
    assert all(sum(each == lang for each, _ in set(pairs)) >= 25 for lang in ("en", "tr", "ru"))


@pytest.mark.parametrize(
    ("lang", "written", "typed"),
    [(lang, a, b) for lang, *row in ALIKE for a in row for b in row],
)
def test_spellings_of_a_word_find_each_other(lang, written, typed):
    assert finds(typed, f"x {written} y", lang)


@pytest.mark.parametrize(("lang", "text", "query"), FINDS)
def test_a_query_finds(lang, text, query):
    assert finds(query, text, lang)


@pytest.mark.parametrize(("lang", "text", "query"), NOTHING)
def test_a_query_does_not_find(lang, text, query):
    assert not finds(query, text, lang)


SPELLED = (
    "kitaplar Ülkeler ükeler İstanbul ırmak yes yields œuvres États ñandú ёлки Äpfel ødelagt "
    "gegangen łódki эти óvodák þing ætt dying skies younger oil aéreo été ção eşya iş yüzyıl adı "
    "kitabı gibi ulying ties rated happily relational hoping aerzte oeffnen maenner uebungen"
).split()
KEEPING = ("en", "tr", "ru", "fr", "es", "it", "pt", "sv", "pl", "hu", "", "uk", "zh")


def begins_as_told(word, lang):
    told = beginnings(beginning(stem(word, lang)), lang)
    return not told or beginning(word).startswith(tuple(map(beginning, told)))


@pytest.mark.parametrize("lang", [*KEEPING, "cs", "de", "fi", "eo"])
@pytest.mark.parametrize("word", SPELLED)
def test_a_word_begins_as_its_stem_tells(lang, word):
    assert begins_as_told(word, lang)
    assert begins_as_told(word.upper(), lang)


@settings(deadline=None, max_examples=500)
@given(
    st.sampled_from([*KEEPING, "cs", "de"]),
    st.text("abcdefghijklmnopqrstuvwxyzçğıöşüäßéèñłобвгиеь", max_size=6),
    st.sampled_from(
        "ying ies ed ing ational ization eed edly us iveness lar nın ından dığı ılar ğı bı di cı "
        "ami gü da ами ости ейший ться eux ution ement ença ación mente ité ska owie ének".split()
    ),
)
def test_any_word_begins_as_its_stem_tells(lang, letters, ending):
    assert begins_as_told(letters + ending, lang)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", {"kit"}),
        ("fr", {"kit"}),
        ("tr", {"kit", "kid"}),
        ("de", {"k", "kit"}),  # its Cyrillic words are stemmed as Russian ones
        ("nl", set()),
        ("sr", set()),
    ],
)
def test_a_stem_tells_how_its_words_begin(lang, told):
    assert beginnings("kit", lang) == told


def test_an_english_stem_may_have_got_an_e():
    assert beginnings("hope", "en") == {"hope", "hopi"}
    assert beginnings("hope", "fr") == {"hope"}


@pytest.mark.parametrize(
    ("lang", "text", "query"),
    [("nl", "gegangen", "gang*"), ("ar", "والحكومة", "حكومة"), ("ga", "bpáistí", "páistí")],
)
def test_words_whose_beginnings_are_taken_off_are_found(lang, text, query):
    found = finds(query, text, lang)
    (place,) = places(text, lang)
    chains = [want.chains(frozenset({lang})) for want in wanted(parse_query(query))]
    assert found == any(chain[0].matches(place.terms) for found in chains for chain in found)


def test_what_is_marked_is_the_word_alone():
    text = "Before[3] the U.S. vote, Ankara’nın “B-52” bomber at www.forbes.com/a."
    for query, marked in [
        ("us", ["U.S."]),
        ("ankara", ["Ankara’nın"]),
        ("b52", ["B-52"]),
        ("forbes", ["www.forbes.com"]),
        ('"us vote"', ["U.S. vote"]),
        ("vote OR bomber", ["vote", "bomber"]),
    ]:
        (hit,) = hits(parse_query(query), [("body", 0, text, 1)], "en")
        assert [text[start:end] for start, end in hit.spans] == marked
