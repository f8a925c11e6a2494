"""The word lists of ``data/cues.yaml``."""

from __future__ import annotations

from dataclasses import dataclass, fields

from claimledger.wordbook import derived, word_file


@dataclass(frozen=True, slots=True)
class CueWords:
    """Each list of ``data/cues.yaml`` under its key; phrases are lower case, their words parted by one space."""

    speech: frozenset[str]
    reporting: frozenset[str]
    nominal: frozenset[str]
    purpose: frozenset[str]
    asking: frozenset[str]
    according: frozenset[str]
    unsourced: frozenset[str]
    reckoning: frozenset[str]
    deeds: frozenset[str]
    figure: frozenset[str]
    tolls: frozenset[str]
    states: frozenset[str]
    silent: frozenset[str]
    times: frozenset[str]
    labels: frozenset[str]
    vague: frozenset[str]
    months: frozenset[str]
    hedges: frozenset[str]
    naming: frozenset[str]
    nobody: frozenset[str]


@derived
def cue_words() -> CueWords:
    """The lists, with the regular forms of verbs. Raises ValueError when a key is missing or unknown."""
    raw = word_file("cues")
    names = {f.name for f in fields(CueWords)}
    if set(raw) != names:
        raise ValueError(f"cues.yaml: keys are {', '.join(sorted(names))}, not {', '.join(sorted(raw))}")
    lists = {name: frozenset(str(word).lower() for word in words) for name, words in raw.items()}
    for name in ("speech", "reporting", "asking", "figure", "purpose"):
        lists[name] = frozenset(form for word in lists[name] for form in _forms(word))
    return CueWords(**lists)


def _forms(verb: str) -> tuple[str, ...]:
    """A verb and its regular forms; an irregular form passes through, its own "forms" being no words."""
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    if verb.endswith(("s", "sh", "ch", "x")):
        return verb, f"{verb}es", f"{verb}ed", f"{verb}ing"
    doubled = verb + verb[-1]
    return verb, f"{verb}s", f"{verb}ed", f"{verb}ing", f"{doubled}ed", f"{doubled}ing"
