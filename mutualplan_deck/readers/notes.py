"""Sections written as text beside a label: "Pains", "What they want", "Who's who", an issue's metric."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import dates, figures, form, lines, meaning, persons, prose, words
from mutualplan_deck.readers.case_labels import (
    ISSUE,
    PARTS,
    counted_in,
    field_of_issue,
    is_figure,
    says_of_what,
    section_named,
    unit_in,
)
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.headings import (
    LABEL,
    column_near,
    column_of,
    others_of,
    section_near,
    section_of,
)
from mutualplan_deck.readers.notes_gains import take_gains
from mutualplan_deck.readers.notes_people import take_people
from mutualplan_deck.readers.plan_facts import begins_with_day, put
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.roll import without_honorific
from mutualplan_deck.readers.understood import Header, Shape, Why
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import Names, key
from mutualplan_deck.regex import regex

_FIGURED = ("issues", "problems", "outcomes")
_TEXT = {"issues", "problems", "capabilities", "risks"}
_RATE = regex(r"^(.*\S)\s*\(\s*(%[^()]*|[^()]*(?:/|\b(?:per|por|par|pro|je|a)\b)[^()]*)\)$")
_INSIDE = regex(r"\(([^()]*[;|][^()]*)\)")
_OWNS = regex(r"(\w[\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,3}) owns (?:this|it)\b")  # "Ann Lee owns this one."
_WORTH = regex(r"\d.*(?:→|->|[$€£])|(?:→|->|[$€£]|\b[A-Z]{3}\b).*\d")  # a change, or an amount of money
_NUMBERED = regex(r"\s\d$")
_NUMBER = regex(
    r"\s*\d+|\b(?:primary|secondary|main|other|first|second|third|primer|segundo|principal|secundario)\b\s*"
)
_DECLARED = 3  # fields of an outcome that a label names
_OF_DEAL = 2  # points between semicolons that make a list, in a field of a deal
_DETAILS = regex(r"\s*\|\s*")
_FIELD_OF = regex(r"\s*:\s*|\s+[-–—]\s+")
_STOPS = regex(r"(?<=[^\W\d_]{3})[.;]\s+|(?<=\d{4})[.;]\s+")
_NAME = 4  # words
_UNIT = regex(r"\s*[-+]?[\d.,]+\s*([^\d\s][^\d]{0,18})$")  # of "92 lines/hr"


class Notes(Struct):
    """Reads the labelled texts of one sheet in order; a label without text of its own goes on.

    `home` is the section that the sheet or the last heading names; `of_deal` if they are a CRM's record,
    `called` are the issues by their labels, `custom` if the field is one that the company has added to it.
    `within` is the issue, counted from 1, whose block of labels the next text stands in; 0 outside of one.
    `lines` are the texts beside the next label, `by_order` the sections of labels in words of their own that
    stand where a business case goes on to them. `success_named` tells whether a label of the sheet names the
    day of success and nothing else.
    """

    draft: Draft
    names: Names
    home: str = ""
    section: str = ""
    label: str = ""
    side: Party | None = None
    issue: int = -1
    of_deal: bool = False
    custom: bool = False
    within: int = 0
    lines: list[str] = field(default_factory=list)
    by_order: dict[str, str] = field(default_factory=dict)
    success_named: bool = False
    amounts: list[str] = field(default_factory=list)
    called: dict[str, int] = field(default_factory=dict)

    def take(self, label: str, raw: Any, place: str) -> bool:
        """Take a label and its value, if the label names a section or a field of the issue above."""
        if not label:
            return bool(self.section) and self.text(raw, place)
        if label in self.by_order:
            return self._take_unknown(label, raw, place)  # a label that is known, in another place
        if (name := self._of_the_issue(label)) and not self._lists_section(label):
            head = key(_FIELD_OF.split(label, maxsplit=1)[0])
            self.issue = self.called.get(head, len(self.draft.data["issues"]) - 1)
            self._take_field(name, label, raw, place)
            return True
        if self.issue >= 0 and meaning.asks("who", label) and self._owns(label, raw, place):
            return True  # "Whose problem | Ann Lee, CEO"
        if self.of_deal and (goal := self._goal_described(label)) and meaning.is_words(raw):
            self.section = "issues"
            self.under(goal)
            return self.text(raw, place)
        figure = (
            self.issue >= 0 and self.home == "issues" and not (meaning.is_words(raw) and not is_figure(raw))
        )
        name = (self._issue_field(label, raw) if figure else "") or self._change_of_issue(label, raw, place)
        section = "" if name else section_named(label) or self._section_near(label, raw)
        alone = meaning.is_number(raw) or (
            is_figure(raw) and not (section == "outcomes" and says_of_what(raw))
        )
        if section in _FIGURED and raw is not None and alone:
            # "Situation today: 31 hours" is no problem, and an amount alone is no gain
            name = self._figure_of_deal(section, label)
            section = "issues" if self.issue >= 0 and section != "outcomes" else ""
        if name:
            self._take_field(name, label, raw, place)
            return True
        return self._take_section(section, label, raw, place)

    def _change_of_issue(self, label: str, raw: Any, place: str) -> str:
        """The metric, where the label below an issue names nothing and the text goes from figure to figure.

        "The number | cents a litre: 3.4 → 2.6".
        """
        if self.issue < 0 or not isinstance(raw, str) or column_of("issues", label, self.names):
            return ""
        item = self.draft.data["issues"][self.issue]
        if item.get("baseline") is not None or section_of(label) in ("problems", "capabilities", "outcomes"):
            return ""
        head, colon, rest = raw.rpartition(":")
        pair = (
            figures.change(self._day_behind(rest)[0], self.draft.habits.decimal) if colon and head else None
        )
        if pair is None or pair.currency or _is_ours(label, raw):
            return ""
        message = f"“{shown(label)}” is no label that is known; read as the issue's metric"
        self.draft.tell("RD126", Level.WARNING, message, "Call it Metric", place=place)
        return "metric"

    def _goal_described(self, label: str) -> str:
        """What a goal is called whose statement a field holds: "Goal 1" of "Goal 1: description"; or ""."""
        head, *rest = _FIELD_OF.split(label, maxsplit=1)
        if not rest or column_of("issues", rest[0], self.names) != "statement":
            return ""
        return head if "issues" in (section_of(head), section_near(head)) else ""

    def _take_section(self, section: str, label: str, raw: Any, place: str) -> bool:
        """Take what stands beside a label that names a section, a side of the people, or nothing known."""
        if words.is_firm(str(raw)) and section in form_sections():
            self.section = ""  # "Solution partner", and a firm
            return False
        if section == "outcomes" and self._is_product(raw):
            section = "capabilities"  # "What they get | Bolt Counter, 7 shops"
            message = f"“{shown(str(raw))}” is called as the vendor is; read as what is needed, not as a gain"
            self.draft.tell("RD126", Level.WARNING, message, "Call it Capabilities", place=place)
        own = self.home == "issues" or (self.custom and meaning.is_words(raw))
        if not section and own and column_of("issues", label, self.names) == "statement":
            near = section_near(label) if self.draft.data.get("issues") else ""  # "Desired Outcome"
            section = near if near in form_sections() else "issues"
        untold = not self.of_deal and not self.draft.data.get("issues") and not self.draft.issues_listed
        if section == "capabilities" and untold and key(label) in words.keys_of("speech", "need"):
            section = "issues"
        if section == "issues" and not self.of_deal and begins_with_day(raw):
            put(
                self.draft, "success.date", raw, place, label
            )  # "Goal | 17/12/2027, when the mean is below 2"
            return True
        if section == "issues" and self.issue >= 0 and (end := self._open_end(raw)):
            self._take_field(end, label, raw, place)
            return True
        if section == "issues" and self.draft.issues_listed and self.home != "issues":
            return self._measure(raw, place)
        if section == "issues" and self.called and key(label) in words.keys_of("speech", "why"):
            section = "problems"  # why it is so, where it stands what the issue is
        if section in form_sections():
            self.section = section
            self.under(label)
            return self.text(raw, place)
        return self._take_unknown(label, raw, place)

    def _take_unknown(self, label: str, raw: Any, place: str) -> bool:
        """Take what stands beside a label that names no section: a field of the issue, a side, by content."""
        of_case = label in self.by_order
        if self.issue >= 0 and not of_case and (name := self._issue_field(label, raw)):
            self._take_field(name, label, raw, place)
            return True
        if self.issue >= 0 and self.home in ("issues", "") and self._owns(label, raw, place):
            return True
        side = self.names.side(label)
        if side and (self.section == "people" or persons.are_people(raw) or self.names.is_person(raw)):
            self.section, self.side, self.label = "people", Party(side), label
            return self.text(raw, place)
        again = self.section == "people"
        self.section = "" if words.says("rivals", label) else self._by_lines(label)
        if not self.section:
            return False
        message = (
            f"“{shown(label)}” is no label that is known; read as {self.section}, by what stands beside it"
        )
        self.draft.tell("RD126", Level.WARNING, message, f"Call it {self.section.capitalize()}", place=place)
        seller = persons.is_seller(label)
        self.label, self.side = label, Party.VENDOR if seller else self._side(label)
        if again and self.section == "people" and self.side is None:  # below both teams, under a trade
            self.side = Party.PARTNER
            message = f"“{shown(label)}” names neither side; shown as a partner's"
            self.draft.tell("RD118", Level.WARNING, message, "Name the side as elsewhere", place=place)
        return self.text(raw, place)

    def _owns(self, label: str, raw: Any, place: str) -> bool:
        """Take who an issue is the concern of, under a label that asks who: "Whose neck | Ann Lee, CEO"."""
        item = self.draft.data["issues"][self.issue]
        asks = meaning.asks("who", label) and not section_of(label) and not item.get("owner")
        if (
            not asks
            or (self.home not in ("issues", "") and self.section != "issues")
            or len(self.lines) != 1
            or not persons.are_people(raw)
            or self.section not in ("", "issues")
        ):
            return False
        self._take_field("owner", label, str(persons.person(str(raw)).item.get("name") or raw), place)
        return True

    def _by_lines(self, label: str) -> str:
        """The section that the texts beside a label are of by themselves, in a file in people's own words."""
        said = " ".join((label, *self.lines))
        if not self.draft.foreign or words.is_internal(self.names.plain(label)) or words.is_for_us(key(said)):
            return ""
        if _is_ours(said, ""):
            return ""
        known = self._side(label) is not None or self.section == "people"
        known = known or (not self.of_deal and any("@" in line for line in self.lines))
        if known and any(map(persons.are_people, self.lines)) and all(map(persons.begins, self.lines)):
            return "people"
        if self.section == "people" and self.lines and all(map(persons.begins, self.lines)):
            return "people"
        if (
            self.lines and persons.is_seller(label) and all(map(persons.begins, self.lines))
        ):  # "Account manager", and a name
            return "people"
        if section := self.by_order.get(label, ""):
            return section
        offered = len(self.lines) == 1 and (
            meaning.asks("what", label) or any(map(str.isdigit, self.lines[0]))
        )
        if offered and not self.of_deal and self._is_product(self.lines[0]):
            return "capabilities"  # "Offered | Bolt Start, 14 shops"
        gains = [lines.outcome(line, self.draft.habits.decimal).item for line in self.lines]
        full = sum("before" in item and "annual_value" in item for item in gains)
        return "outcomes" if full and 2 * full >= len(gains) else ""

    def _is_product(self, raw: Any) -> bool:
        """Whether a text begins as the vendor is called, and says no figure of a gain: what it sells."""
        if not isinstance(raw, str) or len(raw) > 2 * LABEL or ":" in raw:
            return False
        called = any(key(raw).startswith(f"{name} ") for name in self.names.vendor)
        item = lines.outcome(raw, self.draft.habits.decimal).item if called else {}
        return called and not item.keys() & {"before", "after", "annual_value", "low"}

    def _figure_of_deal(self, section: str, label: str) -> str:
        """The figure of the issue in a deal's record that a label means which else names a section; or ""."""
        issues = self.draft.data.get("issues", [])
        if section == "outcomes" or not issues or not self.of_deal:
            return ""
        called = (column_of("issues", label, self.names), *others_of("issues", label, self.names))
        name = next((n for n in called if n in ("baseline", "target") and issues[-1].get(n) is None), "")
        self.issue = len(issues) - 1 if name else self.issue
        return name

    def _of_the_issue(self, label: str) -> str:
        """The field of the issue read last that a label names with it, or that a deal's record has; or ""."""
        if not self.draft.data.get("issues"):
            return ""
        head, *rest = _FIELD_OF.split(label, maxsplit=1)
        if rest and key(head) in self.called:
            said = column_of("issues", rest[0], self.names)
            return said if said in ISSUE else ""
        alone = column_of("issues", label, self.names) if self.of_deal else ""
        return field_of_issue(label, self.names) or (alone if alone in ISSUE else "")

    def _lists_section(self, label: str) -> bool:
        """Whether lines stand beside a label that names a section too: "Where it comes from", and causes."""
        return len(self.lines) > 1 and section_of(label) in ("problems", "capabilities")

    def _measure(self, raw: Any, place: str) -> bool:
        """A goal in a sentence, where the issues are listed elsewhere, is what success is measured by."""
        text, success = text_of(raw), self.draft.data.setdefault("success", {})
        if not text or success.get("measure"):
            return False
        success["measure"], self.draft.single["/success/measure"] = text, place
        return True

    def _section_near(self, label: str, raw: Any) -> str:
        """The section that a label means by its words, beside text: "What Acme needs to be able to do"."""
        plain = self.names.plain(label)
        if not meaning.is_words(raw) or words.is_internal(plain) or len(label) > LABEL:
            return ""
        found = section_of(plain) or section_near(label) or section_of(_without_now(label))
        if found == "people":  # "Folk"
            listed = not self.of_deal and bool(self.lines) and all(map(persons.may_be_reached, self.lines))
            return found if listed else ""
        alike = {_NUMBER.sub("", called) for called in self.called}  # "Goal 2", after "Goal 1"
        again = _NUMBER.sub("", key(label)) in alike and key(label) not in self.called
        listed = self.of_deal or _NUMBERED.search(label) is not None
        none = not (self.draft.data.get("issues") or self.draft.issues_listed)
        first = found == "issues" and (none or (listed and again))
        gains = found == "outcomes" and (_WORTH.search(str(raw)) is not None or says_of_what(str(raw)))
        return found if found in ("problems", "capabilities") or first or gains else ""

    def _take_field(self, name: str, label: str, raw: Any, place: str) -> None:
        self._field(name, raw, place)
        header = Header(label.strip(), name, place)
        self.draft.notebook.gather(Shape.TEXT, "issues", place, 0, header)

    def _open_end(self, raw: Any) -> str:
        """The figure of the issue above that a number is, under a label that could name an issue: "Goal"."""
        item = self.draft.data["issues"][self.issue]
        number = raw is not None and (meaning.is_number(raw) or is_figure(raw))
        return next((end for end in ("baseline", "target") if number and item.get(end) is None), "")

    def _side(self, label: str) -> Party | None:
        """ "Who's who - Larkmoor"."""
        parts = [part.strip() for part in PARTS.split(label)]
        sides = [s for part in parts if (s := self.names.side(part) or self.names.side_in(part))]
        return Party(sides[-1]) if sides else None

    def _issue_field(self, label: str, raw: Any) -> str:
        found = column_of("issues", label, self.names)
        if found in ISSUE or self.home != "issues" or words.is_internal(key(label)):
            return found if found in ISSUE else ""
        item = self.draft.data["issues"][self.issue]

        def fits(name: str) -> bool:
            return name in ISSUE and item.get(name) is None and meaning.fits("issues", name, [raw])

        return column_near("issues", label, self.names, fits)

    def state(self, label: str, raw: Any, place: str) -> None:
        """Take the statement of an issue, whatever its label calls it."""
        self.section = "issues"
        self.under(label)
        self.text(raw, place)

    def under(self, heading: str) -> None:
        """Go on below a heading that names the section."""
        self.label, self.side = heading, self._side(heading)

    def text(self, raw: Any, place: str) -> bool:
        """Take a text of the section; whether there is one."""
        text = text_of(raw)
        if not text or not text.strip():
            return False
        _READERS[self.section](self, text, place)
        return True

    def add(self, item: dict[str, Any], place: str) -> str:
        """Append an item, which stands at `place` as a whole."""
        header = Header(self.label.strip(), self.section, place)
        self.draft.notebook.gather(Shape.TEXT, self.section, place, 1, header)
        return self.draft.add(self.section, item, Spot("", "", place, {}))

    def statements(self, text: str, place: str) -> None:
        """Each point is an item; an issue is one text, whatever it is made of."""
        if self.section == "issues" and (owner := _OWNS.match(text)) and self.draft.data.get("issues"):
            self.draft.data["issues"][self.issue].setdefault("owner", owner[1])
            return
        if self.section == "issues" and self.issue >= 0 and self._details(text, place):
            return
        if (
            self.section == "issues"
            and self.issue >= 0
            and prose.tells_day(text, self.draft.habits.day_first)
        ):
            self.draft.unread.append((text, place))
            return
        goes_back = key(text).split(" ")[0] in words.keys_of("speech", "back")  # "This is hers, and …"
        if self.section == "issues" and self.issue >= 0 and goes_back:
            self.draft.keep_internal(place, text)
            self.draft.unread.append((text, place))
            message = f"“{shown(text)}” speaks of the issue above, and is none of its own; kept as internal"
            self.draft.tell("RD110", Level.HINT, message, "Write it into the issue", place=place)
            return
        points = (
            [lines.BULLET.sub("", " ".join(text.split()))]
            if self.section == "issues"
            else lines.listed(text, *([_OF_DEAL] if self.of_deal else []))
        )
        for said in lines.coded(points):
            item: dict[str, Any] = {"statement": said.text.lstrip("… ").strip()} | (
                {"id": said.code} if said.code else {}
            )
            if self.section == "capabilities" and self._are_problems(said.refers):
                item |= {"statement": said.bare, "problems": said.refers}
            if self.section == "problems" and self.are_issues(said.refers):
                item |= {"statement": said.bare, "issues": said.refers}
            elif self.section == "problems" and self.within and self.are_issues((str(self.within),)):
                item["issues"] = (str(self.within),)
            pointer = self.add(item, place)
            self.issue = int(pointer.rpartition("/")[2]) if self.section == "issues" else -1
            if self.section == "issues":
                self.called[key(self.label)] = self.issue

    def _details(self, text: str, place: str) -> bool:
        """The figures of the issue above, in one line: "Metric: losses | $3.4M → $1.5M | by 31 March"."""
        parts = _DETAILS.split(text.strip())
        label, colon, value = parts[0].partition(":")
        if len(parts) == 1 and self._detail(label, value.strip(), text, place):
            return True
        if not colon or len(label) > LABEL or column_of("issues", label, self.names) not in ISSUE:
            return False
        self._take_field(column_of("issues", label, self.names), label, value.strip(), place)
        for part in parts[1:]:
            label, colon, value = part.partition(":")
            name = column_of("issues", label, self.names) if colon else ""
            if name in ISSUE:
                self._take_field(name, label, value.strip(), place)
            elif not self._ends(part) and not self._due(part, place):
                self.draft.keep_internal(place, part)
                self.draft.leave_out(Why.UNKNOWN, f"“{part}”", place)
                message = f"“{part}” is not part of the plan's format; kept as internal"
                self.draft.tell("RD103", Level.HINT, message, place=place, internal=True)
        return True

    def _detail(self, label: str, value: str, text: str, place: str) -> bool:
        """What a line says of the issue above: its figures ("The number: …, 9.4 now, 5.5 wanted"), or whose.

        "Whose number: Ann Lee", "liegt bei Ann Lee".
        """
        item = self.draft.data["issues"][self.issue]
        if value and item.get("baseline") is None and figures.told_in(value, self.draft.habits.decimal):
            self._take_field("metric", label, value, place)
            return True
        if self._said_in_sentences(text, place) or self._moves(item, text, place):
            return True
        said = text.split()
        heads = ((" ".join(said[:n]), " ".join(said[n:])) for n in (3, 2, 1)) if not value else ()
        asked = [(label, value)] if value and meaning.asks("who", label) else []
        asked += [(head, rest) for head, rest in heads if column_of("issues", head, self.names) == "owner"]
        owner = next((one for one in asked if _is_somebody(one[1])), None)
        if owner is None or item.get("owner"):
            return False
        self._take_field("owner", owner[0], persons.person(owner[1]).item.get("name") or owner[1], place)
        return True

    def _moves(self, item: dict[str, Any], text: str, place: str) -> bool:
        """Take both figures where a line begins with them: "From 1.92 to 1.71 MWh/t, by 31 December"."""
        head, _, behind = text.strip().rstrip(".").partition(", ")
        pair = figures.change(head, self.draft.habits.decimal)
        if pair is None or item.get("baseline") is not None:
            return False
        item |= {"baseline": pair.first, "target": pair.last}
        item.setdefault("unit", pair.unit or pair.currency)
        self._when(item, behind)
        for name in ("baseline", "target"):
            self.draft.single[f"/issues/{self.issue}/{name}"] = place
        return True

    def _said_in_sentences(self, text: str, place: str) -> bool:
        """Take when the issue is due and whose it is, where a line says no more.

        "Deadline 30 June 2027. Ann Lee answers for it."
        """
        found: dict[str, Any] = {}
        for sentence in (part.strip(" .") for part in _STOPS.split(text.strip())):
            before = len(found)
            self._when(found, sentence)
            if len(found) == before and (owner := _owner_in(sentence)):
                found["owner"] = owner
            if len(found) == before:
                return False
        for name, value in found.items():
            self._take_field(name, text, value, place)
        return bool(found)

    def _ends(self, text: str) -> bool:
        """Both figures of the issue, if a text is that: "$3.4M → $1.5M"."""
        pair = figures.change(text, self.draft.habits.decimal)
        item = self.draft.data["issues"][self.issue]
        if pair and (item.get("baseline") is not None or item.get("target") is not None):
            return False
        if pair:
            item |= {"baseline": pair.first, "target": pair.last}
            if pair.unit or pair.currency:
                item.setdefault("unit", pair.unit or pair.currency)
        return pair is not None

    def _due(self, text: str, place: str) -> bool:
        """The day of the issue, if a text is one: "by 31 March 2027"."""
        _, day = self._day_behind(f" {text}")
        if day is None and not meaning.is_day(text):
            return False
        self._take_field("due", text, day or text, place)
        return True

    def _are_problems(self, codes: tuple[str, ...]) -> bool:
        problems = self.draft.data.get("problems", [])
        if codes and all(map(str.isdigit, codes)) and not any(p.get("id") for p in problems):
            self.draft.numbered["problems"] = False  # they are called by their order
            return True
        known = {p.get("id") for p in problems}
        return bool(codes) and known.issuperset(codes)

    def are_issues(self, codes: tuple[str, ...]) -> bool:
        """Whether codes stand for issues, by their ids or by their order: O1 for "Goal 1"."""
        problems = {p.get("id") for p in self.draft.data.get("problems", [])}
        if not codes or problems.issuperset(codes):
            return False
        if not any(i.get("id") for i in self.draft.data.get("issues", [])):
            self.draft.numbered["issues"] = False  # they may be read later
        return True

    def takes_figures(self, label: str, raw: Any, place: str) -> bool:
        """Take what the issue right above is measured by, with both figures, whatever its label may mean."""
        above = self.draft.data.get("issues", [])
        if self.section != "issues" or self.issue < 0 or not isinstance(raw, str):
            return False
        item = above[self.issue]
        if any(item.get(name) is not None for name in ("metric", "baseline", "target")):
            return False
        if not self._metric(dict(item), raw):
            return False
        self._take_field("metric", label, raw, place)
        return True

    def _field(self, name: str, raw: Any, place: str) -> None:
        item = self.draft.data["issues"][self.issue]
        pointer = f"/issues/{self.issue}/{name}"
        self.draft.single[pointer] = place
        if name == "metric" and isinstance(raw, str) and self._metric(item, raw):
            return
        if name == "metric" and isinstance(raw, str) and (counted := _RATE.match(raw)):
            raw = counted[1]
            item.setdefault("unit", counted[2])
        if name in ("baseline", "target") and isinstance(raw, str) and self._ends(raw):
            return  # "From / to | 27 % → 12 %"
        if name in ("baseline", "target") and isinstance(raw, str) and (unit := _UNIT.match(raw)):
            item.setdefault("unit", unit[1].strip())
        known = form.item_fields("issues").get(name) or Field(name, Sort.TEXT)
        value = self.draft.take(known, raw, pointer)
        if value is not None and not item.get(name):
            item[name] = value
        elif value is not None and value != item[name]:
            self.draft.keep_internal(place, text_of(raw))  # the same label once more

    def _metric(self, item: dict[str, Any], text: str) -> bool:
        """ "stop hours a year: 412 → 220 by June": the metric, its two figures, and its day."""
        if told := figures.told_in(text, self.draft.habits.decimal):
            metric, both, behind = told
            item |= {"metric": metric, "baseline": both.first, "target": both.last}
            item.setdefault("unit", both.unit or both.currency or unit_in(metric))
            self._when(item, behind)
            return True
        if self._listed_figures(item, text):
            return True
        head, colon, rest = text.rpartition(":")
        rest, due = self._day_behind(rest)
        ends = (figures.change, figures.bare_change) if colon else ()
        pair = next(filter(None, (read(rest, self.draft.habits.decimal) for read in ends)), None)
        if pair is None:
            return False
        if due:
            item.setdefault("due", due)
        metric, counted = counted_in(head.strip())
        item |= {"metric": metric, "baseline": pair.first, "target": pair.last}
        if counted:
            item.setdefault("unit", counted)
        if pair.unit or (unit := unit_in(head)):
            item.setdefault("unit", pair.unit or unit)
        return True

    def _listed_figures(self, item: dict[str, Any], text: str) -> bool:
        """ "stop hours a winter, 186 h → 90 h, by 16 April 2028": the same with commas between."""
        parts = text.split(", ")
        for at, part in enumerate(parts[1:], 1):
            if not part[:1].isalpha() and (pair := figures.change(part, self.draft.habits.decimal)):
                item |= {"metric": ", ".join(parts[:at]).strip(), "baseline": pair.first, "target": pair.last}
                item.setdefault("unit", pair.unit or pair.currency)
                self._when(item, ", ".join(parts[at + 1 :]))
                return True
        return False

    def _when(self, item: dict[str, Any], text: str) -> None:
        """The day that stands behind figures, with its label or without: "Termin 31.12.2028"."""
        words_of = text.split()
        for count in range(len(words_of)):
            label, rest = " ".join(words_of[:count]), " ".join(words_of[count:])
            day = dates.day(rest, self.draft.habits.day_first)
            if day and not day.other and (not label or column_of("issues", label, self.names) == "due"):
                item.setdefault("due", day.date)
                return

    def _day_behind(self, text: str) -> tuple[str, dt.date | None]:
        """A text without the day that stands behind "by", and that day."""
        head, by, last = text.rpartition(" by ")
        found = dates.day(last, self.draft.habits.day_first) if by else None
        return (head, found.date) if found and not found.other else (text, None)


