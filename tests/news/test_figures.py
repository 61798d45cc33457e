"""Where a picture stands in the text of a post."""

import pytest

from news import illustrating, markup
from tests.images import image_file
from tests.uploads import upload


@pytest.fixture
def picture(draft, esra, media):
    return illustrating.add(draft, upload(image_file()), by=esra)


@pytest.mark.parametrize(
    "text", ["{}", "Davor.\n\n{}\n\nDanach.", "> {}", "- a\n\n- {}"]
)
def test_alone_in_a_paragraph_it_is_a_figure(picture, text):
    shown = markup.html(
        text.format(f"![Das Bild](bild:{picture.pk})"), {picture.pk: picture}
    )

    assert 'alt="Das Bild"' in shown
    assert shown.count("<figure>") == 1


@pytest.mark.parametrize("text", ["Vor {}", "- {}", "1. {}\n2. b", "# {}", "**{}**"])
def test_elsewhere_its_words_stay_and_nothing_else(picture, text):
    shown = markup.html(
        text.format(f"![Das Bild](bild:{picture.pk})"), {picture.pk: picture}
    )

    assert "Das Bild" in shown
    assert "<figure>" not in shown
    assert "\ue000" not in shown
