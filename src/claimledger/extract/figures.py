"""Figures and passives: "X puts the toll at N", "X's bulletin has N dead", "P is believed to Q"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.lexicon import cue_words
from claimledger.extract.quotes import Layout
from claimledger.extract.tidying import possessor
from claimledger.extract.tokens import Doc, Token
from claimledger.extract.wordlists import roles, words

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBG", ""})
_BARE = frozenset({"VBN", "VB", "VBG"})
_CLAUSE = frozenset({",", ";", ":", "—", "–"})
_OPENERS = frozenset({"while", "but", "and", "when", "as", "whereas", "that"})
_LONGEST_SUBJECT = 16
_AFTER_FIGURE = frozenset(["when", "while", "as", "after", "because", "since", "although", "though", "whereas"])
_PLACING = frozenset({"on", "in", "into", "to", "under", "by", "with"})
_COUNTING = frozenset({"counts", "counted", "counting"})
_HAVE = frozenset({"has", "have", "had"})
_HOLDING = {"makes": "it", "make": "it", "made": "it", "stands": "at", "stood": "at"} | dict.fromkeys(
    ("stick", "sticks", "sticking", "stuck"), "to"
)
_GIVING = frozenset({"give", "gives", "gave", "given"})
_TO_WHOM = frozenset({"days", "day", "hours", "hour", "weeks", "months", "years", "minutes", "people", "men", "women"})
_SETTING = frozenset({"at", "to", "in"})
_EQUALS = frozenset({"is", "was", "remains", "remained"})
_TALLIES = frozenset({"figure", "figures", "count", "tally", "estimate", "toll", "total"})
_PERSONAL = frozenset({"his", "her", "its", "their"})
_ENDS = frozenset({",", ";", ".", "—", "–"})
_LONGEST_OWNER = 9
_TIMES = frozenset({"DATE", "TIME"})
_SHORT = 8
_NUMBER_OF = frozenset({"number", "figure", "count", "total", "depth", "magnitude", "estimate", "bill", "cost"})


def figures(doc: Doc, lay: Layout) -> Iterator[Attribution]:
    """Attributions whose verb sets a figure: cue is the verb, content what it governs up to the end of the figure."""
    setting = cue_words().figure
    for token in doc:
        if lay.paragraph[token.i] < 0 or lay.quoted[token.i] >= 0:
            continue
        if owned := _owned(doc, lay, token):
            yield owned
            continue
        if token.lower_ not in setting:
            continue
        have = next((k for k in range(token.i - 1, max(0, token.i - 4), -1) if doc[k].lower_ in _HAVE), None)
        perfect = have is not None and token.tag_ in _BARE
        if not (perfect or token.tag_ in _FINITE):
            continue
        content = _governed(doc, lay, token)
        subject = _subject(doc, lay, token) if content else None
        if subject and have is not None and subject[0] < have < subject[1]:
            subject = subject[0], have
        if content and subject:
            yield Attribution((content,), subject, (token.i, token.i + 1))


def undated(doc: Doc, start: int, stop: int) -> int:
    """The end of the words after a bare figure, without the time that follows: "26,000 | this evening"."""
    number = next((i for i in range(start, stop) if _number(doc[i])), stop)
    behind = doc[number + 1 : stop]
    timed = any(t.ent_type_ in _TIMES for t in behind)
    return number + 1 if timed and all(t.ent_type_ in _TIMES or t.lower_ in cue_words().times for t in behind) else stop


def _owned(doc: Doc, lay: Layout, verb: Token) -> Attribution | None:
    """ "The union's figure is 38", "the figure of the ministry was 4.8 percent": a figure and whose it is."""
    if verb.lower_ not in _EQUALS:
        return None
    start, end = lay.sentence_range(verb.i)
    noun = next((k for k in range(verb.i - 1, max(start, verb.i - _LONGEST_OWNER) - 1, -1) if _tallies(doc, k)), None)
    stop = next((k for k in range(verb.i + 1, end) if doc[k].text in _ENDS or doc[k].lower_ in {"and", "but"}), end)
    number = next((k for k in range(verb.i + 1, stop) if _number(doc[k])), None)
    if noun is None or number is None or any(t.lower_ not in cue_words().hedges for t in doc[verb.i + 1 : number]):
        return None
    if noun + 1 < verb.i and doc[noun + 1].lower_ == "of":
        owner: TokenRange | None = (noun + 2, verb.i)
    elif noun + 1 == verb.i:
        owner = possessor(doc, noun)
    else:
        return None
    return Attribution(((verb.i + 1, stop),), owner, (noun, verb.i + 1)) if owner and _holder(doc, owner) else None


def _tallies(doc: Doc, i: int) -> bool:
    return doc[i].lower_ in _TALLIES and doc[i].pos_ == "NOUN"


def _holder(doc: Doc, owner: TokenRange) -> bool:
    """Whether the owner is somebody who counts, not what is counted ("the count of the dead", "the city's toll")."""
    last = doc[owner[1] - 1].lower_
    known = words("roles", "people") | words("institutions", "heads") | {phrase[-1] for phrase in roles()}
    return last in known or last in _PERSONAL or doc[owner[1] - 1].ent_type_ in {"PERSON", "ORG"}


def _governed(doc: Doc, lay: Layout, verb: Token) -> TokenRange | None:
    _, end = lay.sentence_range(verb.i)
    start = stop = verb.i + 1
    counted = False
    while stop < end:
        token = doc[stop]
        counted = counted or _number(token)
        if token.text in {".", ";", "—", ":"} or (
            token.text == "," and not (stop + 1 < end and _number(doc[stop + 1]))
        ):
            break
        dated = token.lower_ == "on" and token.i + 1 < end and doc[stop + 1].ent_type_ == "DATE"
        onward = token.lower_ == "and" and stop + 1 < end and doc[stop + 1].tag_ in {"VBD", "VBZ", "VBP"}
        if counted and (token.lower_ in _AFTER_FIGURE or _in_report(doc, stop) or dated or onward):
            break
        stop += 1
    lower = [t.lower_ for t in doc[start:stop]]
    number = next((k for k, t in enumerate(doc[start:stop]) if _number(t)), None)
    if number is None:
        return None
    bare = all(w in cue_words().hedges for w in lower[:number])
    if verb.lower_.startswith("put"):
        linking = [k for k, w in enumerate(lower[:number]) if w in {"at", "between", "above", "below"}]
        placing = next((k for k, w in enumerate(lower[: linking[0]]) if w in _PLACING), None) if linking else 0
        elsewhere = placing is not None and not (cue_words().tolls | _NUMBER_OF) & set(lower[:placing])
        after = "the" in lower[number + 1 : number + 5]
        return (start, stop) if linking and not elsewhere and (linking[0] >= 1 or after) else None
    if verb.lower_ in _HAVE:
        if not bare:
            return None
        last = max((k for k in range(number + 1, len(lower)) if lower[k] in cue_words().states), default=None)
        return (start, start + last + 1) if last is not None and last <= number + 12 else None
    if verb.lower_ in _COUNTING:
        return (start, stop) if bare else None
    if verb.lower_ in _HOLDING:
        # "Makes it 150,000", "stands at 190", "is sticking to 700".
        fixed = lower[0] == _HOLDING[verb.lower_] and all(w in cue_words().hedges for w in lower[1:number])
        return (start + 1, undated(doc, start + 1, stop)) if fixed else None
    if verb.lower_ in _GIVING and _shares(doc[start:stop], number):
        return start, stop
    if verb.lower_ in _GIVING and bare and number + 1 < len(lower) and lower[number + 1] in _TO_WHOM:
        return None
    if verb.lower_ in _GIVING and bare:
        return (start, stop) if stop - start <= _SHORT and verb.lower_ != "give" else None
    told = next((c for c in verb.children if c.dep_ == "iobj" and start <= c.i < start + number), None)
    start = told.i + 1 if told is not None and told.pos_ in {"NOUN", "PROPN"} else start
    if lower[0] in _SETTING and number == 1 and "the" in lower[2:6] and verb.lower_ not in _GIVING:
        return start, stop  # "raised to 3,000 the number of jobs"
    moved = "from" in lower[:number] and "to" in lower[number:] and lower[0] in {"its", "their", "his", "her", "the"}
    topic = (cue_words().tolls | _NUMBER_OF) & set(lower[:number])
    linked = any(w in {"as", "at", "of", "from", "to"} for w in lower[1:number])
    return (start, stop) if (topic and linked) or (moved and verb.lower_ not in _GIVING) else None


def _shares(words: Sequence[Token], number: int) -> bool:
    """Whether names stand before a percentage: "gave Silva 49% and Costa 46%"."""
    named = number > 0 and all(t.pos_ == "PROPN" for t in words[:number])
    return named and any(t.lower_ in {"%", "percent", "per"} for t in words[number + 1 : number + 2])


def _in_report(doc: Doc, i: int) -> bool:
    """Whether "in this evening's bulletin" begins here."""
    return doc[i].lower_ == "in" and any(
        t.lower_ in {"bulletin", "report", "statement", "update", "briefing", "note", "announcement"}
        for t in doc[i + 1 : i + 6]
    )


def _subject(doc: Doc, lay: Layout, verb: Token) -> TokenRange | None:
    """The subject by the parse, else what stands before the verb in its clause."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubj:pass"} and child.i < verb.i:
            inside = [t.i for t in child.subtree if t.i < verb.i and not (t.is_punct or t.is_space)]
            return min(inside), max(inside) + 1
    return _clause_start(doc, lay.sentence_range(verb.i)[0], verb.i)


