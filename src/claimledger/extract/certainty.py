"""How sure a claim is and of what: stance of its cue, polarity and modality of its statement. Pure text, no model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from claimledger.extract.clauses import (
    AUXILIARIES,
    BE,
    LONGEST_PHRASE,
    PUNCTUATION,
    Words,
    covered,
    main_clause,
    occurrences,
    sentences_of,
    word_set,
    words_of,
)
from claimledger.extract.numbers import word_list
from claimledger.records import Modality, Polarity, Stance

FEW_SENTENCES = 2
CONTRAST_REACH = 14

DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "our", "my", "this", "that"))
_ASIDE_OPENERS = frozenset((",", "—", "–", "("))
_OWN = frozenset(("i", "we", "our", "my", "it"))
_OTHERS = frozenset(("they", "he", "she", "you"))
_VAGUE_FIGURE = frozenset(("perhaps", "maybe", "possibly", "probably", "likely"))
_NUMBER_WORDS = frozenset(("a", "half", "as", "more", "hundreds", "thousands", "dozens", "up", "even"))


def stance_of(cue: str, statement: str = "", *, context: str = "", own: bool | None = None) -> Stance:
    """The stance that ``cue`` ("said", "has denied", "is believed to", "call for") takes to ``statement``.

    ``context``: the rest of the sentence, with the description of the source. ``own``: whether the statement's agent is
    the source itself or under its authority, where the caller knows; it decides what an unhedged "will" of an asserting
    cue is: of a third party a prediction, of the source itself an announcement.
    """
    words = words_of(cue)
    named = _named_stance(words, words_of(statement), words_of(context))
    if named:
        return named
    return "predicts" if _foretells(statement, words_of(context), own) else "asserts"


def polarity_of(statement: str, cue: str = "") -> Polarity:
    """Whether the main proposition of ``statement`` is negated; a contrast ("four, not five") negates nothing.

    ``cue``: its own negation counts where it belongs to the proposition ("could not confirm", "does not believe").
    """
    cue_words = words_of(cue)
    if _negation(cue_words) is not None and any(word in word_set("confirming") for word in cue_words):
        return "negated"
    for sentence in sentences_of(words_of(statement)):
        start, end = main_clause(sentence)
        if start < end:
            return "negated" if _is_negated(sentence, start, end) else "affirmed"
    return "affirmed"


def modality_of(statement: str, stance: Stance = "asserts", cue: str = "") -> Modality:
    """Whether ``statement`` is said to be so, planned, possible, conditional or required, given its stance and cue."""
    words = words_of(statement)
    sentences = list(sentences_of(words))
    found = [value for value in map(lambda sentence: _sentence_modality(sentence, stance), sentences) if value]
    if len(sentences) > FEW_SENTENCES and len(found) * 2 < len(sentences):
        found = []
    if "conditional" in found:
        return "conditional"
    if stance == "demands":
        return "required"
    if stance == "promises":
        return "planned"
    if stance == "predicts":
        return "planned" if found and found[0] == "planned" else "possible"
    if found:
        return min(found, key=("required", "possible", "planned").index)
    cue_words = words_of(cue)
    if any(word in word_set("fearing") for word in cue_words) or (stance == "warns" and not _has_verb(words)):
        return "possible"
    return "actual"


# ---- stance


@cache
def _cues() -> Mapping[str, Stance]:
    """Every form of every cue phrase to its stance."""
    stances: tuple[Stance, ...] = ("believes", "demands", "promises", "predicts", "warns", "questions", "denies")
    return {form: stance for stance in stances for phrase in word_list("stances")[stance] for form in _forms(phrase)}


def _forms(phrase: str) -> Iterable[str]:
    """The regular inflections of a one-word lemma; a phrase as it is."""
    if " " in phrase:
        return [phrase]
    stem = phrase[:-1] if phrase.endswith("e") else phrase
    if re.search(r"[^aeiou]y$", phrase):
        return [phrase, f"{phrase[:-1]}ies", f"{phrase[:-1]}ied", f"{phrase}ing"]
    plural = f"{phrase}es" if phrase.endswith(("s", "sh", "ch", "x")) else f"{phrase}s"
    return [phrase, plural, f"{stem}ed", f"{stem}ing"]


@cache
def _naming() -> frozenset[str]:
    return frozenset(form for word in word_list("stances")["naming"] for form in _forms(word))


def _named_stance(cue: Words, statement: Words, context: Words) -> Stance | None:
    """The stance that the cue's own words take, if any."""
    if any(word in _naming() for word in cue) and "for" not in cue and "on" not in cue:
        return "denies" if any(word in word_set("falsity") for word in (*statement, *context)) else None
    best: tuple[int, int, Stance] | None = None
    for i in range(len(cue)):
        for size in range(min(LONGEST_PHRASE, len(cue) - i), 0, -1):
            stance = _cues().get(" ".join(cue[i : i + size]))
            if stance and (best is None or size > best[1]):
                best = (i, size, stance)
    asks = [word for word in cue if word in ("ask", "asks", "asked", "asking")]
    if best is None and asks:
        return (
            "questions"
            if (statement and statement[0] in word_set("asking")) or any(word in word_set("asking") for word in cue)
            else "demands"
        )
    if best is None:
        tells = cue and cue[-1] == "to" and any(word in ("tell", "tells", "told", "telling") for word in cue)
        return "demands" if tells else None
    if best[2] == "denies" and _negation(cue[: best[0]]) is not None:
        return None
    return best[2]


