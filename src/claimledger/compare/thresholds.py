"""Every threshold of comparison in one value, so that settings can fill it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How near is near. Each field says what it decides."""

    approximate: Decimal = Decimal("0.10")  # "about N" is N give or take this share
    rounding: Decimal = Decimal("0.03")  # slack of a figure that had to be converted to another unit
    story_names: int = 2  # names that two articles must share to be about one story
    story_days: int = 120  # days between publications beyond which two articles tell different stories
    shared_words: int = 2  # content words that two claims without figures share at least to be about one fact
    same_words: Decimal = Decimal("0.65")  # share of the shorter statement's content that the same statement keeps
    echo_words: Decimal = Decimal("0.4")  # share of the shorter statement's words that one source's repetition keeps
    copied_words: int = 9  # words in a row that show a statement to be copied, whoever is named as its source
    fact_days: int = 31  # a date given more vaguely than this dates no fact
    clock_minutes: int = 15  # minutes by which two times of one event may differ
    likeness: int = 30  # score (hundredths of a logit) from which two figures that no class names are of one fact
    candidates: int = 300  # claims that one fact of a claim may lead to; what is beyond is reported


DEFAULTS = Thresholds()
