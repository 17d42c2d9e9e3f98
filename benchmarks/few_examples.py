"""For :mod:`benchmarks.core_mutants`, a plugin of pytest: few examples of Hypothesis, the same ones always.

A fault need only be found, so no smaller example is looked for.
"""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings

FEW = 15
settings.register_profile(
    "mutants", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("mutants")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that name a number of examples themselves get no more either."""
    for test in (getattr(one, "obj", None) for one in items):
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        if test and own and own.max_examples > FEW:
            test._hypothesis_internal_use_settings = settings(own, max_examples=FEW)
