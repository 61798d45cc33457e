from django.urls import path

from members.api import documentation as api_documentation
from members.api import networks as api_networks
from members.api import partners as api_partners
from members.api import providers as api_providers
from members.api import table as api_table
from members.api import terms as api_terms
from members.models import Organisation
from members.urls import (
    applying,
    belonging,
    doubling,
    exchanging,
    freshening,
    reporting,
)
from members.views import (
    arrival,
    files,
    invitation,
    machines,
    networks,
    partners,
    public,
)
from members.views.coordination import (
    claims,
    on_behalf,
    review,
    roll,
    substitutes,
    worklist,
)
from members.views.shortlist import shortlist
from members.views.workspace import (
    editors,
    history,
    home,
    kursnet,
    logo,
    points,
    profile,
    proofs,
    proposal,
    sites,
    team,
)

app_name = "members"

# /
public_urls = [
    path("", public.home, name="home"),
    path("anbieter/", public.directory, name="directory"),
    path("anbieter/<slug:slug>/", public.provider, name="provider"),
    path("partner/", partners.partners, name="partners"),
    path("partner/<slug:slug>/", public.partner, name="partner"),
    path("merkzettel/", shortlist, name="shortlist"),
]

PROVIDER = {"kind": Organisation.Kind.PROVIDER}
PARTNER = {"kind": Organisation.Kind.PARTNER}

# /
file_urls = [
    path("logos/<slug:slug>/<slug:digest>.webp", files.logo, name="logo"),
    path("anbieter/<slug:slug>/bild.png", files.picture, PROVIDER, "provider-picture"),
    path("anbieter/<slug:slug>/kontakt.vcf", files.vcard, PROVIDER, "provider-vcard"),
    path("partner/<slug:slug>/bild.png", files.picture, PARTNER, "partner-picture"),
    path("partner/<slug:slug>/kontakt.vcf", files.vcard, PARTNER, "partner-vcard"),
]

# /
open_data_urls = [
    path("api/v1/anbieter/", api_providers.directory, name="api-directory"),
    path("api/v1/anbieter.csv", api_table.directory_csv, name="directory-csv"),
    path("api/v1/anbieter/<slug:slug>/", api_providers.provider, name="api-provider"),
    path("api/v1/partner/", api_partners.partner_list, name="api-partners"),
    path("api/v1/partner/<slug:slug>/", api_partners.partner, name="api-partner"),
    path("api/v1/netzwerke/", api_networks.network_list, name="api-networks"),
    path("api/v1/netzwerke/<slug:slug>/", api_networks.network, name="api-network"),
    path("api/v1/merkmale/", api_terms.term_list, name="api-terms"),
    path("api/v1/openapi.json", api_documentation.api_document, name="api-document"),
    path("api/v1/docs/", api_documentation.api_docs, name="api-docs"),
]

# /
machine_urls = [
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(
        "sitemap-<slug:section>.xml", machines.sitemap_section, name="sitemap-section"
    ),
    path("robots.txt", machines.robots, name="robots"),
]

# /netzwerke/, under the name that a network's own address has
network_urls = [
    path("", networks.networks, name="list"),
    path("<slug:slug>/", networks.network, name="detail"),
    path("<slug:slug>/bild.png", networks.picture, name="picture"),
]

DESK = "mein-bereich/<slug:slug>/"

# /mein-bereich/
workspace_urls = [
    path("mein-bereich/", home.workspace, name="workspace"),
    path(DESK, home.desk, name="desk"),
    path(f"{DESK}verlauf/", history.history, name="history"),
]

# /mein-bereich/<slug>/profil/, what is online only when it is approved
PROFILE = f"{DESK}profil/"
profile_urls = [
    path(PROFILE, profile.edit, name="edit"),
    path(f"{PROFILE}merkmale/", profile.edit_terms, name="edit-terms"),
    path(f"{PROFILE}logo/", logo.edit_logo, name="edit-logo"),
    path(f"{PROFILE}logo/<str:token>.webp", logo.draft_logo, name="draft-logo"),
    path(f"{PROFILE}vorschau/", proposal.preview, name="preview"),
    path(f"{PROFILE}einreichen/", proposal.submit, name="submit"),
    path(f"{PROFILE}zurueckziehen/", proposal.take_back, name="take-back"),
    path(f"{PROFILE}verwerfen/", proposal.discard, name="discard"),
]

# /mein-bereich/<slug>/, what is online at once
live_urls = [
    path(f"{DESK}standorte/", sites.sites, name="sites"),
    path(f"{DESK}standorte/neu/", sites.site_new, name="site-new"),
    path(f"{DESK}standorte/<int:site>/", sites.site_edit, name="site-edit"),
    path(f"{DESK}standorte/<int:site>/punkt/", points.site_point, name="site-point"),
    path(
        f"{DESK}standorte/<int:site>/anordnen/", sites.site_arrange, name="site-arrange"
    ),
    path(
        f"{DESK}standorte/<int:site>/entfernen/", sites.site_remove, name="site-remove"
    ),
    path(f"{DESK}kursnet/", kursnet.kursnet, name="kursnet"),
]

