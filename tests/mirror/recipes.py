"""A valid form for every address that takes one: who sends it, to what, with what.

Where the forms of the two halves differ there are ids, in whatever shape; all that is
typed is the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from alliance.models import User
from members import draft_logos, importing
from members.invitations import digest
from members.models import Profile
from tests.factories import CredentialFactory, InvitationFactory
from tests.filling import Forms
from tests.images import image_file, store
from tests.mirror.world import LIST_HEAD, Half, MirrorWorld, sight, signed_in
from tests.uploads import PDF

type Data = dict[str, object]
type Recipe = Callable[[MirrorWorld, Half], Sending]


@dataclass(frozen=True)
class Sending:
    """A form as its sender would send it."""

    who: User
    view: str
    args: list[object]
    data: Data
    files: dict[str, bytes] = field(default_factory=dict)
    # The names of all fields that its page has, sent or not.
    offered: frozenset[str] = frozenset()


# Forms of one's own account name nobody else; behind the links of letters the token
# is all there is, and whoever has it may use it.
WITHOUT_IDS = {
    *("account_logout", "account_email", "sessions", "leave", "stay"),
    *("account_email_confirm", "account_email_undo"),
    # About any member of the alliance; of the network see test_belonging.
    *("members:admit-organisation", "members:choose-members"),
    # About a pair of which one is public: see test_merging.
    *("members:set-apart", "members:take-up", "members:report-double"),
    *("members:apply", "members:apply-confirm", "members:apply-answer"),
    # Anyone may send these, about any organisation.
    *("members:provider-report", "members:partner-report", "members:message"),
    # For the office, about any network’s post: see tests/news/test_publishing.
    "news:vouch",
    *("members:still-right", "members:to-be-changed", "members:no-longer-there"),
}

WORDS = {
    "name": "Haus der Weiterbildung",
    "plain": "Wir lehren am Abend.",
    "text": "Kurse für alle.",
    "legal_form": "gGmbH",
    "website": "https://www.beispiel.de",
    "links": "",
}
SITE = {"street": "Neue Gasse 5", "postal_code": "45127", "place": "Essen"}
PROOF = {"kind": "other", "title": "Siegel", "issuer": "Stelle"}
ANSWER = {"note": "Bitte sachlicher."}


def full(view: str) -> str:
    """The name of a view; without a namespace it is one of the members'."""
    return view if ":" in view else f"members:{view}"


def bare(who: User, view: str, *args: object, **typed: object) -> Sending:
    """A form that no page has to begin."""
    return Sending(who, full(view), list(args), typed)


def opened(who: User, view: str, *args: object, **typed: object) -> Sending:
    """A form on a page of its own."""
    return begun(who, view, *args, on=(view, *args), **typed)


def begun(
    who: User, view: str, *args: object, on: tuple, at: str = "", **typed: object
) -> Sending:
    """A form on the page ``on`` that is sent to this view, or is meant for ``at``."""
    page = signed_in(who).get(reverse(full(on[0]), args=on[1:])).text
    forms = Forms(page).found
    action = reverse(full(at or view), args=args)
    held = forms[action] if action in forms else forms[None]
    held.pop("csrfmiddlewaretoken")
    names = frozenset(re.findall(r' name="([^"]+)"', page))
    return Sending(who, full(view), list(args), held | typed, offered=names)


def with_file(form: Sending, name: str, content: bytes) -> Sending:
    files = {name: content}
    return Sending(form.who, form.view, form.args, form.data, files, form.offered)


def edit_terms(world: MirrorWorld, half: Half) -> Sending:
    topic = [str(world.topics[1].pk)]
    return opened(half.editor, "edit-terms", half.newcomer.slug, topic=topic)


def edit_locked(world: MirrorWorld, half: Half) -> Sending:
    """Taken back and saved in one."""
    typed = {**WORDS, "zurueckziehen": "1"}
    return opened(half.editor, "edit", half.organisation.slug, **typed)


def edit_logo(world: MirrorWorld, half: Half) -> Sending:
    form = opened(half.editor, "edit-logo", half.newcomer.slug)
    return with_file(form, "logo", image_file())


