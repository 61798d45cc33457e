"""vCard 3.0 (RFC 2426): the version that every telephone and mail program takes in."""

from __future__ import annotations

import re

# Octets in a line, without its end.
LONGEST = 75
_SPECIAL = re.compile(r"[\\;,]")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def text(value: str) -> str:
    """A value with its special characters escaped."""
    lines = _LINE_END.sub("\n", _SPECIAL.sub(r"\\\g<0>", value))
    return _CONTROL.sub("", lines).replace("\n", "\\n")


def texts(*values: str) -> str:
    """A value of several parts."""
    return ";".join([text(value) for value in values])


def card(*lines: str) -> bytes:
    lines = ("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD")
    return "".join([f"{_folded(line)}\r\n" for line in lines]).encode()


def _folded(line: str) -> str:
    """Long lines go on behind a space; no character is torn apart."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n".join(parts)
