# SPDX-License-Identifier: MIT
"""Tables and paragraphs keep to the width, count wide characters as two, and show foreign text as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyclient.console.layout import Column, cut, paragraph, plain, table, width, wrap

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Mn", "Mc", "Me", "Cf", "Cc", "Zl", "Zp"]), max_size=60)


def as_it_is(_row: int, _column: int, text: str) -> str:
    return text


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("né", 2), ("日本", 4), ("e\u0301", 1), ("…", 1)])
def test_width_counts_columns_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("ab cd", 4, "ab…")],
)
def test_what_is_too_long_ends_in_three_dots(text: str, room: int, shown: str) -> None:
    assert cut(text, room) == shown


@given(TEXT, st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert all(width(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_paragraph_keeps_line_ends_and_indents() -> None:
    assert paragraph("one two\nthree", 20, "  ", "- ") == ["- one two", "  three"]
    assert paragraph("", 20) == [""]


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\rb", "\u202egnp", "bell\x07", "\ud800"])
def test_what_a_terminal_would_obey_is_written_out(text: str) -> None:
    shown = plain(text)
    assert shown.isprintable()
    assert "\\" in shown


def test_plain_text_is_left_alone() -> None:
    assert plain("Zürich 日本 …") == "Zürich 日本 …"


COLUMNS = (
    Column("ID", right=True),
    Column("What", fit="wrap", least=6),
    Column("Value", fit="cut", least=6),
)


@given(st.lists(st.tuples(st.integers(0, 999).map(str), TEXT, TEXT), min_size=1, max_size=5), st.integers(30, 90))
def test_a_table_fits_and_its_columns_stand_in_line(rows: list[tuple[str, str, str]], room: int) -> None:
    laid = table(COLUMNS, rows, room, as_it_is)
    assert len(laid) == len(rows) + 1
    assert all(width(line) <= room for lines in laid for line in lines)
    assert all(width(lines[0]) >= 2 + len(row[0]) for lines, row in zip(laid[1:], rows, strict=True))


def test_a_table_cuts_values_first_then_wraps_words() -> None:
    rows = [("1", "some words that wrap", "a value that is longer than it needs to be")]
    assert table(COLUMNS, rows, 100, as_it_is)[1] == [
        "   1  some words that wrap  a value that is longer than it needs to be"
    ]
    assert table(COLUMNS, rows, 48, as_it_is)[1] == ["   1  some words that wrap  a value that is lon…"]
    assert table(COLUMNS, rows, 40, as_it_is)[1] == ["   1  some words that   a value that is…", "      wrap"]


def test_a_heading_without_titles_is_left_out() -> None:
    assert table((Column(""), Column("")), [("a", "b")], 40, as_it_is) == [[], ["  a  b"]]


def test_colours_do_not_count() -> None:
    laid = table(COLUMNS, [("1", "b", "c")], 40, lambda row, _, text: f"<{text}>" if row == 0 else text)
    assert laid[1] == ["   <1>  <b>     <c>"]
