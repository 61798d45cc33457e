import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from alliance.pager import Page
from alliance.templatetags.components import dialled, host, prose


def rendered(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        '{% notice tonee="info" %}x{% endnotice %}',
        '{% search sise="large" %}',
        "{% pager pages curent=1 last=2 %}",
    ],
)
def test_a_misspelt_parameter_fails_when_the_template_compiles(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


def test_what_was_typed_is_escaped_in_every_component():
    evil = '"><b>'

    pages = rendered(
        "{% pager pages current=1 last=2 %}",
        pages=[Page(1, evil), Page(2, evil)],
    )
    others = rendered(
        "{% search text=evil %}{% telephone evil %}"
        "{% notice %}{{ evil }}{% endnotice %}",
        evil=evil,
    )

    assert "<b>" not in pages
    assert "<b>" not in others
    assert others.count("&lt;b&gt;") == 3


def test_the_pager_names_the_current_page_and_leaves_a_gap():
    pages = [Page(1, "seite=1"), Page(2, ""), Page(5, "seite=5"), Page(6, "seite=6")]

    html = rendered("{% pager pages current=5 last=6 %}", pages=pages)

    assert "Seite 5 von 6" in html
    assert 'href="?seite=5" aria-current="page"' in html
    assert 'href="?seite=6" rel="next"' in html
    assert 'rel="prev"' not in html
    assert "…" in html


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0201 / 12 34-56", "0201123456"),
        ("+49 (0)201 1234", "+492011234"),
        ("02 01.12", "020112"),
    ],
)
def test_a_telephone_number_is_dialled_by_its_digits(written, number):
    assert dialled(written) == number


@pytest.mark.parametrize(
    "address", ["https://www.haus.example/a?b", "http://haus.example", "haus.example"]
)
def test_a_website_is_named_by_its_host(address):
    assert host(address) == "haus.example"


def test_prose_knows_paragraphs_lists_emphasis_and_links():
    html = prose(
        "Wir *bilden* **aus**.\n\n- CNC\n- MAG\n\n[Mehr](https://haus.example)"
    )

    assert html.split("\n") == [
        "<p>Wir <em>bilden</em> <strong>aus</strong>.</p>",
        "<ul>",
        "<li>CNC</li>",
        "<li>MAG</li>",
        "</ul>",
        '<p><a href="https://haus.example" rel="nofollow ugc noopener">Mehr</a></p>',
        "",
    ]


def test_headings_in_prose_stay_below_those_of_the_page():
    assert prose("# Wir") == "<h3>Wir</h3>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<p onclick="x()" style="color: red">x</p>',
        "[x](javascript:alert(1))",
        "![x](javascript:alert(1))",
        '<a href="https://haus.example" id="inhalt" class="skip">x</a>',
    ],
)
def test_prose_runs_and_loads_nothing(text):
    html = prose(text)

    assert not any(sign in html for sign in ("<script", "<p o", "<p s", "<img", "<a "))


def test_a_picture_in_prose_is_a_link_to_it():
    assert "<img" not in prose("![x](https://haus.example/x.png)")


def test_prose_takes_time_in_step_with_its_length():
    assert prose("[" * 20_000).count("[") == 20_000
    assert prose("*a " * 6_000).count("*") == 6_000


class Visit(forms.Form):
    name = forms.CharField(label="Ihr Name", help_text="wie im Ausweis")
    city = forms.ChoiceField(
        label="Stadt", choices=[("essen", "Essen")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Einverstanden", required=False)


def test_a_field_is_tied_to_its_label_help_and_errors():
    html = str(Visit({"name": ""}))

    assert '<label for="id_name">Ihr Name</label>' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "<legend>Stadt</legend>" in html


def test_a_form_in_vain_begins_with_a_summary_that_leads_to_the_fields():
    html = str(Visit({"name": ""}))

    assert html.index('role="alert"') < html.index('for="id_name"')
    assert "Bitte prüfen Sie 2 Angaben." in html
    assert '<a href="#id_name">Ihr Name: ' in html


def test_a_fresh_form_has_no_summary():
    assert 'role="alert"' not in str(Visit())
