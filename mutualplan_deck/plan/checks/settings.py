"""What a plan or a `mutualplan.toml` beside it may set about the checks (outside data: pydantic)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from mutualplan_deck.findings import Finding, Level
from mutualplan_deck.plan.model import Plan

Count = Annotated[int, Field(ge=0)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Thresholds(_Given):
    """Where a check begins to speak. Days are calendar days unless they are named working days."""

    issue_months: Count = 24
    improvement_percent: Count = 40
    total_percent: Count = 1
    power_days: Count = 30
    people: Count = 3
    functions: Count = 2
    slack_working_days: Count = 5
    customer_percent: Count = 30
    next_days: Count = 14
    legal_working_days: Count = 10
    security_working_days: Count = 10
    procurement_working_days: Count = 5
    stalled_days: Count = 7
    update_days: Count = 14
    stale_days: Count = 21
    moved_times: Count = 2
    moved_working_days: Count = 10
    quiet_days: Count = 21
    shared_steps: Count = 30
    same_day: Count = 5
    confirmation_days: Count = 60


class Settings(_Given):
    """Thresholds, levels by code, and what a plan does not need and why.

    `not_needed` holds a reason by code (`MP117`) or by a topic of MP124 (`security`, `legal`,
    `procurement`, `approval`, `signature`, `kick_off`, `value_review`). `allowed_words` are words MP130
    would take for the vendor's own that are the customer's in this plan; `private_words` are further
    ones that must not be shared, such as competitors, products or other customers.
    """

    thresholds: Thresholds = Thresholds()
    levels: dict[str, Level] = Field(default_factory=dict)
    not_needed: dict[str, Reason] = Field(default_factory=dict)
    allowed_words: tuple[str, ...] = ()
    private_words: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def needs(self, code_or_topic: str) -> bool:
        """Whether nobody said that this is not needed."""
        return code_or_topic not in self.not_needed

    def with_changes(self, given: Mapping[str, Any]) -> Self:
        """These settings with some set anew; tables are joined key by key.

        Raises pydantic's ValidationError for a key or a value that is none.
        """
        mine = self.model_dump(mode="json", exclude_defaults=True)
        joined = {k: {**mine[k], **v} if isinstance(v, dict) and k in mine else v for k, v in given.items()}
        return type(self).model_validate({**mine, **joined})


def settings_of(plan: Plan, beside: Settings | None = None) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings that hold for a plan: those beside it, changed by its own `internal.settings`.

    Settings that cannot be read are told as a finding (MP140), and those beside the plan hold.
    """
    base = beside or Settings()
    given = plan.internal.get("settings", {})
    if not isinstance(given, dict):
        return base, (_left_aside("", "they are no table"),)
    try:
        return base.with_changes(given), ()
    except ValidationError as wrong:
        errors = wrong.errors()
        return base, tuple(_left_aside("/".join(map(str, e["loc"])), e["msg"].lower()) for e in errors)


def _left_aside(path: str, why: str) -> Finding:
    what = f"The setting “{path}” is" if path else "The settings are"
    return Finding(
        "MP140",
        Level.WARNING,
        f"{what} left aside: {why}.",
        f"A plan may set {', '.join(Settings.model_fields)}.",
        pointer=f"/internal/settings/{path}".rstrip("/"),
    )
