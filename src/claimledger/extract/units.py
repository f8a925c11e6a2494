"""What a figure counts or measures: the words after it → canonical unit, and what narrows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from claimledger.extract.numbers import Token, at
from claimledger.wordbook import derived, word_file, word_set

LONGEST_PHRASE = 6
LONGEST_UNIT = 4
OPEN_QUOTES = frozenset("“‘\"'«„")
CLOSE_QUOTES = frozenset("”’\"'»")

UnitKind = Literal["measure", "money", "count", "state"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that ends before token ``end``; ``of`` narrows it; ``named``: by a word that the data knows."""

    name: str
    end: int
    kind: UnitKind
    of: str | None = None
    named: bool = False


@derived
def measures() -> Mapping[tuple[str, ...], tuple[str, UnitKind]]:
    """Words of a measure or currency, as tokens in lower case, to its canonical name and kind."""
    data = word_file("units")
    table: dict[tuple[str, ...], tuple[str, UnitKind]] = {}
    for name, forms in data["measures"].items():
        table |= {split_signs(form): (name, "measure") for form in forms}
    for name, forms in data["money_after"].items():
        table |= {split_signs(form): (name, "money") for form in forms}
    return table


@derived
def money_signs() -> Mapping[tuple[str, ...], str]:
    """Signs and codes that stand before an amount, as written, to the currency."""
    return {split_signs(sign): code for code, signs in word_file("units")["money_before"].items() for sign in signs}


@derived
def money_openers() -> frozenset[str]:
    """What an amount of money can begin with before its number: "$", "US" of "US$", "EUR"."""
    return frozenset(sign[0] for sign in money_signs())


@derived
def nouns() -> Mapping[str, tuple[str, str | None]]:
    """Irregular and synonymous nouns to (unit, what became of it)."""
    data = word_file("units")
    table: dict[str, tuple[str, str | None]] = {
        form: (name, None) for name, forms in data["nouns"].items() for form in forms
    }
    return table | {form: ("person", state) for form, state in states().items()}


@derived
def states() -> Mapping[str, str]:
    """Words for what became of people ("killed", "fatalities") to the state ("dead")."""
    return {form: state for state, forms in word_file("units")["states"].items() for form in forms}


@derived
def stops() -> frozenset[str]:
    return frozenset(word_file("units")["stops"])


def split_signs(form: str) -> tuple[str, ...]:
    """A unit's words as the tokenizer cuts them: "km/h" → km, /, h."""
    out: list[str] = []
    for char in form:
        if char.isspace():
            out.append("")
        elif char.isalpha() and out and out[-1] and out[-1][-1].isalpha():
            out[-1] += char
        elif out and out[-1] == "":
            out[-1] = char
        else:
            out.append(char)
    return tuple(out)


def read_measure(tokens: Sequence[Token], j: int) -> Unit | None:
    """The measure or currency that begins at token ``j`` ("per cent", "km/h", "US dollars")."""
    for size in range(LONGEST_UNIT, 0, -1):
        if j + size > len(tokens):
            continue
        words = tuple(token.low for token in tokens[j : j + size])
        found = measures().get(words)
        if found and (size > 1 or _stands(tokens, j)):
            return Unit(found[0], j + size, found[1], named=True)
    return None


def _stands(tokens: Sequence[Token], j: int) -> bool:
    """Whether a one-word unit is one here: "5m" but not "5 m", "5 points" but not "the 5C rule"."""
    token = tokens[j]
    if token.low in word_set("units", "glued"):
        return token.glued and (at(tokens, j - 1).kind == "num" if token.low in ("c", "f") else token.text.islower())
    if token.low in ("won", "real", "rand", "dong", "sol", "lari", "pc", "second", "min", "sec"):
        return (
            token.low != "second"
            and token.text.islower()
            and at(tokens, j + 1).low not in ("a", "the", "their", "seats")
        )
    return True


