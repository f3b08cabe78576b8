# SPDX-License-Identifier: MIT
"""Cookies: what they are for, whether they are needed, what may stop; and that this program keeps none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from msgspec.structs import replace
from tests.console.console import acme
from tests.desktop.desk import Desk, words
from tests.desktop.installing import install

from privacyclient.choices.words import sentence
from privacyclient.desktop.document.matter import COOKIE, Matter
from privacyclient.desktop.pages.cookies import CookiesPage
from privacyclient.desktop.widgets.rows import Row


def test_what_the_policy_says_of_cookies_is_there_in_full(example: Desk) -> None:
    page = example.page("cookies", CookiesPage)
    policy = example.find().company("")
    purpose, topic = policy.purpose("site-cookies"), next(one for one in policy.topics if one.id == "cookies")
    assert page.lead.text() == "RealNetworks uses cookies. You need not accept them."
    told = words(example.row(page, "purpose:site-cookies"))
    assert [part for part in (purpose.title, purpose.why, purpose.off, "No, optional.") if part not in told] == []
    told = words(example.row(page, "channel:cookies"))
    channel = policy.channel("cookies")
    titles = [policy.item(carry.item).title for carry in channel.carries]
    assert [part for part in (channel.description, channel.how_often, *titles) if part not in told] == []
    assert topic.text in words(example.row(page, "topic:cookies"))


def test_what_players_keep_is_not_watched_and_never_told_as_nothing(example: Desk) -> None:
    page = example.page("cookies", CookiesPage)
    assert "Not watched" in words(example.row(page, "channel:cookies"))
    told = words(example.row(page, "players"))
    assert "Not watched" in told
    assert not any(sign.isdigit() for sign in told)


def test_the_state_is_that_of_status_and_follows_what_the_console_answers(example: Desk) -> None:
    page = example.page("cookies", CookiesPage)
    row = example.row(page, "purpose:site-cookies")
    assert "You have not answered yet" in words(row)
    assert "it can not enforce it in a player or browser" in words(row)
    example.console("set", "site-cookies", "on")
    example.until(lambda: "On. You said yes" in words(row))
    told = example.console("status", "--json").document["companies"][0]["channels"]
    states = [one for channel in told for one in channel["purposes"] if one["id"] == "site-cookies"]
    assert [one["on"] for one in states] == [True]
    assert states[0]["sentence"].partition(" (")[0] in words(row)


def test_a_company_that_says_nothing_of_cookies_is_told_as_that(desk: Desk) -> None:
    page = desk.page("cookies", CookiesPage)
    assert page.lead.text() == "The policy of Acme says nothing of cookies."
    assert {row.item for row in page.findChildren(Row)} == {"here", "players"}
    assert "This program keeps no cookies" in words(page)


def test_what_a_new_policy_file_says_of_cookies_appears(desk: Desk) -> None:
    page = desk.page("cookies", CookiesPage)
    (file,) = (desk.console.folder / "policies").glob("*.toml")
    text = file.read_text("utf-8")
    install(file, text.replace('id = "track"\ntitle = "Track"', 'id = "track"\ntitle = "A cookie"', 1))
    desk.until(lambda: "A cookie" in words(page))
    told = words(desk.row(page, "channel:plays"))
    assert "A cookie" in told
    assert "Plays: off (not answered yet)" in told
    install(file, text)
    desk.until(lambda: page.lead.text() == "The policy of Acme says nothing of cookies.")


def test_parts_are_found_by_their_words_in_either_language(example: Desk) -> None:
    policy = example.find().company("")
    other = replace(policy, items=tuple(replace(one, title="Kekse") for one in policy.items))
    assert [one.id for one in Matter(other, policy, COOKIE).items] == ["cookie"]
    assert not Matter(other, other, ("no such word",))


@contextmanager
def baker() -> Iterator[tuple[str, list[str]]]:
    """A service that leaves a cookie with every answer, and notes those that come back."""
    came: list[str] = []

    class Baker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            came.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Set-Cookie", "id=1; Path=/; Max-Age=9999")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Baker)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", came
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_what_the_page_says_of_this_program_is_true(home: Path) -> None:
    with baker() as (url, came):
        console = acme(home, vendor=url)
        console("set", "all", "on")
        for _ in range(2):
            assert console("send", "ask").code == 0
    assert came == ["", ""]
    kept = [path for path in home.rglob("*") if path.is_file() and b"Max-Age=9999" in path.read_bytes()]
    assert kept == []


def test_every_row_is_found_by_the_search(two: Desk) -> None:
    for company in ("acme", "realnetworks"):
        page = two.page("cookies", CookiesPage, company)
        assert page.state.snapshot is not None
        entries = CookiesPage.findables(page.state.snapshot, company)
        assert {entry.landing.item for entry in entries} == {row.item for row in page.findChildren(Row)}


def test_what_company_says_is_needed_is_never_bare(example: Desk) -> None:
    page = example.page("cookies", CookiesPage)
    (file,) = (example.console.folder / "policies").glob("*.toml")
    text = file.read_text("utf-8")
    start = text.index('id = "site-cookies"')
    changed = text[start:].replace(
        'necessity = "optional"', 'necessity = "required"\nreason = "to let you in."\nrequired_when = "sign-in"', 1
    )
    install(file, text[:start] + changed)
    row = "RealNetworks says it needs this: to let you in. Sign out to stop it."
    example.until(lambda: row in words(example.row(page, "purpose:site-cookies")))
    assert page.lead.text() == "RealNetworks uses cookies, and says it needs some of them."
    snapshot = page.state.snapshot
    assert snapshot is not None
    company = snapshot.companies[0]
    states = [state for way in company.ways for state in way.state.states if state.purpose == "site-cookies"]
    assert sentence(states[0], company.policy) in words(example.row(page, "purpose:site-cookies"))
