"""What a list may say, a form would accept as well."""

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.exchange.cells import _CLEANERS, clean
from members.models import Organisation, Profile, Site

# Columns whose value is stored as it is cleaned: the model, and its field.
FIELDS = {
    **dict.fromkeys(("name", "plain", "text", "legal_form", "website"), Profile),
    **dict.fromkeys(("street", "postal_code", "place", "telephone", "email"), Site),
    **dict.fromkeys(("number", "kursnet_number"), Organisation),
}
SIGNS = st.characters(exclude_categories=["Cs"])
TYPED = st.one_of(
    st.text(SIGNS, max_size=300),
    st.text("0123456789+-/() ", max_size=60),
    st.text("abc.:/@-_?#%äß\u200b\u202e\x00 ", max_size=120),
    st.sampled_from(
        [
            *("javascript:alert(1)", "https://u:p@x.de", "http://127.0.0.1/"),
            *("a@localhost", "٠١٢٣٤", "４５１２７", "<script>", "ftp://x.de"),
        ]
    ),
)


# On a busy machine it takes long to list all signs for the first time.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(key=st.sampled_from(sorted(FIELDS)), cell=TYPED)
def test_what_the_import_accepts_the_forms_accept_unchanged(key, cell):
    try:
        value = clean(_CLEANERS[key], key, cell)
    except ValidationError:
        return
    if not value:
        return
    row = FIELDS[key](**{key: value})

    row.clean()
    field = row._meta.get_field(key)

    assert getattr(row, key) == value
    assert field.clean(value, row) == value
