"""What a member may write about itself: brought to one spelling, or refused.

Forms and the import call the same functions, so that neither accepts what the other
refuses. Each returns what is to be stored, and returns that unchanged when asked again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.validators import (
    EmailValidator,
    ProhibitNullCharactersValidator,
    URLValidator,
)
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

WEBSITE_LENGTH = 300
EMAIL_LENGTH = 254
TELEPHONE_LENGTH = 40
YEARS = range(2000, 2101)
_HOST_LENGTH = 253
_DIGITS = range(6, 16)

WEBSITE = _(
    "Please give a public internet address, for example https://www.beispiel.de."
)
EMAIL = _("Please give a valid e-mail address.")
TELEPHONE = _("Please give a telephone number with its area code.")
POSTAL_CODE = _("A postal code has five digits.")
DATE = _("Please give a valid date (DD.MM.YYYY).")
TIME = _("Please give a time such as 9:00 or 17:30.")

_refuse_nul = ProhibitNullCharactersValidator()
_check_email = EmailValidator(allowlist=[])
_check_website = URLValidator(schemes=["https"])

# Controls, soft hyphens, zero-width spaces, signs that turn the direction of writing,
# and what is no character at all. The joiners stay: families of emoji need them.
_INVISIBLE = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
# Signs of a script that are empty, or that nothing bears.
_EMPTY = re.compile("[\\s\u115f\u1160\u2800\u3164\uffa0]")
_BARE = {"Cf", "Mn"}
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_DASH = re.compile("[\u2010-\u2015\u2212]")


def clean_line(value: str) -> str:
    """One line: no controls, single spaces, nothing at the ends."""
    line = " ".join(visible(value).split())
    is_blank = all(unicodedata.category(one) in _BARE for one in _EMPTY.sub("", line))
    return "" if is_blank else line


def clean_text(value: str) -> str:
    """Lines and paragraphs: no controls, nothing at the ends."""
    return visible(value).strip() if clean_line(value) else ""


def visible(value: str) -> str:
    """Without what nobody sees, in one spelling; lines end with one sign."""
    if value.isascii() and value.isprintable():
        return value
    _refuse_nul(value)
    composed = unicodedata.normalize("NFC", value)
    return _INVISIBLE.sub("", _LINE_END.sub("\n", composed))


def clean_postal_code(value: str) -> str:
    code = unicodedata.normalize("NFKC", clean_line(value))
    if not re.fullmatch("[0-9]{5}", code):
        raise ValidationError(POSTAL_CODE, code="postal_code")
    return code


def clean_date(value: str) -> date:
    """A day as Germans write it, or as machines do (2027-03-01)."""
    text = unicodedata.normalize("NFKC", clean_line(value)).replace(" ", "")
    german = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text)
    machine = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    figures = german.groups()[::-1] if german else machine.groups() if machine else ()
    try:
        day = date(*map(int, figures))
    except (TypeError, ValueError):
        day = date.min
    if day.year not in YEARS:
        raise ValidationError(DATE, code="date")
    return day


_TIME = re.compile("([0-9]{1,2})(?:[:.]([0-9]{2}))?(?:h|uhr)?", re.IGNORECASE)


def clean_time(value: str) -> time:
    """A time of the day as people write it: ``9``, ``9.30``, ``9:30``, ``9 Uhr``."""
    text = unicodedata.normalize("NFKC", clean_line(value)).replace(" ", "")
    found = _TIME.fullmatch(text)
    hour, minute = found.groups(default="0") if found else ("", "")
    try:
        return time(int(hour), int(minute))
    except ValueError as error:
        raise ValidationError(TIME, code="time") from error


def clean_all(row: object, cleaners: dict[str, Callable[[Any], Any]]) -> None:
    """Bring the filled fields to one spelling; raise all that is wrong at once."""
    errors = {}
    for name, clean in cleaners.items():
        if value := getattr(row, name):
            try:
                setattr(row, name, clean(value))
            except ValidationError as error:
                errors[name] = error
    if errors:
        raise ValidationError(errors)


def clean_telephone(value: str) -> str:
    """``+49 (0)201/12 34-5`` becomes ``+49 201 12 34-5``; ``0201…`` stays national."""
    number = _DASH.sub("-", unicodedata.normalize("NFKC", clean_line(value)))
    if number.startswith(("+", "00")):
        number = number.replace("(0)", " ")
        number = re.sub(r"^(?:\+|00) *", "+", number)
    number = " ".join(re.sub("[()/.]", " ", number).split())
    number = re.sub(" ?- ?", "-", number)
    is_number = re.fullmatch(r"(?:\+|0 ?)[1-9][0-9]*(?:[ -][0-9]+)*", number)
    digits = sum(sign.isdigit() for sign in number)
    if not is_number or digits not in _DIGITS or len(number) > TELEPHONE_LENGTH:
        raise ValidationError(TELEPHONE, code="telephone")
    return number


def clean_email(value: str) -> str:
    """An address with an ASCII name; the domain of another script in punycode."""
    name, _at, domain = clean_line(value).rpartition("@")
    try:
        address = f"{name}@{_public_host(domain)}"
        _check_email(address)
    except (ValueError, ValidationError) as error:
        raise ValidationError(EMAIL, code="email") from error
    if '"' in name or len(address) > EMAIL_LENGTH:
        raise ValidationError(EMAIL, code="email")
    return address


def clean_website(value: str) -> str:
    """A public address with ``https://``; a host of another script in punycode."""
    try:
        address = _public_address(clean_line(value))
        _check_website(address)
    except (ValueError, ValidationError) as error:
        raise ValidationError(WEBSITE, code="website") from error
    if len(address) > WEBSITE_LENGTH:
        raise ValidationError(WEBSITE, code="website")
    return address