def choose_logo(world: MirrorWorld, half: Half) -> Sending:
    """One that was uploaded before, by its signed name."""
    name = store(image_file(), f"logos/geheim-{half.letter.lower()}.png")
    chosen = draft_logos.sign(half.newcomer, name)
    return bare(half.editor, "edit-logo", half.newcomer.slug, gewaehlt=chosen)


def site_edit(world: MirrorWorld, half: Half) -> Sending:
    args = half.organisation.slug, half.site.pk
    return opened(half.editor, "site-edit", *args, **SITE, label="Werkstatt")


def site_point(world: MirrorWorld, half: Half) -> Sending:
    args = half.organisation.slug, half.site.pk
    return opened(half.coordinator, "site-point", *args, latitude="51.46000")


def site_arrange(world: MirrorWorld, half: Half) -> Sending:
    args = half.organisation.slug, half.site.pk
    return bare(half.editor, "site-arrange", *args, step="down")


def site_remove(world: MirrorWorld, half: Half) -> Sending:
    args = half.organisation.slug, half.second_site.pk
    return opened(half.substitute, "site-remove", *args)


def proof_new(world: MirrorWorld, half: Half) -> Sending:
    slug, sites = half.organisation.slug, [half.site.pk]
    form = opened(half.editor, "proof-new", slug, **PROOF, sites=sites)
    return with_file(form, "file", PDF)


def proof_edit(world: MirrorWorld, half: Half) -> Sending:
    args = half.organisation.slug, half.claim.pk
    return opened(half.editor, "proof-edit", *args, **PROOF, sites=[half.site.pk])


def proof_renew(world: MirrorWorld, half: Half) -> Sending:
    """A confirmed one is claimed once more."""
    slug = half.organisation.slug
    on = "proof-edit", slug, half.proof.pk
    form = begun(half.coordinator, "proof-new", slug, on=on, **PROOF)
    return with_file(form, "file", PDF)


def proof_withdraw(world: MirrorWorld, half: Half) -> Sending:
    args = half.organisation.slug, half.claim.pk
    return opened(half.colleague, "proof-withdraw", *args)


def team(who: User, view: str, half: Half, *args: object, **typed: object) -> Sending:
    slug = half.organisation.slug
    return begun(who, view, slug, *args, on=("team", slug), **typed)


def invite(world: MirrorWorld, half: Half) -> Sending:
    """By someone who cannot hand over the main role."""
    return team(half.colleague, "invite", half, email="neu@example.org")


def invite_main(world: MirrorWorld, half: Half) -> Sending:
    typed = {"email": "neu@example.org", "is_main": "on"}
    return team(half.editor, "invite", half, **typed)


def send_access(world: MirrorWorld, half: Half) -> Sending:
    """To someone who came with a list, and was never here."""
    editor = half.organisation.editors.get(person=half.stranger)
    return team(half.coordinator, "send-access", half, editor.pk)


def remove_editor(world: MirrorWorld, half: Half) -> Sending:
    editor = half.organisation.editors.get(person=half.colleague)
    return team(half.editor, "remove-editor", half, editor.pk)


def hand_over(world: MirrorWorld, half: Half) -> Sending:
    editor = half.organisation.editors.get(person=half.colleague)
    return team(half.substitute, "hand-over", half, editor.pk)


def accept(world: MirrorWorld, half: Half) -> Sending:
    token = f"geheimes-wort-{half.letter}"
    InvitationFactory(
        organisation=half.newcomer,
        email=half.colleague.email,
        inviter=half.coordinator,
        token_digest=digest(token),
    )
    return opened(half.colleague, "invitation", token)


def appoint_substitute(world: MirrorWorld, half: Half) -> Sending:
    typed = {"email": "vertretung@example.org", "network": half.network.pk}
    days = {"since": "2026-07-01", "until": "2026-07-31"}
    form = "appoint-substitute"
    return begun(half.coordinator, form, on=("substitutes",), **typed, **days)


