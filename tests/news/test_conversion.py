"""Old HTML becomes Markdown that says the same words, and nothing else."""

import html
import re

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from members.validators import clean_line, visible
from news import markup
from news.conversion import Sight, convert, place, words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>Eins</p><p>Zwei</p>", "Eins\n\nZwei"),
        ("<div>Eins<div>Zwei</div>Drei</div>", "Eins\n\nZwei\n\nDrei"),
        ("Eins<br>Zwei<br /><br>Drei", "Eins\nZwei\n\nDrei"),
        ("<h1>A</h1><h4>B <b>C</b></h4>", "## A\n\n### B C"),
        ("<p>Ein <strong> Wort </strong>hier</p>", "Ein **Wort** hier"),
        ("<p><b>Wann:</b>heute</p>", "**Wann**:heute"),
        ("<p>Das <i>ist</i> <em><b>es</b></em></p>", "Das _ist_ **_es_**"),
        ("<p>Wort<i>teil</i>e</p>", "Wortteile"),
        ("<ul><li>a<li>b<ol><li>c</ol></ul>", "- a\n- b\n  1. c"),
        ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b"),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("<table><tr><th>Mo<td>9 Uhr<tr><td>Di</table>", "Mo · 9 Uhr\n\nDi"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("a<script>b</script><style>c</style><iframe src=x>d</iframe>e", "ae"),
        (
            "<p>Bündnis &amp; Ruhr &lt;b&gt; &uuml;&#8222;</p>",
            "Bündnis & Ruhr \\<b> ü„",
        ),
        ("<p># a</p><p>1. b<br>- c</p><p>&gt; d", "\\# a\n\n1\\. b\n\\- c\n\n\\> d"),
        ("a\u00ad\u200bb\x0bc", "ab c"),
        ("", ""),
    ],
)
def test_html_becomes_the_markdown_of_posts(old, new):
    assert convert(old).text == new


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("/a b(1).html", "https://alt.example/a%20b%281%29.html"),
        ("b.html", "https://alt.example/2020/b.html"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+49201", "tel:+49201"),
    ],
)
def test_links_lead_where_they_led(href, address):
    old = convert(
        f'<p>Zum <a href="{href}">Ziel</a>!</p>', at="https://alt.example/2020/x"
    )

    assert old.text == f"Zum [Ziel]({address})!"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "ftp://a/", "//[", "", "x"]
)
def test_what_is_no_link_stays_as_words(href):
    assert convert(f'<a href="{href}">Ziel</a>').text == "Ziel"


def test_pictures_stand_alone_with_what_is_said_about_them():
    old = convert(
        "<p>Vor<img src='a.jpg' alt='Ein  Bild'>nach</p><ul><li><img src='b.png'>c</ul>"
        "<figure><img src='d.webp' class='wp-image-7'><figcaption>Unter</figcaption>"
        "</figure><figcaption>Allein</figcaption>"
    )

    told = ["Vornach", place(0), "- c", place(1), place(2), "Allein"]
    assert old.text == "\n\n".join(told)
    assert old.sights == [
        Sight("a.jpg", "Ein Bild"),
        Sight("b.png"),
        Sight("d.webp", classes="wp-image-7", caption="Unter"),
    ]


def test_where_lines_count_an_empty_one_parts_paragraphs():
    old = "Eins\r\nzwei\r\n\r\n<b>Drei</b>\n\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nVier"

    new = convert(old, has_lines=True).text

    assert new == "Eins\nzwei\n\n**Drei**\n\n- a\n- b\n\nVier"


def test_words_are_the_text_alone():
    assert (
        words("<p>Eins</p><p>&amp; <b>zwei</b><script>x</script></p>") == "Eins & zwei"
    )


def test_deep_and_broken_html_takes_a_moment():
    for old in ("<div>" * 20_000, "<b>" * 20_000, "<ul><li>" * 2000, "</p>" * 20_000):
        assert convert(f"{old}x").text.strip("*").endswith("x")


SIGNS = st.text(
    st.sampled_from("a1ü .,-+*_#>!\\[]()<&;`~=\"'\n\u00a0\u200b„§|:/@")
    | st.characters(codec="utf-8", exclude_characters="\0\ue000\ue001"),
    max_size=25,
)
TAGS = st.sampled_from(
    [
        *("p", "b", "i", "strong", "em", "li", "ul", "ol", "h2", "blockquote", "div"),
        *('a href="https://x.de/_a_*b*"', "br", "span", "table", "td", "pre"),
    ]
)
NODES = st.recursive(
    SIGNS.map(html.escape),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(
        lambda one: f"<{one[0]}>{''.join(one[1])}</{one[0].split()[0]}>"
    ),
    max_leaves=8,
)


def read(text):
    """What one reads of clean HTML, without spaces."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


@settings(max_examples=400, deadline=None)
@given(st.lists(NODES, max_size=4).map("".join))
@example("<p>*a*</p><p>![x](bild:1)</p><p>&lt;https://x.de&gt;</p>")
@example("<b>x.</b><i>(y)</i>!<a href='https://x.de'>z]</a>")
def test_no_word_is_lost_and_none_becomes_a_sign(old):
    new = convert(old).text

    shown = markup.html(new, {})
    # In the order of HTML: what stands loose in a table comes before it.
    spoken = visible(html.unescape(nh3.clean(old, tags=set())))
    assert read(shown) == "".join(spoken.split())
    assert "bild:" not in "".join(re.findall(r"\]\(([^)]*)\)", re.sub(r"\\.", "", new)))


@settings(max_examples=200, deadline=None)
@given(SIGNS)
def test_one_paragraph_says_what_it_said(text):
    shown = markup.html(convert(f"<p>{html.escape(text)}</p>").text, {})

    assert shown.count("<") == shown.count("<p>") + shown.count("</p>")
    assert clean_line(html.unescape(re.sub("</?p>", "", shown))) == clean_line(text)
