# SPDX-License-Identifier: MIT
"""Addresses of a policy: which may be opened, which are asked about, which are text for good."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace
from tests.desktop.leaving import noted
from tests.policy.edits import second

from privacyclient.desktop.document.web_address import Leads, leads, open_in_browser, write_mail


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("https://acme.example/", Leads.OWN),
        ("https://WWW.acme.example/privacy", Leads.OWN),
        ("https://notacme.example/", Leads.ELSEWHERE),
        ("https://acme.example.net/", Leads.ELSEWHERE),
        ("https://acme.example@other.example/", Leads.NOWHERE),
        ("http://acme.example/", Leads.NOWHERE),
        ("file:///etc/passwd", Leads.NOWHERE),
        ("javascript:alert(1)", Leads.NOWHERE),
    ],
)
def test_an_address_leads_home_elsewhere_or_nowhere(address: str, where: Leads) -> None:
    assert leads(second(), address) is where


def test_an_address_of_an_example_company_leads_nowhere() -> None:
    policy = replace(second(), example=True)
    assert leads(policy, "https://acme.example/") is Leads.NOWHERE


@pytest.mark.usefixtures("qapp")
def test_only_https_addresses_reach_the_browser() -> None:
    with noted() as opened:
        assert open_in_browser("https://acme.example/a?b=c")
        for other in ("http://acme.example/", "file:///etc/passwd", "mailto:a@acme.example", "https://a b"):
            assert not open_in_browser(other)
    assert opened.addresses == ["https://acme.example/a?b=c"]


@pytest.mark.usefixtures("qapp")
def test_a_mail_holds_the_text_and_no_header_that_stands_in_it() -> None:
    text = "Grüße & more?\nbcc: x@evil.example&bcc=x@evil.example #end"
    with noted() as opened:
        assert write_mail("privacy@acme.example", "A&B=C", text)
    (address,) = opened.addresses
    parts = urlsplit(address)
    assert (parts.scheme, parts.path) == ("mailto", "privacy@acme.example")
    assert parse_qs(parts.query) == {"subject": ["A&B=C"], "body": [text.replace("\n", "\r\n")]}
