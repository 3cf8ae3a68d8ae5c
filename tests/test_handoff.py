"""The pack as whoever gets it opens it: other libraries read every file, and all of them say the same."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import io
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import vobject
from command_line import SAMPLES, run
from independent_search import squeezed, texts
from pptx import Presentation
from pypdf import PdfReader

from mutualplan_deck.handoff import quick_email
from mutualplan_deck.outputs.letter_text import letter_text
from mutualplan_deck.packing import Errand, pack
from mutualplan_deck.readers import read

DAY = dt.date(2027, 1, 12)
NAMES = [path.stem for path in sorted(SAMPLES.glob("*.json"))]
samples = pytest.mark.parametrize("sample", NAMES)


@cache
def packed(sample: str) -> dict[str, bytes]:
    """The files of a sample's pack by their endings."""
    with tempfile.TemporaryDirectory() as home:
        made = pack(Errand(SAMPLES / f"{sample}.json", Path(home) / "pack", with_office=False), today=DAY)
        return {path.name: path.read_bytes() for path in sorted(made.folder.iterdir())}


def one(sample: str, ending: str) -> bytes:
    found = [data for name, data in packed(sample).items() if name.endswith(ending)]
    assert len(found) == 1
    return found[0]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def slides(sample: str) -> list[str]:
    deck = Presentation(io.BytesIO(one(sample, ".pptx")))
    shown = [[s.text_frame.text for s in slide.shapes if s.has_text_frame] for slide in deck.slides]
    return [plain("\n".join(texts)) for texts in shown]


def titles(sample: str) -> list[str]:
    deck = Presentation(io.BytesIO(one(sample, ".pptx")))
    return [plain(slide.shapes.title.text_frame.text) for slide in deck.slides if slide.shapes.title]


# The folder


@samples
def test_files_are_named_for_people(sample: str) -> None:
    names = list(packed(sample))
    assert {name.rpartition(".")[2] for name in names} == {"pptx", "pdf", "eml", "ics", "txt"}
    for name in names:
        assert "champion" not in name.casefold()
        assert name.split(".")[0] in {"README", "LIESMICH", "LISEZ-MOI", "LEEME"} or "2027-01-12" in name


def test_halden_s_deck_is_called_what_anybody_would_call_it() -> None:
    assert "Halden Mutual - mutual plan - 2027-01-12.pptx" in packed("halden-claims")


@samples
def test_the_readme_names_each_file_and_fits_a_window(sample: str) -> None:
    files = packed(sample)
    text = one(sample, ".txt").decode()
    assert all(name in text.replace("\n  ", " ") for name in files if not name.endswith(".txt"))
    assert max(map(len, text.splitlines())) <= 78


def test_the_readme_says_whose_slides_they_are() -> None:
    text = plain(one("halden-claims", ".txt").decode())
    assert "the slides, told from Halden Mutual’s side" in text
    assert "what colleagues will ask and the answers" in text
    assert "Notes and steps that the two sides do not share" in text


# The deck


@samples
def test_the_deck_is_the_customer_s_own(sample: str) -> None:
    first, plan = slides(sample)[0], read(SAMPLES / f"{sample}.json", today=DAY).plan
    properties = Presentation(io.BytesIO(one(sample, ".pptx"))).core_properties
    assert properties.author == plan.customer.name
    assert (plan.vendor.short or plan.vendor.name) in first  # prepared with them, by name
    assert all("champion" not in text.casefold() for text in slides(sample))


def test_nothing_in_the_pack_is_named_after_an_edition() -> None:
    seen = {
        name: " ".join(squeezed(t) for t in texts(data)) for name, data in packed("halden-claims").items()
    }
    assert [name for name, words in seen.items() if "champion" in words] == []
    assert any("mutualplanhaldenedition" in words for words in seen.values())


# The page


@samples
def test_the_page_is_one_page_of_text_that_can_be_selected(sample: str) -> None:
    reader = PdfReader(io.BytesIO(one(sample, ".pdf")))
    assert len(reader.pages) == 1
    assert len(plain(reader.pages[0].extract_text())) > 250


@samples
def test_the_page_is_tagged_and_names_its_language(sample: str) -> None:
    reader = PdfReader(io.BytesIO(one(sample, ".pdf")))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith(read(SAMPLES / f"{sample}.json", today=DAY).plan.locale[:2])
    metadata = reader.metadata
    assert metadata
    assert metadata.title
    assert metadata.author == read(SAMPLES / f"{sample}.json", today=DAY).plan.customer.name


def test_page_e_mail_and_deck_ask_the_same_and_say_the_same() -> None:
    deck = slides("halden-claims")[0]
    page = plain(PdfReader(io.BytesIO(one("halden-claims", ".pdf"))).pages[0].extract_text())
    mail = plain(message("halden-claims").get_body(("plain",)).get_content())
    for words in (
        "Name the legal and data protection leads",
        "Confirm the £2.4m value case",
        "Approve £1.4m for year one",
        "Marian Holt, by 15 January",
        "£2.4m",
        "£0.2m",
    ):
        assert words in deck, words
        assert words in page, words
        assert words in mail, words
    assert "£2.4m a year to us" in mail
    assert "to Halden" not in mail
    assert titles("halden-claims")[0] in page


