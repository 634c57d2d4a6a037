"""Which tests belong to which of the thirty checks of the window, and what came out of them.

`@pytest.mark.check(7)` puts a test under check 7. With `--record-checks` the results of a whole run become the
table in `docs/looks.md` and the statement on accessibility; a run of a part changes neither. With `--lf` too, what
failed in the run before is tried again, and the rest is taken from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import pytest

from tests.looks.findings import Finding, Findings
from tests.looks.report import publish

findings = pytest.StashKey[Findings]()
KEPT = "checks/findings"
"""Where pytest's own cache keeps those of the last run, beside the names of the tests that failed."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that makes a run the one that is published."""
    parser.addoption("--record-checks", action="store_true", help="publish what the checks of the window gave")


def pytest_configure(config: pytest.Config) -> None:
    """Nothing is found yet."""
    config.stash[findings] = Findings()
    config.pluginmanager.register(_Listener(config), "checks of the window")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The number goes with the result, also from another process."""
    for item in items:
        for mark in item.iter_markers("check"):
            item.user_properties.extend(("check", number) for number in mark.args)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Publish, where that was asked for; the processes that only run tests publish nothing."""
    config = session.config
    if config.getoption("--record-checks") and not hasattr(config, "workerinput"):
        found = config.stash[findings]
        if config.getoption("--lf"):
            found = found.after(Findings([Finding(**each) for each in config.cache.get(KEPT, [])]))
        config.cache.set(KEPT, [asdict(each) for each in found.ends])
        publish(found)


class _Listener:
    """Hears each test's end."""

    def __init__(self, config: pytest.Config) -> None:
        self._findings = config.stash[findings]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.outcome == "passed":
            return
        for number in _values(report, "check"):
            self._findings.add(Finding(int(str(number)), report.nodeid, report.outcome, dict(_others(report))))


def _values(report: pytest.TestReport, name: str) -> Iterator[object]:
    return (value for key, value in report.user_properties if key == name)


def _others(report: pytest.TestReport) -> Iterator[tuple[str, object]]:
    return ((key, value) for key, value in report.user_properties if key != "check")
