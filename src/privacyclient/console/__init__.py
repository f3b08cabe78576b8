# SPDX-License-Identifier: MIT
"""The command line: one verb a module, imported only when that verb runs.

run.py         one run: parse, do, tell what went wrong
parser.py      the words of a command line
catalog.py     the one list of verbs
arguments*.py  what each verb takes
dispatch.py    from a verb's name to its module
session.py     what a verb is given: the profile, the record, the screen
screen.py      where it prints: text for a person, JSON for a program
layout.py      tables and paragraphs
"""
