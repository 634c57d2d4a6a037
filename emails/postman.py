"""The postman: opens a mail with his key, writes the letter, and hands it over to the mail server.

The only module that imports Flask-Mail and smtplib. Flask-Mail itself starts TLS without checking whom it talks
to; the connection here checks the certificate and the name, and sends nothing where that fails.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from email.charset import BASE64, Charset
from email.header import Header
from email.policy import compat32
from email.utils import formataddr
from types import TracebackType

import flask_mail
from flask import Flask

from emails.addresses import NotAnAddress, on_the_wire
from emails.letters import LetterNotPossible, letter
from emails.letters.facts import VERIFYING, expiry
from emails.letters.writing import FOLDERS
from emails.outbox import Outcome
from emails.settings import PostmanSettings, SmtpDoor
from intake.catalogues import require_words
from intake.log import logger
from intake.metering import Meters
from intake.opening import open_letter
from intake.readings import in_brackets
from intake.sealing.keys import read_private
from intake.sealing.refusal import CannotOpen
from intake.store.outbox import Delivery, Mail

PATIENCE = 8.0
"""Seconds to wait for each answer. A try needs ten answers or so, which stays inside the lease."""

PATIENCE_AT_THE_END = 30.0
"""Seconds to wait after the last line: mail servers look through a mail before they say that they have it."""

_NOBODY_ELSE_COULD = (CannotOpen, LetterNotPossible, NotAnAddress, flask_mail.BadHeaderError)
"""Troubles of the mail itself: trying again changes nothing."""

_REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
"""A "5xx" to these is about this mail. Anywhere else (greeting, TLS, login, sender) it is about the two of us,
and a wrong password for an hour must not park the mail of a whole town."""


class Postman:
    """Holds the postman's private key and the way to the mail server; WrongKey when the passphrase is wrong.

    TownUnreadable for a town that offers a language without catalogue.
    """

    def __init__(self, settings: PostmanSettings) -> None:
        self.meters = Meters("postman")
        self._log = logger("postman")
        self.read_anew(settings)

    def read_anew(self, settings: PostmanSettings) -> None:
        """Work with these settings from the next mail on; as before where they can't be used (WrongKey …)."""
        require_words(FOLDERS, ("ja", *settings.town.languages))
        key = read_private(settings.key_file, settings.passphrase)
        trust = _trust(settings.door)
        self.most_tries = settings.most_tries
        self._settings = settings
        self._key = key
        self._app = Flask("postman")
        self._app.config.update(_flask_mail_settings(settings.door, settings.town.sender))
        self._mail = VerifyingMail(self._app, trust)

    def deliver(self, mail: Mail, at: datetime) -> Outcome:
        """Try once. Whatever goes wrong becomes an outcome, and no text of it goes anywhere: servers repeat
        addresses in their answers."""
        try:
            outcome = self._tried(mail, at)
        except Exception as problem:  # a mail that nobody foresaw must not stop the others
            outcome = _what_became(problem)
        self.meters.count("mizuguchi_letters_total", outcome=outcome.delivery.value)
        self._log.info(
            outcome.delivery.value, kind=mail.kind, mail=str(mail.id), tries=mail.tries, trouble=outcome.trouble
        )
        return outcome

    def _tried(self, mail: Mail, at: datetime) -> Outcome:
        if mail.tries > self.most_tries:
            return Outcome(Delivery.PARKED, "BrokeOff")
        facts = open_letter(mail.payload, mail.subject, self._key)
        if mail.kind in VERIFYING and expiry(facts) <= at:
            return Outcome(Delivery.PARKED, "expired", spent=True)
        self._sent(self._message(mail, facts, at))
        return Outcome(Delivery.DELIVERED)

    def _message(self, mail: Mail, facts: Mapping[str, str], at: datetime) -> flask_mail.Message:
        """The letter in its envelope. A second try has the same Message-ID, so that mail stores keep one."""
        town, base_url = self._settings.town, self._settings.base_url
        written = letter(mail.kind, facts, facts.get("language", ""), mail.reference, base_url, town)
        message = Envelope(
            subject=written.subject,
            recipients=[on_the_wire(facts.get("to", ""))],
            body=written.text,
            sender=formataddr((in_brackets(town.name("bureau", written.language)), town.sender)),
            date=at.timestamp(),
            charset=_utf8(),  # type: ignore[arg-type]  # email takes a Charset where it takes a name
            extra_headers={"Auto-Submitted": "auto-generated", "Content-Language": ", ".join(written.tags)},
        )
        message.msgId = f"<{mail.id}@{_domain(town.sender)}>"
        return message

    def _sent(self, message: flask_mail.Message) -> None:
        with self._app.app_context(), self._mail.connect() as connection:
            connection.send(message, envelope_from=self._settings.town.sender)


