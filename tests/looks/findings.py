"""What a run of the checks found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STAFF = ("tests/looks/staff/", "tests/console/", "tests/slip/")


@dataclass(frozen=True)
class Finding:
    """The end of one test that belongs to a check; `said` is what the test recorded of itself.

    A test may record `pages` (how many it judged), `browser`, `axe` (its version) and `rules`: for each criterion
    of WCAG on how many pages axe judged it and on how many it failed.
    """

    check: int
    test: str
    outcome: str
    said: Mapping[str, object]


@dataclass
class Findings:
    """All ends of one run."""

    ends: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """One more."""
        self.ends.append(finding)

    def after(self, earlier: Findings) -> Findings:
        """Those of an earlier run too, but of the tests that were run again."""
        again = {each.test for each in self.ends}
        return Findings([each for each in earlier.ends if each.test not in again] + self.ends)

    def of_the_window(self) -> Findings:
        """Without what was found at the staff's pages, of which the window's statement says nothing."""
        return Findings([each for each in self.ends if not each.test.startswith(STAFF)])

    def of(self, check: int) -> list[Finding]:
        """What was found of one check."""
        return [each for each in self.ends if each.check == check]
