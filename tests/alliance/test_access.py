"""Who may open which page. A new view fails here until it has its row."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from alliance.audience import WITHOUT_SESSION, Audience
from members import moderation
from members.exchange.looking import look
from members.logos import digest
from members.models import Move, Profile
from networks.models import Network
from news import pictures
from news.models import Picture
from tests.alliance.test_audience import views
from tests.factories import (
    ApplicationFactory,
    CredentialFactory,
    EditorFactory,
    ExportFactory,
    ImportFactory,
    InventoryFactory,
    InvitationFactory,
    PostFactory,
    ReportFactory,
    RoleFactory,
    SiteFactory,
    TermFactory,
    UserFactory,
    listed,
    released,
)
from tests.images import LOGO, give_logo, image_file, store
from tests.members.coordination.conftest import propose
from tests.mirror.world import LIST_HEAD
from tests.uploads import PDF

LOGIN = "login"
PICTURE = "news/saal.webp"
SMALLEST = f"{pictures.digest(PICTURE)}-400.webp"
NOTHING = "00000000-0000-4000-8000-000000000000"
PEOPLE = "visitor", "wanda", "kemal", "esra", "boris", "gisela"
ALL = (200,) * 6
# The same for all, though not to the letter.
OPEN = tuple([200] * 6)
NOBODY = (404,) * 6

ACCESS = {
    "GET members:home": ALL,
    "GET members:directory": ALL,
    "GET members:provider werkstatt": ALL,
    "GET members:provider nirgends": NOBODY,
    "GET members:provider amt": NOBODY,
    "GET members:partners": ALL,
    "GET members:partner amt": ALL,
    "GET members:partner werkstatt": NOBODY,
    "GET members:shortlist": ALL,
    # Forms that anyone may send; their tokens differ from page to page.
    "GET members:provider-report werkstatt": OPEN,
    "GET members:provider-report nirgends": NOBODY,
    "GET members:provider-report amt": NOBODY,
    "POST members:provider-report werkstatt": (422,) * 6,
    "POST members:provider-report nirgends": NOBODY,
    "GET members:provider-reported werkstatt": OPEN,
    "GET members:provider-reported amt": NOBODY,
    "GET members:partner-report amt": OPEN,
    "GET members:partner-report werkstatt": NOBODY,
    "POST members:partner-report amt": (422,) * 6,
    "GET members:partner-reported amt": OPEN,
    "GET members:message": OPEN,
    "POST members:message": (422,) * 6,
    "GET members:message-sent": OPEN,
    "GET members:api-directory": ALL,
    "GET members:directory-csv": ALL,
    "GET members:api-provider werkstatt": ALL,
    "GET members:api-provider nirgends": NOBODY,
    "GET members:api-provider amt": NOBODY,
    "GET members:api-partners": ALL,
    "GET members:api-partner amt": ALL,
    "GET members:api-partner werkstatt": NOBODY,
    "GET members:api-networks": ALL,
    "GET members:api-network essen": ALL,
    "GET members:api-network nirgends": NOBODY,
    "GET members:api-terms": ALL,
    "GET members:api-document": ALL,
    "GET members:api-docs": ALL,
    "GET members:sitemap": ALL,
    "GET members:sitemap-section anbieter": ALL,
    "GET members:robots": ALL,
    f"GET members:logo werkstatt {digest(LOGO)}": ALL,
    "GET members:logo werkstatt 0123456789abcdef": NOBODY,
    "GET members:provider-picture werkstatt": ALL,
    "GET members:provider-picture amt": NOBODY,
    "GET members:provider-vcard werkstatt": ALL,
    "GET members:provider-vcard amt": NOBODY,
    "GET members:partner-picture amt": ALL,
    "GET members:partner-picture werkstatt": NOBODY,
    "GET members:partner-vcard amt": ALL,
    "GET members:partner-vcard werkstatt": NOBODY,
    "GET members:apply": OPEN,
    "POST members:apply": (422,) * 6,
    "GET members:apply-sent": OPEN,
    "GET members:apply-confirm erdacht": (410,) * 6,
    "POST members:apply-confirm erdacht": (410,) * 6,
    "GET members:apply-confirmed essen": OPEN,
    "GET members:apply-confirmed nirgends": NOBODY,
    "GET members:apply-answer erdacht": (410,) * 6,
    "POST members:apply-answer erdacht": (410,) * 6,
    "GET members:apply-answered essen": OPEN,
    "GET members:apply-answered nirgends": NOBODY,
    "GET networks:list": ALL,
    "GET networks:detail essen": ALL,
    "GET networks:detail nirgends": NOBODY,
    "GET page ueber-uns": ALL,
    "GET page datenschutz": ALL,
    "GET networks:picture essen": ALL,
    "GET networks:picture nirgends": NOBODY,
    "GET picture": ALL,
    "GET favicon": ALL,
    "GET manifest": ALL,
    "GET security": ALL,
    "GET members:arrival": (LOGIN, 302, 302, 302, 302, 302),
    # /mein-bereich/
    "GET members:workspace": (LOGIN, 200, 200, 200, 200, 200),
    "GET members:desk werkstatt": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:desk kolleg": (LOGIN, 404, 200, 200, 200, 200),
    "GET members:desk nirgends": (LOGIN, 404, 404, 404, 404, 404),
    # /koordination/; what waits is in `waiting`. A form that does not say what was
    # looked at is a 409.
    "GET members:worklist": (LOGIN, 403, 403, 200, 200, 200),
    "POST members:publish-several": (LOGIN, 403, 403, 302, 302, 302),
    "GET members:members": (LOGIN, 403, 403, 200, 200, 200),
    # …/export/; 100090 is Esra's, and its file is lost. A file that is there:
    # tests/members/coordination/test_exports.py.
    "POST members:export-members": (LOGIN, 403, 403, 422, 422, 422),
    "GET members:export 100090": (LOGIN, 403, 403, 200, 404, 404),
    "GET members:export 999": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:export-file 100090": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:file werkstatt": (LOGIN, 403, 403, 200, 404, 200),
    "GET members:file kolleg": (LOGIN, 403, 403, 200, 200, 200),
    "GET members:file nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:edit-for werkstatt": (LOGIN, 403, 403, 200, 404, 200),
    "GET members:edit-for kolleg": (LOGIN, 403, 403, 200, 200, 200),
    "GET members:edit-for nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:edit-for werkstatt": (LOGIN, 403, 403, 422, 404, 422),
    "POST members:edit-for nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:proposed schmiede": (LOGIN, 403, 403, 200, 404, 404),
    "GET members:proposed kolleg": (LOGIN, 403, 403, 200, 200, 404),
    "GET members:proposed nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:review schmiede": (LOGIN, 403, 403, 200, 404, 404),
    "GET members:review kolleg": (LOGIN, 403, 403, 200, 200, 404),
    "GET members:review amt": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:review nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:publish schmiede": (LOGIN, 403, 403, 409, 404, 404),
    "POST members:publish kolleg": (LOGIN, 403, 403, 409, 409, 404),
    "POST members:publish nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:publish-part schmiede": (LOGIN, 403, 403, 422, 404, 404),
    "POST members:publish-part nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:send-back schmiede": (LOGIN, 403, 403, 422, 404, 404),
    "POST members:send-back nirgends": (LOGIN, 403, 403, 404, 404, 404),
    f"GET members:proposed-logo schmiede {digest(LOGO)}": (
        *(LOGIN, 403, 403),
        *(200, 404, 404),
    ),
    "GET members:proposed-logo schmiede 0123456789abcdef": (
        *(LOGIN, 403, 403),
        *(404, 404, 404),
    ),
    "GET members:proof-review werkstatt 71": (LOGIN, 403, 403, 200, 404, 404),
    "GET members:proof-review kolleg 71": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:proof-review werkstatt 72": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:confirm-proof werkstatt 71": (LOGIN, 403, 403, 409, 404, 404),
    "POST members:confirm-proof werkstatt 72": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:refuse-proof werkstatt 71": (LOGIN, 403, 403, 422, 404, 404),
    "POST members:refuse-proof werkstatt 72": (LOGIN, 403, 403, 404, 404, 404),
    # Links of letters: whoever has a key may use it, and these are none.
    "GET members:still-right erdacht": (410,) * 6,
    "POST members:still-right erdacht": (410,) * 6,
    "GET members:to-be-changed erdacht": (410,) * 6,
    "GET members:no-longer-there erdacht": (410,) * 6,
    "GET members:thanks-confirmed": (200,) * 6,
    "GET members:thanks-gone": (200,) * 6,
    "POST members:confirm werkstatt": (LOGIN, 302, 404, 404, 404, 404),
    "POST members:confirm kolleg": (LOGIN, 404, 302, 404, 404, 404),
    "POST members:confirm nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:freshness": (LOGIN, 403, 403, 200, 200, 200),
    "GET members:file-freshness werkstatt": (LOGIN, 403, 403, 200, 404, 200),
    "GET members:file-freshness kolleg": (LOGIN, 403, 403, 200, 200, 200),
    "GET members:file-freshness nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:confirm-by-telephone werkstatt": (LOGIN, 403, 403, 422, 404, 422),
    "POST members:confirm-by-telephone kolleg": (LOGIN, 403, 403, 422, 422, 422),
    "POST members:confirm-by-telephone nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:set-aside werkstatt": (LOGIN, 403, 403, 409, 404, 409),
    "POST members:set-aside nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:see-to-end werkstatt 100083": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:inventories": (LOGIN, 403, 403, 200, 200, 200),
    "POST members:start-inventory": (LOGIN, 403, 403, 422, 422, 422),
    # Inventory 100090 is that of Essen.
    "GET members:inventory 100090": (LOGIN, 403, 403, 200, 404, 200),
    "GET members:print-inventory 100090": (LOGIN, 403, 403, 200, 404, 200),
    "GET members:inventory-line 100090 werkstatt": (LOGIN, 403, 403, 200, 404, 200),
    "POST members:inventory-line 100090 werkstatt": (LOGIN, 403, 403, 422, 404, 422),
    "GET members:inventory-line 100090 kolleg": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:close-inventory 100090": (LOGIN, 403, 403, 200, 404, 200),
    "POST members:close-inventory 100090": (LOGIN, 403, 403, 302, 404, 302),
    # Application 100095 was sent to Essen; the office reads, and decides what is late.
    "GET members:applications": (LOGIN, 403, 403, 200, 200, 200),
    "GET members:application 100095": (LOGIN, 403, 403, 200, 404, 200),
    "GET members:application 999": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:admit-application 100095": (LOGIN, 403, 403, 422, 404, 404),
    "POST members:ask-applicant 100095": (LOGIN, 403, 403, 422, 404, 404),
    "POST members:decline-application 100095": (LOGIN, 403, 403, 422, 404, 404),
    "POST members:pass-on-application 100095": (LOGIN, 403, 403, 422, 404, 404),
    "POST members:admit-application 999": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:history werkstatt": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:history kolleg": (LOGIN, 404, 200, 200, 200, 200),
    "GET members:history nirgends": (LOGIN, 404, 404, 404, 404, 404),
    # Words are for those who edit; the coordination writes at a place of its own.
    "GET members:edit werkstatt": (LOGIN, 200, 404, 404, 404, 404),
    "GET members:edit nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:edit werkstatt": (LOGIN, 422, 404, 404, 404, 404),
    "POST members:edit nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:edit-terms werkstatt": (LOGIN, 200, 404, 404, 404, 404),
    "POST members:edit-terms werkstatt": (LOGIN, 302, 404, 404, 404, 404),
    "POST members:edit-terms nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:edit-logo werkstatt": (LOGIN, 200, 404, 404, 404, 404),
    "POST members:edit-logo werkstatt": (LOGIN, 422, 404, 404, 404, 404),
    "POST members:edit-logo nirgends": (LOGIN, 404, 404, 404, 404, 404),
    # With a signed address, its keepers see it: tests/members/test_logo_step.py.
    "GET members:draft-logo werkstatt erraten": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:preview werkstatt": (LOGIN, 200, 404, 404, 404, 404),
    "GET members:preview nirgends": (LOGIN, 404, 404, 404, 404, 404),
    # There is no proposal.
    "POST members:submit werkstatt": (LOGIN, 409, 404, 404, 404, 404),
    "POST members:submit nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:take-back werkstatt": (LOGIN, 409, 404, 404, 404, 404),
    "POST members:take-back nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:discard werkstatt": (LOGIN, 200, 404, 404, 404, 404),
    "POST members:discard werkstatt": (LOGIN, 409, 404, 404, 404, 404),
    "POST members:discard nirgends": (LOGIN, 404, 404, 404, 404, 404),
    # …/standorte/: 100080 and 100081 are the workshop's, 100082 the college's.
    "GET members:sites werkstatt": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:sites kolleg": (LOGIN, 404, 200, 200, 200, 200),
    "GET members:sites nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:site-new werkstatt": (LOGIN, 200, 404, 200, 404, 200),
    "POST members:site-new werkstatt": (LOGIN, 422, 404, 422, 404, 422),
    "POST members:site-new nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:site-edit werkstatt 100080": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:site-edit werkstatt 100082": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:site-edit kolleg 100082": (LOGIN, 404, 200, 200, 200, 200),
    "POST members:site-edit werkstatt 100080": (LOGIN, 422, 404, 422, 404, 422),
    "POST members:site-edit werkstatt 100082": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:site-edit werkstatt 999": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:site-point werkstatt 100080": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:site-point werkstatt 100082": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:site-point werkstatt 100080": (LOGIN, 422, 404, 422, 404, 422),
    "POST members:site-point werkstatt 100082": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:site-arrange werkstatt 100080": (LOGIN, 302, 404, 302, 404, 302),
    "POST members:site-arrange werkstatt 100082": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:site-remove werkstatt 100080": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:site-remove werkstatt 100082": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:site-remove werkstatt 100080": (LOGIN, 422, 404, 422, 404, 422),
    "POST members:site-remove werkstatt 100082": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:kursnet werkstatt": (LOGIN, 200, 404, 200, 404, 200),
    "POST members:kursnet werkstatt": (LOGIN, 422, 404, 422, 404, 422),
    "POST members:kursnet nirgends": (LOGIN, 404, 404, 404, 404, 404),
    # …/nachweise/: 100083 is the workshop's, 100084 the college's.
    "GET members:proofs werkstatt": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:proofs kolleg": (LOGIN, 404, 200, 200, 200, 200),
    "GET members:proofs nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:proof-new werkstatt": (LOGIN, 200, 404, 200, 404, 200),
    "POST members:proof-new werkstatt": (LOGIN, 422, 404, 422, 404, 422),
    "GET members:proof-edit werkstatt 100083": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:proof-edit werkstatt 100084": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:proof-edit werkstatt 100083": (LOGIN, 422, 404, 422, 404, 422),
    "POST members:proof-edit werkstatt 100084": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:proof-file werkstatt 100083": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:proof-file kolleg 100084": (LOGIN, 404, 200, 200, 200, 200),
    "GET members:proof-file werkstatt 100084": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:proof-file werkstatt 999": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:proof-withdraw werkstatt 100083": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:proof-withdraw werkstatt 100084": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:proof-withdraw werkstatt 100083": (LOGIN, 422, 404, 422, 404, 422),
    "POST members:proof-withdraw werkstatt 100084": (LOGIN, 404, 404, 404, 404, 404),
    # /mein-bereich/<slug>/redaktion/; of the workshop are editor and invitation 100070
    "GET members:team werkstatt": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:team kolleg": (LOGIN, 404, 200, 200, 200, 200),
    "GET members:team nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:invite werkstatt": (LOGIN, 422, 404, 422, 404, 422),
    "POST members:renew-invitation werkstatt 100070": (LOGIN, 302, 404, 302, 404, 302),
    "POST members:renew-invitation kolleg 100070": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:revoke-invitation werkstatt 100070": (LOGIN, 302, 404, 302, 404, 302),
    "POST members:revoke-invitation kolleg 100070": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:send-access werkstatt 100070": (LOGIN, 404, 404, 302, 404, 302),
    "POST members:send-access kolleg 100070": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:remove-editor werkstatt 100070": (LOGIN, 302, 404, 302, 404, 302),
    "POST members:remove-editor kolleg 100070": (LOGIN, 404, 404, 404, 404, 404),
    "POST members:hand-over werkstatt 100070": (LOGIN, 409, 404, 409, 404, 409),
    "POST members:hand-over kolleg 100070": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:leave werkstatt": (LOGIN, 200, 404, 404, 404, 404),
    "POST members:leave werkstatt": (LOGIN, 409, 404, 404, 404, 404),
    # …/hinweise/: 100090 is about the workshop, 100091 about the college.
    "GET members:reports werkstatt": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:reports kolleg": (LOGIN, 404, 200, 200, 200, 200),
    "GET members:reports nirgends": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:report werkstatt 100090": (LOGIN, 200, 404, 200, 404, 200),
    "GET members:report werkstatt 100091": (LOGIN, 404, 404, 404, 404, 404),
    "GET members:report kolleg 100091": (LOGIN, 404, 200, 200, 200, 200),
    "POST members:report werkstatt 100090": (LOGIN, 422, 404, 422, 404, 422),
    "POST members:report werkstatt 100091": (LOGIN, 404, 404, 404, 404, 404),
    # What becomes of memberships: 100060 is the workshop's in Essen.
    "GET members:add-organisation": (LOGIN, 403, 403, 200, 200, 200),
    "POST members:add-organisation": (LOGIN, 403, 403, 422, 422, 422),
    "GET members:take-over": (LOGIN, 403, 403, 200, 200, 200),
    "GET members:admit-organisation werkstatt": (LOGIN, 403, 403, 200, 200, 200),
    "POST members:admit-organisation werkstatt": (LOGIN, 403, 403, 422, 422, 422),
    "GET members:admit-organisation nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "GET members:end-membership werkstatt 100060": (LOGIN, 403, 403, 200, 404, 200),
    "POST members:end-membership werkstatt 100060": (LOGIN, 403, 403, 422, 404, 422),
    "POST members:end-membership kolleg 100060": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:take-back-end werkstatt 100060": (LOGIN, 403, 403, 409, 404, 409),
    "GET members:suspend-membership werkstatt 100060": (LOGIN, 403, 403, 200, 404, 200),
    "POST members:suspend-membership werkstatt 100060": (
        *(LOGIN, 403, 403, 422, 404, 422),
    ),
    "POST members:resume-membership werkstatt 100060": (LOGIN, 403, 403, 409, 404, 409),
    "GET members:move-membership werkstatt 100060": (LOGIN, 403, 403, 200, 404, 200),
    "POST members:move-membership werkstatt 100060": (LOGIN, 403, 403, 422, 404, 422),
    "POST members:withdraw-move werkstatt 100060": (LOGIN, 403, 403, 404, 404, 404),
    # Move 100061 asks Essen about a member of Bochum's.
    "GET members:move 100061": (LOGIN, 403, 403, 200, 404, 404),
    "POST members:accept-move 100061": (LOGIN, 403, 403, 302, 404, 404),
    "POST members:refuse-move 100061": (LOGIN, 403, 403, 422, 404, 404),
    "GET members:remove-organisation werkstatt": (LOGIN, 403, 403, 200, 404, 200),
    "POST members:remove-organisation werkstatt": (LOGIN, 403, 403, 302, 404, 302),
    # It is in Bochum as well, so neither deletes it alone.
    "POST members:remove-organisation kolleg": (LOGIN, 403, 403, 404, 404, 302),
    "GET members:removed": (LOGIN, 403, 403, 200, 200, 200),
    "POST members:restore-organisation werkstatt": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:choose-members": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:change-members": (LOGIN, 403, 403, 404, 404, 404),
    # The workshop and the college; the college is in Bochum, too.
    "GET members:doubles": (LOGIN, 403, 403, 200, 200, 200),
    "GET members:unite werkstatt kolleg": (LOGIN, 403, 403, 200, 200, 200),
    "GET members:unite werkstatt nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "POST members:unite werkstatt kolleg": (LOGIN, 403, 403, 404, 404, 422),
    "POST members:set-apart werkstatt kolleg": (LOGIN, 403, 403, 302, 302, 302),
    "POST members:take-up werkstatt kolleg": (LOGIN, 403, 403, 302, 302, 302),
    # Without a logo there is none; test_pages of the doubles has one.
    "GET members:double-logo werkstatt kolleg 0123456789abcdef": (
        *(LOGIN, 403, 403, 404, 404, 404),
    ),
    "POST members:report-double werkstatt kolleg": (LOGIN, 403, 403, 302, 302, 302),
    "POST members:report-double werkstatt amt": (LOGIN, 403, 403, 302, 404, 302),
    # /koordination/vertretung/; in Essen are role 100070, and invitation 100071
    "GET members:substitutes": (LOGIN, 403, 403, 200, 200, 200),
    "POST members:appoint-substitute": (LOGIN, 403, 403, 422, 422, 422),
    "POST members:end-substitute 100070": (LOGIN, 403, 403, 302, 404, 302),
    "POST members:revoke-substitute 100071": (LOGIN, 403, 403, 302, 404, 302),
    "POST members:revoke-substitute 100070": (LOGIN, 403, 403, 404, 404, 404),
    # /koordination/import/; 100095 is Esra's
    "GET members:imports": (LOGIN, 403, 403, 200, 200, 200),
    "POST members:imports": (LOGIN, 403, 403, 422, 422, 422),
    "GET members:import 100095": (LOGIN, 403, 403, 200, 404, 404),
    "GET members:import-errors 100095": (LOGIN, 403, 403, 200, 404, 404),
    "POST members:import-choose 100095": (LOGIN, 403, 403, 302, 404, 404),
    "POST members:import-mend 100095": (LOGIN, 403, 403, 302, 404, 404),
    "POST members:import-replace 100095": (LOGIN, 403, 403, 422, 404, 404),
    "POST members:import-take-over 100095": (LOGIN, 403, 403, 422, 404, 404),
    "POST members:import-restart 100095": (LOGIN, 403, 403, 302, 404, 404),
    "POST members:import-discard 100095": (LOGIN, 403, 403, 302, 404, 404),
    "GET members:import-undo 100095": (LOGIN, 403, 403, 302, 404, 404),
    # /koordination/aemter/, for the office alone
    "GET members:offices": (LOGIN, 403, 403, 403, 403, 200),
    "POST members:appoint-office": (LOGIN, 403, 403, 403, 403, 422),
    "POST members:end-office 100070": (LOGIN, 403, 403, 403, 403, 302),
    "POST members:end-office 999": (LOGIN, 403, 403, 403, 403, 404),
    "POST members:renew-office 100071": (LOGIN, 403, 403, 403, 403, 302),
    "POST members:renew-office 100070": (LOGIN, 403, 403, 403, 403, 404),
    "POST members:revoke-office 100071": (LOGIN, 403, 403, 403, 403, 302),
    "POST members:revoke-office 100070": (LOGIN, 403, 403, 403, 403, 404),
    # /konto/
    "GET members:invitation erdacht": (410,) * 6,
    "POST members:invitation erdacht": (410,) * 6,
    # /aktuelles/; what is not online is nowhere, and withdrawn it is gone.
    "GET news:list": ALL,
    "GET news:feed atom": ALL,
    "GET news:feed rss": ALL,
    "GET news:feed json": ALL,
    "GET news:feed xml": NOBODY,
    "GET news:archive": ALL,
    "GET news:archive-year 2024": ALL,
    "GET news:archive-year 1999": NOBODY,
    "GET news:archive-month 2024 3": ALL,
    "GET news:archive-month 2024 4": NOBODY,
    "GET news:post erzaehlt": ALL,
    "GET news:post geplant": NOBODY,
    "GET news:post zurueckgezogen": (410,) * 6,
    "GET news:post nirgends": NOBODY,
    "GET news:card erzaehlt": ALL,
    "GET news:card geplant": NOBODY,
    f"GET news:picture 100086 {SMALLEST}": ALL,
    f"GET news:picture 100085 {SMALLEST}": NOBODY,
    "GET news:picture 100086 erdacht.webp": NOBODY,
    "GET news:preview erdacht": (410,) * 6,
    f"GET news:preview-picture erdacht 100085 {SMALLEST}": (410,) * 6,
    "GET news:network-list essen": ALL,
    "GET news:network-list nirgends": NOBODY,
    "GET news:network-feed essen atom": ALL,
    "GET news:network-feed nirgends atom": NOBODY,
    # /koordination/meldungen/: draft 100085 is Essen's, and asks Bochum.
    "GET news:desk": (LOGIN, 403, 403, 200, 200, 200),
    "POST news:begin": (LOGIN, 403, 403, 404, 404, 404),
    "GET news:edit 100085": (LOGIN, 403, 403, 200, 404, 200),
    "GET news:edit 999": (LOGIN, 403, 403, 404, 404, 404),
    "POST news:edit 100085": (LOGIN, 403, 403, 302, 404, 302),
    "POST news:throw-away 100085": (LOGIN, 403, 403, 302, 404, 302),
    "GET news:pictures 100085": (LOGIN, 403, 403, 200, 404, 200),
    "POST news:add-picture 100085": (LOGIN, 403, 403, 422, 404, 422),
    "POST news:remove-picture 100085 100085": (LOGIN, 403, 403, 302, 404, 302),
    "POST news:remove-picture 100085 100086": (LOGIN, 403, 403, 404, 404, 404),
    "GET news:release 100085": (LOGIN, 403, 403, 200, 404, 200),
    "POST news:release 100085": (LOGIN, 403, 403, 422, 404, 422),
    "POST news:withdraw 100085": (LOGIN, 403, 403, 409, 404, 409),
    "GET news:bearers 100085": (LOGIN, 403, 403, 200, 404, 200),
    "POST news:ask 100085": (LOGIN, 403, 403, 422, 404, 422),
    "POST news:vouch 100085": (LOGIN, 403, 403, 404, 404, 404),
    "POST news:take-back 100085 bochum": (LOGIN, 403, 403, 302, 404, 302),
    "POST news:take-back 100085 nirgends": (LOGIN, 403, 403, 404, 404, 404),
    "GET news:look 100085": (LOGIN, 403, 403, 200, 200, 200),
    "GET news:look 999": (LOGIN, 403, 403, 404, 404, 404),
    # Who says not what was looked at has looked at nothing.
    "POST news:agree 100085 bochum": (LOGIN, 403, 403, 404, 404, 404),
    "POST news:agree 100085 essen": (LOGIN, 403, 403, 404, 404, 404),
    "POST news:refuse 100085 bochum": (LOGIN, 403, 403, 404, 302, 404),
    "POST news:refuse 100085 essen": (LOGIN, 403, 403, 409, 404, 404),
    "GET account": (LOGIN, 200, 200, 200, 200, 200),
    "GET account_logout": (302, 200, 200, 200, 200, 200),
    "GET account_email": (LOGIN, 200, 200, 200, 200, 200),
    "GET account_email_confirm nichts": (410,) * 6,
    "GET account_email_undo nichts": (410,) * 6,
    "GET sessions": (LOGIN, 200, 200, 200, 200, 200),
    "GET personal-data": (LOGIN, 200, 200, 200, 200, 200),
    "GET leave": (LOGIN, 200, 200, 200, 200, 200),
    "POST stay": (LOGIN, 409, 409, 409, 409, 409),
    f"GET kept {NOTHING}": (LOGIN, 404, 404, 404, 404, 404),
    "GET alive": ALL,
    "GET ready": ALL,
    # On one's own machine alone
    "GET outbox": ALL,
    "GET letter 0": NOBODY,
    # The office's admin is Django's; tests/networks/test_admin.py opens all of it.
    "GET design": (LOGIN, 403, 403, 403, 403, 200),
    # Who is looked at: tests/members/office/test_viewing.py.
    "POST view-as 9": (LOGIN, 403, 403, 403, 403, 404),
    "POST end-view": (LOGIN, 403, 403, 403, 403, 302),
    "GET figures": (LOGIN, 403, 403, 403, 403, 200),
    "GET figures-file": (LOGIN, 403, 403, 403, 403, 200),
    "GET admin:alliance_journalentry_changelist": (LOGIN, 403, 403, 403, 403, 200),
    "GET admin:members_term_merge 9": (LOGIN, 403, 403, 403, 403, 404),
    "GET admin:members_term_uses 9": (LOGIN, 403, 403, 403, 403, 404),
    "POST admin:members_term_merge 9": (LOGIN, 403, 403, 403, 403, 404),
    "POST admin:members_term_retire 9": (LOGIN, 403, 403, 403, 403, 404),
    "POST admin:members_term_reactivate 9": (LOGIN, 403, 403, 403, 403, 404),
    "GET admin:alliance_user_erase 9": (LOGIN, 403, 403, 403, 403, 404),
    "POST admin:alliance_user_keep 9": (LOGIN, 403, 403, 403, 403, 404),
    "GET admin:index": (LOGIN, 403, 403, 403, 403, 200),
    "GET admin:members_profile_changelist": (LOGIN, 403, 403, 403, 403, 200),
    "GET admin:alliance_mail_changelist": (LOGIN, 403, 403, 403, 403, 200),
    "GET admin:news_post_changelist": (LOGIN, 403, 403, 403, 403, 200),
    "GET admin:news_oldaddress_changelist": (LOGIN, 403, 403, 403, 403, 200),
    "GET admin:news_oldaddress_list": (LOGIN, 403, 403, 403, 403, 200),
    "POST admin:news_oldaddress_list": (LOGIN, 403, 403, 403, 403, 422),
    "GET admin:alliance_page_changelist": (LOGIN, 403, 403, 403, 403, 200),
    "GET admin:alliance_page_version 9 9": (LOGIN, 403, 403, 403, 403, 404),
    "GET admin:alliance_page_restore 9 9": (LOGIN, 403, 403, 403, 403, 405),
}
CASES = [
    pytest.param(page, person, outcome, id=f"{page} as {person}")
    for page, outcomes in ACCESS.items()
    for person, outcome in zip(PEOPLE, outcomes, strict=True)
]


@pytest.fixture
def people(request, workshop, college, media, private):
    """All of the cast; and a partner, the office for jobs, in no network."""
    listed("amt", kind="partner")
    give_logo("werkstatt")
    cast = {name: request.getfixturevalue(name) for name in PEOPLE[1:]}
    waiting(workshop, college, cast)
    settle(workshop, college)
    ReportFactory(pk=100090, organisation=workshop)
    ReportFactory(pk=100091, organisation=college)
    expect_someone(workshop)
    essen = [Network.objects.get(slug="essen").pk]
    theirs = {"person": cast["esra"], "networks": essen}
    ExportFactory(pk=100090, **theirs, state="done", file="exports/fort.csv")
    take_inventory(workshop)
    belong(workshop, Network.objects.get(slug="bochum"))
    send_list(cast["esra"])
    tell(Network.objects.get(slug="essen"))
    return cast


def tell(essen):
    """A draft, and posts that were online, are, and will be."""
    draft = PostFactory(pk=100085, network=essen)
    draft.bearings.create(network=Network.objects.get(slug="bochum"))
    now = timezone.now()
    then = now.replace(2024, 3, 1)
    told = released(essen, then, slug="erzaehlt")
    released(essen, then, slug="zurueckgezogen", state="withdrawn")
    released(essen, now + timedelta(days=1), slug="geplant", title="GEHEIM")
    store(image_file("WEBP"), PICTURE)
    for pk, post in ((100085, draft), (100086, told)):
        Picture.objects.create(pk=pk, post=post, file=PICTURE)


def send_list(coordinator):
    """A row whose postal code nobody knows."""
    imported = ImportFactory(pk=100095, person=coordinator)
    content = f"{LIST_HEAD}N1;Haus;Weg 1;99999;Essen;a@haus.de;essen".encode()
    imported.file.save("liste.csv", ContentFile(content))
    look(imported)


def waiting(workshop, college, cast):
    """Proposals of the forge in Essen and of the college; proof 71 of the workshop."""
    forge = listed("schmiede", Network.objects.get(slug="essen"))
    smith = EditorFactory(organisation=forge).person
    propose(forge, smith, logo=LOGO)
    propose(college, cast["kemal"], plain="Wir lehren am Abend.")
    CredentialFactory(pk=71, organisation=workshop, claimed_at=timezone.now())


def settle(workshop, college):
    """Sites 100080 to 100082, and the proofs 100083 and 100084 with their files."""
    for number, owner in ((100080, workshop), (100081, workshop), (100082, college)):
        SiteFactory(pk=number, organisation=owner)
    for number, owner in ((100083, workshop), (100084, college)):
        file = ContentFile(PDF, "urkunde.pdf")
        CredentialFactory(pk=number, organisation=owner, file=file)


def expect_someone(workshop):
    """A second editor who was never here, a substitute, and an invitation to each."""
    newcomer = UserFactory(password=make_password(None))
    EditorFactory(pk=100070, organisation=workshop, person=newcomer)
    InvitationFactory(pk=100070, organisation=workshop)
    essen = Network.objects.get(slug="essen")
    stays = {"network": essen, "kind": "substitute", "until": date(2199, 12, 31)}
    RoleFactory(pk=100070, **stays)
    days = {"office_since": stays["until"], "office_until": stays["until"]}
    InvitationFactory(
        pk=100071, organisation=None, office="substitute", network=essen, **days
    )
    ApplicationFactory(pk=100095, network=essen)


def belong(workshop, bochum):
    """The workshop's membership is 100060; 100061 asks Essen about another one."""
    workshop.memberships.update(id=100060)
    held = listed("zeche", bochum).memberships.get()
    essen = Network.objects.get(slug="essen")
    today = timezone.localdate()
    Move.objects.create(pk=100061, membership=held, network=essen, begins_on=today)