def _clause_start(doc: Doc, start: int, end: int) -> TokenRange | None:
    first = end
    while first > start and doc[first - 1].text not in _CLAUSE and doc[first - 1].lower_ not in _OPENERS:
        first -= 1
    return (first, end) if 0 < end - first <= _LONGEST_SUBJECT else None


def passives(doc: Doc, lay: Layout) -> Iterator[Attribution]:
    """ "Their interpreters are believed to be students": subject and infinitive are content, the "by" phrase source."""
    lists = cue_words()
    for token in doc:
        i = token.i
        if lay.paragraph[i] < 0 or token.lower_ not in lists.unsourced or i + 1 >= len(doc) or lay.quoted[i] >= 0:
            continue
        start, end = lay.sentence_range(i)
        be = next((k for k in range(i - 1, max(start - 1, i - 4), -1) if doc[k].lower_ in _BE), None)
        if be is None:
            continue
        opens, source = i + 1, None
        if doc[opens].lower_ == "by":
            to = next((k for k in range(opens, end) if doc[k].lower_ == "to"), None)
            if to is None:
                continue
            source, opens = (opens + 1, to), to
        trapped = token.lower_ == "feared" and doc[opens].lower_ in lists.states
        if opens >= end or not (trapped or (doc[opens].lower_ == "to" and doc[opens].tag_ in {"TO", "PART", ""})):
            continue
        subject = _clause_start(doc, start, be)
        stop = next((k for k in range(opens, end) if doc[k].text in {";", "."} and k + 2 > opens + 2), end)
        while stop > opens and doc[stop - 1].is_space:
            stop -= 1
        if subject and doc[subject[0]].lower_ not in {"it", "who", "which"}:
            yield Attribution((subject, (opens, stop)), source, (be, i + 1))


def _number(token: Token) -> bool:
    return token.like_num or token.tag_ == "CD" or token.text.lstrip("$€£")[:1].isdigit()
