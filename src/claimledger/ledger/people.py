"""What people wrote: aliases.yaml, rulings.yaml, corrections.yaml. Text ↔ values, no disk.

Each file is a list in block style. A program only ever adds text at the end, so comments, order and keys that it does
not know stay as people wrote them.

``aliases.yaml``: names that mean the same source or agency. Several entries may add to one name, but no name may
mean two sources::

    - name: United Nations
      also: [UN, the U.N.]

``rulings.yaml``: decisions on pairs of claims, the order of the pair being nothing. ``statements`` are the words of
``a`` and ``b`` at the time: where a claim now reads otherwise, or is gone, the ruling is stale::

    - a: a9b1c7f20e4a-7k3q
      b: a04c1d2e3f4b-m2xz
      as: no-conflict          # conflict | no-conflict | same-origin | independent | update | unrelated
      note: one counts the sent, the other the arrived
      by: a person's name      # optional
      statements: [the words of a, the words of b]      # optional

``corrections.yaml``: of single claims. ``set`` replaces whole fields as an article's record writes them, null empties
one; ``drop: true`` takes the claim out; ``add`` puts one in, under an id made as `ingest` makes it::

    - claim: a9b1c7f20e4a-7k3q
      set: {stance: denies, speaker: {name: John Kirby, kind: person}}
      note: optional, like by
    - claim: a9b1c7f20e4a-x4bd
      drop: true
    - article: a9b1c7f20e4a
      add: {statement: two ferries sank, span: [[210, 227]], speaker: {name: a survivor, kind: unnamed}}
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeVar, get_args

from claimledger.ledger.append import append_entry
from claimledger.ledger.fields import (
    ARTICLE_ID,
    CLAIM_ID,
    Fault,
    choice_field,
    inside,
    mapping,
    parse_claim,
    required_text,
    text_field,
    texts_field,
)
from claimledger.ledger.strict import load_strict, locate
from claimledger.records import ArticleRecord, Claim, Problem, claim_ids, normalised

RulingName = Literal["conflict", "no-conflict", "same-origin", "independent", "update", "unrelated"]
RULING_NAMES: tuple[RulingName, ...] = get_args(RulingName)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Alias:
    """One source or agency: the name to show, and the names that mean it too."""

    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aliases:
    """All entries of aliases.yaml."""

    entries: tuple[Alias, ...] = ()
    _names: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {name_key(name): alias.name for alias in self.entries for name in (alias.name, *alias.also)}
        object.__setattr__(self, "_names", names)

    def canonical(self, name: str) -> str:
        """The name under which people keep this source; the name itself, unchanged, where no entry has it. Case,
        a leading article, a possessive ending and the points of an abbreviation do not matter."""
        return self._names.get(name_key(name), name)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision on a pair of claims; ``verdict`` is the key ``as`` of the file."""

    a: str
    b: str
    verdict: RulingName
    note: str | None = None
    by: str | None = None
    statements: tuple[str, str] | None = None

    @property
    def pair(self) -> frozenset[str]:
        """The two claims, in no order."""
        return frozenset((self.a, self.b))


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's correction of one ``claim`` (``fields``, the key ``set`` of the file, or ``drop``), or a claim that
    they ``add`` to an ``article``. Fields are as `dump_claim` and `load_strict` give them."""

    claim: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    drop: bool = False
    article: str | None = None
    add: Mapping[str, Any] | None = None
    note: str | None = None
    by: str | None = None

    @property
    def target(self) -> str:
        """The id of the article whose record it corrects."""
        return self.article or (self.claim or "").partition("-")[0]


def parse_aliases(text: str, path: str | None = None) -> tuple[Aliases, tuple[Problem, ...]]:
    """The aliases of a file. A name for two sources is a problem: nothing could tell which one is meant."""
    entries, problems = _parse(text, path, _alias)
    seen: dict[str, str] = {}
    for number, alias in entries:
        for name in (alias.name, *alias.also):
            if seen.setdefault(name_key(name), name_key(alias.name)) != name_key(alias.name):
                line, column = locate(text, (number,))
                message = f"the name {name!r} stands in two entries"
                problems.append(Problem(message, path, line, column, "merge the two, or take it out of one"))
    return Aliases(tuple(alias for _, alias in entries)), tuple(problems)


def parse_rulings(text: str, path: str | None = None) -> tuple[tuple[Ruling, ...], tuple[Problem, ...]]:
    """The rulings of a file, in its order. Of two on the same pair the later one holds (`rulings_by_pair`)."""
    entries, problems = _parse(text, path, _ruling)
    return tuple(ruling for _, ruling in entries), tuple(problems)


def parse_corrections(text: str, path: str | None = None) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    """The corrections of a file, in its order, which is the order in which they apply."""
    entries, problems = _parse(text, path, _correction)
    return tuple(correction for _, correction in entries), tuple(problems)


def rulings_by_pair(rulings: Iterable[Ruling]) -> dict[frozenset[str], Ruling]:
    """Each pair's ruling, the last one of the file where there are several."""
    return {ruling.pair: ruling for ruling in rulings}


