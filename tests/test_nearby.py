"""What is left out of a ledger could not have met the claims that changed."""

from __future__ import annotations

import dataclasses
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.compare.changes import changes
from claimledger.compare.entry import entries
from claimledger.compare.verdict import relate
from claimledger.ledger.codec import dump_record
from claimledger.ledger.history import ledger_at
from claimledger.ledger.index import BrokenIndex, Index, Outline
from claimledger.ledger.people import Correction, Ruling
from claimledger.ledger.store import add_correction, add_ruling, load_ledger, record_file, write_records
from claimledger.records import (
    ArticleInfo,
    ArticleRecord,
    Claim,
    DateValue,
    Quantity,
    Speaker,
    Topic,
    article_id,
    claim_ids,
)
from claimledger.workflows.nearby import (
    Sieve,
    both_ledgers,
    index_version,
    make_index,
    may_meet,
    outline,
    part_of_ledger,
)
from claimledger.workflows.opened import opened, relations
from claimledger.workflows.place import Place


def record(
    body: str,
    place: str = "Vigo",
    agency: str = "Vigo Coast Guard",
    published: str | None = "2024-10-28",
    title: str | None = None,
    figures: tuple[int, ...] = (40,),
    said: str | None = None,
    participants: tuple[str, ...] = ("person",),
) -> ArticleRecord:
    ident = article_id(body)
    statements = [f"{figure} people died in {place}" for figure in figures]
    ids = claim_ids(ident, [(statement, agency) for statement in statements])
    claims = tuple(
        Claim(
            name,
            statement,
            ((50 * turn, 50 * turn + len(statement)),),
            speaker=Speaker(agency, "organization"),
            agency=agency,
            said_on=DateValue("then", said) if said else None,
            places=(place,),
            quantities=(Quantity(f"{figure} people", Decimal(figure), Decimal(figure), "person"),),
            about=Topic(("kill",), participants, ("die", "people"), measures=("kill",)),
        )
        for turn, (name, statement, figure) in enumerate(zip(ids, statements, figures, strict=True))
    )
    return ArticleRecord(ArticleInfo(ident, f"articles/{ident}.txt", title, None, published), claims)


PLACES = [
    "Vigo",
    "Lima",
    "the Kursk region",
    "Ñuñoa",
    "Côte d'Ivoire",
    "Vigo's old port",
    "eastern Peru",
    "İzmir",
    "ΣΟΦΙΑ",
]
AGENCIES = ["Vigo Coast Guard", "Peruvian Health Ministry", "the army", 'The "Blue" Cross', "Ana Ruiz", "NIS \\ HUR"]
DATES = [None, "2024-10-28", "2024-10", "XXXX-10-27", "2020-01-05", "2024-06-01/2024-07-01", "2024-10-01/.."]
TITLES = [
    None,
    "Ferry sinks off Vigo",
    "Peruvians vote: all you need",
    "Russia's war — what we know",
    "long " * 30 + "Lima",
]
COUNTRIES = ["person", "Peru", "North Korea", "United States", "Russia"]
RECORDS = st.builds(
    record,
    st.text(min_size=1, max_size=5),
    st.sampled_from(PLACES),
    st.sampled_from(AGENCIES),
    st.sampled_from(DATES),
    st.sampled_from(TITLES),
    st.just((40, 41)),
    st.sampled_from(DATES),
    st.lists(st.sampled_from(COUNTRIES), max_size=2).map(tuple),
)


@given(RECORDS, RECORDS)
@settings(max_examples=100, deadline=None)
def test_whatever_may_meet_passes(a: ArticleRecord, b: ArticleRecord) -> None:
    wanted, there = outline(a), outline(b)
    related = any(relate(x, y) for x in entries([a]) for y in entries([b]) if a.article.id != b.article.id)
    assert may_meet(wanted, there) or not related
    assert Sieve([wanted]).passes(dump_record(b), b.article) or not may_meet(wanted, there)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(record("x", published="2023-01-01"), id="another-year"),
        pytest.param(record("x", "Lima", "Lima Fire Service"), id="another-place"),
        pytest.param(record("x", "Vigo", "Lima Fire Service"), id="one-name-in-common"),
        pytest.param(record("x", said="2022-02-02", published="2022-03"), id="said-long-ago"),
    ],
)
def test_what_cannot_meet_is_left_out(other: ArticleRecord) -> None:
    wanted = outline(record("y"))
    assert not may_meet(wanted, outline(other))
    assert not Sieve([wanted]).passes(dump_record(other), other.article)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(record("x", "Lima", 'Lima\u2028"Fire'), id="an-escape"),
        pytest.param(record("x", "Lima", "ΣΟΦΙΑ"), id="a-capital-sigma"),
        pytest.param(record("x", published=None), id="no-date"),
        pytest.param(record("x", published="XXXX-10-28"), id="no-year"),
    ],
)
def test_what_cannot_be_told_passes(other: ArticleRecord) -> None:
    assert Sieve([outline(record("y"))]).passes(dump_record(other), other.article)
    assert not Sieve([]).passes(dump_record(other), other.article)


# Ledgers --------------------------------------------------------------------------------------------------------------

