# SPDX-License-Identifier: MIT
"""What the verbs `log` and `policy` take, which have verbs below them."""

from __future__ import annotations

from argparse import ArgumentParser

from privacyclient.console.arguments import FILE, add_action

FORMS = ("har", "jsonl", "csv")
LIMIT = 50
LARGEST = 1000


def add_log(parser: ArgumentParser) -> None:
    """Of `log`."""
    add = parser.add_argument
    add("--search", default="", metavar="TEXT", help="only reports that contain TEXT")
    add("--since", default="", metavar="TIME", help="only those made since: 90m, 12h, 7d, or a date such as 2026-11-23")
    add("--channel", default="", metavar="CHANNEL", help="only those of one way out")
    add("--state", default="", metavar="STATE", help="only those in one state: delivered, queued, cancelled, …")
    add("--limit", default=str(LIMIT), metavar="N", help=f"how many, at most {LARGEST} (%(default)s)")
    add("--before", default="", metavar="ID", help="only those older than the report ID")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", prog="privacyclient log")
    actions.required = False

    show = add_action(actions, "show", "everything about one report: its bytes, its reasons, what came of it")
    show.add_argument("id", metavar="ID", help="its number")
    show.add_argument("--bytes", action="store_true", help="print the body as it was sent, and nothing else")

    add_action(actions, "held", "the names of what was held back, and why; never a value")

    export = add_action(actions, "export", "write the record to a file only you can read")
    export.add_argument("--format", required=True, choices=FORMS, metavar="|".join(FORMS))
    export.add_argument("file", metavar=FILE)
    export.add_argument("--unmasked", action="store_true", help="with identifiers and other identifying values")
    export.add_argument("--force", action="store_true", help="replace a file that exists")

    verify = add_action(actions, "verify", "check that nothing in the record was edited, removed or reordered")
    verify.add_argument("--head", default="", metavar="SEQ:HASH", help="a head you noted earlier ('log head')")

    add_action(actions, "head", "the newest point of the record, to be kept elsewhere")

    clear = add_action(actions, "clear", "erase every report that does not wait")
    clear.add_argument("--yes", action="store_true", help="do not ask")
    clear.add_argument("--exports", action="store_true", help="delete exports with identifying values as well")


def add_policy(parser: ArgumentParser) -> None:
    """Of `policy`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", prog="privacyclient policy")
    actions.required = False

    add_action(actions, "list", "company files on this computer, used and refused, and the examples")

    check = add_action(actions, "check", "check a company file and name every fault")
    check.add_argument("file", metavar=FILE)

    add_action(actions, "schema", "the JSON Schema of a company file")

    show = add_action(actions, "show", "read what the company says, topic by topic")
    show.add_argument("topic", nargs="?", default="", metavar="TOPIC", help="none: list the topics")
    show.add_argument("--search", default="", metavar="TEXT", help="only topics that contain TEXT")

    compare = add_action(actions, "compare", "tell what is different in another version")
    compare.add_argument("old", metavar=FILE)
    compare.add_argument("new", metavar=FILE)

    translate = add_action(actions, "translate", "print a translation with what is still to be done, for a new file")
    translate.add_argument("file", metavar=FILE)
    translate.add_argument("language", metavar="LANG", help="such as de or pt_BR; the file of it lies beside FILE")

    use = add_action(actions, "use", "add a company file to a profile of its own (--profile)")
    use.add_argument("file", metavar="FILE|example:NAME")

    add_action(actions, "drop", "take a company's file out of a profile of its own (--profile)")
