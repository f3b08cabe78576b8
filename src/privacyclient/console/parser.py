# SPDX-License-Identifier: MIT
"""The words of a command line. Only the parser of the verb that was named is made; all of them for help."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import NoReturn

from msgspec import Struct

from privacyclient.console import arguments
from privacyclient.console.catalog import GROUPS, VERBS, Verb
from privacyclient.errors import UsageError

PROGRAM = "privacyclient"
WINDOW = "window"
STATUS = "status"
PASSED_ON = "service"
"""The verb whose arguments are another program's."""

_WITH_VALUE = ("--profile", "--vendor", "--company")

_EXAMPLES = (
    ("try", "see it work, with an example company, on this computer only"),
    ("show", "what would be sent now, and what would not"),
    ("set all off", "no to everything optional"),
    ("log --search Debian", "every report that held this word"),
)
_END = """\
exit codes:
  0  done                                     4  there is no such thing
  1  a check failed, or something went wrong  5  not delivered, or not known
  2  the command could not be understood      6  the record can not be used
  3  nothing may leave; it says why           7  no window can be opened here
 70  a fault in this program                130  stopped with Ctrl-C
                                            141  nobody read the output any more

environment:
  PRIVACYCLIENT_PROFILE, PRIVACYCLIENT_VENDOR  as --profile and --vendor
  DO_NOT_TRACK  set to anything but 0 or false: everything optional is off
  NO_COLOR      no colours"""


class Request(Struct, frozen=True):
    """A command line, understood."""

    verb: str
    given: Namespace


class Parser(ArgumentParser):
    """A parser whose faults are errors for a person, like all others."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", advice=f"See '{self.prog} --help'.")


class _WholeParser(Parser):
    """Every verb, in groups."""

    def format_help(self) -> str:
        lines = [f"usage: {PROGRAM} [COMMAND] [options]", "", self.description or "", ""]
        for group in GROUPS:
            lines += [f"{group.title}:", *(f"  {verb.name:14}{verb.help}" for verb in group.verbs), ""]
        lines += ["examples:", *(f"  {PROGRAM} {words:21}{meaning}" for words, meaning in _EXAMPLES), ""]
        formatter = self._get_formatter()
        for options in self._action_groups:
            formatter.start_section(options.title)
            formatter.add_arguments(action for action in options._group_actions if action.option_strings)
            formatter.end_section()
        without = f"Without a command: the {WINDOW}; where there is no screen: {STATUS}."
        return "\n".join([*lines, formatter.format_help(), without, "", _END, ""])


def parse(argv: Sequence[str], default: str = STATUS) -> Request:
    """What `argv` asks for; `default` where it names no verb.

    Raises UsageError; prints and raises SystemExit for --help and --version.
    """
    before, verb, after = _split(argv)
    if not verb and any(word in ("-h", "--help") for word in before):
        whole_parser().parse_args(before)
    name = verb or default
    if name not in VERBS:
        raise UsageError(f"There is no command '{name}'.", advice=_meant(name))
    given = Namespace(**vars(arguments.DEFAULTS))
    if name == PASSED_ON:
        given.arguments = after
        return Request(name, _globals_only().parse_args(before, given))
    given.unasked = not verb
    return Request(name, _verb_parser(VERBS[name]).parse_args([*before, *after], given))


def whole_parser() -> ArgumentParser:
    """The parser of every verb, for help and completion."""
    parser = _WholeParser(
        prog=PROGRAM,
        description="See what your media player sends about you, decide what may leave, and be able to prove it.",
        add_help=False,
        allow_abbrev=False,
    )
    arguments.add_global(parser)
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", prog=PROGRAM, parser_class=Parser)
    for verb in VERBS.values():
        _fill(verbs.add_parser(verb.name, help=verb.help, add_help=False, allow_abbrev=False), verb)
    return parser


def _globals_only() -> ArgumentParser:
    parser = Parser(prog=PROGRAM, add_help=False, allow_abbrev=False)
    arguments.add_global(parser)
    return parser


def _verb_parser(verb: Verb) -> ArgumentParser:
    return _fill(Parser(prog=f"{PROGRAM} {verb.name}", add_help=False, allow_abbrev=False), verb)


def _fill(parser: ArgumentParser, verb: Verb) -> ArgumentParser:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.description = f"{verb.help[0].upper()}{verb.help[1:]}." + (f"\n{verb.more}" if verb.more else "")
    if verb.examples:
        parser.epilog = "\n  ".join(["examples:", *(f"{PROGRAM} {example}" for example in verb.examples)])
    verb.add(parser)
    arguments.add_global(parser)
    return parser


def _split(argv: Sequence[str]) -> tuple[list[str], str, list[str]]:
    """The words before the verb, the verb (empty: none was named), the words after it."""
    words = list(argv)
    number = 0
    while number < len(words):
        word = words[number]
        if not word.startswith("-"):
            return words[:number], word, words[number + 1 :]
        number += 2 if word in _WITH_VALUE else 1
    return words, "", []


def _meant(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, VERBS, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"See '{PROGRAM} --help' for all commands."
