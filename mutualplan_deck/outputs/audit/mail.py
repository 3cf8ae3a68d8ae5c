"""E-mail messages: headers as people read them, and every part, however it is encoded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default

from mutualplan_deck.outputs.audit.parts import Inside
from mutualplan_deck.outputs.audit.views import Kind, View

_HEADER = re.compile(rb"\A(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}\r?\n")
_IDS = ("message-id", "references", "in-reply-to", "content-id")  # an address in looks only


def is_mail(place: str, data: bytes) -> bool:
    """Whether bytes are a message."""
    head = _HEADER.match(data[:200_000])
    return place.lower().endswith(".eml") or bool(head and b"mime-version:" in head[0].lower())


def read(place: str, data: bytes) -> Iterator[View | Inside]:
    """Headers, parts, and the message as it stands."""
    mail = message_from_bytes(data, _class=EmailMessage, policy=default)
    for n, part in enumerate(mail.walk()):
        yield View(place, _headers(part, ids=False))
        yield View(place, _headers(part, ids=True), Kind.RAW)
        if part.get_content_maintype() == "multipart":
            yield View(place, f"{part.preamble or ''}\n{part.epilogue or ''}")
        elif part.get_content_type() != "message/rfc822":
            yield Inside(part.get_filename() or f"part {n} ({part.get_content_type()})", _payload(part))
    yield View(place, data.decode("latin-1"), Kind.RAW)


def _headers(part: Message, *, ids: bool) -> str:
    """A part's headers, decoded; `ids` are those that hold ids, which look like addresses."""
    lines = []
    for name in dict.fromkeys(part.keys()):
        if (name.lower() in _IDS) is ids:
            lines += [f"{name}: {value}" for value in _values(part, name)]
    return "\n".join(lines)


def _values(part: Message, name: str) -> list[str]:
    try:
        return [str(value) for value in part.get_all(name, [])]
    except Exception:  # the parser of a damaged header may fail in any way; the raw text is searched too
        return []


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        charset = part.get_content_charset() or "utf-8"
        try:
            return payload if charset in ("utf-8", "us-ascii") else payload.decode(charset).encode()
        except (LookupError, UnicodeDecodeError):
            return payload
    return str(payload or "").encode("utf-8", "replace")
