"""How sure a claim is and of what: stance of its cue, modality of its statement. Pure text, no model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from claimledger.extract.clauses import (
    AUXILIARIES,
    BE,
    LONGEST_PHRASE,
    PUNCTUATION,
    Words,
    covered,
    first_conjunct,
    first_negation,
    main_clause,
    occurrences,
    phrases,
    sentences_of,
    words_of,
)
from claimledger.records import Modality, Stance
from claimledger.wordbook import derived, word_file

FEW_SENTENCES = 2

DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "our", "my", "this", "that"))
_FUTURES = frozenset(("will", "would", "shall"))
_OWN = frozenset(("i", "we", "our", "my", "it"))
_OTHERS = frozenset(("they", "he", "she", "you"))
_SELF = frozenset(("he", "she"))
"""Who may be the speaker where "would" tells of reported speech."""
_VAGUE_FIGURE = frozenset(("perhaps", "maybe", "possibly", "probably", "likely"))
_NUMBER_WORDS = frozenset(("a", "half", "as", "more", "hundreds", "thousands", "dozens", "up", "even"))


def stance_of(cue: str, statement: str = "", *, context: str = "", own: bool | None = None) -> Stance:
    """The stance that ``cue`` ("said", "has denied", "is believed to", "call for") takes to ``statement``.

    ``context``: the rest of the sentence, with the description of the source. ``own``: whether the statement's agent is
    the source itself or under its authority, where the caller knows; it decides what an unhedged "will" of an asserting
    cue is: of a third party a prediction, of the source itself an announcement.

    >>> stance_of("has denied"), stance_of("warned"), stance_of("said", "Russia will send more men")
    ('denies', 'warns', 'predicts')
    """
    words = words_of(cue)
    named = _named_stance(words, words_of(statement), words_of(context))
    if named:
        return named
    return "predicts" if _foretells(statement, words_of(context), own) else "asserts"


def modality_of(statement: str, stance: Stance = "asserts", cue: str = "", *, ahead: bool = False) -> Modality:
    """Whether ``statement`` is said to be so, planned, possible, conditional or required, given its stance and cue.

    ``ahead``: its event lies after the saying, so that a present or past tense tells a plan ("it is moved to Friday").

    >>> [modality_of(text) for text in ("the dam broke", "the dam will be rebuilt", "the dam may break if it rains")]
    ['actual', 'planned', 'conditional']
    """
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
    foretold = not _FUTURES.isdisjoint(words)
    if stance == "predicts":
        forecast = foretold and _named_stance(words_of(cue), words, ()) == "predicts"
        return "planned" if found and found[0] == "planned" and not forecast else "possible"
    if stance == "believes" and (foretold or ahead) and set(found) <= {"planned"}:
        return "possible"
    if found:
        return min(found, key=("required", "possible", "planned").index)
    cue_words = words_of(cue)
    if not phrases("fearing").isdisjoint(cue_words) or (stance == "warns" and not _has_verb(words)):
        return "possible"
    plans = any(True for _ in occurrences((*cue_words, "to"), "planned"))
    return "planned" if ahead or plans else "actual"


# ---- stance


@derived
def _cues() -> Mapping[str, Stance]:
    """Every form of every cue phrase to its stance."""
    stances: tuple[Stance, ...] = ("believes", "demands", "promises", "predicts", "warns", "questions", "denies")
    return {form: stance for stance in stances for phrase in word_file("stances")[stance] for form in _forms(phrase)}


def _forms(phrase: str) -> Iterable[str]:
    """The regular inflections of a one-word lemma; a phrase as it is."""
    if " " in phrase:
        return [phrase]
    stem = phrase[:-1] if phrase.endswith("e") else phrase
    if re.search(r"[^aeiou]y$", phrase):
        return [phrase, f"{phrase[:-1]}ies", f"{phrase[:-1]}ied", f"{phrase}ing"]
    plural = f"{phrase}es" if phrase.endswith(("s", "sh", "ch", "x")) else f"{phrase}s"
    return [phrase, plural, f"{stem}ed", f"{stem}ing"]


@derived
def _naming() -> frozenset[str]:
    return frozenset(form for word in word_file("stances")["naming"] for form in _forms(word))


def _named_stance(cue: Words, statement: Words, context: Words) -> Stance | None:
    """The stance that the cue's own words take, if any."""
    if not _naming().isdisjoint(cue) and "for" not in cue and "on" not in cue:
        return "denies" if not phrases("falsity").isdisjoint((*statement, *context)) else None
    best: tuple[int, int, Stance] | None = None
    stances = _cues()
    for i in range(len(cue)):
        for size in range(min(LONGEST_PHRASE, len(cue) - i), 0, -1):
            stance = stances.get(" ".join(cue[i : i + size]))
            if stance and (best is None or size > best[1]):
                best = (i, size, stance)
    asks = [word for word in cue if word in ("ask", "asks", "asked", "asking")]
    if best is None and asks:
        return (
            "questions"
            if (statement and statement[0] in phrases("asking")) or not phrases("asking").isdisjoint(cue)
            else "demands"
        )
    if best is None and not context and any(True for _ in occurrences(cue, "unsourced")):
        return "believes"
    if best is None:
        tells = cue and cue[-1] == "to" and any(word in ("tell", "tells", "told", "telling") for word in cue)
        return "demands" if tells else None
    if best[2] == "denies" and first_negation(cue[: best[0]]) is not None:
        return None
    if best[2] == "promises" and cue[best[0]] in phrases("oaths") and not _looks_ahead(cue, statement):
        return None
    return best[2]


