"""Everything under /konto/: allauth's pages by their names, and our own."""

from allauth.account import views as library
from django.urls import include, path, re_path

from alliance import account_views as ours

urlpatterns = [
    path("", ours.account, name="account"),
    path("login/", library.login, name="account_login"),
    path("logout/", ours.sign_out, name="account_logout"),
    path("signup/", library.signup, name="account_signup"),
    path("inactive/", library.account_inactive, name="account_inactive"),
    path("reauthenticate/", library.reauthenticate, name="account_reauthenticate"),
    path("password/change/", library.password_change, name="account_change_password"),
    path("password/set/", library.password_set, name="account_set_password"),
    path("password/reset/", library.password_reset, name="account_reset_password"),
    path(
        "password/reset/done/",
        library.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "password/reset/key/done/",
        library.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        library.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("zweiter-faktor/", include("allauth.mfa.urls")),
    path("email/", ours.email, name="account_email"),
    path(
        "email/bestaetigen/<token>/", ours.email_confirm, name="account_email_confirm"
    ),
    path("email/zurueck/<token>/", ours.email_undo, name="account_email_undo"),
    path("sitzungen/", ours.sessions, name="sessions"),
    path("daten/", ours.personal_data, name="personal-data"),
    path("loeschen/", ours.leave, name="leave"),
    path("bleiben/", ours.stay, name="stay"),
    path("eingaben/<uuid:kept>/", ours.kept_form, name="kept"),
]