class Envelope(flask_mail.Message):
    """A message whose headers are encoded and folded once; Flask-Mail does it twice, and subjects lose spaces."""

    def as_bytes(self) -> bytes:
        """The mail as it goes over the wire."""
        mail = self._message()
        mail.policy = compat32.clone(linesep="\r\n")
        mail.replace_header("Subject", Header(self.subject, header_name="Subject"))  # type: ignore[arg-type]  # a str to typeshed
        mail.replace_header("From", str(self.sender))
        return mail.as_bytes()


class VerifyingMail(flask_mail.Mail):
    """Flask-Mail whose connections know whom they talk to."""

    def __init__(self, app: Flask, trust: ssl.SSLContext) -> None:
        super().__init__(app)
        self._trust = trust

    def connect(self) -> VerifyingConnection:
        """A connection that is not open yet; entering it opens it."""
        if self.state is None:
            raise RuntimeError("made without an app")
        return VerifyingConnection(self.state, self._trust)


class PatientDoor(smtplib.SMTP):
    """smtplib's client, with more time for the answer that counts: giving up there would send the mail twice."""

    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override]  # smtplib's own kinds of text
        """Hand over the mail and wait for the last answer."""
        if self.sock is not None:
            self.sock.settimeout(PATIENCE_AT_THE_END)
        return super().data(msg)


class VerifyingConnection(flask_mail.Connection):
    """STARTTLS with a checked certificate and name, then the login. Without TLS: SMTPNotSupportedError."""

    def __init__(self, state: flask_mail._Mail, trust: ssl.SSLContext) -> None:
        super().__init__(state)  # type: ignore[arg-type]  # Flask-Mail passes its state here too
        self._trust = trust

    def configure_host(self) -> smtplib.SMTP:
        """Connected, encrypted, logged in. On any trouble the socket is closed and nothing was said in clear."""
        name = _domain(self.mail.default_sender or "")
        host = PatientDoor(self.mail.server, self.mail.port or 0, local_hostname=name, timeout=PATIENCE)
        try:
            host.starttls(context=self._trust)
            if self.mail.username and self.mail.password:
                host.login(self.mail.username, self.mail.password)
        except BaseException:
            host.close()
            raise
        return host

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Say goodbye without waiting for an answer: what the mail server has taken, it has taken."""
        if self.host is not None:
            with suppress(OSError):
                self.host.putcmd("quit")
            self.host.close()


def _flask_mail_settings(door: SmtpDoor, sender: str) -> dict[str, object]:
    return {
        "MAIL_SERVER": door.host,
        "MAIL_PORT": door.port,
        "MAIL_USE_TLS": True,
        "MAIL_USERNAME": door.username or None,
        "MAIL_PASSWORD": door.password or None,
        "MAIL_DEFAULT_SENDER": sender,
        "MAIL_DEBUG": False,
        "MAIL_SUPPRESS_SEND": False,
    }


def _trust(door: SmtpDoor) -> ssl.SSLContext:
    """Trusts one CA and no other, checks the name, and speaks TLS 1.2 or newer."""
    context = ssl.create_default_context(cafile=str(door.ca))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _utf8() -> Charset:
    """UTF-8 in base64, in headers and text: it passes every relay between here and a phone."""
    charset = Charset("utf-8")
    charset.header_encoding = charset.body_encoding = BASE64
    return charset


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _what_became(problem: Exception) -> Outcome:
    """Refused for good, or to be tried again."""
    code = _code(problem)
    for_good = isinstance(problem, _NOBODY_ELSE_COULD) or (isinstance(problem, _REFUSALS) and code >= 500)
    trouble = f"{type(problem).__name__} {code}" if code else type(problem).__name__
    return Outcome(Delivery.PARKED if for_good else Delivery.WAITING, trouble)


def _code(problem: Exception) -> int:
    """The SMTP code of a failure, 0 where there is none."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return next((code for code, _text in problem.recipients.values()), 0)
    return problem.smtp_code if isinstance(problem, smtplib.SMTPResponseException) else 0
