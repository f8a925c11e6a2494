"""The word lists behind comparison: event classes, participants, institutions, units that convert.

Data only, of the wordbook in force (``wordbook.py``). Both extraction (which names the classes of a claim) and
comparison (which asks what follows from a class) read them here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claimledger.wordbook import derived, package_file, word_file

Phrase = tuple[str, ...]

_PARTS = {"verb": ("VERB", "AUX", "ADJ"), "noun": ("NOUN", "PROPN", "ADJ"), "adj": ("ADJ", "VERB", "NOUN"), "any": ()}
_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)
_SILENT_E = re.compile(
    r"(?:[csvuz]|sum|com|[^aeioul]l|dg|[aeu]ng|[^aeiou][aeiou]g|(?<=[a-z]{2})(?<!e)at|(?<![ao])[iu]r|(?<![eo])ar|(?<![aeo])i[bdn]|(?<!o)ut)$"
)
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
CLASS_KEYS = {
    **dict.fromkeys(_PARTS, "words"),
    **dict.fromkeys(("kin", "implies", "opposite"), "classes"),
    **dict.fromkeys(("grows", "once", "distinct", "weak", "uncounted", "doer", "estimate"), "flag"),
    **dict.fromkeys(("unit", "label"), "text"),
    "whose": "whose",
}
"""The keys of an event class in ``data/events.yaml``, and what each holds."""


@dataclass(frozen=True, slots=True)
class EventClass:
    """What follows from one class of events; see the head of ``data/events.yaml`` for each flag."""

    name: str
    grows: bool = False
    once: bool = False
    distinct: bool = False
    weak: bool = False
    uncounted: bool = False
    doer: bool = False
    estimate: bool = False
    unit: str | None = None
    label: str = ""
    whose: str | None = None
    kin: frozenset[str] = frozenset()
    implies: frozenset[str] = frozenset()
    opposite: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trigger:
    """A phrase that names a class, and the universal parts of speech that its one word may have (empty: any)."""

    words: Phrase
    name: str
    parts: frozenset[str]
    adjective: bool = False


@derived
def event_classes() -> Mapping[str, EventClass]:
    """Every event class by name. Raises ValueError when the data names a flag or class that does not exist."""
    raw = word_file("events")["classes"]
    out: dict[str, EventClass] = {}
    for name, entry in raw.items():
        if unknown := set(entry) - set(CLASS_KEYS):
            raise ValueError(f"events.yaml: {name}: unknown keys {sorted(unknown)}")
        linked = {key: frozenset[str](entry.get(key, ())) for key in ("kin", "implies", "opposite")}
        if missing := frozenset[str]().union(*linked.values()) - set(raw):
            raise ValueError(f"events.yaml: {name}: unknown classes {sorted(missing)}")
        out[name] = EventClass(
            name,
            grows=bool(entry.get("grows", False)),
            once=bool(entry.get("once", False)),
            distinct=bool(entry.get("distinct", False)),
            weak=bool(entry.get("weak", False)),
            uncounted=bool(entry.get("uncounted", False)),
            doer=bool(entry.get("doer", False)),
            estimate=bool(entry.get("estimate", False)),
            unit=entry.get("unit"),
            whose=entry.get("whose"),
            label=entry.get("label", name.replace("_", " ")),
            kin=linked["kin"],
            implies=linked["implies"],
            opposite=linked["opposite"],
        )
    return out


@derived
def triggers() -> Mapping[str, tuple[Trigger, ...]]:
    """Triggers by their first word, the longest phrases first; those of no class ("") stand for no event."""
    found: dict[str, list[Trigger]] = {}
    for phrase in word_file("events")["no_event"]:
        words = tuple(str(phrase).split())
        found.setdefault(words[0], []).append(Trigger(words, "", frozenset()))
    for name, entry in word_file("events")["classes"].items():
        for part, tags in _PARTS.items():
            for phrase in entry.get(part, ()):
                words = tuple(str(phrase).split())
                found.setdefault(words[0], []).append(Trigger(words, name, frozenset(tags), part == "adj"))
    return {word: tuple(sorted(items, key=lambda t: -len(t.words))) for word, items in found.items()}


@cache
def stems(word: str) -> frozenset[str]:
    """What a lower-case word can be an inflected form of, itself included; more than one guess where rules differ."""
    out = {word, *_irregular().get(word, ())}
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            stem = word[: -len(ending)]
            out.update(stem + new for new in replacements)
            if ending in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]:
                out.add(stem[:-1])
    return frozenset(out)


@cache
def base(word: str, part: str = "") -> str:
    """The dictionary form of a lower-case word as its spelling tells it, given its universal part of speech if known.

    The same for every model, unlike a tagger's lemma, so that two ledgers' claims meet; a guess where spelling is mute.
    """
    if forms := _irregular().get(word):
        return forms[0]
    if not word.isalpha() or len(word) < 4 or part == "PROPN":
        return word
    if part not in ("NOUN", "ADJ", "ADV"):
        if len(word) == 4 and word.endswith("ied"):
            return word[:-1]
        for ending in ("ied", "ed", "ing"):
            stem = word.removesuffix(ending)
            agreed = ending == "ed" and stem.endswith("e")
            if stem != word and not agreed and len(stem) > 1 and re.search("[aeiouy]", stem):
                return f"{stem}y" if ending == "ied" else _with_e(stem)
    if part in ("ADJ", "ADV") or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes")) else word[:-1]


def _with_e(stem: str) -> str:
    """What "-ed" or "-ing" was put to: "stopp" -> "stop", "rescu" -> "rescue", "open" as it is."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl":
        return stem[:-1]
    if stem.endswith("ss"):
        return stem
    return f"{stem}e" if _SILENT_E.search(stem) or (len(stem) > 1 and _SHORT.fullmatch(stem)) else stem


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for lemma, forms in package_file("irregular").items():
        for form in forms:
            table[str(form)] = (*table.get(str(form), ()), str(lemma))
    return table