def stale_rulings(rulings: Iterable[Ruling], statements: Mapping[str, str]) -> tuple[Problem, ...]:
    """A problem for each ruling in force whose claims are gone or read otherwise now. ``statements``: by claim id."""
    problems = []
    for ruling in rulings_by_pair(rulings).values():
        for number, claim in enumerate((ruling.a, ruling.b)):
            was, now = ruling.statements and ruling.statements[number], statements.get(claim)
            if now is None:
                message = f"the ruling on {ruling.a} and {ruling.b} is stale: there is no claim {claim} any more"
            elif was is not None and normalised(was) != normalised(now):
                message = f"the ruling on {ruling.a} and {ruling.b} is stale: {claim} now reads {now!r}, not {was!r}"
            else:
                continue
            hint = (
                f"rule again with `claimledger rule`, or take the entry out{f'; it was about {was!r}' if was else ''}"
            )
            problems.append(Problem(message, hint=hint))
            break
    return tuple(problems)


def apply_corrections(
    record: ArticleRecord, corrections: Iterable[Correction]
) -> tuple[ArticleRecord, tuple[Problem, ...]]:
    """The record as people corrected it, and a problem for each correction of this article that no longer fits: its
    claim is gone, a claim that it adds is there already, or the result would break the format."""
    claims, stale = record.claims, []
    for correction in corrections:
        if correction.target != record.article.id:
            continue
        try:
            claims = _corrected(claims, correction)
        except Fault as fault:
            where = correction.claim or f"{correction.article} (a claim to add)"
            stale.append(Problem(f"the correction of {where} is stale: {fault.message}", hint=fault.hint))
    return (record if claims is record.claims else dataclasses.replace(record, claims=claims)), tuple(stale)


def corrected_fields(corrections: Iterable[Correction]) -> dict[str, tuple[str, ...]]:
    """By claim id, the fields that people set on it, in their order; ("added", …) where they added the claim."""
    out: dict[str, dict[str, None]] = {}
    for correction in corrections:
        if correction.add is not None:
            out.setdefault(added_claim(correction).id, {})["added"] = None
        elif correction.claim is not None:
            out.setdefault(correction.claim, {}).update(dict.fromkeys(correction.fields))
    return {claim: tuple(fields) for claim, fields in out.items() if fields}


def orphaned_corrections(corrections: Iterable[Correction], articles: Container[str]) -> tuple[Problem, ...]:
    """A problem for each correction whose article is in the ledger no more. ``articles``: the ids that are."""
    return tuple(
        Problem(
            f"the correction of {correction.claim or correction.article} is stale: "
            f"there is no article {correction.target} any more",
            hint=_TAKE_OUT,
        )
        for correction in corrections
        if correction.target not in articles
    )


def added_claim(correction: Correction) -> Claim:
    """The claim that a correction adds, with its id. Fault: a field is wrong, or it adds none."""
    fields = mapping(correction.add)
    speaker = fields.get("speaker")
    name = speaker.get("name") if isinstance(speaker, dict) else None
    ident = claim_ids(correction.target, [(str(fields.get("statement")), name if isinstance(name, str) else None)])[0]
    return parse_claim({**fields, "id": ident}, correction.target)


def append_alias(text: str, alias: Alias) -> str:
    """The text of aliases.yaml with an entry more. LedgerError: the file is not a block list."""
    return append_entry(text, {"name": alias.name, "also": list(alias.also)})


def append_ruling(text: str, ruling: Ruling) -> str:
    """The text of rulings.yaml with an entry more. LedgerError: the file is not a block list."""
    pair = {"a": ruling.a, "b": ruling.b, "as": ruling.verdict, "note": ruling.note, "by": ruling.by}
    return append_entry(text, {**pair, "statements": list(ruling.statements or ())})


def append_correction(text: str, correction: Correction) -> str:
    """The text of corrections.yaml with an entry more. LedgerError: the file is not a block list."""
    names = ("claim", "article", "drop", "fields", "add", "note", "by")
    values = {"set" if name == "fields" else name: getattr(correction, name) for name in names}
    return append_entry(text, values)


def name_key(name: str) -> str:
    """What of a name counts when two are compared."""
    text = " ".join(unicodedata.normalize("NFKC", name).casefold().replace("’", "'").split())
    # The article goes before the points do: "A. Smith" has none.
    text = _ABBREVIATION_POINT.sub("", _ARTICLE.sub("", text))
    return text.strip(' .,;:"').removesuffix("'s").removesuffix("'") or text


