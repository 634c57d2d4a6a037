"""Which browsers the residents' door speaks with, and under which name."""

from __future__ import annotations

import socket
import ssl
import threading

import pytest
import trustme

from tests.installation.nginx import WINDOW_NAME, Door


def client(version: ssl.TLSVersion, authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = version, version
    return context


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_a_browser_that_knows_old_tls_only_is_refused(door: Door, version: ssl.TLSVersion) -> None:
    old = client(version, door.authority)
    with pytest.raises(ssl.SSLError, match=r"(?i)alert protocol version|handshake failure"):
        door.connected(context=old)
    # The same browser gets through to a server that knows it, so it was the door that refused.
    assert spoken_with_a_lenient_server(door.authority, version) == ssl_name(version)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_of_today_is_spoken(door: Door, version: ssl.TLSVersion) -> None:
    with door.connected(context=client(version, door.authority)) as connection:
        assert connection.version() == ssl_name(version)


def ssl_name(version: ssl.TLSVersion) -> str:
    return version.name.replace("_", ".")


def spoken_with_a_lenient_server(authority: trustme.CA, version: ssl.TLSVersion) -> str | None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    authority.issue_cert(WINDOW_NAME).configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(
            target=lambda: context.wrap_socket(listener.accept()[0], server_side=True), daemon=True
        )
        thread.start()
        plain = socket.create_connection(listener.getsockname(), timeout=10)
        with client(version, authority).wrap_socket(plain, server_hostname=WINDOW_NAME) as spoken:
            thread.join(10)
            return spoken.version()


@pytest.mark.parametrize("name", ["other.example", None])
def test_another_name_gets_no_certificate(door: Door, name: str | None) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with pytest.raises(ssl.SSLError, match=r"(?i)unrecognized.name"):
        door.connected(name, context)