@derived
def scope_phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """Scope markers ("first", "total", "part", ...) with the phrases that show them."""
    return {name: tuple(tuple(p.split()) for p in phrases) for name, phrases in word_file("events")["scope"].items()}


@derived
def entailed(name: str) -> frozenset[str]:
    """The class itself and all that is true when it is."""
    classes = event_classes()
    seen: set[str] = set()
    todo = [name]
    while todo:
        if (one := todo.pop()) not in seen and one in classes:
            seen.add(one)
            todo.extend(classes[one].implies)
    return frozenset(seen)


@derived
def family(name: str) -> str:
    """One name for all classes that kin, implication or opposition ties together: claims of two families never meet."""
    classes = event_classes()
    ties: dict[str, set[str]] = {key: set() for key in classes}
    for key, event in classes.items():
        for other in event.kin | event.implies | event.opposite:
            ties[key].add(other)
            ties[other].add(key)
    seen: set[str] = set()
    todo = [name]
    while todo:
        if (one := todo.pop()) not in seen:
            seen.add(one)
            todo.extend(ties.get(one, ()))
    return min(seen)


@derived
def noun_classes() -> Mapping[str, str]:
    """Class of participant by noun lemma: "serviceman" -> "soldier"; the first class that lists a noun has it."""
    out: dict[str, str] = {}
    for name, nouns in word_file("participants")["groups"].items():
        for noun in nouns:
            out.setdefault(noun, name)
    return out


@derived
def country_names() -> frozenset[str]:
    """The names under which countries stand among participants."""
    return frozenset(word_file("participants")["countries"])


@derived
def kinds_of_thing() -> frozenset[str]:
    """The classes of participant that are no people."""
    return frozenset(word_file("participants")["groups"]) - humans()


@derived
def humans() -> frozenset[str]:
    """The classes of participant that are people."""
    return frozenset(word_file("participants")["human"])


@derived
def countries(*, capitals: bool) -> Mapping[str, str]:
    """Country by each lower-case name, adjective and people; with ``capitals`` also by its seat of government."""
    data = word_file("participants")
    out = {name.lower(): name for name in data["countries"]}
    for section in ("countries", "capitals") if capitals else ("countries",):
        for name, words in data[section].items():
            for word in words:
                out.setdefault(word, name)
                if section == "countries":
                    out.setdefault(f"{word}s", name)
    return out


@derived
def institutions() -> Mapping[str, str]:
    """Institution by each lower-case name that stands for it ("kremlin")."""
    return {word: name for name, words in word_file("participants")["institutions"].items() for word in words}


@derived
def name_words(section: str) -> frozenset[str]:
    """The words of one section of ``data/names.yaml``."""
    return frozenset(str(word) for word in word_file("names")[section])


@derived
def ministry_words() -> Mapping[str, str]:
    """Words of an institution's name and what stands for them: "minister" -> "ministry"."""
    return {str(word): str(other) for word, other in word_file("names")["ministries"].items()}


@derived
def conversions() -> Mapping[str, tuple[str, Decimal]]:
    """Dimension and factor by unit: "mile" -> ("length", 1609.344)."""
    return {
        unit: (dimension, Decimal(factor))
        for dimension, units in word_file("conversions").items()
        for unit, factor in units.items()
    }


@cache
def sameness_weights() -> Mapping[str, int]:
    """Weight of each feature of ``compare.sameness``, in hundredths of a logit."""
    return {str(name): int(weight) for name, weight in package_file("sameness").items()}
