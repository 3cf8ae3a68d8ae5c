"""What every test relies on: hypothesis tries the same examples each time, at whatever speed.

A change lands or not by what it does, not by luck; `HYPOTHESIS_PROFILE=explore` looks for new examples.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW = (HealthCheck.too_slow,)

settings.register_profile("repeatable", derandomize=True, deadline=None, suppress_health_check=SLOW)
settings.register_profile("explore", deadline=None, suppress_health_check=SLOW, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