def _foretells(statement: str, context: Words, own: bool | None) -> bool:
    """Whether the statement says without a hedge or condition what a third party will do."""
    sentence = next(sentences_of(words_of(statement)), [])
    modal = next((i for i, word in enumerate(sentence) if word in ("will", "would", "shall")), None)
    if modal is None or own or _sentence_modality(sentence, "asserts") != "planned":
        return False
    subject = set(_subject(sentence, modal))
    if subject & _OWN or subject & word_set("sums"):
        return False
    if own is False or subject & _OTHERS or _has_name(statement, sentence, modal):
        return True
    return bool(set(context) & word_set("observers"))


def _subject(sentence: Words, modal: int) -> Words:
    """The words before the modal, from the last comma on."""
    start = next((i + 1 for i in range(modal - 2, -1, -1) if sentence[i] == ","), 0)
    return sentence[start:modal]


def _has_name(statement: str, sentence: Words, modal: int) -> bool:
    """Whether the subject is a bare name ("Russia would"), with no article or number before it."""
    match = re.search(r"(?:^|[,:] )((?:[A-Z][\w’'-]*\s){1,4})(?:will|would)\b", statement)
    if match is None:
        return False
    first = match.group(1).split()[0].lower()
    return first not in DETERMINERS | _OWN | _OTHERS | word_set("supposing") | word_set("sums") and first not in (
        "there",
        "these",
        "those",
        "all",
        "some",
        "no",
    )


# ---- modality


def _sentence_modality(sentence: Words, stance: Stance) -> Modality | None:
    """The modality of one sentence's main clause; None where nothing marks it."""
    skip = 1 if stance == "questions" and sentence and sentence[0] in ("if", "whether") else 0
    blocked = covered(sentence, "no_condition")
    if any(i not in blocked and i >= skip for i, _ in occurrences(sentence, "conditional")) or _inverted(sentence):
        return "conditional"
    start, end = main_clause(sentence)
    clause = sentence[start:end]
    for name, exceptions in (("required", "no_requirement"), ("possible", "no_possibility"), ("planned", "no_plan")):
        blocked = covered(clause, exceptions)
        for i, stop in occurrences(clause, name):
            if i in blocked or not _holds(clause, i, stop, name):
                continue
            if name == "planned" and clause[i] == "would" and _supposes(clause, i):
                return "conditional"
            return name  # type: ignore[return-value]
    if _is_to(clause) or (list(occurrences(clause, "future_times")) and not set(clause) & word_set("past")):
        return "planned"
    return None


def _holds(clause: Words, i: int, end: int, name: str) -> bool:
    """Whether the marker at ``i`` is one: not "perhaps 40", a hedged figure, nor "could reach it only on Wednesday"."""
    word = clause[i]
    following = clause[end] if end < len(clause) else ""
    if word in _VAGUE_FIGURE and (
        following[:1].isdecimal() or following in _NUMBER_WORDS or following in word_list("numbers")["words"]
    ):
        return False
    if word == "could" and "only" in clause[end : end + 8] and name == "possible":
        return False
    if word in ("should",) and i == 0:
        return False
    return not (word == "will" and i and clause[i - 1] in DETERMINERS)