def read_counted(tokens: Sequence[Token], j: int, *, single: bool = False) -> Unit | None:
    """The noun phrase at token ``j``: its head in the singular, and the names before and after it.

    ``single``: the figure is 1, so that the head is no plural. None where no head can be told.
    """
    begin = j
    while at(tokens, begin).text in OPEN_QUOTES and begin < j + 2:
        begin += 1
    run = _run(tokens, begin)
    head = _head(tokens, run, single)
    if head is None:
        return None
    index, name, state = head
    named = tokens[index].low in nouns()
    before = [tokens[k].text for k in run if k < index and tokens[k].text[0].isupper()]
    if tokens[index].text[0].isupper() and name == "person" and not named:
        before.append(singular(tokens[index].text))
    end = index + 1
    if begin > j and at(tokens, end).text in CLOSE_QUOTES:
        end += 1
    parts = [*before, *([state] if state else [])]
    return Unit(name, end, "state" if state else "count", " ".join(parts) or None, named)


def _run(tokens: Sequence[Token], j: int) -> list[int]:
    """Indices of the words that may belong to the noun phrase at ``j``; hyphened parts are passed over."""
    run: list[int] = []
    while len(run) < LONGEST_PHRASE:
        token = at(tokens, j)
        if token.kind != "word" or token.low in stops() or token.low.endswith("ly"):
            break
        run.append(j)
        j += 1
        while at(tokens, j).text in ("-", "‑") and at(tokens, j).glued and at(tokens, j + 1).glued:
            run = run[:-1]
            j += 1
            if at(tokens, j).kind == "word":
                run.append(j)
            j += 1
    return run


def _head(tokens: Sequence[Token], run: Sequence[int], single: bool) -> tuple[int, str, str | None] | None:
    """(token, unit, state) of the phrase's head: the last of the first plurals in a row."""
    fillers = word_file("units")["fillers"]
    best: tuple[int, str, str | None] | None = None
    for place, k in enumerate(run):
        low, text = tokens[k].low, tokens[k].text
        known = nouns().get(low)
        if known and known[1] and best is None and place + 1 < len(run) and _is_plural(tokens, run[place + 1]):
            continue
        if known and known[1] and (best or (not low.endswith("s") and not _leads(tokens, run[:place]))):
            break
        if _is_plural(tokens, k):
            unit = known or (("person", None) if text[0].isupper() and _is_people(low) else (singular(low), None))
            if best and run[place - 1] != best[0]:
                break
            best = (k, unit[0], unit[1])
        elif best:
            break
        elif single and low not in fillers and known and text.islower():
            return k, known[0], known[1]
    if best is None and single:
        names = [
            k
            for k in run
            if tokens[k].text.islower() and tokens[k].low not in fillers and not tokens[k].low.endswith("ed")
        ]
        if names and names[-1] == run[-1] and len(run) <= 3:
            return names[-1], singular(tokens[names[-1]].low), None
    return best


def _leads(tokens: Sequence[Token], run: Sequence[int]) -> bool:
    """Whether the words before a state only fill or name: "12 more dead", not "2011 tsunami killed"."""
    return all(tokens[k].low in word_set("units", "fillers") or tokens[k].text[0].isupper() for k in run)


def _is_plural(tokens: Sequence[Token], k: int) -> bool:
    low, text = tokens[k].low, tokens[k].text
    if low in nouns():
        return low != nouns()[low][0] or low in ("aircraft", "sheep", "cattle", "fish", "series", "species")
    if low.endswith("'s"):
        return False
    if text.isupper():
        return False
    return _is_people(low) or (len(low) > 3 and low.endswith(("s", "men")) and not low.endswith(("ss", "us", "is")))


def _is_people(low: str) -> bool:
    """Whether a capitalised plural names people by nation or faith: "North Koreans", "Gazans"."""
    return low.endswith(("ans", "ards")) or low in word_set("units", "demonyms")


def singular(noun: str) -> str:
    """The singular of a regular plural; other words as they are."""
    low = noun.lower()
    if low.endswith("ies") and len(low) > 4:
        return noun[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if low.endswith("men") and len(low) > 4:
        return noun[:-2] + "an"
    if low.endswith("s") and (not low.endswith(("ss", "us", "is")) or low in word_set("units", "demonyms")):
        return noun[:-1]
    return noun
