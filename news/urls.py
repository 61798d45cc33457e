from __future__ import annotations

from django.urls import path

from news.views import feeds, preview, public
from news.views.coordination import bearing, desk, writing

app_name = "news"

NEWS = "aktuelles"
OF_NETWORK = "netzwerke/<slug:network>/aktuelles"
_PICTURE = "bild/<int:picture>/<str:file>"

# /aktuelles/
public_urls = [
    path(f"{NEWS}/", public.posts, name="list"),
    path(f"{NEWS}/feed.<slug:form>", feeds.feed, name="feed"),
    path(f"{NEWS}/archiv/", public.archive, name="archive"),
    path(f"{NEWS}/archiv/<int:year>/", public.archive_of, name="archive-year"),
    path(
        f"{NEWS}/archiv/<int:year>/<int:month>/",
        public.archive_of,
        name="archive-month",
    ),
    path(f"{NEWS}/{_PICTURE}", public.picture, name="picture"),
    path(f"{NEWS}/vorschau/<str:token>/", preview.preview, name="preview"),
    path(
        f"{NEWS}/vorschau/<str:token>/{_PICTURE}",
        preview.picture,
        name="preview-picture",
    ),
    path(f"{NEWS}/<slug:slug>/", public.post, name="post"),
    path(f"{NEWS}/<slug:slug>/bild.png", public.card, name="card"),
]

# /netzwerke/<network>/aktuelles/
network_urls = [
    path(f"{OF_NETWORK}/", public.posts, name="network-list"),
    path(f"{OF_NETWORK}/feed.<slug:form>", feeds.feed, name="network-feed"),
]

# /koordination/meldungen/
DESK = "koordination/meldungen"
POST = f"{DESK}/<int:post>"
coordination_urls = [
    path(f"{DESK}/", desk.desk, name="desk"),
    path(f"{DESK}/neu/", desk.begin, name="begin"),
    path(f"{POST}/", writing.edit, name="edit"),
    path(f"{POST}/verwerfen/", desk.throw_away, name="throw-away"),
    path(f"{POST}/bilder/", writing.pictures, name="pictures"),
    path(f"{POST}/bilder/neu/", writing.add_picture, name="add-picture"),
    path(
        f"{POST}/bilder/<int:picture>/entfernen/",
        writing.remove_picture,
        name="remove-picture",
    ),
    path(f"{POST}/veroeffentlichen/", writing.release, name="release"),
    path(f"{POST}/zurueckziehen/", writing.withdraw, name="withdraw"),
    path(f"{POST}/mittragende/", bearing.bearers, name="bearers"),
    path(f"{POST}/mittragende/fragen/", bearing.ask, name="ask"),
    path(f"{POST}/mittragende/geschaeftsstelle/", bearing.vouch, name="vouch"),
    path(
        f"{POST}/mittragende/<slug:network>/streichen/",
        bearing.take_back,
        name="take-back",
    ),
    path(f"{POST}/ansehen/", bearing.look, name="look"),
    path(f"{POST}/mittragen/<slug:network>/", bearing.agree, name="agree"),
    path(f"{POST}/mittragen/<slug:network>/nein/", bearing.refuse, name="refuse"),
]

urlpatterns = [*public_urls, *network_urls, *coordination_urls]