def appoint_known(world: MirrorWorld, half: Half) -> Sending:
    """Someone with an account gets the office at once."""
    form = appoint_substitute(world, half)
    data = form.data | {"email": world.office.email}
    return Sending(form.who, form.view, form.args, data, offered=form.offered)


def end_substitute(world: MirrorWorld, half: Half) -> Sending:
    role = half.network.roles.get(person=half.substitute)
    on = ("substitutes",)
    return begun(half.coordinator, "end-substitute", role.pk, on=on)


def revoke_substitute(world: MirrorWorld, half: Half) -> Sending:
    args, on = [half.offer.pk], ("substitutes",)
    return begun(half.coordinator, "revoke-substitute", *args, on=on)


def decision(who: User, view: str, half: Half, **typed: object) -> Sending:
    """About the proposal; one form has the buttons for all."""
    slug = half.organisation.slug
    return begun(who, view, slug, on=("review", slug), at="publish", **typed)


def send_back(world: MirrorWorld, half: Half) -> Sending:
    typed = {**ANSWER, "reason": world.reason.slug}
    return decision(half.substitute, "send-back", half, **typed)


def publish_part(world: MirrorWorld, half: Half) -> Sending:
    typed = {**ANSWER, "reason": world.reason.slug, "taken": ["plain"]}
    return decision(half.coordinator, "publish-part", half, **typed)


def publish_several(world: MirrorWorld, half: Half) -> Sending:
    """A trifle, as the list shows it."""
    live = half.newcomer.profiles.published().get()
    half.newcomer.profiles.filter(pk=half.draft.pk).update(
        name=live.name,
        text="",
        plain="Wir lehren am Abend.",
        state="submitted",
        submitted_at=timezone.now(),
    )
    half.draft.terms.set(live.terms.all())
    seen = sight(Profile.objects.get(pk=half.draft.pk))
    return begun(half.coordinator, "publish-several", on=("worklist",), seen=[seen])


def claim(view: str, half: Half, **typed: object) -> Sending:
    args = half.organisation.slug, half.claim.pk
    return begun(half.coordinator, view, *args, on=("proof-review", *args), **typed)


def export_members(world: MirrorWorld, half: Half) -> Sending:
    on = ("members",)
    return begun(half.coordinator, "export-members", on=on, format="csv")


def settle_report(world: MirrorWorld, half: Half) -> Sending:
    """By a substitute, with an answer."""
    args = half.organisation.slug, half.report.pk
    typed = {"state": "done", "answer": "Danke, das ist berichtigt."}
    return opened(half.substitute, "report", *args, **typed)


def edit_for(world: MirrorWorld, half: Half) -> Sending:
    topic = [str(world.topics[1].pk)]
    slug = half.organisation.slug
    return opened(half.coordinator, "edit-for", slug, **WORDS, topic=topic)


def on_freshness(view: str, half: Half, *args: object, **typed: object) -> Sending:
    """On the page that says whether all of a member is still right."""
    slug = half.organisation.slug
    on = "file-freshness", slug
    return begun(half.coordinator, view, slug, *args, on=on, **typed)


def set_aside(world: MirrorWorld, half: Half) -> Sending:
    now = timezone.now()
    half.organisation.questions.create(asked_at=now, expires_at=now)
    return on_freshness("set-aside", half, **{"aside-note": "Austritt."})


def see_to_end(world: MirrorWorld, half: Half) -> Sending:
    now = timezone.now()
    ended = CredentialFactory(
        organisation=half.organisation,
        title="Ein altes Siegel",
        confirmed_at=now,
        valid_until=timezone.localdate() - timedelta(days=1),
    )
    return on_freshness("see-to-end", half, ended.pk)


def start_inventory(world: MirrorWorld, half: Half) -> Sending:
    half.network.inventories.update(closed_at=timezone.now())
    on = ("inventories",)
    network = half.network.pk
    return begun(half.coordinator, "start-inventory", on=on, network=network)


