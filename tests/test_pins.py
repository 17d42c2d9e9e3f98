"""constraints.txt pins all that the development needs, each file by its hash."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from collections.abc import Iterable
from itertools import product

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks import versions
from tests.builders import ROOT

PIN = re.compile(r"(?P<pinned>\S+==\S+(?: ; [^\\\n]+)?)(?: \\\n {4}--hash=sha256:[0-9a-f]{64})+")


def entries() -> list[str]:
    """constraints.txt without its comments: each pin with the lines of its hashes."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return re.split(r"\n(?! )", "\n".join(line for line in lines if not line.startswith("#")))


def pins() -> dict[str, Requirement]:
    """What is pinned, by name."""
    found = [Requirement(one["pinned"]) for one in map(PIN.fullmatch, entries()) if one]
    return {one.name: one for one in found}


def build_requirements() -> list[Requirement]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [Requirement(one) for one in told["build-system"]["requires"]]


DIRECT = versions.direct() + build_requirements()


def applies(one: Requirement, extra: str = "") -> bool:
    """Here: by this system and Python."""
    return one.marker is None or one.marker.evaluate({"extra": extra})


Wanted = frozenset[tuple[str, str]]
"""Names of packages, each with an extra that is wanted of it, or none."""


def needed(asked: Iterable[Requirement], known: Wanted = frozenset()) -> Wanted:
    """All that has to be installed here, by what the installed packages say of themselves."""
    for one in asked:
        for wanted in product([canonicalize_name(one.name)], ["", *one.extras]):
            if wanted not in known:
                told = map(Requirement, importlib.metadata.requires(wanted[0]) or [])
                known = needed([more for more in told if applies(more, wanted[1])], known | {wanted})
    return known


def test_every_pin_is_one_version_and_its_hashes_and_nothing_else() -> None:
    """So no address and no option of pip either."""
    assert [one for one in entries() if not PIN.fullmatch(one)] == []
    assert len(pins()) == len(entries())
    assert list(pins()) == sorted(pins())


def test_what_is_pinned_is_what_the_development_needs() -> None:
    """Not a package less, which pip would refuse, and not one more."""
    assert {name for name, one in pins().items() if applies(one)} == {
        name for name, _ in needed(filter(applies, DIRECT))
    }


@pytest.mark.parametrize("asked", DIRECT, ids=str)
def test_every_direct_requirement_is_pinned_in_its_range(asked: Requirement) -> None:
    """And on every system: a pin with a condition would leave one out."""
    pin = pins()[canonicalize_name(asked.name)]
    (version,) = [one.version for one in pin.specifier]
    assert asked.specifier.contains(version, prereleases=True)
    assert pin.marker is None
