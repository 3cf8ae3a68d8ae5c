"""What every test relies on: hypothesis tries the same examples each time, at whatever speed.

A change lands or not by what it does, not by luck; `HYPOTHESIS_PROFILE=explore` looks for new examples, and
`unshrunk` shows the first that fails, at once. Hypothesis also tries what stands as a constant in the modules
loaded so far: all are loaded here, so that which these are does not hang on the order of tests.
"""

from __future__ import annotations

import os
from importlib import import_module
from pkgutil import walk_packages

import pytest
from hypothesis import HealthCheck, Phase, settings

import mutualplan_deck

pytest.register_assert_rewrite("placing", "soundness_tools", "render_tools", "matrix", "readme", "told")

SLOW = (HealthCheck.too_slow,)

settings.register_profile("repeatable", derandomize=True, deadline=None, suppress_health_check=SLOW)
settings.register_profile("explore", deadline=None, suppress_health_check=SLOW, print_blob=True)
settings.register_profile("unshrunk", settings.get_profile("repeatable"), phases=[Phase.generate])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

for module in walk_packages(mutualplan_deck.__path__, f"{mutualplan_deck.__name__}."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
