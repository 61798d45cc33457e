"""The Markdown of pages: enough for a text, nothing that runs or loads."""

import re

import pytest

from alliance.prose import Heading, render_page


def test_a_page_has_headings_lists_tables_quotations_and_emphasis():
    html = render_page(
        "# Eins\n\n## Zwei\n\n### Drei\n\n- a\n- b\n\n1. x\n\n> Zitat\n\n"
        "**fett** und *betont*\n\n| A | B |\n|---|--:|\n| 1 | 2 |"
    ).html

    assert '<h2 id="eins">Eins</h2>' in html
    assert '<h2 id="zwei">Zwei</h2>' in html
    assert '<h3 id="drei">Drei</h3>' in html
    assert "<ul>\n<li>a</li>\n<li>b</li>\n</ul>" in html
    assert "<ol>\n<li>x</li>\n</ol>" in html
    assert "<blockquote>\n<p>Zitat</p>\n</blockquote>" in html
    assert "<strong>fett</strong> und <em>betont</em>" in html
    assert "<th>A</th>\n<th>B</th>" in html
    assert "<td>1</td>\n<td>2</td>" in html


def test_each_heading_has_an_anchor_of_its_own():
    text = render_page("## Größe\n\n## Größe\n\n### Größe 2\n\n## 🙂\n\n## Inhalt")

    assert text.headings == (
        Heading("groesse", "Größe"),
        Heading("groesse-2", "Größe"),
        Heading("abschnitt", "🙂"),
        Heading("inhalt-2", "Inhalt"),
    )
    assert '<h3 id="groesse-2-2">' in text.html


def test_the_contents_name_headings_without_their_marks():
    text = render_page("## *Wer* [wir](/ueber-uns/) & Sie \\* sind")

    assert text.headings[0].text == "Wer wir & Sie * sind"


def test_links_go_on_within_the_portal_and_leave_it_with_care():
    html = render_page(
        "[a](/netzwerke/) [b](https://haus.example/) [c](//haus.example/)"
        " [d](http://127.0.0.1:8000/partner/) [e](http://127.0.0.1:8000@evil.example/)"
        " [f](mailto:a@example.org) <https://haus.example/x>"
    ).html

    assert '<a href="/netzwerke/">a</a>' in html
    assert '<a href="https://haus.example/" rel="noopener">b</a>' in html
    assert '<a href="//haus.example/" rel="noopener">c</a>' in html
    assert '<a href="http://127.0.0.1:8000/partner/">d</a>' in html
    assert '8000@evil.example/" rel="noopener">e</a>' in html
    assert '<a href="mailto:a@example.org">f</a>' in html
    assert '<a href="https://haus.example/x" rel="noopener">' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<h2 onclick=alert(1)>x</h2>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "<javascript:alert(1)>",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://haus.example/x.png)",
        '## x" onclick="alert(1)',
        "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |",
        '[x](/a" onclick="alert(1))',
    ],
)
def test_a_page_runs_and_loads_nothing(text):
    html = render_page(text).html

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html.lower()
    assert 'href="data' not in html
    assert not re.search(r"<[^>]*\son[a-z]+=", html)


def test_html_is_shown_as_text():
    assert "&lt;b&gt;fett&lt;/b&gt;" in render_page("<b>fett</b>").html


@pytest.mark.parametrize(
    "text",
    [
        "# a\n" * 25_000,
        "> " * 50_000,
        "|" * 50_000 + "\n" + "-|" * 25_000,
        "[" * 99_999,
    ],
)
def test_a_page_takes_time_in_step_with_its_length(text):
    assert render_page(text).html
