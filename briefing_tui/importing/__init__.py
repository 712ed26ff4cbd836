"""Saved pages -> `Draft`: what a page tells of a briefing, its words exactly as they stand.

Pure: no file, no network. Every line of a page becomes part of a field or is listed as left out;
nothing is guessed that the page does not show, and what was decided on thin evidence is told.
"""

from .page import read_page

__all__ = ["read_page"]
