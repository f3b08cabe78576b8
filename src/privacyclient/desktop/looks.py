# SPDX-License-Identifier: MIT
"""How the window looks: roles of colours, light and dark, and sizes relative to the system's font.

Every pair of text and ground has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3); a test computes it. In high
contrast the system's own colours are used and none of ours.
"""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from privacyclient.system.resources import resource

GRID = 8
"""Distances are multiples of it: label to help half, row to row 2.5, inside a card 2, card to card 3."""
WIDEST = 720
"""Most pixels of a line of text, at the usual size of letters."""
SIDEBAR = 220
ROW = 44
"""Least height of a row."""

TITLE = 1.6
LEAD = 1.25
BODY = 1.0
HELP = 0.92


class Roles(Struct, frozen=True):
    """A colour for each meaning. On and off are not green and red, and nothing is told by colour alone."""

    surface: str
    card: str
    text: str
    help: str
    accent: str
    on_accent: str
    leaving: str
    error: str
    line: str
    """Edges of cards and fields; no text stands on it."""
    scroll: str
    """Handles of scroll bars."""
    hover: str
    highlight: str
    """Ground of a row that was searched for."""


LIGHT = Roles(
    surface="#F6F7F9",
    card="#FFFFFF",
    text="#1B1E23",
    help="#59616B",
    accent="#0B6E8A",
    on_accent="#FFFFFF",
    leaving="#8A4B00",
    error="#B3261E",
    line="#D5D9DF",
    scroll="#A5ADB7",
    hover="#E9ECF0",
    highlight="#FFF1C9",
)
DARK = Roles(
    surface="#1B1D21",
    card="#25282D",
    text="#E9EBEE",
    help="#A9B1BB",
    accent="#5CC4E0",
    on_accent="#10262D",
    leaving="#F0B35A",
    error="#F2867E",
    line="#3A3F47",
    scroll="#5B636E",
    hover="#30343B",
    highlight="#3D351A",
)