def _supposes(clause: Words, i: int) -> bool:
    """Whether "would" at ``i`` weighs a supposition: "any use would be an escalation"."""
    verb = next((word for word in clause[i + 1 : i + 4] if word not in ("not", "only", "also")), "")
    if not i or verb not in word_set("appraising"):
        return False
    judged = clause[i + 2] if len(clause) > i + 2 else ""
    return clause[0] in word_set("supposing") or (
        clause[0] in ("a", "an") and (verb in word_set("harming") or judged in word_set("judgements"))
    )


def _inverted(sentence: Words) -> bool:
    """ "Should the dam break, …", "Had they known, …"."""
    return (
        len(sentence) > 3
        and sentence[0] in ("should", "were", "had")
        and "," in sentence
        and sentence[1] not in PUNCTUATION
    )


def _is_to(clause: Words) -> bool:
    """ "were to join": a form of be, "to" and a verb, or "due to" with one."""
    for i in range(len(clause) - 2):
        if clause[i] in BE and clause[i + 1] in ("to", "due") and clause[i + 1 : i + 3] != ["due", "the"]:
            k = i + 2 if clause[i + 1] == "to" else i + 3
            if clause[i + 1] == "due" and clause[i + 2] != "to":
                continue
            if (
                k < len(clause)
                and clause[k] not in DETERMINERS
                and clause[k].isalpha()
                and (i == 0 or clause[i - 1] not in ("aim", "goal", "purpose", "task", "job"))
            ):
                return True
    return False


def _has_verb(words: Words) -> bool:
    """Whether the words look like a clause, not a noun phrase ("warned of floods")."""
    return any(
        word in BE
        or word in word_set("past")
        or word in ("do", "does", "can", "will", "would", "not")
        or word.endswith(("ed", "ize", "ise"))
        for word in words
    )


# ---- polarity


def _negation(words: Words) -> int | None:
    """Where the first negator stands."""
    return next((i for i, word in enumerate(words) if word in word_set("negators") or word in ("no", "nor")), None)


def _is_negated(sentence: Words, start: int, end: int) -> bool:
    """Whether a negation has the main clause ``sentence[start:end]`` in its scope."""
    main = sentence[start:end]
    if any(True for _ in occurrences(main, "failing", "whole")):
        return True
    spared = covered(sentence[start : end + LONGEST_PHRASE], "no_negation")
    for i, word in enumerate(main[: _first_conjunct(main)]):
        if i in spared:
            continue
        if word == "no" and _no_negates(main, i):
            return True
        if word in word_set("negators") and not _contrasts(sentence, start + i):
            return True
    return False


def _first_conjunct(main: Words) -> int:
    """Where a second clause is joined on: "I am alive | and she is not"."""
    joined = next((i for i, word in enumerate(main) if word == "and"), len(main))
    return joined if any(word in AUXILIARIES for word in main[:joined]) else len(main)


def _no_negates(main: Words, i: int) -> bool:
    """Whether "no" at ``i`` negates the clause: not after a preposition ("left with no lifeboats"), not "No. 10"."""
    following = main[i + 1] if i + 1 < len(main) else ""
    if not following or following in PUNCTUATION or following[0].isdecimal():
        return False
    return not (i and main[i - 1] in word_set("aside"))


def _contrasts(sentence: Words, i: int) -> bool:
    """Whether the negator at ``i`` sets off an alternative or an aside and leaves the clause affirmed.

    "four, not five"; "not money but practice"; "40 people, none of them children, were hurt"; "not until Friday".
    """
    word, before, rest = sentence[i], sentence[i - 1] if i else "", sentence[i + 1 : i + 1 + CONTRAST_REACH]
    if before in _ASIDE_OPENERS or (before in ("and", "but") and word == "not"):
        aside = rest[: next((k for k, other in enumerate(rest) if other in PUNCTUATION), len(rest))]
        if not any(other in AUXILIARIES for other in aside):
            return True
    if word != "not":
        return word == "nobody's" or (word in ("nothing", "none") and "but" in rest[:2])
    helped = before in AUXILIARIES
    if helped and "until" in rest:
        return True
    if "but" not in rest or (helped and before not in BE):
        return False
    alternative = rest[rest.index("but") + 1 :]
    return not any(other in AUXILIARIES for other in alternative[:5])
