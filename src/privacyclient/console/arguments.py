# SPDX-License-Identifier: MIT
"""What each verb takes. Light: the help of a verb needs nothing of the verb itself."""

from __future__ import annotations

import argparse
from argparse import SUPPRESS, ArgumentParser

from privacyclient import __version__

ON_OFF = ("on", "off")
SHELLS = ("bash", "zsh", "fish", "tcsh")
FILE = "FILE"
FOLDER = "DIR"
"""Arguments with one of these names are completed with files or folders."""

DEFAULTS = argparse.Namespace(profile="", vendor="", company="", json=False, no_color=False, unasked=False)


def add_global(parser: ArgumentParser) -> None:
    """Options of every verb. They stand before or after it, so nothing is set where they are not given."""
    group = parser.add_argument_group("options of every command")
    group.add_argument("-h", "--help", action="help", help="show this and end")
    group.add_argument(
        "--profile", metavar=FOLDER, default=SUPPRESS, help="keep all data in DIR (else PRIVACYCLIENT_PROFILE)"
    )
    group.add_argument(
        "--vendor",
        metavar="URL",
        default=SUPPRESS,
        help="send to URL in place of the companies' addresses; needs --profile (else PRIVACYCLIENT_VENDOR)",
    )
    group.add_argument(
        "--company", metavar="ID", default=SUPPRESS, help="the company that is meant, if several are here"
    )
    group.add_argument("--json", action="store_true", default=SUPPRESS, help="print one JSON document, also for errors")
    group.add_argument("--no-color", action="store_true", default=SUPPRESS, help="no colours (else NO_COLOR)")
    group.add_argument("--version", action="version", version=f"privacyclient {__version__}", help="tell the version")


def add_nothing(_: ArgumentParser) -> None:
    """For a verb that takes nothing."""


def add_window(parser: ArgumentParser) -> None:
    """Of `window`."""
    parser.add_argument("--page", default="", metavar="PAGE", help="the page to show, such as data or history")
    parser.add_argument("--item", default="", metavar="ITEM", help="the row of that page to show")


def add_doctor(parser: ArgumentParser) -> None:
    """Of `doctor`."""
    parser.add_argument("--full", action="store_true", help="check every link of the record, however long that takes")


def add_show(parser: ArgumentParser) -> None:
    """Of `show`."""
    parser.add_argument("channel", nargs="?", default="", metavar="CHANNEL", help="the way out to look at")
    parser.add_argument(
        "--bytes", action="store_true", help="print the very bytes that would be sent, and nothing else"
    )
    parser.add_argument(
        "--if-on",
        nargs="+",
        default=[],
        metavar="PURPOSE",
        help="a rehearsal: what would be sent if you said yes to PURPOSE (all: to all optional ones)",
    )


def add_send(parser: ArgumentParser) -> None:
    """Of `send`."""
    parser.add_argument("channel", metavar="CHANNEL", help="the way out to send through")
    parser.add_argument("--hold", action="store_true", help="put it into the outbox instead, with the usual wait")


def add_set(parser: ArgumentParser) -> None:
    """Of `set`."""
    parser.add_argument(
        "purpose",
        nargs="?",
        default="",
        metavar="PURPOSE",
        help="a purpose, or all for every optional one; none: list them",
    )
    parser.add_argument("value", nargs="?", choices=ON_OFF, metavar="on|off", help="your answer")


def add_pause(parser: ArgumentParser) -> None:
    """Of `pause`."""
    parser.add_argument(
        "until",
        nargs="?",
        default="",
        metavar="TIME",
        help="30m, 1h, 2d, until-tomorrow, or off to end it; none: tell how it is",
    )


def add_nothing_at_all(parser: ArgumentParser) -> None:
    """Of `nothing`."""
    parser.add_argument("value", nargs="?", choices=ON_OFF, metavar="on|off", help="none: tell how it is")


def add_do_not_track(parser: ArgumentParser) -> None:
    """Of `do-not-track`."""
    parser.add_argument("action", nargs="?", choices=("clear",), metavar="clear", help="forget that it was seen")


def add_zip(parser: ArgumentParser) -> None:
    """Of `zip`."""
    _typed(parser, "code", "CODE", "the zip or postal code")
    parser.add_argument("--precision", default="", metavar="LEVEL", help="how much of it is sent: 5, 3 or none")


