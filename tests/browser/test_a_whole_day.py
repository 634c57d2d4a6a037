"""Three clerks and their supervisor get through a day of sixty applications, of which not all go as planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme
from playwright.sync_api import Browser

from admin.desk.queue import soon
from admin.settings import ConsoleSettings
from intake.clock import today
from intake.lifecycle import State
from intake.procedures import PROCEDURES
from intake.sealing.keys import PublicKeys
from intake.sheets import Fate
from intake.store.applications import application
from intake.store.engine import Store
from intake.store.outbox import mails_about
from intake.town import Town
from tests.browser.day.paper import Slip, text_of
from tests.browser.day.premises import THIRD, Premises, premises
from tests.browser.day.residents import Applicant, OnMyPage, cancels_at_home, hand_in_all
from tests.browser.day.staff import AtADesk
from tests.console.conftest import authority, settings, settings_files, staffed, store  # noqa: F401 - fixtures
from tests.console.story import Story, replay, told_of

pytestmark = pytest.mark.long
APPLICATIONS = 60
CLERKS = ("sato", "suzuki", THIRD)
EACH = APPLICATIONS // len(CLERKS)


@dataclass
class Day:
    """Who is at work, who has applied, and which slips are on whose desk.

    `plan` names the applications of which something special is told, by what becomes of them.
    """

    premises: Premises
    browser: Browser
    applicants: dict[str, Applicant]
    staff: dict[str, AtADesk] = field(default_factory=dict)
    desks: dict[str, dict[str, Slip]] = field(default_factory=dict)
    plan: dict[str, str] = field(default_factory=dict)

    def my_page(self, name: str) -> OnMyPage:
        """The resident of a planned application, on My Page."""
        return OnMyPage(self.browser, self.premises, self.applicants[self.plan[name]])

    def cancels(self, name: str) -> str:
        """The resident of a planned application cancels without a browser."""
        return cancels_at_home(self.premises, self.applicants[self.plan[name]])

    def number(self, reference: str) -> str:
        """The customer number that billing shows."""
        return self.applicants[reference].number

    def slip(self, name: str) -> Slip:
        """The newest slip of a planned application."""
        return next(slips[self.plan[name]] for slips in self.desks.values() if self.plan[name] in slips)

    def stories(self) -> list[Story]:
        """Every application's story from its events; letters and row have to agree with it."""
        with self.premises.store.reading() as session:
            found = []
            for each in self.applicants.values():
                row = application(session, each.receipt.application.id)
                assert row
                story = replay(told_of(session, row))
                kinds = Counter(mail.kind for mail in mails_about(session, row.id))
                assert (story.state, story.version, Counter(story.letters)) == (row.standing, row.version, kinds)
                found.append(story)
            return found


@pytest.fixture
def day(
    chromium: Browser,
    store: Store,  # noqa: F811
    settings: ConsoleSettings,  # noqa: F811
    settings_files: Path,  # noqa: F811
    authority: trustme.CA,  # noqa: F811
    public_keys: PublicKeys,
    town: Town,
    tmp_path: Path,
) -> Iterator[Day]:
    """Everybody has applied; nobody has come to work yet."""
    place = premises(store, settings, settings_files, tmp_path, authority, town)
    applicants = hand_in_all(place, public_keys, APPLICATIONS)
    made = Day(place, chromium, {each.reference: each for each in applicants})
    yield made
    for each in made.staff.values():
        each.context.close()


@pytest.mark.timeout(600)  # a minute or so, but several where the machine has more to do
def test_a_day_with_sixty_applications_ties_but_for_the_sheet_that_is_lost(day: Day) -> None:
    with day.premises.open():
        come_to_work(day)
        take_on_everything(day)
        ask_two_of_them(day)
        print_everything(day)
        something_happens_to_paper(day)
        key_everything(day)
        something_is_found_while_checking(day)
        cancel_what_is_asked_for(day)
        check_everything(day)
        nobody_cancels_too_late(day)
        close_the_day(day)
    lost, last = day.slip("lost").serial, last_slip(day)
    next_day(day, lost)
    judge_the_stories(day)
    said = day.premises.audit(f"{last.head[:4]} {last.head[4:8]} {last.head[8:]}")
    assert said.returncode == 0, said.stdout
    assert "proved up to there" in said.stdout


def come_to_work(day: Day) -> None:
    for username in (*CLERKS, "tanaka"):
        day.staff[username] = AtADesk(day.browser, day.premises, username)
    assert day.staff["tanaka"].counts() == counted(
        **dict.fromkeys(("new", "all", "unprinted"), APPLICATIONS), soon=due_soon(day, day.applicants)
    )


