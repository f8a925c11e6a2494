"""docs/vocabulary.md: its lists are sound, and change what the page says that they change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimledger.extract.certainty import modality_of, stance_of
from claimledger.extract.dates import find_dates
from claimledger.extract.quantities import find_quantities
from claimledger.extract.topic import Word, topic
from claimledger.ledger.words import parse_words
from claimledger.wordbook import SHIPPED, Wordbook, using

PAGE = (Path(__file__).parents[1] / "docs" / "vocabulary.md").read_text(encoding="utf-8")
FILES = {
    name: body.encode("utf-8") for name, body in re.findall(r"```yaml\n# vocabulary/(\S+\.yaml)\n(.*?)```", PAGE, re.S)
}
ROWS = re.findall(r"^\| (events|participants|units|holidays|stances|hedges) \| (.+?) \| (.+?) \|$", PAGE, re.M)


def read(kind: str, text: str) -> str:
    """What the resolver of a kind of list makes of a text, as the page writes it."""
    match kind:
        case "events" | "participants":
            found = topic([Word(word, word) for word in text.split()])
            return " ".join(found.events if kind == "events" else found.participants)
        case "units":
            [one] = find_quantities(text)
            return f"{'~' if one.approximate else ''}{one.min} {one.unit}"
        case "holidays":
            return " ".join(match.value or "" for match in find_dates(text))
        case "stances":
            return stance_of(text)
        case _:
            return modality_of(text)


@pytest.fixture(scope="module")
def words() -> Wordbook:
    found, problems = parse_words(FILES)
    assert problems == ()
    return found


def test_every_file_of_the_page_is_read(words: Wordbook) -> None:
    assert sorted(f"{name}.yaml" for name in words.added) == sorted(FILES)
    assert len(FILES) == 10


@pytest.mark.parametrize(("kind", "text", "meaning"), ROWS)
def test_the_words_of_the_page_do_what_it_says(words: Wordbook, kind: str, text: str, meaning: str) -> None:
    with using(words):
        assert read(kind, text) == meaning
    with using(SHIPPED):
        assert read(kind, text) != meaning