def take_inventory(workshop):
    """In Essen, with the workshop on its list alone."""
    inventory = InventoryFactory(pk=100090, network=Network.objects.get(slug="essen"))
    inventory.items.create(organisation=workshop)


@pytest.mark.parametrize(("page", "person", "outcome"), CASES)
def test_access(page, person, outcome, people, client):
    method, name, *arguments = page.split()
    if person in people:
        client.force_login(people[person])

    response = client.generic(method, reverse(name, args=arguments))

    if outcome == LOGIN:
        assert response.url.partition("?")[0] in ("/konto/login/", "/verwaltung/login/")
    else:
        assert response.status_code == outcome
    check_storage(response, declared().get(name))


def check_storage(response, audience):
    """Only what is public may be kept, and that says nothing about who asks."""
    if audience == Audience.PUBLIC and response.status_code == 200:
        assert "public" in response.headers["Cache-Control"]
        assert "Cookie" not in response.headers.get("Vary", "")
        assert not response.cookies
    else:
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "page", [page for page, outcomes in ACCESS.items() if outcomes is ALL]
)
def test_an_open_page_is_the_same_for_all(page, people, client):
    _, name, *arguments = page.split()
    address = reverse(name, args=arguments)
    before = client.get(address)

    for person in people.values():
        client.force_login(person)
        after = client.get(address)
        assert after.content == before.content
        assert dict(after.headers) == dict(before.headers)