def inventory_line(world: MirrorWorld, half: Half) -> Sending:
    args = half.inventory.pk, half.organisation.slug
    typed = {"result": "silent", "note": "Besetzt."}
    return opened(half.substitute, "inventory-line", *args, **typed)


def with_membership(
    view: str, *, on: str = "", **typed: object
) -> Callable[[MirrorWorld, Half], Sending]:
    def form(world: MirrorWorld, half: Half) -> Sending:
        args = half.organisation.slug, half.organisation.memberships.get().pk
        page = (on, *args) if on else (view, *args)
        return begun(half.coordinator, view, *args, on=page, **typed)

    return form


def take_back_end(world: MirrorWorld, half: Half) -> Sending:
    ahead = timezone.localdate() + timedelta(days=9)
    half.organisation.memberships.update(until=ahead)
    return with_membership("take-back-end", on="end-membership")(world, half)


def resume(world: MirrorWorld, half: Half) -> Sending:
    half.organisation.memberships.update(suspended_on=timezone.localdate())
    held = half.organisation.memberships.get()
    args = half.organisation.slug, held.pk
    on = "file", half.organisation.slug
    return begun(half.coordinator, "resume-membership", *args, on=on)


def move_membership(world: MirrorWorld, half: Half) -> Sending:
    # Anyone may ask any network; so both halves ask the same.
    typed = {"network": world.essen.third.pk}
    return with_membership("move-membership", **typed)(world, half)


def withdraw_move(world: MirrorWorld, half: Half) -> Sending:
    held = half.organisation.memberships.get()
    held.moves.create(network=half.third, begins_on=timezone.localdate())
    args = half.organisation.slug, held.pk
    on = "file", half.organisation.slug
    return begun(half.coordinator, "withdraw-move", *args, on=on)


def about_move(view: str, **typed: object) -> Callable[[MirrorWorld, Half], Sending]:
    def form(world: MirrorWorld, half: Half) -> Sending:
        on = "move", half.move.pk
        return begun(half.substitute, view, half.move.pk, on=on, **typed)

    return form


def add_organisation(world: MirrorWorld, half: Half) -> Sending:
    typed = {"name": "Lehrwerk Ruhraue", **SITE, "network": half.network.pk}
    return opened(half.coordinator, "add-organisation", **typed)


def unite(world: MirrorWorld, half: Half) -> Sending:
    args = half.newcomer.slug, half.organisation.slug
    return opened(half.substitute, "unite", *args)


def change_members(world: MirrorWorld, half: Half) -> Sending:
    """As the page before the last question holds it."""
    wanted = {"tun": "ruhen", "wahl": [half.organisation.slug]}
    coordinator = signed_in(half.coordinator)
    page = coordinator.post(reverse("members:choose-members"), wanted)
    held = Forms(page.text).found[reverse("members:change-members")]
    held.pop("csrfmiddlewaretoken")
    names = frozenset(re.findall(r' name="([^"]+)"', page.text))
    return Sending(half.coordinator, "members:change-members", [], held, offered=names)


def application(who: str, view: str, **typed: object) -> Recipe:
    def form(world: MirrorWorld, half: Half) -> Sending:
        pk = half.application.pk
        on = "application", pk
        return begun(getattr(half, who), view, pk, on=on, **typed)

    return form


def decline_application(world: MirrorWorld, half: Half) -> Sending:
    typed = {**ANSWER, "reason": world.no.slug}
    return application("substitute", "decline-application", **typed)(world, half)


def import_send(world: MirrorWorld, half: Half) -> Sending:
    form = opened(half.coordinator, "imports", network=half.network.pk)
    return with_file(form, "file", LIST)


LIST = (LIST_HEAD + "N1;Haus;Weg 1;45127;Essen;a@haus.de;").encode()


def import_step(half: Half, view: str, **typed: object) -> Sending:
    pk = half.imported.pk
    return begun(half.coordinator, view, pk, on=("import", pk), **typed)


def import_replace(world: MirrorWorld, half: Half) -> Sending:
    return with_file(import_step(half, "import-replace"), "file", LIST)