# /mein-bereich/<slug>/, what the coordination confirms
proof_urls = [
    path(f"{DESK}nachweise/", proofs.proof_list, name="proofs"),
    path(f"{DESK}nachweise/neu/", proofs.proof_new, name="proof-new"),
    path(f"{DESK}nachweise/<int:proof>/", proofs.proof_edit, name="proof-edit"),
    path(f"{DESK}nachweise/<int:proof>/datei/", proofs.proof_file, name="proof-file"),
    path(
        f"{DESK}nachweise/<int:proof>/zurueckziehen/",
        proofs.proof_withdraw,
        name="proof-withdraw",
    ),
]

# /koordination/
coordination_urls = [
    path("koordination/", worklist.worklist, name="worklist"),
    path("koordination/freigeben/", worklist.publish_several, name="publish-several"),
    path("koordination/mitglieder/", roll.members, name="members"),
]

# /koordination/organisationen/<slug>/
MEMBER = "koordination/organisationen/<slug:slug>"
PROOF = f"{MEMBER}/nachweise/<int:proof>"
member_urls = [
    path(f"{MEMBER}/", roll.file, name="file"),
    path(f"{MEMBER}/aenderung/", review.review, name="review"),
    path(f"{MEMBER}/profil/", on_behalf.edit_for, name="edit-for"),
    path(f"{MEMBER}/aenderung/vorschau/", review.proposed, name="proposed"),
    path(f"{MEMBER}/aenderung/freigeben/", review.publish, name="publish"),
    path(f"{MEMBER}/aenderung/teilweise/", review.publish_part, name="publish-part"),
    path(f"{MEMBER}/aenderung/zurueckgeben/", review.send_back, name="send-back"),
    path(
        f"{MEMBER}/logo/<slug:digest>.webp", review.proposed_logo, name="proposed-logo"
    ),
    path(f"{PROOF}/", claims.proof_review, name="proof-review"),
    path(f"{PROOF}/bestaetigen/", claims.confirm_proof, name="confirm-proof"),
    path(f"{PROOF}/ablehnen/", claims.refuse_proof, name="refuse-proof"),
]

_TEAM = "mein-bereich/<slug:slug>/redaktion/"
_SUBSTITUTES = "koordination/vertretung/"

# /
team_urls = [
    path(_TEAM, team.team, name="team"),
    path(f"{_TEAM}einladen/", team.invite, name="invite"),
    path(
        f"{_TEAM}einladungen/<int:invitation>/erneuern/",
        team.renew_invitation,
        name="renew-invitation",
    ),
    path(
        f"{_TEAM}einladungen/<int:invitation>/zurueckziehen/",
        team.revoke_invitation,
        name="revoke-invitation",
    ),
    path(f"{_TEAM}verlassen/", editors.leave, name="leave"),
    path(
        f"{_TEAM}<int:editor>/entfernen/", editors.remove_editor, name="remove-editor"
    ),
    path(f"{_TEAM}<int:editor>/hauptredaktion/", editors.hand_over, name="hand-over"),
    path(f"{_TEAM}<int:editor>/zugang/", team.send_access, name="send-access"),
    path("konto/einladung/<str:token>/", invitation.invitation, name="invitation"),
    path("konto/ankunft/", arrival.arrival, name="arrival"),
]

# /koordination/vertretung/
substitute_urls = [
    path(_SUBSTITUTES, substitutes.substitutes, name="substitutes"),
    path(
        f"{_SUBSTITUTES}benennen/",
        substitutes.appoint_substitute,
        name="appoint-substitute",
    ),
    path(
        f"{_SUBSTITUTES}<int:role>/beenden/",
        substitutes.end_substitute,
        name="end-substitute",
    ),
    path(
        f"{_SUBSTITUTES}einladungen/<int:invitation>/zurueckziehen/",
        substitutes.revoke_substitute,
        name="revoke-substitute",
    ),
]

urlpatterns = [
    *public_urls,
    *file_urls,
    *open_data_urls,
    *machine_urls,
    *workspace_urls,
    *coordination_urls,
    *belonging.urlpatterns,
    *member_urls,
    *profile_urls,
    *live_urls,
    *proof_urls,
    *team_urls,
    *substitute_urls,
    *applying.urlpatterns,
    *doubling.urlpatterns,
    *exchanging.urlpatterns,
    *freshening.urlpatterns,
    *reporting.urlpatterns,
]
