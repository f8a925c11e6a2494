"""Ledgers of any size, made up from a seed: many stories, some forty articles each, over ten years.

    python benchmarks/synthetic.py DIR --claims 100000

Every story has places, people and agencies of its own beside countries and title words that many share, as in a
newsroom's ledger. The same size and seed give the same bytes, those that `dump_record` would write (checked on some).
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from claimledger.ledger.codec import dump_record, parse_record
from claimledger.ledger.store import record_file
from claimledger.records import SCHEMA, ArticleInfo, claim_ids

CLAIMS_OF_AN_ARTICLE = 10
ARTICLES_OF_A_STORY = 40
FIRST_DAY, DAYS = date(2015, 1, 1), 3650


def _listed(words: str) -> list[str]:
    return words.split()


_SYLLABLES = _listed("ba ber chi dal dor fen gar hol jan kel lim mar nor ost pel quin ras sol tan ul ver wes yar zim")
_COUNTRIES = _listed("Peru Chile Japan Kenya Ghana France Spain Italy Poland Turkey India Nepal Norway Egypt Cuba Iran")
_STORIES = (
    ("killed", "kill", "person", "people", "died when the bridge over the river gave way during the morning rush"),
    ("injured", "injure", "person", "people", "were taken to hospital with burns and broken bones after the blast"),
    ("missing", "missing", "person", "people", "had not been found by nightfall, when divers broke off the search"),
    ("displaced", "displace", "person", "people", "had left their homes for schools and sports halls in the hills"),
    ("arrested", "arrest", "person", "people", "were held overnight after the march on the central bank turned ugly"),
    ("infected", "infect", "person", "people", "tested positive in the two weeks since the ward was first closed"),
    ("destroyed", "destroy", "house", "houses", "had been reduced to rubble along the coast road near the harbour"),
)
_TITLE = _listed(
    """Toll rises as rescuers search wreckage officials deny early figures survivors speak minister visits
    after before over amid against new more first last year days police court says warns vows calls seeks faces opens
    closes ends starts talks deal plan vote crisis probe inquiry families homes roads schools water power aid border
    storm fire strike march market price bank budget report leaders experts residents workers students farmers"""
)
_OFFICES = (
    *("Fire Service", "Health Ministry", "Coast Guard", "Port Authority", "Civil Defence", "Interior Ministry", "Army"),
    *("City Police", "Transport Ministry", "Seismology Institute", "Red Cross", "Governor", "Water Board", "Hospital"),
    *("Rail Company", "Workers Union", "Farm Ministry", "High Court", "Central Bank", "Weather Office", "Mayor"),
)
_SMALL = frozenset(["the", "and", "had", "were", "of", "on", "off", "by", "for", "in", "to"])
_CUES = ("said", "told reporters", "added", "announced")


@dataclass(frozen=True, slots=True)
class _Story:
    places: tuple[str, ...]
    people: tuple[str, ...]
    agencies: tuple[str, ...]
    country: str
    start: date
    kinds: tuple[int, ...]


def write_ledger(folder: Path, claims: int, seed: int = 1) -> int:
    """The number of articles written below ``folder``/articles, the claims rounded up to whole articles."""
    count = 0
    made: set[Path] = set()
    for name, text in _articles(-(-claims // CLAIMS_OF_AN_ARTICLE), random.Random(seed)):
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        if count % 1000 == 0:
            record, problems = parse_record(text)
            assert record is not None and not problems, problems
            assert dump_record(record) == text
        path.write_text(text, encoding="utf-8")
        count += 1
    return count


def _articles(count: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """File names relative to the ledger, and texts."""
    story = _story(dice)
    for number in range(count):
        if number % ARTICLES_OF_A_STORY == 0:
            story = _story(dice)
        yield _article(number, story, dice)


def _story(dice: random.Random) -> _Story:
    def name() -> str:
        return "".join(dice.choices(_SYLLABLES, k=3)).capitalize()

    places = (name(), name(), name())
    return _Story(
        places,
        tuple(f"{name()} {name()}" for _ in range(4)),
        tuple(f"{place} {office}" for place, office in zip(places, dice.sample(_OFFICES, 3), strict=True)),
        dice.choice(_COUNTRIES),
        FIRST_DAY + timedelta(days=dice.randrange(DAYS)),
        tuple(dice.sample(range(len(_STORIES)), 3)),
    )


def _article(number: int, story: _Story, dice: random.Random) -> tuple[str, str]:
    day = (story.start + timedelta(days=dice.randrange(30))).isoformat()
    article = f"a{hashlib.sha256(str(number).encode()).hexdigest()[:11]}"
    title = " ".join((*dice.sample(_TITLE, 4), "in", story.places[0]))
    outlet = f"The {story.places[2]} Post"
    claims = [_claim(story, dice, 300 + 250 * turn) for turn in range(CLAIMS_OF_AN_ARTICLE)]
    ids = claim_ids(article, [(statement, speaker) for statement, speaker, _ in claims])
    head = (
        f"schema: {SCHEMA}\narticle:\n  id: {article}\n  path: articles/{number}.txt\n  title: {title}\n"
        f'  outlet: {outlet}\n  published: "{day}"\n'
        f"  url: https://news.example/{number}\n  model: claimledger-en 1.0\n"
    )
    body = "claims:\n" + "".join(f"- id: {one}\n{text}" for one, (_, _, text) in zip(ids, claims, strict=True))
    digest = f"digest: {{claims: {len(claims)}, sha256: {hashlib.sha256((head + body).encode()).hexdigest()}}}\n"
    info = ArticleInfo(article, title=title, outlet=outlet, published=day)
    return record_file(info), head + digest + body


def _claim(story: _Story, dice: random.Random, at: int) -> tuple[str, str, str]:
    word, event, unit, plural, tail = _STORIES[dice.choice(story.kinds)]
    place, speaker, agency = dice.choice(story.places), dice.choice(story.people), dice.choice(story.agencies)
    figure = dice.randrange(20, 900)
    statement = f"at least {figure} {plural} in {place} {tail}"
    folded = f" >-\n    {statement}" if len(statement) > 107 else f" {statement}"
    cue, end = dice.choice(_CUES), at + len(statement)
    words = sorted({place.lower(), word, plural, *tail.replace(",", "").split()} - _SMALL)
    day = (story.start + timedelta(days=dice.randrange(30))).isoformat()
    text = (
        f"  statement:{folded}\n  span: [[{at}, {end}]]\n  quote: indirect\n"
        f"  cue: {{text: {cue}, span: [{end + 40}, {end + 40 + len(cue)}]}}\n"
        f"  speaker: {{name: {speaker}, kind: person, role: spokesperson, affiliation: {agency}, "
        f"mention: {speaker}, span: [{end + 2}, {end + 39}]}}\n"
        f"  agency: {agency}\n"
        f'  said_on: {{text: on Friday, date: "{day}", span: [{end + 60}, {end + 69}]}}\n'
        f"  places: [{place}]\n  quantities:\n"
        f"  - {{text: at least {figure} {plural}, min: {figure}, unit: {unit}, span: [{at}, {at + 16}]}}\n"
        f"  about:\n    events: [{event}]\n    participants: [{story.country}, {unit}]\n"
        f"    words: [{', '.join(words[:12])}]\n    measures: [{event}]\n"
    )
    return statement, speaker, text


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if chosen.folder is None:
        options.print_usage()
    else:
        print(write_ledger(chosen.folder, chosen.claims, chosen.seed), "articles")
