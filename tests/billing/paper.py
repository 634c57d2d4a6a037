"""A paper slip as it lies beside the billing terminal, and a clerk's hands."""

import re
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from stdnum import damm
from werkzeug.test import TestResponse

SITE = "https://localhost"
PASSWORD = "mizu-to-midori-2026"
SLIP = {
    "reference": "412-070-395-7",
    "serial": "000123",
    "start_date_year": "2026",
    "start_date_month": "4",
    "start_date_day": "1",
    "zip": "250-0042",
    "town": "荻窪",
    "lot": "300番地",
    "building": "水口荘",
    "room": "203",
    "family_name": "渡邉",
    "given_name": "花子",
    "family_kana": "ワタナベ",
    "given_kana": "ハナコ",
    "phone": "0465-00-0000",
    "payment": "account_transfer",
    "post_to": "",
    "customer_number": "",
    "note": "",
}


class Wristwatch:
    """The only fake: a clock that a test can turn forward."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 20, 1, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def wait(self, seconds: int) -> None:
        self.time += timedelta(seconds=seconds)


def reference(number: int) -> str:
    """Make a reception reference with a good check digit."""
    return f"{number:09d}" + str(damm.calc_check_digit(f"{number:09d}"))


class Hands:
    """A person at the terminal: loads a page, takes its hidden token along and presses a button."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def look(self, path: str) -> TestResponse:
        return self.client.get(path, base_url=SITE)

    def press(self, page: str, action: str, **fields: str) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.look(page).text)
        assert token, f"{page} has no form"
        return self.post(action, csrf_token=token.group(1), **fields)

    def post(self, action: str, **fields: str) -> TestResponse:
        return self.client.post(action, data=fields, base_url=SITE, headers={"Referer": f"{SITE}/"})

    def sign_in(self, username: str, password: str = PASSWORD) -> TestResponse:
        return self.press("/sign-in", "/sign-in", username=username, password=password)

    def key(self, **changed: str) -> TestResponse:
        return self.press("/registrations/new", "/registrations/new", **{**SLIP, **changed})

    def compare(self, number: int) -> TestResponse:
        return self.press("/registrations", f"/registrations/{number}/compared")