def due_soon(day: Day, references: Iterable[str]) -> int:
    """How many of these have to be done in a few days; who applied for which day was left to chance."""
    last = soon(day.premises.clock, day.premises.town)
    return sum(day.applicants[reference].receipt.application.due_day <= last for reference in references)


def counted(**known: int) -> dict[str, int]:
    """The tabs of the queue; those that are not named are empty."""
    names = ("cancel", "all", "new", "mine", "check", "soon", "unprinted", "inquiries", "done")
    return dict.fromkeys(names, 0) | known


def take_on_everything(day: Day) -> None:
    """One resident is quicker than the clerks; all others are taken in three portions."""
    day.plan["cancelled while new"] = day.staff["tanaka"].on_list("new")[0]
    assert day.my_page("cancelled while new").cancels() == "cancelled"
    for username in CLERKS:
        clerk = day.staff[username]
        clerk.claims(clerk.on_list("new")[:EACH])
    mine = {username: day.staff[username].on_list("mine") for username in CLERKS}
    assert [len(each) for each in mine.values()] == [EACH, EACH, EACH - 1]
    day.plan |= planned(mine)
    assert day.cancels("cancelled while taken") == "cancelled"
    assert day.staff["sato"].counts()["mine"] == EACH - 1


def planned(mine: dict[str, list[str]]) -> dict[str, str]:
    """Which application of whose desk does not go as planned, and how."""
    sato, suzuki, yamada = (mine[username] for username in CLERKS)
    return {
        "cancelled while taken": sato[0],
        "cancelled while printed": sato[1],
        "keyed wrongly": sato[2],
        "asked": sato[3],
        "cancelled while printed twice": suzuki[0],
        "cancelled while keyed": suzuki[1],
        "cancelled after it came back": suzuki[2],
        "lost": yamada[0],
        "asked too": yamada[1],
        "too late": yamada[2],
    }


def ask_two_of_them(day: Day) -> None:
    for username, name in (("sato", "asked"), (THIRD, "asked too")):
        day.staff[username].asks(day.plan[name])
        assert "センターに届きました" in day.my_page(name).answers("305です")
    answered = day.staff["tanaka"].on_list("inquiries")
    assert set(answered) == {day.plan["asked"], day.plan["asked too"]}


def print_everything(day: Day) -> None:
    for username in CLERKS:
        slips = day.staff[username].prints_mine()
        day.desks[username] = {slip.reference: slip for slip in slips}
    printed = [reference for slips in day.desks.values() for reference in slips]
    assert len(printed) == len(set(printed)) == APPLICATIONS - 2
    assert {day.applicants[each].receipt.application.procedure for each in printed} == set(PROCEDURES)
    assert day.staff["tanaka"].counts()["unprinted"] == 0


def something_happens_to_paper(day: Day) -> None:
    """A sheet is lost, one is printed twice, and two residents cancel while a slip is on a desk."""
    day.staff[THIRD].notes_sheets("lose", day.slip("lost").serial)
    twice = day.plan["cancelled while printed twice"]
    day.desks["suzuki"][twice] = day.staff["suzuki"].prints_again(twice)
    assert day.my_page("cancelled while printed").cancels() == "cancel_requested"
    assert day.cancels("cancelled while printed twice") == "cancel_requested"
    assert day.staff["sato"].counts()["cancel"] == 2


def key_everything(day: Day) -> None:
    """All but what is to be pulled and the lost sheet; a wrong day is caught, and typed again."""
    wrong = day.slip("keyed wrongly")
    sato = day.staff["sato"]
    sato.keys(wrong, day.number(wrong.reference), due_day="2026/12/24")
    assert sato.page.locator("#due_day-fault").count() == 1
    assert sato.page.input_value("[name=serial]") == wrong.serial
    left_alone = {day.plan[name] for name in ("cancelled while printed", "cancelled while printed twice", "lost")}
    for username in CLERKS:
        for reference, slip in day.desks[username].items():
            if reference not in left_alone:
                day.staff[username].keys(slip, day.number(reference))
                assert day.staff[username].status == "keyed"


def something_is_found_while_checking(day: Day) -> None:
    """One keyed slip is sent back and cancelled then; another is cancelled before anybody has looked."""
    back = day.plan["cancelled after it came back"]
    day.staff["sato"].sends_back(back)
    assert day.cancels("cancelled after it came back") == "cancel_requested"
    assert day.my_page("cancelled while keyed").cancels() == "cancel_requested"
    names = ("printed", "printed twice", "keyed")
    cancelled = {day.plan[f"cancelled while {name}"] for name in names} | {back}
    assert set(day.staff["tanaka"].on_list("cancel")) == cancelled
    day.staff["tanaka"].cover(back)
    assert day.staff["tanaka"].status == "cancel_requested"