def import_choose(world: MirrorWorld, half: Half) -> Sending:
    return import_step(half, "import-choose", network=half.network.pk)


def import_restart(world: MirrorWorld, half: Half) -> Sending:
    half.imported.state = "failed"
    half.imported.save()
    return import_step(half, "import-restart")


def import_undo(world: MirrorWorld, half: Half) -> Sending:
    imported, by = half.imported, half.coordinator
    importing.start(imported, seen=imported.fingerprint, only_valid=True, by=by)
    return opened(by, "import-undo", imported.pk)


def recipe(
    form: Callable[..., Sending], who: str, view: str, what: str, **typed: object
) -> Callable[[MirrorWorld, Half], Sending]:
    """Of an address that names an organisation alone."""
    return lambda world, half: form(
        getattr(half, who), view, getattr(half, what).slug, **typed
    )


def on_preview(view: str, what: str) -> Callable[[MirrorWorld, Half], Sending]:
    def form(world: MirrorWorld, half: Half) -> Sending:
        slug = getattr(half, what).slug
        return begun(half.editor, view, slug, on=("preview", slug))

    return form


STORY = {
    "title": "Ein Tag",
    "teaser": "Worum es geht.",
    "body": "Der Text.",
    "picture_alt": "Ein Saal",
    "picture_credit": "Netzwerk",
    "organisations": "",
}


def on_post(view: str, page: str, **typed: object) -> Recipe:
    """A form on a page of the draft."""

    def make(world: MirrorWorld, half: Half) -> Sending:
        on = (f"news:{page}", half.post.pk)
        return begun(half.coordinator, f"news:{view}", half.post.pk, on=on, **typed)

    return make


def about_asking(view: str) -> Recipe:
    """The answer to the post that asks the half's network."""

    def make(world: MirrorWorld, half: Half) -> Sending:
        args = half.asking.pk, half.network.slug
        return begun(
            half.coordinator, f"news:{view}", *args, on=("news:look", half.asking.pk)
        )

    return make


def add_picture(world: MirrorWorld, half: Half) -> Sending:
    on = ("news:pictures", half.post.pk)
    form = begun(half.coordinator, "news:add-picture", half.post.pk, on=on)
    return with_file(form, "picture", image_file())


