"""Log records that nobody can forge, and that give no secret away."""

import logging
import re
from http import HTTPStatus

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# Where addresses hold keys.
_ACCOUNT = re.compile(r"/(?:konto|mitmachen|aktualitaet)/\S+")
_TOKEN = re.compile(r"[^/]*[0-9A-Z][^/]*")


class LineFormatter(logging.Formatter):
    """One line for each record, whatever a visitor sent; tracebacks are indented."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        return _harmless(super().formatMessage(record)).replace("\n", " ")

    def formatException(self, ei: tuple) -> str:  # noqa: N802
        return "    " + _harmless(super().formatException(ei)).replace("\n", "\n    ")


class BriefOutages(logging.Filter):
    """A database that is away takes one line for each request, not a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == HTTPStatus.SERVICE_UNAVAILABLE:
            record.exc_info = None
        return True


def _harmless(text: str) -> str:
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return _ACCOUNT.sub(lambda match: _TOKEN.sub("…", match[0]), text)
