"""One hand: its words, its arrangement, its way to write days, money, owners and statuses."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import tomli
from openpyxl.styles import Font

WORDINGS = tomli.loads(Path(__file__).with_name("wordings.toml").read_text("utf-8"))
REMARK = "between us"
SECTIONS = ("issues", "problems", "capabilities", "outcomes", "people", "steps")
SIGNS = {"done": "✅", "in_progress": "🔵", "not_started": "⬜", "blocked": "⛔", "at_risk": "🟠"}
SHARES = {"done": 1.0, "in_progress": 0.5, "not_started": 0.0}
MONEY = {"GBP": "£", "USD": "$", "EUR": "€", "BRL": "R$"}
ENDS = {"issues": ("baseline", "target"), "outcomes": ("before", "after")}
FACTS = ("customer", "vendor", "success_date", "signature_date", "currency")

Item = Mapping[str, Any]


class Hand:
    """Writes a truth as a workbook. Everything that is a matter of taste is drawn by `seed`."""

    def __init__(self, truth: Item, language: str, seed: str) -> None:
        draw = self.draw = random.Random(seed)
        self.truth, self.language, self.words = truth, language, WORDINGS[language]
        self.sides = {"c": truth["customer"].split()[0], "v": truth["vendor"].split()[0]}
        self.case = draw.choice((str, str, str, str, str.lower, str.upper))
        self.days = draw.choice(("real", "real", "iso", "text", "words"))
        self.money = draw.choice(("number", "format", "text"))
        self.owners = draw.choice(("two", "two", "who", "prefixed", "grouped", "behind"))
        self.phases = draw.choice(("column", "merged", "heading"))
        self.team = draw.choice(("table", "table", "sides", "initials"))
        self.arrangement = draw.choice(("sheets", "stacked", "two", "labels"))
        said = {step["status"] for step in truth["steps"]}
        ways: list[Mapping[str, Any]] = [w for w in (SIGNS, SHARES) if said <= w.keys()]
        spoken = {k: self.word(listed) for k, listed in self.words["status"].items()}
        self.statuses = draw.choice((spoken, spoken, *ways))
        self.left, self.above = draw.choice((0, 0, 0, 1)), draw.choice((0, 0, 1, 2, 3))
        self.remarks, self.lists, self.gaps, self.total = (draw.random() < p for p in (0.6, 0.25, 0.3, 0.4))
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)  # type: ignore[arg-type]
        self.row = 1

    def word(self, listed: Sequence[str]) -> str:
        """One of some wordings, the sides' names put in."""
        return self.case(self.draw.choice(listed).format(**self.sides))

    def save(self, path: Path) -> None:
        """Write the workbook."""
        present = [s for s in SECTIONS if self.truth[s]]
        if self.draw.random() < 0.3:
            present = [present[-1], *present[:-1]]
        titles = {s: self.word(self.words["tabs"][s]) for s in present}
        for n, group in enumerate(self._groups(present)):
            title = titles[group[0]] if len(group) == 1 else f"Plan {n + 1}"
            names = [sheet.title.casefold() for sheet in self.book]
            self.page = self.book.create_sheet(
                title[:28] if title.casefold() not in names else f"{title} {n}"
            )
            self._head(title, first=not n)
            for section in group:
                if len(group) > 1:
                    self._put(0, titles[section], bold=True)
                    self.row += 1
                getattr(self, f"_{section}")()
                self.row += 1
        self.book.save(path)

    def _groups(self, present: Sequence[str]) -> list[list[str]]:
        if self.arrangement == "stacked":
            return [list(present)]
        if self.arrangement == "two":
            case = [s for s in present if s not in ("people", "steps")]
            return [g for g in (case, ["steps"], ["people"]) if g]
        return [[s] for s in present]

    def _head(self, title: str, *, first: bool) -> None:
        self.row = 1
        if not first:
            if self.above:
                self._put(0, title, bold=True)
                self.row += self.above
            return
        name = self.word(self.words["titles"])
        self._put(0, name.replace(self.case(self.sides["c"]), self.truth["customer"], 1), bold=True)
        self.row += 2
        beside = self.draw.random() < 0.3
        for n, fact in enumerate(f for f in FACTS if self.truth.get(f)):
            value = self.truth[fact]
            column = 3 * (n % 2) if beside else 0
            self._put(column, self.word(self.words["facts"][fact]) + self.draw.choice(("", ":")))
            self._put(column + 1, self._day(value) if fact.endswith("date") else value)
            self.row += not beside or n % 2
        self.row += 2

    def _put(self, column: int, value: Any, *, bold: bool = False) -> None:
        cell = self.page.cell(self.row, column + 1 + self.left)
        if isinstance(value, tuple):
            cell.value, cell.number_format = value
        else:
            cell.value = value
        if bold:
            cell.font = Font(bold=True)

    def _day(self, iso: str | None) -> Any:
        if not iso:
            return None
        day = dt.date.fromisoformat(iso)
        if self.days == "iso":
            return iso
        if self.days == "words":
            month = self.words["months"][day.month - 1]
            of, dot = (" de " if self.language in ("es", "pt") else " "), "." * (self.language == "de")
            return f"{day.day}{dot}{of}{month}{of}{day.year}"
        if self.days == "text":
            return day.strftime("%d.%m.%Y" if self.language == "de" else "%d/%m/%Y")
        return dt.datetime(day.year, day.month, day.day), "dd/mm/yyyy"

    def _amount(self, value: float | None) -> Any:
        if value is None or self.money == "number":
            return value
        sign = MONEY.get(self.truth["currency"] or "", "")
        if self.money == "format":
            return (value, f'"{sign}"#,##0') if sign else value
        text = f"{value:,.0f}" if Decimal(str(value)) % 1 == 0 else f"{value:,.2f}"
        if self.language != "en":
            text = text.translate(str.maketrans(",.", ".,"))
        return f"{sign}{text}" if self.language == "en" else f"{text} {sign}".strip()

    def _headers(self, section: str, fields: Iterable[str]) -> list[str]:
        """A header for each field, no two alike."""
        first, last = ENDS.get(section, ("", ""))
        found: dict[str, str] = {}
        ends = dict(
            zip((first, last), self.draw.choice(self.words[section].get("pairs", [["", ""]])), strict=True)
        )
        for field in fields:
            listed = self.words[section].get(field, ())
            found[field] = ends[field] if field in ends else self.word(listed)
            while field not in ends and list(found.values()).count(found[field]) > 1:
                found[field] = self.word(listed)
        return list(found.values())

    def _table(self, section: str, rows: Sequence[Item]) -> None:
        for column, text in enumerate(self._headers(section, rows[0])):
            self._put(column, text, bold=True)
        self.row += 1
        for row in rows:
            for column, value in enumerate(row.values()):
                self._put(column, value)
            self.row += 1

    def _issues(self) -> None:
        names = ("statement", "metric", "baseline", "target", "unit")
        rows = [
            {**{n: i.get(n) for n in names}, "due": self._day(i.get("due")), "owner": i.get("owner")}
            for i in self.truth["issues"]
        ]
        if self.arrangement != "labels" or len(rows) > 1:
            self._table("issues", rows)
            return
        for text, value in zip(self._headers("issues", rows[0]), rows[0].values(), strict=True):
            self._put(0, text)
            self._put(1, value)
            self.row += 1

    def _texts(self, section: str) -> None:
        texts = self.truth[section]
        if not self.lists:
            self._table(section, [{"statement": text} for text in texts])
            return
        for text in texts:
            self._put(0, text)
            self.row += 1

    def _problems(self) -> None:
        self._texts("problems")

    def _capabilities(self) -> None:
        self._texts("capabilities")

    def _outcomes(self) -> None:
        rows = [
            {
                **{n: o.get(n) for n in ("metric", "before", "after")},
                "annual_amount": self._amount(o.get("annual_amount")),
                "source": o.get("source"),
            }
            for o in self.truth["outcomes"]
        ]
        self._table("outcomes", rows)
        amounts = [o.get("annual_amount") for o in self.truth["outcomes"]]
        if self.total and all(amounts):
            self._put(0, self.words["total"])
            self._put(3, self._amount(sum(amounts)))
            self.row += 1

    def _people(self) -> None:
        sides = {side: self.word(self.words["side"][side]) for side in ("buyer", "vendor")}
        people = self.truth["people"]
        if self.team == "sides":
            for side, heading in zip(("buyer", "vendor"), self.words["teams"], strict=True):
                rows = [self._person(p) for p in people if p["side"] == side]
                if rows:
                    self._put(0, heading.format(**self.sides), bold=True)
                    self.row += 1
                    self._table("people", rows)
                    self.row += 1
            return
        self._table("people", [{**self._person(p), "side": sides[p["side"]]} for p in people])

    def _person(self, person: Item) -> dict[str, Any]:
        initials = "".join(w[0] for w in re.split(r"[ -]", person["name"]) if w[0].isupper())
        name = f"{person['name']} ({initials})" if self.team == "initials" else person["name"]
        return {"name": name, "title": person.get("title"), "role": person.get("role")}

    def _steps(self) -> None:
        steps = self.truth["steps"]
        numbered = any(s["depends_on"] for s in steps) or self.draw.random() < 0.5
        rows = [self._step(s, numbered=numbered) for s in steps]
        headers = self._headers("steps", rows[0])
        if self.owners == "grouped":
            at = list(rows[0]).index("buyer_owner")
            headers[at : at + 2] = self.sides.values()
            self._put(at, self.words["who"], bold=True)
            self.row += 1
        if self.remarks:
            headers.append(self.word(self.words["private"]))
        for column, text in enumerate(headers):
            self._put(column, text, bold=True)
        self.row += 1
        phase = None
        for n, (step, row) in enumerate(zip(steps, rows, strict=True)):
            fresh, phase = step.get("phase") != phase, step.get("phase")
            if fresh and n and self.gaps:
                self.row += 1
            if fresh and phase and self.phases == "heading":
                self._put(0, phase, bold=True)
                self.row += 1
            for column, (field, value) in enumerate(row.items()):
                if field != "phase" or fresh or self.phases != "merged":
                    self._put(column, value)
            if self.remarks and n % 2:
                self._put(len(row), f"{REMARK} {n}")
            self.row += 1

    def _step(self, step: Item, *, numbered: bool) -> dict[str, Any]:
        steps = self.truth["steps"]
        has = {f: any(s.get(f) for s in steps) for f in ("phase", "start", "depends_on", "done_means")}
        status = self.statuses[step["status"]]
        found = {
            **({"id": step["_id"]} if numbered else {}),
            **({"phase": step.get("phase")} if has["phase"] and self.phases != "heading" else {}),
            "title": step["title"],
            **self._owned(step),
            **({"start": self._day(step.get("start"))} if has["start"] else {}),
            "due": self._day(step.get("due")),
            "status": (status, "0%") if isinstance(status, float) else status,
        }
        if numbered and has["depends_on"]:
            found["depends_on"] = ", ".join(step["depends_on"]) or None
        return found | ({"done_means": step.get("done_means")} if has["done_means"] else {})

    def _owned(self, step: Item) -> dict[str, Any]:
        theirs, ours = (
            [name for name in (step.get(f"{side}_owner") or "").split("; ") if name]
            for side in ("buyer", "vendor")
        )
        if self.owners in ("two", "grouped"):
            return {"buyer_owner": ", ".join(theirs) or None, "vendor_owner": ", ".join(ours) or None}
        shape = {"who": "{n}", "prefixed": "{s}: {n}", "behind": "{n} ({s})"}[self.owners]
        both = [(n, self.sides[s]) for names, s in ((theirs, "c"), (ours, "v")) for n in names]
        return {"who": " / ".join(shape.format(n=n, s=s) for n, s in both) or None}