# By the name of the view; where it has several forms, the next word says which.
RECIPES: dict[str, Callable[[MirrorWorld, Half], Sending]] = {
    "members:imports": import_send,
    "members:import-choose": import_choose,
    "members:import-mend": lambda world, half: import_step(
        half, "import-mend", **{"3-postal_code": "45127"}
    ),
    "members:import-replace": import_replace,
    "members:import-take-over": lambda world, half: import_step(
        half, "import-take-over", only_valid="on"
    ),
    "members:import-restart": import_restart,
    "members:import-discard": lambda world, half: import_step(half, "import-discard"),
    "members:import-undo": import_undo,
    "members:edit": recipe(opened, "editor", "edit", "newcomer", **WORDS),
    "members:edit locked": edit_locked,
    "members:edit-terms": edit_terms,
    "members:edit-logo": edit_logo,
    "members:edit-logo chosen": choose_logo,
    "members:submit": on_preview("submit", "newcomer"),
    "members:take-back": on_preview("take-back", "organisation"),
    "members:discard": recipe(opened, "editor", "discard", "newcomer"),
    "members:site-new": recipe(opened, "editor", "site-new", "organisation", **SITE),
    "members:site-edit": site_edit,
    "members:site-point": site_point,
    "members:site-arrange": site_arrange,
    "members:site-remove": site_remove,
    "members:kursnet": recipe(
        opened, "editor", "kursnet", "organisation", kursnet_number="123"
    ),
    "members:proof-new": proof_new,
    "members:proof-edit": proof_edit,
    "members:proof-new renewed": proof_renew,
    "members:proof-withdraw": proof_withdraw,
    "members:invite": invite,
    "members:invite main": invite_main,
    "members:renew-invitation": lambda world, half: team(
        half.editor, "renew-invitation", half, half.invitation.pk
    ),
    "members:revoke-invitation": lambda world, half: team(
        half.coordinator, "revoke-invitation", half, half.invitation.pk
    ),
    "members:send-access": send_access,
    "members:remove-editor": remove_editor,
    "members:hand-over": hand_over,
    "members:leave": recipe(opened, "colleague", "leave", "organisation", note=""),
    "members:invitation": accept,
    "members:appoint-substitute": appoint_substitute,
    "members:appoint-substitute known": appoint_known,
    "members:end-substitute": end_substitute,
    "members:revoke-substitute": revoke_substitute,
    "members:publish": lambda world, half: decision(half.coordinator, "publish", half),
    "members:publish-part": publish_part,
    "members:send-back": send_back,
    "members:publish-several": publish_several,
    "members:confirm-proof": lambda world, half: claim("confirm-proof", half),
    "members:refuse-proof": lambda world, half: claim("refuse-proof", half, **ANSWER),
    "members:edit-for": edit_for,
    "members:export-members": export_members,
    "members:report": settle_report,
    "members:end-membership": with_membership("end-membership"),
    "members:take-back-end": take_back_end,
    "members:suspend-membership": with_membership("suspend-membership"),
    "members:resume-membership": resume,
    "members:move-membership": move_membership,
    "members:withdraw-move": withdraw_move,
    "members:accept-move": about_move("accept-move"),
    "members:refuse-move": about_move("refuse-move", note="Wir sind voll."),
    "members:add-organisation": add_organisation,
    "members:remove-organisation": recipe(
        opened, "coordinator", "remove-organisation", "newcomer"
    ),
    "members:restore-organisation": lambda world, half: begun(
        half.coordinator,
        "restore-organisation",
        half.removed.slug,
        on=("removed",),
    ),
    "members:change-members": change_members,
    "members:unite": unite,
    "members:admit-application": application("coordinator", "admit-application"),
    "members:ask-applicant": application(
        "coordinator", "ask-applicant", question="Seit wann?"
    ),
    "members:decline-application": decline_application,
    "members:pass-on-application": application(
        "coordinator", "pass-on-application", network="mitte", note=""
    ),
    "members:confirm": lambda world, half: begun(
        half.colleague,
        "confirm",
        half.organisation.slug,
        on=("desk", half.organisation.slug),
    ),
    "members:confirm-by-telephone": lambda world, half: on_freshness(
        "confirm-by-telephone", half, note="Zentrale"
    ),
    "members:set-aside": set_aside,
    "members:see-to-end": see_to_end,
    "members:start-inventory": start_inventory,
    "members:inventory-line": inventory_line,
    "members:close-inventory": lambda world, half: opened(
        half.coordinator, "close-inventory", half.inventory.pk
    ),
    "news:begin": lambda world, half: begun(
        half.coordinator, "news:begin", on=("news:desk",), network=half.network.pk
    ),
    "news:edit": lambda world, half: opened(
        half.coordinator,
        "news:edit",
        half.post.pk,
        **STORY,
        picture=half.picture.pk,
    ),
    "news:throw-away": on_post("throw-away", "edit"),
    "news:add-picture": add_picture,
    "news:remove-picture": lambda world, half: begun(
        half.coordinator,
        "news:remove-picture",
        half.post.pk,
        half.spare.pk,
        on=("news:pictures", half.post.pk),
    ),
    "news:release": on_post("release", "release", sofort="1"),
    "news:withdraw": lambda world, half: begun(
        half.coordinator,
        "news:withdraw",
        half.scheduled.pk,
        on=("news:release", half.scheduled.pk),
    ),
    "news:ask": lambda world, half: begun(
        half.coordinator,
        "news:ask",
        half.post.pk,
        on=("news:bearers", half.post.pk),
        networks=[str(world.third.pk)],
    ),
    "news:take-back": lambda world, half: begun(
        half.coordinator,
        "news:take-back",
        half.post.pk,
        half.third.slug,
        on=("news:bearers", half.post.pk),
    ),
    "news:agree": about_asking("agree"),
    "news:refuse": about_asking("refuse"),
}
