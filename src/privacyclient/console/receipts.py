# SPDX-License-Identifier: MIT
"""`receipts`: a record of every yes and no, kept by the person (ISO/IEC TS 27560, JSON-LD)."""

from __future__ import annotations

from typing import Any

import msgspec

from privacyclient.choices import answers
from privacyclient.console.layout import Column
from privacyclient.console.log_export import target
from privacyclient.console.session import Session
from privacyclient.faces import units
from privacyclient.system.clock import local
from privacyclient.system.files import write_private

_COLUMNS = (
    Column("When"),
    Column("Company"),
    Column("Purpose", fit="wrap", least=14),
    Column("You said"),
    Column("In the"),
)


def receipts(session: Session) -> int:
    """List the answers, print their receipts with --json, or write these to a file."""
    company = session.given.company or None
    with session.reading() as connection:
        documents = [msgspec.json.decode(text) for text in answers.receipts(connection, company)]
        given = [answer for policy in session.companies() for answer in answers.history(connection, policy.company.id)]
    if session.given.action == "export":
        return _export(session, documents)
    if session.screen.json:
        session.screen.document({"receipts": documents})
        return 0
    if not documents:
        session.screen.title("You have not answered anything yet.")
        return 0
    titles = {policy.company.id: policy.company.title for policy in session.companies()}
    given.sort(key=lambda answer: answer.at, reverse=True)
    session.screen.table(
        _COLUMNS,
        [(local(one.at), titles[one.company], one.purpose, one.state.value, one.face.value) for one in given],
    )
    session.screen.line()
    session.screen.whisper("'privacyclient receipts export FILE' writes the whole receipts, with the texts you saw.")
    return 0


def _export(session: Session, documents: list[Any]) -> int:
    path = target(session.given.file, force=session.given.force)
    write_private(path, msgspec.json.format(msgspec.json.encode(documents), indent=1))
    if session.screen.json:
        session.screen.document({"file": str(path), "receipts": len(documents)})
    else:
        session.screen.title(f"{units.amount(len(documents), 'receipt')} written to {path}, readable by you only.")
    return 0
