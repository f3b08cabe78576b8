# SPDX-License-Identifier: MIT
"""Which addresses a report may go to, told without a look-up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyclient.errors import AddressError
from privacyclient.wire import address


@pytest.mark.parametrize(
    "url",
    [
        "https://in.acme.example/v1/logs",
        "https://in.acme.example",
        "https://in.acme.example:8443/a%2fb?x=1&y=%20",
        "https://192.0.2.7/v1/logs",
        "https://[2001:db8::1]:8443/v1/logs",
        "https://xn--bcher-kva.example/",
        "http://127.0.0.1:4318/v1/logs",
        "http://127.8.9.10/",
        "http://localhost:4318/v1/logs",
        "http://LOCALHOST/",
        "http://[::1]:4318/v1/logs",
    ],
)
def test_https_and_this_computer_may_be_sent_to(url: str) -> None:
    assert address.check(url) == url


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "names no address"),
        ("http://in.acme.example/v1/logs", "not an https address"),
        ("http://localhost.acme.example/", "not an https address"),
        ("http://127.0.0.1.acme.example/", "not an https address"),
        ("http://127.1/", "not an https address"),
        ("http://2130706433/", "not an https address"),
        ("http://0.0.0.0/", "not an https address"),
        ("http://[::ffff:192.0.2.1]/", "not an https address"),
        ("http://10.0.0.1/", "not an https address"),
        ("ftp://127.0.0.1/", "not an https address"),
        ("file:///etc/passwd", "names no host"),
        ("https:///v1/logs", "names no host"),
        ("//in.acme.example/v1/logs", "not an https address"),
        ("in.acme.example/v1/logs", "names no host"),
        ("https://user@in.acme.example/", "name or a password"),
        ("https://:secret@in.acme.example/", "name or a password"),
        ("https://in.acme.example:port/", "is not an address"),
        ("https://in.acme.example:99999/", "is not an address"),
        ("https://[in.acme.example/", "is not an address"),
        ("https://in.acme.example/a b", "can not stand in an address"),
        ("https://in.acme.example/a\r\nHost: other", "can not stand in an address"),
        ("https://in.acme.example/\x00", "can not stand in an address"),
        ("https://in.acme.example/ä", "can not stand in an address"),
        ("https://bücher.example/", "can not stand in an address"),
        ("https://in.acme.example\\@other.example/", "can not stand in an address"),
        ("https://in.acme.example/a\\b", "can not stand in an address"),
        ("http://127.0.0.1/\x7f", "can not stand in an address"),
    ],
)
def test_nothing_is_sent_anywhere_else(url: str, told: str) -> None:
    with pytest.raises(AddressError, match=told) as caught:
        address.check(url)
    assert caught.value.title
    assert caught.value.advice


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(AddressError) as caught:
        address.check("https://user:secret@in.acme.example/")
    assert "secret" not in caught.value.detail


@given(st.text(max_size=60) | st.text(max_size=40).map(lambda text: f"https://{text}"))
def test_whatever_is_not_an_address_is_said_to_be_none(url: str) -> None:
    try:
        assert address.check(url) == url
    except AddressError:
        return
    assert url.isascii()
    assert url.isprintable()
    assert " " not in url


@pytest.mark.parametrize(
    ("url", "vendor", "result"),
    [
        ("https://in.acme.example/v1/logs", "", "https://in.acme.example/v1/logs"),
        ("https://in.acme.example/v1/logs", "http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/logs"),
        ("https://in.acme.example/v1/logs", "http://127.0.0.1:4318/", "http://127.0.0.1:4318/v1/logs"),
        ("https://in.acme.example:8443/v1/logs?a=b", "https://x.example/p/", "https://x.example/p/v1/logs?a=b"),
        ("https://in.acme.example/v1/logs", "https://x.example/?c=d#e", "https://x.example/v1/logs"),
        ("", "http://127.0.0.1:4318", ""),
    ],
)
def test_another_vendor_takes_the_place_of_scheme_host_and_port(url: str, vendor: str, result: str) -> None:
    assert address.replaced(url, vendor) == result


def test_a_vendor_that_nothing_may_be_sent_to_is_refused() -> None:
    with pytest.raises(AddressError):
        address.replaced("https://in.acme.example/v1/logs", "http://x.example")


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:1/", True),
        ("https://localhost/", True),
        ("http://[::1]/", True),
        ("https://in.acme.example/", False),
        ("https://192.0.2.7/", False),
        ("", False),
    ],
)
def test_this_computer_is_known_without_a_look_up(url: str, *, here: bool) -> None:
    assert address.is_on_this_computer(url) == here
