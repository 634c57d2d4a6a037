"""Some days at the console, so that each of its pages is seen: empty, filled, refused, and in every state."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from admin.desk.queue import LISTS
from intake.store.outbox import Delivery, mails_about
from tests.console.clerk import CUSTOMER_NUMBER, PASSWORD, TOTP_SECRETS, Clerk
from tests.console.desk import cancel_on_my_page, row
from tests.console.test_selecting import chooses
from tests.hostile.house import House
from tests.inquiries import answers, asks
from tests.scenery import hand_in

FEW, MANY = 15, 40
"""How many are handed in at first, and how many in the end, so that a list is full."""
CLERKS_PAGES = ("/queue", "/sheets", "/alarms", "/mails", "/search", "/password", "/kept", "/nowhere")
SUPERVISORS_PAGES = ("/closing", "/figures", "/staff", "/terminals")
AUDITORS_PAGES = ("/audit", "/audit/register", *SUPERVISORS_PAGES)
DAYS = ("8", "10", "11", "14")
LONG_NOTE = "玄関の右側にメーターがあります。犬がいますので、先にお電話をください。" * 5


class Days:
    """The staff and the applications they work at."""

    def __init__(self, house: House, language: str) -> None:
        self.house, self.language = house, language
        self.sato, self.suzuki, self.tanaka, self.kansa = (self._enter(name) for name in TOTP_SECRETS)
        self.handed_in: list[str] = []
        self.references: Iterator[str] = iter(())

    def all(self) -> None:
        """Every page."""
        self._nothing_yet()
        self._hand_in(FEW)
        self.references = iter(self.handed_in)
        self._lists()
        self._one_from_the_beginning_to_the_end()
        self._cancelled_after_the_paper()
        self._asked_and_noted()
        self._selected()
        self._sheets()
        self._refused()
        self._supervised()
        self._late()
        self._full()
        self._audited()
        self._in_the_other_language()
        self._signed_out()

    def _enter(self, username: str) -> Clerk:
        clerk = self.house.enter(username)
        clerk.client.get(f"/language/{self.language}")
        return clerk

    def _hand_in(self, count: int) -> None:
        house, days, tongues = self.house, cycle(DAYS), cycle(("ja", "ja", "en", "zh-Hans", "ja", "pt-BR"))
        ways = cycle(({}, {}, {"contact_method": "email"}, {"note": LONG_NOTE, "room": ""}))
        for _ in range(count):
            typed = next(ways) | {"start_date_day": next(days)}
            receipt = hand_in(house.store, house.keys.public(), house.clock, house.town, next(tongues), **typed)
            self.handed_in.append(receipt.application.reference)

    def _nothing_yet(self) -> None:
        for path in CLERKS_PAGES:
            self.sato.sees(path)
        for path in SUPERVISORS_PAGES:
            self.tanaka.sees(path)

    def _lists(self) -> None:
        for name in LISTS:
            self.sato.sees(f"/queue/{name}")
        self.sato.sees("/queue/new?procedure=start&language=en")
        self.sato.sees("/queue/new?procedure=stop")
        self.sato.presses(self.sato.sees("/queue"), "find", reference="1")

    def _one_from_the_beginning_to_the_end(self) -> None:
        one = next(self.references)
        self.sato.presses(self.sato.cover(one), "claim")
        self.suzuki.cover(one)
        self.sato.opens(one)
        serial = self.sato.prints(one)
        self.sato.sees(f"/applications/{one}/keyed")
        self.sato.presses(self.sato.sees(f"/applications/{one}/keyed"), "keyed", reference="1", serial="2")
        self.sato.keys(one, serial)
        self.sato.opens(one, reason="check")
        check = self.suzuki.opens(one, reason="check")
        self.suzuki.presses(check, "checked")
        self.suzuki.cover(one)
        self.suzuki.opens(one, reason="inquiry")

    def _cancelled_after_the_paper(self) -> None:
        house, printed, keyed = self.house, next(self.references), next(self.references)
        serial, other = self.sato.prints(printed), self.sato.prints(keyed)
        self.sato.keys(keyed, other)
        for reference in (printed, keyed):
            cancel_on_my_page(house.store, reference, house.clock)
        page = self.sato.cover(printed)
        self.sato.presses(page, "confirm-cancel", serials="99")
        self.sato.presses(page, "print-cancellation")
        self.sato.presses(self.sato.cover(printed), "confirm-cancel", serials=f"{serial:06d}")
        undone = {"serials": f"{other:06d}", "customer_number": CUSTOMER_NUMBER}
        self.sato.presses(self.sato.cover(keyed), "undo", **(undone | {"customer_number": "1"}))
        self.sato.presses(self.sato.cover(keyed), "undo", **undone)
        self.suzuki.cover(keyed)

    def _asked_and_noted(self) -> None:
        house, one = self.house, next(self.references)
        self.sato.presses(self.sato.cover(one), "ask", question="other", text="")
        asks(house.store, house.keys.public(), one, house.clock)
        self.sato.cover(one)
        answers(house.store, house.keys.public(), one, house.clock)
        opened = self.sato.opens(one, reason="inquiry")
        self.sato.presses(opened, "note", text="長" * 3000)
        self.sato.presses(
            opened, "note", text="大家さんに確認", means="phone", whom="applicant", result="no_answer"
        )
        self.sato.presses(opened, "note", text="二人目のメモ")
        self.sato.opens(one, reason="inquiry")
        self.tanaka.presses(self.tanaka.cover(one), "relink")

    def _selected(self) -> None:
        several = list(islice(self.references, 3))
        page = self.sato.sees("/queue/new")
        chooses(self.sato, page, "claim-chosen", *several[:2])
        printed = chooses(self.sato, self.sato.sees("/queue/unprinted"), "print-chosen", *several)
        self.sato.sees(printed.marks("data-batch-url")[0].removesuffix(".pdf"))
        chooses(self.sato, page, "print-chosen", *several)
        ended = next(self.references)
        self.sato.prints(ended)
        self.sato.presses(self.sato.cover(ended), "decline", reason="duplicate")
        self.sato.cover(ended)

    def _sheets(self) -> None:
        lost = next(self.references)
        serial = self.sato.prints(lost)
        self.sato.sees(f"/slips/{serial}")
        self.sato.presses(self.sato.sees("/sheets"), "lose", serials="abc")
        self.sato.presses(self.sato.sees("/sheets"), "lose", serials=str(serial))
        self.sato.presses(self.sato.cover(lost), "print", reason="lost")
        self.tanaka.cover(lost)
        self.tanaka.sees("/sheets")

    def _refused(self) -> None:
        for typed in ({"kana": "タカ"}, {"town": "無い町"}, {}):
            self.sato.presses(self.sato.sees("/search"), "search", **typed)
        with self.house.store.writing() as session:
            reference = next(self.references)
            mail = mails_about(session, row(self.house.store, reference).id)[0]
            mail.state, mail.tries, mail.trouble = Delivery.PARKED.value, 8, "SMTPRecipientsRefused 550"
        for clerk in (self.sato, self.tanaka):
            clerk.sees("/mails")
        self.sato.sees("/staff")
        self.sato.sees("/applications/0000000000")
        self.sato.presses(self.sato.sees("/password"), "change-password", present="no", password="a", again="b")
        self.sato.client.get("/queue", headers={"Host": "elsewhere.example"})
        self.sato.client.post("/queue")

    def _supervised(self) -> None:
        tanaka = self.tanaka
        tanaka.presses(tanaka.sees("/staff"), "add-account", username="ito", role="clerk")
        tanaka.presses(tanaka.sees("/staff"), "add-account", username="ito", role="clerk")
        tanaka.presses(tanaka.sees("/staff"), "end-suzuki")
        closed = tanaka.presses(tanaka.sees("/closing"), "close-day")
        tanaka.sees(f"/closing/{closed.marks('data-day')[0]}")
        for path in ("/figures", "/figures?year=2020", "/terminals"):
            tanaka.sees(path)

    def _late(self) -> None:
        self.house.clock.pass_by(days=4)
        for path in ("/alarms", "/sheets", "/queue", "/queue/soon"):
            self.sato.sees(path)
        for path in ("/alarms", "/closing"):
            self.tanaka.sees(path)

    def _full(self) -> None:
        self._hand_in(MANY)
        for path in ("/queue", "/queue?rows=50&tick=all", "/queue/unprinted"):
            self.sato.sees(path)

    def _in_the_other_language(self) -> None:
        """Everything that has an address, as it stands in the end."""
        other = "ja" if self.language == "en" else "en"
        for clerk, paths in (
            (self.sato, [*CLERKS_PAGES, *(f"/applications/{each}" for each in self.handed_in[:FEW])]),
            (self.tanaka, SUPERVISORS_PAGES),
            (self.kansa, AUDITORS_PAGES),
        ):
            for path in (f"/language/{other}", *paths, f"/language/{self.language}"):
                clerk.client.get(path)

    def _audited(self) -> None:
        for path in AUDITORS_PAGES:
            self.kansa.sees(path)
        self.kansa.presses(self.kansa.sees("/audit"), "verify")

    def _signed_out(self) -> None:
        """A form comes after the sitting has ended; then a wrong password."""
        page = self.sato.cover(next(self.references))
        self.house.watch.pass_by(minutes=21)
        self.sato.presses(page, "ask", question="other", text="昼にお電話します。")
        self.sato.sign_in("a wrong password")
        self.house.watch.pass_by(minutes=1)
        assert self.sato.sign_in(PASSWORD).status_code == 303
        self.sato.sees("/kept")