MOST_LINKS = 5


def clean_links(values: list[str]) -> list[str]:
    """Up to five public addresses, each once."""
    links = list(dict.fromkeys(clean_website(value) for value in values if value))
    if len(links) > MOST_LINKS:
        raise ValidationError(_("At most five addresses are possible."), code="links")
    return links


_WEB = re.compile("https?://", re.IGNORECASE)
# A colon that is not the one before a port: another scheme.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?![0-9]+(?:[/?#]|$))", re.IGNORECASE)
_UNSAFE = re.compile(r'[\s<>"{}|\\^`]')
_PORTS = (None, 80, 443)
_SAFE_IN_PATH = "/:@!$&'()*+,;=%~"


def _public_address(value: str) -> str:
    is_web = _WEB.match(value)
    if _UNSAFE.search(value) or (not is_web and _SCHEME.match(value)):
        raise ValueError(value)
    parts = urlsplit(value if is_web else f"https://{value.removeprefix('//')}")
    if "@" in parts.netloc:
        raise ValueError(value)
    host = _public_host(parts.hostname or "")
    netloc = host if parts.port in _PORTS else f"{host}:{parts.port}"
    path, query, fragment = (
        quote(part, safe=_SAFE_IN_PATH + more)
        for part, more in ((parts.path, ""), (parts.query, "?"), (parts.fragment, "?"))
    )
    if path == "/" and not (query or fragment):
        path = ""
    return urlunsplit(("https", netloc, path, query, fragment))


# Names that are answered at home only.
_PRIVATE = frozenset(
    {
        *("arpa", "corp", "home", "internal", "intranet", "lan"),
        *("local", "localdomain", "localhost", "private"),
    }
)
_LABEL = re.compile("(?!-)[a-z0-9-]{1,63}(?<!-)")
_TOP = re.compile("[a-z]{2,63}|xn--[a-z0-9-]{1,59}")


def _public_host(host: str) -> str:
    """The host in ASCII; a ``ValueError`` for an address of a machine or at home."""
    name = unicodedata.normalize("NFKC", host).lower().removesuffix(".")
    labels = [_ascii_label(label) for label in name.split(".")]
    is_public = (
        len(labels) > 1
        and labels[-1] not in _PRIVATE
        and _TOP.fullmatch(labels[-1])
        and all(map(_LABEL.fullmatch, labels))
    )
    ascii_name = ".".join(labels)
    if not is_public or len(ascii_name) > _HOST_LENGTH:
        raise ValueError(host)
    return ascii_name


def _ascii_label(label: str) -> str:
    if label.startswith("xn--"):
        label.removeprefix("xn--").encode("ascii").decode("punycode")
    if label.isascii():
        return label
    if not all(sign == "-" or unicodedata.category(sign)[0] in "LMN" for sign in label):
        raise ValueError(label)
    return "xn--" + label.encode("punycode").decode("ascii")


# What the public reads of an organisation; forms and the import say the same.
REQUIRED = {
    "name": _("Please give the name of the organisation."),
    "street": _("Please give the street and the house number."),
    "postal_code": _("Please give the postal code."),
    "place": _("Please give the place."),
    "email": _("Please give the e-mail address."),
}
TOO_LONG = {
    "name": _(
        "The name may have at most %(limit)s characters (it has %(length)s now)."
    ),
    "plain": _(
        "The plain line may have at most %(limit)s characters (it has %(length)s now)."
    ),
    "text": _(
        "The description may have at most %(limit)s characters (it has %(length)s now)."
    ),
    "legal_form": _(
        "The legal form may have at most %(limit)s characters (it has %(length)s now)."
    ),
    "street": _(
        "The street may have at most %(limit)s characters (it has %(length)s now)."
    ),
    "place": _(
        "The place may have at most %(limit)s characters (it has %(length)s now)."
    ),
    "number": _(
        "The number may have at most %(limit)s characters (it has %(length)s now)."
    ),
}


def check_length(field: str, value: str, limit: int) -> None:
    if len(value) > limit:
        limits = {"limit": _figure(limit), "length": _figure(len(value))}
        raise ValidationError(TOO_LONG[field], code="max_length", params=limits)


def _figure(number: int) -> str:
    return number_format(number, force_grouping=True)
