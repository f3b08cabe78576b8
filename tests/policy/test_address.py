# SPDX-License-Identifier: MIT
"""Which addresses reports may go to, and what their origin is."""

from __future__ import annotations

import pytest

from privacyclient.policy.address import host_fault, origin, report_fault, web_fault


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/v1/logs", "https://a.example:443"),
        ("https://a.example:443/other?x=1", "https://a.example:443"),
        ("https://a.example:8443", "https://a.example:8443"),
        ("HTTPS://A.Example/", "https://a.example:443"),
        ("http://127.0.0.1:4318/v1/logs", "http://127.0.0.1:4318"),
        ("http://localhost/", "http://localhost:80"),
        ("http://[::1]:4318/", "http://[::1]:4318"),
    ],
)
def test_the_origin_names_scheme_host_and_port(address: str, expected: str) -> None:
    assert origin(address) == expected


@pytest.mark.parametrize("address", ["", "a.example", "ftp://a.example/", "https:///x", "https://[", "https://a:99999"])
def test_what_is_no_web_address_has_no_origin(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        origin(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example",
        "https://a.example/",
        "https://xn--acm-dma.example:8443/v1/logs?tenant=1",
        "https://192.0.2.1/v1/logs",
    ],
)
def test_an_address_for_reports_is_a_plain_https_address(address: str) -> None:
    assert report_fault(address) == ""
    assert web_fault(address.replace("https", "http")) == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://a.example/",
        "//a.example/",
        "https://",
        "https:a.example",
        "https://user@a.example/",
        "https://user:word@a.example/",
        "https://:word@a.example/",
        "https://@a.example/",
        "https://a.example/#",
        "https://a.example/#x",
        "https://a.example:0/",
        "https://a.example:x/",
        "https://a.example:65536/",
        "https://a..example/",
        "https://-a.example/",
        "https://a.example./",
        "https://a_b.example/",
        "https://[::1]/",
        "https://a.example/ x",
        "https://a.example/\n",
        " https://a.example/",
        "https://a.example\\@b.example/",
        "https://аcme.example/",
        f"https://{'a.' * 127}example/",
    ],
)
def test_any_other_address_is_refused(address: str) -> None:
    assert report_fault(address) != ""


@pytest.mark.parametrize(
    ("host", "good"), [("acme.example", True), ("a", True), ("", False), ("a b", False), ("a/", False)]
)
def test_a_site_is_a_host_name(host: str, good: bool) -> None:
    assert (host_fault(host) == "") is good