# One entry -----------------------------------------------------------------------------------------------------------

_ABBREVIATION_POINT = re.compile(r"(?<=\b\w)\.")
_ARTICLE = re.compile(r"^(?:the|an?) (?=\S)")
_TAKE_OUT: Final = "look at the article again, then take the entry out"
_STAND_IN: Final = "a00000000000"
_CLAIM_FIELDS: Final = frozenset(claim_field.name for claim_field in dataclasses.fields(Claim)) - {"id"}


def _parse(
    text: str, path: str | None, read: Callable[[Mapping[str, Any]], T]
) -> tuple[list[tuple[int, T]], list[Problem]]:
    value, found = load_strict(text, path)
    problems = list(found)
    if value is None:
        return [], problems
    if not isinstance(value, list):
        return [], [Problem("this file must be a list of entries", path, 1, 1, "begin each entry with `- `")]
    out = []
    for number, fields in enumerate(value):
        try:
            out.append((number, read(mapping(fields, "an entry"))))
        except Fault as fault:
            line, column = locate(text, (number, *fault.keys))
            problems.append(Problem(fault.message, path, line, column, fault.hint))
    return out, problems


def _alias(fields: Mapping[str, Any]) -> Alias:
    return Alias(required_text(fields, "name"), texts_field(fields, "also"))


def _ruling(fields: Mapping[str, Any]) -> Ruling:
    a, b = _claim_id(fields, "a"), _claim_id(fields, "b")
    if a == b:
        raise Fault("a ruling is about two claims, not one", ("b",))
    statements = texts_field(fields, "statements")
    if len(statements) not in (0, 2):
        raise Fault("`statements` must be two texts, of `a` and of `b`", ("statements",))
    verdict = choice_field(fields, "as", RULING_NAMES)
    pair = (statements[0], statements[1]) if statements else None
    return Ruling(a, b, verdict, text_field(fields, "note"), text_field(fields, "by"), pair)


def _correction(fields: Mapping[str, Any]) -> Correction:
    note, by = text_field(fields, "note"), text_field(fields, "by")
    if fields.get("claim") is None:
        article, add = required_text(fields, "article"), inside("add", mapping, fields.get("add"))
        if not ARTICLE_ID.fullmatch(article):
            raise Fault(f"{article!r} is not an article id", ("article",))
        correction = Correction(article=article, add=add, note=note, by=by)
        inside("add", lambda _: added_claim(correction), add)
        return correction
    claim, drop = _claim_id(fields, "claim"), fields.get("drop", False)
    if type(drop) is not bool:
        raise Fault("`drop` must be true or false", ("drop",))
    if drop == ("set" in fields):
        raise Fault("a correction needs either `set` or `drop: true`", (), "to add a claim write `article` and `add`")
    patch = inside("set", mapping, fields.get("set", {}))
    inside("set", _patch, patch)
    return Correction(claim=claim, fields=patch, drop=drop, note=note, by=by)


def _claim_id(fields: Mapping[str, Any], key: str) -> str:
    ident = required_text(fields, key)
    if not CLAIM_ID.fullmatch(ident):
        raise Fault(f"{ident!r} is not the id of a claim", (key,), "copy it from `claimledger list`")
    return ident


def _patch(value: object) -> dict[str, Any]:
    # A claim made of nothing but these fields shows whether each of them is right, and what null makes of one.
    fields = mapping(value)
    for key in fields:
        if key not in _CLAIM_FIELDS:
            raise Fault(f"a claim has no field {key!r} to set", (key,))
    given = {key: item for key, item in fields.items() if item is not None}
    required = {"id": f"{_STAND_IN}-00", **{key: _REQUIRED[key] for key in _REQUIRED if key not in fields}}
    claim = parse_claim({**required, **given}, _STAND_IN)
    return {key: getattr(claim, key) for key in fields}


_REQUIRED: Final[Mapping[str, object]] = {"statement": "…", "span": [[0, 1]]}


def _corrected(claims: tuple[Claim, ...], correction: Correction) -> tuple[Claim, ...]:
    if correction.add is not None:
        new = added_claim(correction)
        if any(claim.id == new.id for claim in claims):
            raise Fault(f"the article has this claim already, {new.id}", (), "take the entry out")
        at = next((i for i, claim in enumerate(claims) if claim.span > new.span), len(claims))
        return (*claims[:at], new, *claims[at:])
    if all(claim.id != correction.claim for claim in claims):
        raise Fault("there is no such claim any more", (), _TAKE_OUT)
    if correction.drop:
        return tuple(claim for claim in claims if claim.id != correction.claim)
    patch = _patch(correction.fields)
    return tuple(dataclasses.replace(claim, **patch) if claim.id == correction.claim else claim for claim in claims)
