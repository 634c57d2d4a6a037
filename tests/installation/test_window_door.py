"""A real nginx with docker/nginx/window.conf: what residents get from it, and that it keeps nothing of them."""

from __future__ import annotations

import http.client
import re
import ssl
import time

import trustme

from tests.installation.behind import ANSWER, Window
from tests.installation.front import Front, ask
from tests.installation.nginx import WINDOW_NAME, Door

CANARY = "canary7f3a"
LINE = re.compile(
    r"time=\S+ method=(GET|HEAD|POST|other) status=\d{3} bytes=\d+ seconds=[\d.]+ window=(-|[\d.,: -]+)"
)


def test_a_page_comes_through(door: Door, window: Window) -> None:
    assert ask(door, "GET", "/ja/")[:2] == (200, ANSWER)
    assert window.seen[0][:2] == ("GET", "/ja/")


def test_plain_http_leads_to_https_and_takes_nothing_along(door: Door) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", door.ports[8080], timeout=10)
    connection.request("GET", f"/ja/x?{CANARY}", headers={"Host": WINDOW_NAME})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Location")) == (308, f"https://{WINDOW_NAME}/")


def test_every_answer_tells_browsers_to_come_by_https_once_and_for_a_year(front: Front, window: Window) -> None:
    door = front.door(window.server_port)
    answers = [ask(door, "GET", "/"), ask(door, "GET", "/missing"), ask(door, "POST", "/", b"x" * 200_000)]
    assert [answer[0] for answer in answers] == [200, 404, 413]
    window.rude = True
    answers.append(ask(door, "GET", "/"))
    assert answers[-1][0] == 502
    assert {answer[2]["strict-transport-security"] for answer in answers} == {"max-age=31536000"}


def half_sent(door: Door, size: int) -> tuple[ssl.SSLSocket, bytes]:
    """A form of which all but the end has been sent and, after a moment, taken."""
    connection = door.connected()
    connection.sendall(f"POST /form HTTP/1.1\r\nHost: {WINDOW_NAME}\r\nContent-Length: {size}\r\n\r\n".encode())
    connection.sendall(b"p" * (size - 10))
    time.sleep(0.3)
    return connection, b"p" * 10


def test_what_residents_send_is_never_in_a_file_on_its_way(door: Door, window: Window) -> None:
    connection, rest = half_sent(door, 120_000)
    assert door.files_written() == []
    assert window.seen == [], "the window gets whole requests only"
    connection.sendall(rest)
    assert connection.recv(12) == b"HTTP/1.1 200"
    assert window.seen[0][3] == 120_000


def test_one_would_see_it_if_it_were(front: Front, window: Window) -> None:
    door = front.door(window.server_port, without="client_body_buffer_size 128k;")
    with half_sent(door, 120_000)[0]:
        assert "window-bodies" in door.files_written()[0]


def test_an_answer_to_a_slow_telephone_is_never_in_a_file(door: Door) -> None:
    assert asked_slowly(door) == []


def test_one_would_see_the_answer_too(front: Front, window: Window) -> None:
    door = front.door(window.server_port, without="proxy_max_temp_file_size 0;")
    assert "window-answers" in asked_slowly(door)[0]


def asked_slowly(door: Door) -> list[str]:
    """The files that are open while somebody has asked for much and reads nothing."""
    with door.connected() as connection:
        connection.sendall(f"GET /large HTTP/1.1\r\nHost: {WINDOW_NAME}\r\n\r\n".encode())
        time.sleep(0.5)
        return door.files_written()


def test_a_body_over_the_limit_is_refused_before_anybody_reads_it(door: Door, window: Window) -> None:
    assert ask(door, "POST", "/form", b"x" * 132_000)[0] == 413
    assert window.seen == []


def test_the_window_is_the_one_to_refuse_what_is_too_large_for_a_form(door: Door, window: Window) -> None:
    """From 64 kB on it answers with a page of its own, in the resident's language."""
    assert ask(door, "POST", "/form", b"x" * 70_000)[0] == 200
    assert window.seen[0][3] == 70_000


def test_what_a_visitor_says_of_whom_he_speaks_for_is_not_passed_on(door: Door, window: Window) -> None:
    said = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Port": "1",
        "X-Forwarded-Prefix": "/evil",
        "X-Real-IP": "203.0.113.9",
        "Forwarded": "for=203.0.113.9",
    }
    ask(door, "GET", "/", said=said)
    headers = {name.lower(): value for name, value in window.seen[0][2].items()}
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["host"] == WINDOW_NAME
    assert [name for name in headers if "forwarded" in name or "real" in name] == ["x-forwarded-for"]


def test_who_began_a_request_is_passed_on(door: Door, window: Window) -> None:
    """The window compresses by it, see docs/decisions/0015-compression.md."""
    ask(door, "GET", "/", said={"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "br"})
    assert window.seen[0][2]["Sec-Fetch-Site"] == "same-origin"
    assert window.seen[0][2]["Accept-Encoding"] == "br"


def test_the_logs_hold_nothing_that_a_visitor_wrote(door: Door, window: Window) -> None:
    words = {
        "Cookie": f"a={CANARY}",
        "Referer": f"https://x.example/{CANARY}",
        "User-Agent": CANARY,
        "X-Forwarded-For": CANARY,
    }
    ask(door, "GET", f"/{CANARY}?secret={CANARY}", said=words)
    ask(door, "POST", f"/{CANARY}", b"x" * 200_000, said=words)
    window.rude = True
    ask(door, "GET", f"/{CANARY}", said=words)
    for odd in (f"GET /{CANARY} HTTP/9.9", f"CANARY /{CANARY} HTTP/1.1", f"GET /%00{CANARY} HTTP/1.1", CANARY):
        with door.connected() as connection:
            connection.sendall(
                f"{odd}\r\nHost: {WINDOW_NAME}\r\nReferer: {CANARY}\r\nConnection: close\r\n\r\n".encode()
            )
            connection.recv(100)
    lines = door.log(lines=7)
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert CANARY not in "\n".join([*lines, door.errors]).lower()
    assert "127.0.0.1" not in "\n".join([*lines, door.errors])


def test_a_window_that_shows_a_strangers_certificate_is_no_window(front: Front) -> None:
    impostor = front.window(trustme.CA())
    assert ask(front.door(impostor.server_port), "POST", "/", b"a=b")[0] == 502
    assert impostor.seen == []


def test_a_form_is_never_sent_twice_and_a_question_goes_to_the_next_window(front: Front) -> None:
    rude, also_rude = front.window(rude=True), front.window(rude=True)
    door = front.door(rude.server_port, also_rude.server_port)
    assert ask(door, "POST", "/", b"a=b")[0] == 502
    assert len(rude.seen) + len(also_rude.seen) == 1
    assert ask(door, "GET", "/")[0] == 502
    assert len(rude.seen) + len(also_rude.seen) == 3


def test_while_no_window_answers_there_is_a_page_that_says_so(front: Front) -> None:
    status, page, headers = ask(front.door(front.window(rude=True).server_port), "GET", "/en/")
    assert status == 502
    assert "ただいまインターネットで受付できません" in page.decode()
    assert "not available now" in page.decode()
    assert headers["cache-control"] == "no-store"