def cancel_what_is_asked_for(day: Day) -> None:
    """Slips are pulled; what billing had is undone by one and seen by another; all that paper is shredded."""
    pulled = [day.slip("cancelled while printed").serial]
    day.staff["sato"].confirms_pulled(day.plan["cancelled while printed"], *pulled)
    second_copy = day.slip("cancelled while printed twice").serial
    day.staff["suzuki"].confirms_pulled(day.plan["cancelled while printed twice"], second_copy)
    pulled.append(second_copy)
    for name in ("cancelled while keyed", "cancelled after it came back"):
        reference, slip = day.plan[name], day.slip(name)
        day.staff["suzuki"].undoes(reference, slip.serial, day.number(reference))
        assert day.staff["suzuki"].status == "cancel_requested"
        day.staff[THIRD].confirms_undone(reference)
        assert day.staff[THIRD].status == "cancelled"
        pulled.append(slip.serial)
    day.staff["tanaka"].notes_sheets("shred", *pulled)
    assert day.staff["tanaka"].marks("data-held") == []
    assert day.staff["tanaka"].counts()["cancel"] == 0


def check_everything(day: Day) -> None:
    """Each clerk checks what a colleague has keyed."""
    checkers = dict(zip(CLERKS, (*CLERKS[1:], CLERKS[0]), strict=True))
    waiting = set(day.staff["tanaka"].on_list("check"))
    assert waiting == waiting_for_a_check(day)
    for username in CLERKS:
        for reference in waiting & set(day.desks[username]):
            checker = day.staff[checkers[username]]
            checker.checks(reference)
    assert day.staff["tanaka"].counts() == counted(
        all=1, soon=due_soon(day, [day.plan["lost"]]), done=APPLICATIONS - 1
    )
    assert day.staff[THIRD].on_list("mine") == [day.plan["lost"]]


def waiting_for_a_check(day: Day) -> set[str]:
    """All but the six that were cancelled and the one without its sheet."""
    special = {reference for name, reference in day.plan.items() if name.startswith("cancelled") or name == "lost"}
    return set(day.applicants) - special


def nobody_cancels_too_late(day: Day) -> None:
    resident = day.my_page("too late")
    assert (resident.status, resident.may_cancel()) == ("completed", False)
    resident.context.close()


def close_the_day(day: Day) -> None:
    """The supervisor signs: everything ties but for the one sheet."""
    tanaka = day.staff["tanaka"]
    tanaka.sees("/closing")
    assert tanaka.marks("data-red") == [day.slip("lost").serial]
    came, went, sheets, whither = [0, 60, 2], [55, 6, 0, 1], [0, 59, 2], [55, 5, 0]
    assert [int(each) for each in tanaka.marks("data-sum")] == [*came, *went, *sheets, *whither]
    assert sum(came) == sum(went)
    assert sum(sheets) == sum(whither) + 1
    assert tanaka.closes_the_day() == today(day.premises.clock).isoformat()


def last_slip(day: Day) -> Slip:
    """The slip with the highest serial."""
    return max((slip for slips in day.desks.values() for slip in slips.values()), key=lambda slip: slip.serial)


def next_day(day: Day, lost: str) -> None:
    """The sheet still stands red; the auditor reads yesterday's closing on paper."""
    tomorrow = day.premises.next_day()
    with tomorrow.open():
        tanaka = AtADesk(day.browser, tomorrow, "tanaka")
        tanaka.sees("/closing")
        assert tanaka.marks("data-red") == [lost]
        assert [int(each) for each in tanaka.marks("data-sum")] == [1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
        kansa = AtADesk(day.browser, tomorrow, "kansa")
        kansa.sees("/closing")
        (closed,) = kansa.marks("data-closed")
        paper = text_of(kansa.fetches(f"/closing/{closed}.pdf"))
        assert "tanaka" in paper
        assert lost in paper
        for each in (tanaka, kansa):
            each.context.close()


def judge_the_stories(day: Day) -> None:
    """Sixty lawful stories, six of them cancelled and without a slip that could be keyed."""
    stories = day.stories()
    ends = Counter(story.state for story in stories)
    assert ends == {State.COMPLETED: 53, State.CANCELLED: 6, State.PRINTED: 1}
    serials = sorted(serial for story in stories for serial in story.fates)
    assert serials == list(range(1, len(serials) + 1))
    fates = Counter(fate for story in stories for fate in story.fates.values())
    assert fates == {Fate.FILED: 53, Fate.SHREDDED: 5, Fate.LOST: 1}
    assert [story.usable for story in stories if story.state is State.CANCELLED] == [[]] * 6
