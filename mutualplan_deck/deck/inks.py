"""The colours of a deck by role, each a theme slot that reaches contrast on its ground (SPEC §4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from mutualplan_deck.deck.contrast import (
    GRAPHIC,
    TEXT,
    black_or_white,
    blended,
    contrast,
    difference,
    least_contrast,
    luminance,
    shaded,
    until_seen,
)
from mutualplan_deck.deck.layout_file import Colors, StatusColors

DARK_PAGE = 0.18
ALIKE = 60.0  # CIE76: nearer than this, a colour may be taken for an alarm
SLOTS = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"} | {
    f"accent{n}": f"accent{n}" for n in range(1, 7)
}


class Ink(Struct, frozen=True):
    """A colour as a theme slot with its modifications, in per cent, or a fixed `rgb`.

    `slot` is the name a slide uses (`tx1`, `bg1`, `tx2`, `bg2`, `accent1`, …); empty: `hex` itself is meant.
    `hex` is what it comes to on the page (alpha already mixed in), for contrast and for other writers.
    """

    hex: str
    slot: str = ""
    lum_mod: int = 0
    lum_off: int = 0
    alpha: int = 0


class Palette(Struct, frozen=True):
    """Every colour role, and what had to be put in another's place to reach contrast.

    `whiskers`: chart bars leave a dk1 line on them visible. `panel_outline`: the panel is as light as the
    page, and needs a `rule` outline to be seen.
    """

    inks: Mapping[str, Ink]
    whiskers: bool
    panel_outline: bool
    substitutions: tuple[str, ...]


def palette(colors: Colors, status: StatusColors) -> Palette:
    """Resolve every colour role against the page and the panel it stands on."""
    return _Mixer(colors, status).palette()


class _Mixer:
    def __init__(self, colors: Colors, status: StatusColors) -> None:
        self._colors, self._status = colors, status
        self._page = colors.lt1.upper()
        self._dark = luminance(self._page) < DARK_PAGE
        self._outline = contrast(colors.lt2, colors.lt1) < 1.04
        self._panel = self._panel_ink()
        self._grounds = (self._page, self._panel.hex)
        self._said: list[str] = []

    def palette(self) -> Palette:
        bar, whiskers = self._bar()
        inks = self._base() | self._neutrals() | {"bar": bar} | self._alarms() | self._on_dark()
        inks["prog"] = self._prog(inks)
        return Palette(inks, whiskers, self._outline, tuple(self._said))

    def _slot(self, slot: str, lum_mod: int = 0, lum_off: int = 0) -> Ink:
        color = getattr(self._colors, SLOTS[slot]).upper()
        return Ink(shaded(color, lum_mod, lum_off) if lum_mod else color, slot, lum_mod, lum_off)

    def _panel_ink(self) -> Ink:
        if self._dark:
            return self._slot("bg1", 85, 15)
        return self._slot("bg1" if self._outline else "bg2")

    def _base(self) -> dict[str, Ink]:
        strip = (
            self._first(["accent1", "tx2", "tx1"], GRAPHIC, (self._page,), "dk2")
            if self._dark
            else self._slot("tx2")
        )
        primary = self._first(
            [f"accent{n}" if n else "tx2" for n in (1, 0, 2, 3, 4, 5, 6)], TEXT, self._grounds, "primary"
        )
        known = {"dk1": self._slot("tx1"), "lt1": self._slot("bg1"), "lt2": self._slot("bg2")}
        return known | {"dk2": strip, "panel": self._panel, "primary": primary}

    def _first(self, slots: Iterable[str], ratio: float, grounds: Iterable[str], role: str) -> Ink:
        """The first theme colour that reaches `ratio`; else the text colour."""
        wanted, *others = slots
        grounds = tuple(grounds)
        for slot in (wanted, *others):
            ink = self._slot(slot)
            if least_contrast(ink.hex, grounds) >= ratio:
                break
        else:
            ink = self._slot("tx1")
        if ink.slot != wanted:
            self._say(
                role,
                f"{wanted} {self._slot(wanted).hex} has too little contrast; {ink.slot} {ink.hex} is used",
            )
        return ink

    def _say(self, role: str, what: str) -> None:
        self._said.append(f"{role}: {what}")

    def _neutrals(self) -> dict[str, Ink]:
        if self._dark:
            steps: dict[str, Callable[[int], Ink]] = {
                "muted": lambda n: self._slot("tx1", min(100, 75 + 5 * n)),
                "done": lambda n: self._slot("tx1", min(100, 60 + 5 * n)),
            }
            lines = {"rule": self._slot("tx1", 35), "hair": self._slot("tx1", 25)}
        else:
            steps = {
                "muted": lambda n: self._slot("tx1", 75, max(0, 25 - 5 * n)),
                "done": lambda n: self._slot("tx1", 60, max(0, 40 - 5 * n)),
            }
            lines = {"rule": self._slot("tx1", 20, 80), "hair": self._slot("tx1", 10, 90)}
        seen = {
            "muted": self._seen("muted", steps["muted"], TEXT),
            "done": self._seen("done", steps["done"], GRAPHIC),
        }
        return seen | lines

    def _seen(self, role: str, step: Callable[[int], Ink], ratio: float) -> Ink:
        """The first of nine steps with enough contrast; else the text colour itself."""
        found = (n for n in range(9) if least_contrast(step(n).hex, self._grounds) >= ratio)
        n = next(found, -1)
        ink = step(n) if n >= 0 else self._slot("tx1")
        if n:
            self._say(role, f"{step(0).hex} has too little contrast; {ink.hex} is used")
        return ink

    def _bar(self) -> tuple[Ink, bool]:
        """Bars in primary, let through enough for the page and for a whisker of dk1 to be seen."""
        slot = "accent1" if contrast(self._colors.accent1, self._page) >= GRAPHIC else "tx2"
        for alpha in (75, *range(100, 50, -5)):
            ink = self._let_through(slot, alpha)
            if least_contrast(ink.hex, (self._page, self._colors.dk1)) >= GRAPHIC:
                return ink, True
        ink = self._let_through(slot, 100)
        self._say(
            "bar", f"no strength of {ink.hex} shows on the page and under a line of text colour; no whiskers"
        )
        return ink, False

    def _let_through(self, slot: str, alpha: int) -> Ink:
        color = self._slot(slot).hex
        return Ink(blended(color, self._page, alpha), slot, alpha=0 if alpha == 100 else alpha)

    def _alarms(self) -> dict[str, Ink]:
        status = self._status
        wanted = {"risk": (status.risk, GRAPHIC), "late": (status.late, GRAPHIC)}
        texts = (status.risk, status.late) if self._dark else (status.risk_text, status.late_text)
        wanted |= {"risk_text": (texts[0], TEXT), "late_text": (texts[1], TEXT)}
        return {role: self._alarm(role, *what) for role, what in wanted.items()}

    def _alarm(self, role: str, color: str, ratio: float) -> Ink:
        seen = until_seen(color.upper(), self._grounds, ratio)
        if seen != color.upper():
            self._say(role, f"{color} has too little contrast; {seen} is used")
        return Ink(seen)

    def _on_dark(self) -> dict[str, Ink]:
        """Text on the dark strip or band, in the page's colour where that can be read."""
        strip = self._colors.accent1 if self._dark else self._colors.dk2
        if not self._dark and contrast(self._page, strip) >= TEXT:
            muted = self._slot("bg1", 85)
            text = self._slot("bg1")
            muted = muted if contrast(muted.hex, strip) >= TEXT else text
            return {"on_dark": text, "on_dark_muted": muted, "on_dark_rule": self._line_on(strip, text)}
        text = Ink(black_or_white(strip))
        self._say("on_dark", f"text on {strip} is {text.hex}")
        return {"on_dark": text, "on_dark_muted": text, "on_dark_rule": self._line_on(strip, text)}

    def _line_on(self, strip: str, text: Ink) -> Ink:
        return Ink(blended(text.hex, strip, 32), text.slot, alpha=32)

    def _prog(self, inks: Mapping[str, Ink]) -> Ink:
        """In progress is primary, unless that could be taken for an alarm."""
        primary = inks["primary"]
        alarms = (inks["risk"].hex, inks["late"].hex)
        if min(difference(primary.hex, alarm) for alarm in alarms) >= ALIKE:
            return primary
        for role in ("dk2", "dk1"):
            if least_contrast(inks[role].hex, self._grounds) >= TEXT:
                self._say(
                    "prog", f"primary {primary.hex} looks like an alarm; {role} {inks[role].hex} is used"
                )
                return inks[role]
        return primary