def _owner_in(sentence: str) -> str:
    """Who a sentence says answers for something: "Ann Lee answers for it in front of the board"; or ""."""
    said = sentence.split()
    for count in range(1, min(len(said), _NAME) + 1):
        rest = f"{key(' '.join(said[count:]))} "
        if any(rest.startswith(f"{w} ") for w in words.keys_of("speech", "owns")):
            name = " ".join(said[:count])
            return name if name[:1].isupper() else ""
    return ""


def _is_somebody(text: str) -> bool:
    """Whether a text is somebody's name, with an honorific or a job, and no more."""
    named = persons.begins(text) or meaning.is_name(text) or without_honorific(text) != text.strip()
    return bool(text) and len(text) <= LABEL and named


def _without_now(label: str) -> str:
    """A label without the words at its end that say when: "Problem just now"."""
    said = key(label).split(" ")
    now = words.keys_of("case", "is_now")
    ends = (n for n in range(1, len(said)) if " ".join(said[n:]) in now)
    return " ".join(said[: next(ends, len(said))])


def _is_ours(label: str, text: str) -> bool:
    """Whether a label or text that nobody knows may be what only the vendor says: of prices, of "me"."""
    said = f"{label} {text}"
    return words.says("deal_talk", said) or words.says_of_self(said)


def form_sections() -> frozenset[str]:
    """Sections that may be written as text."""
    return frozenset(_READERS)


_READERS: dict[str, Callable[[Notes, str, str], None]] = {
    **dict.fromkeys(_TEXT, Notes.statements),
    "outcomes": take_gains,
    "people": take_people,
}