# The e-mail


def message(sample: str) -> Any:
    return email.message_from_bytes(one(sample, ".eml"), policy=email.policy.default)


@samples
def test_the_e_mail_is_short_plain_text_too(sample: str) -> None:
    lines = message(sample).get_body(("plain",)).get_content().splitlines()
    assert len(lines) < 40
    assert max(map(len, lines)) <= 78


@samples
def test_the_quick_e_mail_is_short_too(sample: str) -> None:
    letter, _ = quick_email(read(SAMPLES / f"{sample}.json", today=DAY), DAY, layout="clearpath")
    lines = letter_text(letter).splitlines()
    assert len(lines) < 40
    assert max(map(len, lines)) <= 78


@samples
def test_the_e_mail_fetches_nothing_and_fits_a_telephone(sample: str) -> None:
    mail = message(sample)
    page = mail.get_body(("html",)).get_content()
    assert not re.search(r"<(img|link|script|iframe)\b|url\(|src=", page)
    assert "max-width" in page
    assert not [w for w in re.findall(r"(?<![-\w])width=\"(\d+)\"", page) if int(w) > 600]


@samples
def test_the_e_mail_carries_page_and_deck_and_no_sender(sample: str) -> None:
    mail = message(sample)
    files = {part.get_filename() for part in mail.iter_attachments()}
    assert files == {name for name in packed(sample) if name.endswith((".pdf", ".pptx"))}
    assert mail["From"] is None
    assert mail["X-Unsent"] == "1"


# The calendar


@samples
def test_another_library_reads_the_calendar(sample: str) -> None:
    events = _events(one(sample, ".ics"))
    plan = read(SAMPLES / f"{sample}.json", today=DAY).plan
    due = {plain(s.title): s for s in plan.steps if s.shared and s.open and s.due}
    told = {plain(e.summary.value): e for e in events}
    assert due.keys() <= told.keys()
    for title, step in due.items():
        assert told[title].dtstart.value == step.due
        assert not step.done_means or plain(step.done_means) in plain(told[title].description.value)
    hidden = [plain(s.title) for s in plan.steps if not s.shared]
    assert not [title for title in hidden if title in told]


def _events(data: bytes) -> list[Any]:
    calendar = vobject.readOne(data.decode())
    return list(calendar.vevent_list)


def test_a_later_calendar_updates_the_same_entries() -> None:
    def made(day: dt.date) -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as home:
            errand = Errand(SAMPLES / "halden-claims.json", Path(home) / "pack", with_office=False)
            folder = pack(errand, today=day).folder
            data = next(folder.glob("*.ics")).read_bytes()
            return {plain(e.summary.value): e for e in _events(data)}

    first, later = made(DAY), made(DAY + dt.timedelta(days=1))
    shared = first.keys() & later.keys()
    assert len(shared) > 10
    for title in shared:
        assert first[title].uid.value == later[title].uid.value
        assert int(first[title].sequence.value) < int(later[title].sequence.value)
    assert len({e.uid.value for e in first.values()}) == len(first)


# The command line


def test_the_champion_s_deck_is_named_for_people(tmp_path: Path) -> None:
    plan = tmp_path / "halden.json"
    plan.write_bytes((SAMPLES / "halden-claims.json").read_bytes())
    ran = run("build", plan, "--edition", "champion", "--today", DAY)
    assert ran.code == 0
    deck = tmp_path / "Halden Mutual - mutual plan - 2027-01-12.pptx"
    assert ran.out.strip() == str(deck)
    assert deck.is_file()
    inside = tmp_path / "inside"
    inside.mkdir()
    assert run("build", plan, "--edition", "champion", "--today", DAY, "-o", inside).code == 0
    assert (inside / deck.name).is_file()
    named = tmp_path / "board.pptx"
    assert run("build", plan, "--edition", "champion", "--today", DAY, "-o", named).code == 0
    assert named.is_file()


def test_audit_finds_nothing_in_what_handoff_made(tmp_path: Path) -> None:
    plan = SAMPLES / "halden-claims.xlsx"
    assert run("handoff", plan, "-o", tmp_path / "pack", "--today", DAY).code == 0
    ran = run("audit", tmp_path / "pack", "--plan", plan, "--today", DAY)
    assert (ran.code, ran.out) == (0, "")
    deck = tmp_path / "internal.pptx"
    assert run("build", plan, "--edition", "internal", "-o", deck, "--today", DAY).code == 0
    assert run("audit", deck, "--plan", plan, "--today", DAY).code == 1


def test_nothing_is_delivered_when_the_plan_itself_says_what_it_must_not(tmp_path: Path) -> None:
    text = (SAMPLES / "halden-claims.json").read_text("utf-8")
    plan = tmp_path / "halden.json"
    plan.write_text(text.replace("Value case confirmed", "Champion confirms the discount"), "utf-8")
    ran = run("handoff", plan, "-o", tmp_path / "pack", "--today", DAY)
    assert ran.code == 2
    assert not (tmp_path / "pack").exists()
    assert "nothing was delivered" in ran.err