@pytest.mark.parametrize(
    "page", [page for page, outcomes in ACCESS.items() if outcomes is ALL]
)
def test_no_open_page_tells_what_is_not_published(page, people, workshop, client):
    draft = moderation.start_draft(workshop, by=people["wanda"])
    Profile.objects.filter(pk=draft.pk).update(
        name="E-GEHEIM",
        plain="E-GEHEIM",
        text="E-GEHEIM",
        website="https://E-GEHEIM.de",
        links=["https://E-GEHEIM.de/kurse"],
    )
    draft.terms.add(TermFactory(name="E-GEHEIM", slug="geheim", is_retired=True))
    _, name, *arguments = page.split()

    response = client.get(reverse(name, args=arguments), {"q": "geheim"})

    assert b"GEHEIM" not in response.content


def private_addresses():
    """Each plain address that is not for all, with a 1 wherever it wants a word."""
    return sorted(
        {
            "/" + re.sub(r"<[^>]+>", "1", address)
            for address, view in views(get_resolver())
            if "^" not in address
            and getattr(view, "audience", None) not in WITHOUT_SESSION
        }
    )


@pytest.mark.parametrize("address", private_addresses())
def test_a_form_from_elsewhere_is_refused(address, gisela):
    client = Client(enforce_csrf_checks=True)
    client.force_login(gisela)

    response = client.post(address, {"next": "/"})

    assert response.status_code in (403, 404, 405)


def test_every_view_has_its_row():
    ours = {page.split()[1] for page in ACCESS if "admin:" not in page}

    assert set(declared()) == ours


def declared(resolver=None, namespace=""):
    """The names of our views, each with its audience."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            found |= declared(entry, f"{entry.namespace}:" if entry.namespace else "")
        elif audience := getattr(entry.callback, "audience", None):
            found[f"{namespace}{entry.name}"] = audience
    return found