def is_dark() -> bool:
    """Whether the system asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def high_contrast() -> bool:
    """Whether the system asks for more contrast than usual (known to Qt from 6.10 on)."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None:
        return False
    return bool(accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


def roles() -> Roles:
    """The roles in use."""
    return DARK if QApplication.palette().window().color().lightness() < 128 else LIGHT


def apply(app: QApplication) -> None:
    """Give the program its looks, now and whenever the system's scheme changes."""
    app.styleHints().colorSchemeChanged.connect(lambda _: follow_system(app))
    follow_system(app)


def follow_system(app: QApplication) -> None:
    """Dark or light, as the system is; in high contrast the system's own colours."""
    if high_contrast():
        plain = app.style().standardPalette()
        for one in (QPalette.ColorRole.BrightText, QPalette.ColorRole.LinkVisited, QPalette.ColorRole.PlaceholderText):
            plain.setColor(one, plain.windowText().color())
        app.setPalette(plain)
        app.setStyleSheet(_SHAPES)
    else:
        dress(app, DARK if is_dark() else LIGHT)


def dress(app: QApplication, found: Roles) -> None:
    """Put palette and style sheet on."""
    app.setPalette(_palette(found))
    app.setStyleSheet(_SHAPES + _colours(found))


def _palette(found: Roles) -> QPalette:
    palette = QPalette(QColor(found.card), QColor(found.surface))
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    for name, colour in (
        (role.Window, found.surface),
        (role.Base, found.card),
        (role.AlternateBase, found.surface),
        (role.Button, found.card),
        (role.ToolTipBase, found.card),
        (role.WindowText, found.text),
        (role.Text, found.text),
        (role.ButtonText, found.text),
        (role.ToolTipText, found.text),
        (role.PlaceholderText, found.help),
        (role.Highlight, found.accent),
        (role.HighlightedText, found.on_accent),
        (role.Link, found.accent),
        (role.LinkVisited, found.leaving),
        (role.BrightText, found.error),
        (role.Mid, found.line),
        (role.Accent, found.accent),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, name, QColor(found.help))
    return palette


_SHAPES = """
QFrame[role="card"] { border: 1px solid palette(mid); border-radius: 8px; }
QTreeView#sidebar { border: none; background: transparent; outline: none; }
QTreeView#sidebar::item { padding: 6px 4px; border-radius: 6px; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget#column { background: transparent; }
QTableView::item { padding: 0 6px; }
QHeaderView::section { padding: 4px 6px; border: none; border-bottom: 1px solid palette(mid);
    background: palette(base); }
"""


def _colours(found: Roles) -> str:
    return f"""
QFrame[role="card"] {{ background: {found.card}; border-color: {found.line}; }}
QFrame[found="true"] {{ background: {found.highlight}; border: none; border-radius: 6px; }}
QFrame[role="bar"] {{ background: {found.card}; border: 1px solid {found.line}; border-radius: 8px; }}
QFrame[role="banner"] {{ background: {found.hover}; border: none; border-radius: 8px; }}
QTreeView#sidebar::item:hover {{ background: {found.hover}; }}
QTreeView#sidebar::item:selected {{ background: {found.accent}; color: {found.on_accent}; }}
QPushButton {{ background: {found.card}; color: {found.text}; border: 1px solid {found.line}; border-radius: 6px;
    padding: 6px 14px; }}
QPushButton:hover {{ background: {found.hover}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QPlainTextEdit:focus, QAbstractItemView:focus
    {{ border: 2px solid {found.accent}; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ padding: 4px 7px; }}
QSpinBox:focus {{ padding: 4px 23px 4px 7px; }}
QPushButton:focus {{ border: 2px solid {found.accent}; padding: 5px 13px; }}
QPushButton:disabled {{ color: {found.help}; background: {found.surface}; }}
QPushButton[role="link"] {{ background: transparent; border: 1px solid transparent; color: {found.accent};
    padding: 4px 6px; text-align: left; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[role="link"]:focus {{ border: 2px solid {found.accent}; padding: 3px 5px; }}
QLineEdit, QComboBox, QSpinBox, QPlainTextEdit {{ background: {found.card}; color: {found.text};
    border: 1px solid {found.line}; border-radius: 6px; padding: 5px 8px; selection-background-color: {found.accent};
    selection-color: {found.on_accent}; }}
QComboBox::drop-down {{ border: none; width: 24px; subcontrol-origin: padding; }}
QComboBox::down-arrow {{ image: url("{_file("down")}"); width: 12px; height: 12px; }}
QSpinBox {{ padding: 5px 24px 5px 8px; }}
QScrollBar {{ background: transparent; margin: 0; border: none; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {found.scroll}; border-radius: 4px; margin: 2px; min-width: 32px; min-height: 32px; }}
QScrollBar::handle:hover {{ background: {found.help}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 20px; background: transparent; }}
QSpinBox::up-arrow {{ image: url("{_file("up")}"); width: 10px; height: 10px; }}
QSpinBox::down-arrow {{ image: url("{_file("down")}"); width: 10px; height: 10px; }}
QTabWidget::pane {{ border: none; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {found.help}; border: none; border-bottom: 2px solid transparent;
    padding: 6px 12px; }}
QTabBar::tab:selected {{ color: {found.text}; border-bottom: 2px solid {found.accent}; }}
QTabBar::tab:hover {{ color: {found.text}; }}
QTabBar::tab:focus {{ color: {found.accent}; }}
QHeaderView::section {{ background: {found.surface}; color: {found.help}; border: none;
    border-bottom: 1px solid {found.line}; padding: 6px; }}
QToolTip {{ background: {found.card}; color: {found.text}; border: 1px solid {found.line}; }}
"""


def _file(name: str) -> str:
    """The address of an icon for a style sheet; these are of a grey that can be seen on light and dark alike."""
    return resource("icons", f"{name}.svg").as_posix()


_TEXTS = {
    "": QPalette.ColorRole.WindowText,
    "help": QPalette.ColorRole.PlaceholderText,
    "accent": QPalette.ColorRole.Link,
    "leaving": QPalette.ColorRole.LinkVisited,
    "error": QPalette.ColorRole.BrightText,
}
"""Where the palette keeps the colour of each kind of text. No style sheet: a rule costs memory for every label."""


def write_as(label: QLabel, kind: str) -> None:
    """Give a label the colour of `help`, `accent`, `leaving`, `error`, or of usual text (empty)."""
    label.setProperty("role", kind)
    label.setForegroundRole(_TEXTS[kind])


def scaled(widget: QWidget, scale: float, *, bold: bool = False) -> None:
    """Give `widget` letters `scale` times as large as the system's."""
    font = QFont(QApplication.font())
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * scale)
    else:
        font.setPixelSize(round(font.pixelSize() * scale))
    font.setBold(bold)
    widget.setFont(font)


def monospace(scale: float = BODY) -> QFont:
    """The system's letters of one width, for values and bytes."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    size = QApplication.font().pointSizeF()
    if size > 0:
        font.setPointSizeF(size * scale)
    return font


def widest(widget: QWidget) -> int:
    """`WIDEST`, grown with the letters: at twice the size a line has as many of them."""
    usual = 16
    return max(WIDEST, round(WIDEST * widget.fontMetrics().height() / usual))
