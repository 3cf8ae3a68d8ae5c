"""The plan's working days as a number line, so that adding days costs the same whatever the distance."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct

from mutualplan_deck.plan.model import Calendar, Plan

DEFAULT_WORKDAYS = (0, 1, 2, 3, 4)
YEARS_AROUND = 2


class Workdays(Struct, frozen=True):
    """Working days counted from day one of the calendar.

    `weekly` are the weekdays worked (0 = Monday), `holidays` the days off that fall on them, sorted,
    and `before` the number of weekly workdays up to and including each holiday.
    """

    weekly: tuple[int, ...]
    holidays: tuple[int, ...]
    before: tuple[int, ...]

    def position(self, day: dt.date) -> int:
        """How many working days there are up to and including `day`."""
        ordinal = day.toordinal()
        return self._weekdays(ordinal) - bisect_right(self.holidays, ordinal)

    def day(self, position: int) -> dt.date | None:
        """The working day at a position; None where the calendar has no such day."""
        ordinal = self._ordinal(position + self._holidays_before(position))
        in_range = position > 0 and ordinal <= dt.date.max.toordinal()
        return dt.date.fromordinal(ordinal) if in_range else None

    def works(self, day: dt.date) -> bool:
        """Whether anybody works on `day`."""
        return day.weekday() in self.weekly and not self.holiday(day)

    def holiday(self, day: dt.date) -> bool:
        """Whether `day` would be worked if it were not a holiday."""
        index = bisect_right(self.holidays, day.toordinal())
        return index > 0 and self.holidays[index - 1] == day.toordinal()

    def between(self, first: dt.date, last: dt.date) -> int:
        """Working days after `first` up to and including `last`; negative if `last` comes first."""
        return self.position(last) - self.position(first)

    def span(self, first: dt.date, last: dt.date) -> int:
        """Working days from `first` to `last`, both counted; never less than one."""
        return max(1, self.position(last) - self.position(first - dt.timedelta(days=1)))

    def _weekdays(self, ordinal: int) -> int:
        """Weekly workdays up to an ordinal (ordinal 1 is a Monday)."""
        return _weekdays(self.weekly, ordinal)

    def _ordinal(self, weekdays: int) -> int:
        """The ordinal of the n-th weekly workday."""
        weeks, rest = divmod(weekdays - 1, len(self.weekly))
        return weeks * 7 + self.weekly[rest] + 1

    def _holidays_before(self, position: int) -> int:
        """How many holidays come before the working day at a position."""
        low, high = 0, len(self.before)
        while low < high:
            middle = (low + high) // 2
            if self.before[middle] - middle <= position:
                low = middle + 1
            else:
                high = middle
        return low


def _weekdays(weekly: tuple[int, ...], ordinal: int) -> int:
    weeks, rest = divmod(ordinal, 7)
    return weeks * len(weekly) + sum(day < rest for day in weekly)


def workdays(calendar: Calendar, national: Iterable[dt.date] = ()) -> Workdays:
    """The working days of a calendar; a week without any workday is taken as Monday to Friday."""
    weekly = tuple(sorted(set(calendar.workdays))) or DEFAULT_WORKDAYS
    off = {day.toordinal() for day in (*calendar.holidays, *national) if day.weekday() in weekly}
    holidays = tuple(sorted(off))
    return Workdays(weekly, holidays, tuple(_weekdays(weekly, day) for day in holidays))


def of_plan(plan: Plan, today: dt.date) -> tuple[Workdays, str]:
    """The plan's working days, and the name of its country if nobody knows that country's holidays."""
    try:
        return workdays(plan.calendar, national_holidays(plan, today)), ""
    except LookupError:
        return workdays(plan.calendar), plan.calendar.country


def national_holidays(plan: Plan, today: dt.date) -> tuple[dt.date, ...]:
    """Holidays of the plan's country, from two years before its first date to two after its last.

    Raises LookupError for a country, or a part of one, that the library does not know.
    """
    if not plan.calendar.country:
        return ()
    import holidays  # slow to import, and most plans name no country

    country, _, part = plan.calendar.country.upper().replace("_", "-").partition("-")
    dates = [today, *_dates(plan)]
    first, last = min(dates).year - YEARS_AROUND, max(dates).year + YEARS_AROUND
    years = range(max(first, dt.MINYEAR), min(last, dt.MAXYEAR) + 1)
    try:
        return tuple(holidays.country_holidays(country, subdiv=part or None, years=years))
    except (NotImplementedError, KeyError) as unknown:
        raise LookupError(plan.calendar.country) from unknown


def _dates(plan: Plan) -> Iterator[dt.date]:
    """Every date the schedule may touch."""
    yield from (d for d in (plan.success.date, plan.signature_date) if d)
    for step in plan.steps:
        yield from (d for d in (step.start, step.due) if d)