def _looks_ahead(cue: Words, statement: Words) -> bool:
    """Whether what is sworn is a deed ("swore to", "swore he would"), not a fact ("swore that it was so")."""
    start, end = main_clause(statement)
    clause = statement[start:end]
    return cue[-1] == "to" or not _FUTURES.isdisjoint(clause) or not any(word in AUXILIARIES for word in clause)


def _foretells(statement: str, context: Words, own: bool | None) -> bool:
    """Whether the statement says without a hedge or condition what a third party will do."""
    sentence = next(sentences_of(words_of(statement)), [])
    modal = next((i for i, word in enumerate(sentence) if word in ("will", "would", "shall")), None)
    if modal is None or own:
        return False
    modality = _sentence_modality(sentence, "asserts")
    if modality == "conditional":
        return not list(occurrences(sentence, "conditional")) and not set(context).isdisjoint(phrases("observers"))
    if modality != "planned":
        return False
    subject = set(_subject(sentence, modal))
    if subject & _OWN or subject & phrases("sums"):
        return False
    others = _OTHERS - _SELF if sentence[modal] == "would" else _OTHERS
    if own is False or subject & others or _has_name(statement, sentence, modal):
        return True
    return bool(set(context) & phrases("observers"))


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
    if first.endswith(("tion", "sion")) and len(match.group(1).split()) == 1:
        return False
    return first not in DETERMINERS | _OWN | _OTHERS | phrases("supposing") | phrases("sums") and first not in (
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
    conditions = [i for i, _ in occurrences(sentence, "conditional") if i >= skip]
    if (conditions and not covered(sentence, "no_condition").issuperset(conditions)) or _inverted(sentence):
        return "conditional"
    start, end = main_clause(sentence)
    clause = sentence[start : start + first_conjunct(sentence[start:end])]
    for name, exceptions in (("required", "no_requirement"), ("possible", "no_possibility"), ("planned", "no_plan")):
        marked = list(occurrences(clause, name))
        blocked = covered(clause, exceptions) if marked else frozenset()
        for i, stop in marked:
            if i in blocked or not _holds(clause, i, stop, name):
                continue
            if name == "planned" and clause[i] == "would" and _supposes(clause, i):
                return "conditional"
            return name  # type: ignore[return-value]
    if _is_to(clause) or (list(occurrences(clause, "future_times")) and not set(clause) & phrases("past")):
        return "planned"
    return None


def _holds(clause: Words, i: int, end: int, name: str) -> bool:
    """Whether the marker at ``i`` is one: not "perhaps 40", a hedged figure, nor "could reach it only on Wednesday"."""
    word = clause[i]
    following = clause[end] if end < len(clause) else ""
    if word in _VAGUE_FIGURE and (
        following[:1].isdecimal() or following in _NUMBER_WORDS or following in word_file("numbers")["words"]
    ):
        return False
    if word == "could" and "only" in clause[end : end + 8] and name == "possible":
        return False
    if word in ("should",) and i == 0:
        return False
    if word in _FUTURES and (not following or following in PUNCTUATION):
        return False
    return not (word == "will" and i and clause[i - 1] in DETERMINERS)


def _supposes(clause: Words, i: int) -> bool:
    """Whether "would" at ``i`` weighs a supposition: "any use would be an escalation"."""
    verb = next((word for word in clause[i + 1 : i + 4] if word not in ("not", "only", "also")), "")
    if not i or verb not in phrases("appraising"):
        return False
    judged = clause[i + 2] if len(clause) > i + 2 else ""
    return clause[0] in phrases("supposing") or (
        clause[0] in ("a", "an") and (verb in phrases("harming") or judged in phrases("judgements"))
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
    if "to" not in clause:
        return False
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
    past = phrases("past")
    return any(
        word in BE
        or word in past
        or word in ("do", "does", "can", "will", "would", "not")
        or word.endswith(("ed", "ize", "ise"))
        for word in words
    )
