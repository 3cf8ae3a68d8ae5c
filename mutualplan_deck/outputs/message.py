"""A letter becomes a message file (.eml) that opens as a draft, in HTML and plain text."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from typing import cast

from msgspec import Struct

from mutualplan_deck.outputs.letter import Letter
from mutualplan_deck.outputs.letter_html import letter_html
from mutualplan_deck.outputs.letter_text import letter_text

_MORNING = dt.time(8, 0, tzinfo=dt.UTC)
_ID = re.compile(rb"^Message-ID: <([0-9a-f]+)@mutual-plan\.invalid>\r\n", re.MULTILINE)


class Attachment(Struct, frozen=True):
    """A file that goes with a message; `kind` is its media type (`application/pdf`)."""

    name: str
    kind: str
    data: bytes


def message(
    letter: Letter,
    inks: Mapping[str, str],
    day: dt.date,
    *,
    to: Sequence[str] = (),
    files: Sequence[Attachment] = (),
) -> bytes:
    """The message's bytes, dated the morning of `day`. `to` are addresses; there is no sender yet."""
    mail = EmailMessage(policy=SMTP)
    if to:
        mail["To"] = ", ".join(to)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(dt.datetime.combine(day, _MORNING))
    mail["X-Unsent"] = "1"  # Outlook opens it as a draft, ready to send
    mail["Content-Language"] = letter.language
    mail.set_content(letter_text(letter), cte="quoted-printable")
    mail.add_alternative(letter_html(letter, inks), subtype="html", cte="quoted-printable")
    for file in files:
        main, _, sub = file.kind.partition("/")
        mail.add_attachment(file.data, maintype=main, subtype=sub, filename=file.name)
    _mark(mail, _digest(mail, letter, files))
    return _sealed(mail.as_bytes())


def ours(data: bytes) -> bool:
    """Whether a message is one of ours, byte for byte as we wrote it."""
    found = _ID.search(data)
    return found is not None and found[1].decode() == _seal(_ID.sub(b"", data, count=1))


def _digest(mail: EmailMessage, letter: Letter, files: Sequence[Attachment]) -> str:
    total = hashlib.sha256(repr((letter, mail.items())).encode("utf-8", "surrogatepass"))
    for file in files:
        total.update(file.data)
    return total.hexdigest()[:24]


def _mark(mail: EmailMessage, digest: str) -> None:
    """Boundaries between parts, made of what the message says and not of chance."""
    for n, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        cast(MIMEPart, part).set_boundary(f"=_{digest}_{n}")


def _sealed(data: bytes) -> bytes:
    """With the Message-ID put in: a digest of all the rest."""
    return b"Message-ID: <" + _seal(data).encode() + b"@mutual-plan.invalid>\r\n" + data


def _seal(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