def add_country(parser: ArgumentParser) -> None:
    """Of `country`."""
    _typed(parser, "name", "COUNTRY", "its code or English name")


def _typed(parser: ArgumentParser, name: str, shown: str, text: str) -> None:
    parser.add_argument(name, nargs="*", default=[], metavar=shown, help=f"{text}; none: tell what is known")
    parser.add_argument("--forget", action="store_true", help="forget what you typed")


def add_tell(parser: ArgumentParser) -> None:
    """Of `tell`."""
    parser.add_argument(
        "source", nargs="?", default="list", metavar="WHAT", help="zip, country, language, …; list: all"
    )
    parser.add_argument("value", nargs="*", default=[], metavar="VALUE", help="what is so")
    parser.add_argument("--forget", action="store_true", help="forget what you typed")


def add_precision(parser: ArgumentParser) -> None:
    """Of `precision`."""
    parser.add_argument(
        "item", nargs="?", default="", metavar="ITEM", help="none: list the items that can be made coarser"
    )
    parser.add_argument("level", nargs="?", default="", metavar="LEVEL", help="none: tell the levels of the item")


def add_guid(parser: ArgumentParser) -> None:
    """Of `guid`."""
    parser.add_argument(
        "action", nargs="?", default="show", choices=("show", "reset"), metavar="show|reset", help="show is the default"
    )
    parser.add_argument("--full", action="store_true", help="show the whole numbers")


def add_feature(parser: ArgumentParser) -> None:
    """Of `feature`."""
    parser.add_argument("name", nargs="?", default="", metavar="FEATURE", help="none: list them")
    parser.add_argument("value", nargs="?", choices=ON_OFF, metavar="on|off", help="whether you use it")


def add_report(parser: ArgumentParser) -> None:
    """Of `report`."""
    parser.add_argument("channel", metavar="CHANNEL", help="the way out the report belongs to")
    parser.add_argument(
        "values",
        nargs="+",
        metavar="ITEM=VALUE",
        help="a value as text; ITEM:=VALUE for a number, true, false or a list; - for JSON from standard input",
    )


def add_outbox(parser: ArgumentParser) -> None:
    """Of `outbox`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", prog="privacyclient outbox")
    actions.required = False
    now = add_action(actions, "send-now", "end the wait of a report and send it")
    now.add_argument("id", metavar="ID", help="its number")
    discard = add_action(actions, "discard", "take a report back; its content is erased")
    discard.add_argument("id", metavar="ID|all", help="its number, or all")


def add_receipts(parser: ArgumentParser) -> None:
    """Of `receipts`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", prog="privacyclient receipts")
    actions.required = False
    export = add_action(actions, "export", "write all receipts to a file only you can read (JSON-LD)")
    export.add_argument("file", metavar=FILE)
    export.add_argument("--force", action="store_true", help="replace a file that exists")


def add_settings(parser: ArgumentParser) -> None:
    """Of `settings`."""
    parser.add_argument("key", nargs="?", default="", metavar="NAME", help="none: list them")
    parser.add_argument("value", nargs="?", default="", metavar="NUMBER", help="none: tell how it is")


def add_agent(parser: ArgumentParser) -> None:
    """Of `agent`."""
    parser.add_argument("--once", action="store_true", help="send what is due, and end")


def add_service(parser: ArgumentParser) -> None:
    """Of `service`."""
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="…", help="see 'privacyclient service --help'")


def add_completion(parser: ArgumentParser) -> None:
    """Of `completion`."""
    parser.add_argument("shell", choices=SHELLS, metavar="|".join(SHELLS))


def add_try(parser: ArgumentParser) -> None:
    """Of `try`."""
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="PURPOSE=on|off",
        help="answer without being asked; all=on answers everything optional",
    )
    parser.add_argument("--zip", default="", metavar="CODE", help="a zip or postal code to have in the report")
    parser.add_argument("--keep", default="", metavar=FOLDER, help="leave everything in DIR, to look at it afterwards")
    parser.add_argument("--non-interactive", action="store_true", help="ask nothing")
    parser.add_argument("--console", action="store_true", help="no window, also where there is a screen")


def add_action(actions: argparse._SubParsersAction[ArgumentParser], name: str, text: str) -> ArgumentParser:
    """A verb below a verb."""
    parser = actions.add_parser(
        name, help=text, description=f"{text[0].upper()}{text[1:]}.", add_help=False, allow_abbrev=False
    )
    add_global(parser)
    return parser
