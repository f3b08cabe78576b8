# SPDX-License-Identifier: MIT
"""The one list of verbs: what help, completion and the parser know of them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable

from msgspec import Struct

from privacyclient.console import arguments, arguments_record


class Verb(Struct, frozen=True):
    """One verb of the command line."""

    name: str
    help: str
    """What it does, in a line."""
    add: Callable[[ArgumentParser], None]
    """Adds its arguments."""
    more: str = ""
    """What a person should know besides."""
    examples: tuple[str, ...] = ()


class Group(Struct, frozen=True):
    """Verbs that belong together."""

    title: str
    verbs: tuple[Verb, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        "See",
        (
            Verb(
                "window",
                "the same as a window: see, decide, look back",
                arguments.add_window,
                more="Without a command this opens where there is a screen.",
                examples=("window", "window --page history"),
            ),
            Verb("status", "what may leave this computer, and why it may or may not", arguments.add_nothing),
            Verb(
                "show",
                "what would be sent: here, there, to whom, why",
                arguments.add_show,
                more="Looking at a report that may leave keeps it as a draft: 'send' sends these very bytes.",
                examples=("show", "show technical-data --bytes", "show technical-data --if-on all"),
            ),
            Verb(
                "doctor",
                "check profile, record, files and clock; nothing is contacted",
                arguments.add_doctor,
                more="Ends with 1 when something is wrong.",
            ),
        ),
    ),
    Group(
        "Decide",
        (
            Verb(
                "set",
                "say yes or no to a purpose",
                arguments.add_set,
                more="A no takes back every report that waits and rests on it. What was sent stays with the company.",
                examples=("set", "set optimise-delivery on", "set all off"),
            ),
            Verb("notice", "what each company says it needs, and how to stop it", arguments.add_nothing),
            Verb("pause", "send nothing optional for a while", arguments.add_pause, examples=("pause 1h", "pause off")),
            Verb(
                "nothing",
                "send nothing at all, required reports included",
                arguments.add_nothing_at_all,
                examples=("nothing on", "nothing off"),
            ),
            Verb(
                "do-not-track",
                "whether DO_NOT_TRACK was seen, and forget that",
                arguments.add_do_not_track,
                more="Once any part of this program saw it set, everything optional stays off until you clear it.",
            ),
            Verb(
                "feature",
                "what of a company's services you use",
                arguments.add_feature,
                more="What a company says it needs is sent only while you use what needs it.",
                examples=("feature", "feature sign-in off"),
            ),
        ),
    ),
    Group(
        "Tell",
        (
            Verb(
                "zip",
                "your zip or postal code, typed by you, never guessed",
                arguments.add_zip,
                examples=("zip 98111", "zip --precision 3", "zip --forget"),
            ),
            Verb("country", "your country", arguments.add_country, examples=("country US", "country --forget")),
            Verb("tell", "anything else only you can say", arguments.add_tell, examples=("tell", "tell age 42")),
            Verb(
                "precision",
                "how exactly an item is sent",
                arguments.add_precision,
                examples=("precision", "precision memory class"),
            ),
            Verb(
                "guid", "the numbers that name this installation", arguments.add_guid, examples=("guid", "guid reset")
            ),
        ),
    ),
    Group(
        "Send",
        (
            Verb(
                "send",
                "send the report that 'show' shows, now",
                arguments.add_send,
                examples=("send technical-data", "send technical-data --hold"),
            ),
            Verb(
                "outbox",
                "what waits, and since when it may leave",
                arguments.add_outbox,
                examples=("outbox", "outbox send-now 7", "outbox discard all"),
            ),
            Verb(
                "report",
                "hand in what a player reports",
                arguments.add_report,
                more="What the policy does not declare, or you said no to, is held back and named.",
                examples=(
                    "report usage content_title='Blue Train' content_action=play",
                    "report usage - < events.json",
                ),
            ),
            Verb(
                "agent",
                "the background process that sends what is due",
                arguments.add_agent,
                examples=("agent", "agent --once"),
            ),
        ),
    ),
    Group(
        "Look back",
        (
            Verb(
                "log",
                "the record of every report, byte for byte",
                arguments_record.add_log,
                examples=(
                    "log --since 7d",
                    "log --search Debian",
                    "log show 7 --bytes",
                    "log export --format har record.har",
                    "log verify",
                ),
            ),
            Verb(
                "receipts",
                "a receipt for every yes and no",
                arguments.add_receipts,
                examples=("receipts", "receipts export receipts.json"),
            ),
        ),
    ),
    Group(
        "Companies",
        (
            Verb(
                "policy",
                "what a company says it may collect",
                arguments_record.add_policy,
                examples=(
                    "policy list",
                    "policy show",
                    "policy check FILE",
                    "policy compare OLD NEW",
                    "policy translate FILE de > new.po",
                ),
            ),
        ),
    ),
    Group(
        "This program",
        (
            Verb(
                "try",
                "see it work with an example company; everything stays here",
                arguments.add_try,
                examples=("try", "try --answer all=on --zip 98111", "try --keep /tmp/example"),
            ),
            Verb(
                "settings",
                "how long reports wait and how long the record is kept",
                arguments.add_settings,
                examples=("settings", "settings hold-hours 0"),
            ),
            Verb("service", "a service to send to, on this computer, for trying out", arguments.add_service),
            Verb(
                "completion",
                "a script that completes commands in your shell",
                arguments.add_completion,
                examples=("completion bash > ~/.local/share/bash-completion/completions/privacyclient",),
            ),
        ),
    ),
)

VERBS: dict[str, Verb] = {verb.name: verb for group in GROUPS for verb in group.verbs}