OLD = [
    record("one", title="The Estrella is lost", figures=(40, 12)),
    record("two", title="Hope fades for Estrella", agency="Vigo Red Cross", figures=(60,)),
    record("three", "Lima", "Lima Fire Service", figures=(40,)),
    record("four", title="The Estrella is launched", published="2019-10-28", figures=(41,)),
]
NEW = record("five", title="Estrella: what we know", agency="Vigo Port Authority", figures=(55, 12))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    write_records(ledger, OLD)
    git = ["git", "-c", "user.name=a person", "-c", "user.email=person@example.org", "-C", str(tmp_path)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "old"]):
        subprocess.run([*git, *command], check=True)
    return Place(tmp_path, ledger)


def _full(place: Place) -> tuple[object, ...]:
    now = opened(place, load_ledger(place.ledger))
    change = changes(opened(place, ledger_at(place.ledger)).records, now.records)
    return change, relations(now, (*change.added, *change.changed))


def _part(place: Place) -> tuple[object, ...]:
    _, after, change = both_ledgers(place.ledger, "HEAD")
    return change, relations(opened(place, after), (*change.added, *change.changed))


def _whole(place: Place) -> list[str]:
    return [one.article.id for one in both_ledgers(place.ledger, "HEAD")[1].records if one.claims]


def test_a_new_article_meets_its_story_only(place: Place) -> None:
    write_records(place.ledger, [NEW])
    assert _part(place) == _full(place)
    assert _full(place)[1] != ((), ())
    assert set(_whole(place)) == {NEW.article.id, OLD[0].article.id, OLD[1].article.id}


def test_nothing_new_reads_nothing(place: Place) -> None:
    assert _part(place) == _full(place)
    assert _whole(place) == []


def test_removed_moved_and_edited(place: Place) -> None:
    (place.ledger / record_file(OLD[2].article)).unlink()
    moved = place.ledger / record_file(OLD[1].article)
    moved.rename(moved.with_name("elsewhere.yaml"))
    changed = dataclasses.replace(OLD[0].claims[0], stance="denies")
    write_records(place.ledger, [dataclasses.replace(OLD[0], claims=(changed, *OLD[0].claims[1:]))])
    assert _part(place) == _full(place)


def test_what_people_wrote_counts(place: Place) -> None:
    write_records(place.ledger, [NEW])
    far = OLD[3].claims[0]
    add_ruling(place.ledger, Ruling(far.id, OLD[2].claims[0].id, "unrelated", statements=("otherwise", "than now")))
    add_correction(place.ledger, Correction(claim=far.id, fields={"when": {"text": "then", "date": "2024-10-28"}}))
    add_correction(place.ledger, Correction(claim="a00000000000-aaaa", drop=True))
    assert _part(place) == _full(place)


@pytest.mark.parametrize("damage", [b"", b"\n", b"junk: [", b"\xff"])
def test_damage_far_from_the_story_is_told(place: Place, damage: bytes) -> None:
    write_records(place.ledger, [NEW])
    far = place.ledger / record_file(OLD[3].article)
    far.write_bytes(far.read_bytes()[:-40] + damage)
    assert both_ledgers(place.ledger, "HEAD")[1].problems == load_ledger(place.ledger).problems != ()


# By the index ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def index(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    monkeypatch.setattr("claimledger.workflows.nearby.clock_of", lambda file: 10**19)
    make_index(place.ledger, tmp_path / "x.sqlite")
    return Index(tmp_path / "x.sqlite", place.ledger, index_version())


def _by_index(place: Place, index: Index, article: ArticleRecord) -> tuple[set[str], object]:
    part = part_of_ledger(place.ledger, index, [article.article], [outline(article)])
    found = relations(opened(place, part), [claim.id for claim in article.claims])
    return {one.article.id for one in part.records}, found


def test_an_article_and_its_story(place: Place, index: Index) -> None:
    read, found = _by_index(place, index, OLD[0])
    assert read == {OLD[0].article.id, OLD[1].article.id}
    assert found == relations(opened(place, load_ledger(place.ledger)), [claim.id for claim in OLD[0].claims])


def test_what_came_since_is_read(place: Place, index: Index) -> None:
    write_records(place.ledger, [NEW])
    add_ruling(place.ledger, Ruling(OLD[3].claims[0].id, OLD[2].claims[0].id, "unrelated"))
    later = Index(place.root / "x.sqlite", place.ledger, index_version())
    read, found = _by_index(place, later, NEW)
    assert read == {one.article.id for one in (*OLD, NEW)}  # those far off because of the ruling
    assert found == relations(opened(place, load_ledger(place.ledger)), [claim.id for claim in NEW.claims])


def test_a_ledger_with_a_fault_has_no_index(place: Place, tmp_path: Path) -> None:
    (place.ledger / record_file(OLD[3].article)).write_text("x")
    ledger = make_index(place.ledger, tmp_path / "y.sqlite")
    assert ledger.problems
    with pytest.raises(BrokenIndex):
        Index(tmp_path / "y.sqlite", place.ledger, index_version())


def test_where_no_index_can_be_written_the_ledger_is_read(place: Place) -> None:
    assert make_index(place.ledger, Path("/proc/nowhere/x.sqlite")) == load_ledger(place.ledger)


def test_an_empty_outline_meets_only_its_like() -> None:
    assert may_meet(Outline(), Outline())
    assert not may_meet(Outline(), outline(NEW))
