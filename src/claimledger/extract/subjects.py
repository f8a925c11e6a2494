"""Where the source of an attribution stands: as marked, put right where it cannot speak, or found by its cue."""

from __future__ import annotations

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.lexicon import cue_words
from claimledger.extract.names import Cast
from claimledger.extract.phrases import CLOSERS, View, attached, left_edge, right_edge, role_ending
from claimledger.extract.tokens import FINITE
from claimledger.extract.wordlists import words

_TRANSITIVE = frozenset(["told", "tells", "tell", "telling", "informed", "informs", "assured", "reminded"])
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_SKIPPED = frozenset(
    [
        "has",
        "had",
        "have",
        "also",
        "just",
        "later",
        "already",
        "then",
        "not",
        "never",
        "previously",
        "earlier",
        "first",
        "will",
        "would",
    ]
)
_PERSONAL = frozenset(["he", "she", "they", "it"])
_OBLIQUE = frozenset(["with", "from", "against", "alongside", "near", "for"])
_LINKS = frozenset(["of", "at", "for", "in", "from", "to"])
_VERBS = frozenset(["VERB", "AUX"])
_DASHES = frozenset(["-", "–", "—", "―", "--"])
_QUANTIFIERS = frozenset(["one", "some", "two", "three", "four", "many", "most", "several", "both"])
_OWNERS = frozenset(["his", "her", "its", "their"])
_SUBJECTS = frozenset(["nsubj", "nsubj:pass"])


def source_span(cast: Cast, attribution: Attribution) -> TokenRange | None:
    """The tokens of the source; None where nobody is named as one."""
    v = cast.view
    cue, span = attribution.cue, attribution.source
    if cue is not None and (account := _account(v, cue)):
        return account
    if span is not None and cue is not None and _adverbial(v, span):
        span = None
    if span is not None:
        if cue is not None and (own := _own_subject(cast, cue, span)):
            span = own
        span = _whole(v, span, cue)
    if cue is None:
        return span
    if _agentless(v, cue, span):
        return None
    if span is None:
        return _beside(cast, cue)
    passive = v.low[cue[0]] in _BE
    if span[0] >= cue[1] and v.low[cue[1] - 1] in _TRANSITIVE and span[0] - cue[1] <= 1 and not passive:
        return subject_before(cast, cue[0]) or span
    if span[0] > 0 and v.low[span[0] - 1] in _TRANSITIVE and span[1] <= cue[0]:
        return subject_before(cast, span[0] - 1) or span
    if span[0] >= cue[1] and v.low[span[0] - 1] == "in" and v.low[cue[1] - 1] not in ("said", "wrote", "written"):
        return subject_before(cast, cue[0]) or span  # "NAME concedes in an interview with the daily"
    if span[1] <= cue[0]:
        span = _last_subject(cast, span, cue)
        before = v.low[span[0] - 1] if span[0] else "."
        if v.low[span[0] : span[1]] in (("his", "part"), ("her", "part"), ("its", "part")) or (
            before in _OBLIQUE and v.low[cue[0] - 1] == "," and cue[0] - span[1] <= 3
        ):
            return _first_named(cast, span[0]) or span
        return _apposed_to(cast, span, cue) or span
    return span


def _adverbial(v: View, span: TokenRange) -> bool:
    """Whether a marked source is no noun phrase at all: "said yesterday", "Not so, replies NAME"."""
    calendar = words("pronouns", "calendar")
    return all(v.low[i] in calendar or v.doc[i].tag_ in ("RB", "UH") for i in range(*span))


def _account(v: View, cue: TokenRange) -> TokenRange | None:
    """The account inside a cue or right before it: "wrote @name", "@name claimed"."""
    found = next(
        (i for i in range(max(0, cue[0] - 1), cue[1]) if v.doc[i].text.startswith("@") and len(v.doc[i]) > 1), None
    )
    return None if found is None else (found, found + 1)


def _own_subject(cast: Cast, cue: TokenRange, span: TokenRange) -> TokenRange | None:
    """The subject of the cue's own clause, where the marked source stands in another sentence than the cue."""
    v = cast.view
    first, last = sentence(v, cue[0])
    if first <= span[0] < last or not v.doc.has_annotation("SENT_START"):
        return None
    verb = next((v.doc[i] for i in range(*cue) if v.doc[i].pos_ in _VERBS), None)
    if verb is not None and verb.tag_ == "VBG" and v.low[cue[0] - 1] == "," and (opening := _opening(cast, cue[0])):
        return opening
    while verb is not None:
        subject = next((t for t in verb.children if t.dep_ in _SUBJECTS and t.i < verb.i), None)
        if subject is not None:
            found = left_edge(v, subject.i), subject.i + 1
            return found if v.low[subject.i] in _PERSONAL or _somebody(cast, found) else None
        # A participle has the subject of the clause that it hangs on: "the commission cut its figure, blaming slips".
        hangs = (verb.tag_ == "VBG" or verb.pos_ not in _VERBS) and verb.head is not verb
        verb = verb.head if hangs else None
    before = subject_before(cast, cue[0])
    return before if before and _somebody(cast, before) else None


def _whole(v: View, span: TokenRange, cue: TokenRange | None) -> TokenRange:
    """A marked source with what belongs to its noun phrase: a name after it, complements on either side."""
    start, end = span
    n = len(v.low)
    after = cue is not None and cue[1] <= start
    while (
        start > 1
        and v.low[start - 1] in _LINKS
        and not v.stop[start - 2]
        and not (after and cue and start - 1 <= cue[1])
    ):
        nouns = words("roles", "people") | _QUANTIFIERS
        if not (role_ending(v, start - 1, max(0, start - 5)) or v.low[start - 2] in nouns):
            break
        start = left_edge(v, start - 2)
    limit = cue[0] if cue and cue[0] >= end else n
    if end - start == 1 and v.low[start] in _OWNERS and end < limit and not v.stop[end]:
        end = min(phrase(v, start)[1], limit)  # "Her own press office"
    if end < limit and any(map(str.isalnum, v.low[end - 1])) and v.low[end] in ("of", "at", "for", "to", "in"):
        end = min(right_edge(v, end), limit)
    while end < limit and v.cap[end - 1] and not v.doc[end - 1].is_space:
        hyphened = v.low[end] == "-" and attached(v, end) and end + 1 < limit and attached(v, end + 1)
        if not (v.cap[end] or hyphened):
            break
        end += 1 + hyphened
    return start, end


def subject_before(cast: Cast, at: int) -> TokenRange | None:
    """The noun phrase that is the subject of a verb at ``at``; across an apposition or clause between commas."""
    v = cast.view
    k = at - 1
    while k > 0 and (v.low[k] in _SKIPPED or v.doc[k].tag_ == "RB"):
        k -= 1
    if k < 0 or v.doc[k].is_space:
        return None
    if v.low[k] == "," or (v.low[k] == ")" and k > 1):
        return _first_named(cast, k, followed=True)
    if any(v.low[k] in words("pronouns", key) for key in ("masculine", "feminine", "neuter", "plural")):
        return k, k + 1
    if v.stop[k]:
        return None
    start = left_edge(v, k)
    while start > 1 and v.low[start - 1] in _LINKS and not v.stop[start - 2]:
        start = left_edge(v, start - 2)
    return start, k + 1


def signature(cast: Cast, attribution: Attribution) -> TokenRange | None:
    """Who is named right after a quotation without cue: "…" — NAME; "…" That is NAME, the owner."""
    v = cast.view
    n = len(v.low)
    at = attribution.content[-1][1]
    if attribution.cue is not None or at >= n:
        return None
    while at < n and (v.low[at] in CLOSERS or v.low[at] in (".", "!", "?", ",")):
        at += 1
    if at + 2 < n and v.low[at] == "that" and v.low[at + 1] in ("'s", "is", "was"):
        at += 2
    elif at + 1 < n and v.low[at] in _DASHES:
        at += 1
    else:
        return None
    found = phrase(v, at)
    # "That's the firm's owner, NAME": the name after the role belongs to it.
    people = [m for m, _ in cast.people_in(at, min(at + 12, n)) if m[0] <= found[1] + 1]
    return (at, max(found[1], people[0][1])) if people else None


def phrase(v: View, start: int) -> TokenRange:
    """The noun phrase that begins at ``start``, prepositional phrases included."""
    # The model marks who is cited as source, or as content of "citing": a content without a verb is no statement.
    for span in v.doc.spans.get("attribution", ()):
        end = span.end
        marked = span.start == start and end - start > 1 and span.label_ != "CUE"
        if marked and not any(t.pos_ in _VERBS for t in v.doc[start:end]):
            return start, end
    n = len(v.low)
    i = start
    while i < n and v.low[i] in words("pronouns", "determiners"):
        i += 1
    while i < n and not v.stop[i] and v.low[i] != "(":
        i += 1
    return start, right_edge(v, i if i > start else min(i + 1, n))


def sentence(v: View, i: int) -> TokenRange:
    """The sentence around token i, without its final punctuation and space."""
    if v.doc.has_annotation("SENT_START"):
        span = v.doc[i].sent
        first, last = span.start, span.end
    else:
        first = last = i
        while first > 0 and not (v.low[first - 1] in (".", "?", "!") or v.doc[first - 1].is_space):
            first -= 1
        while last < len(v.low) and not (v.low[last] in (".", "?", "!") or v.doc[last].is_space):
            last += 1
    while last - 1 > i and not any(map(str.isalnum, v.low[last - 1])):
        last -= 1
    return first, last


def _agentless(v: View, cue: TokenRange, span: TokenRange | None) -> bool:
    """Whether the cue is a passive of belief ("is feared") that nobody is named for."""
    if v.low[cue[1] - 1] not in cue_words().unsourced:
        return False
    _, last = sentence(v, cue[0])
    at = cue[1] - 2
    while at > 0 and (v.low[at].endswith("ly") or v.low[at] in _SKIPPED):
        at -= 1
    if at < 0 or v.low[at] not in _BE:
        return False
    if span is None:
        content = next((i for i in range(cue[1], last) if v.low[i] in ("to", "that")), last)
        return not any(v.low[i] == "by" for i in range(cue[1], min(cue[1] + 8, content)))
    return span[0] == 0 or {"by", "in", "at"}.isdisjoint(v.low[span[0] - 1 : span[0] + 1])


def _beside(cast: Cast, cue: TokenRange) -> TokenRange | None:
    """A source that the words beside the cue show: "by X" after a passive, a subject, an inverted subject."""
    v = cast.view
    start, end = cue
    _, last = sentence(v, start)
    if v.low[start] == "by" and v.low[end - 1] in words("institutions", "spoken") and end - start > 2:
        return start + 1, end  # "by her own account"
    passive = v.low[end - 1].endswith(("ed", "wn", "en")) or any(v.low[i] in _BE for i in range(max(0, start - 2), end))
    for i in range(end, min(end + 8, last - 1)):
        if v.low[i] == "by" and passive:
            return phrase(v, i + 1)
    if v.low[start] in ("according", "citing", "quoting"):
        return phrase(v, end) if end < last else None
    if v.low[end - 1] in words("institutions", "papers"):
        return left_edge(v, end - 1), end
    found = subject_before(cast, start)
    if found and (_somebody(cast, found) or v.low[found[0]] in _PERSONAL):
        return found
    if start > 0 and v.low[start - 1] in ("and", "but") and (opening := _opening(cast, start)):
        return opening
    if end < last and not v.stop[end]:
        after = phrase(v, end)
        if _somebody(cast, after):
            return after
    return None


def _opening(cast: Cast, at: int) -> TokenRange | None:
    """What opens the sentence, where it can be the subject of a second verb after "and"."""
    v = cast.view
    first, _ = sentence(v, at)
    if any(v.low[first] in words("pronouns", key) for key in ("masculine", "feminine", "neuter", "plural")):
        return first, first + 1
    found = phrase(v, first)
    return found if found[1] <= at and _somebody(cast, found) else None


def _somebody(cast: Cast, span: TokenRange) -> bool:
    v = cast.view
    if any(True for _ in cast.people_in(*span)) or any(True for _ in cast.institutions_in(*span)):
        return True
    if any(span[0] <= m.span[0] < span[1] for m in cast.generic):
        return True
    return any(role_ending(v, i + 1, span[0]) or v.low[i] in words("roles", "people") for i in range(*span))


def _first_named(cast: Cast, at: int, followed: bool = False) -> TokenRange | None:
    """The first person, else institution, that the sentence names before ``at``; ``followed`` by a comma or bracket."""
    v = cast.view
    first, _ = sentence(v, at - 1) if at else (0, 0)
    people = [m for m, _ in cast.people_in(first, at)]
    spans = people + [m.span for m, _ in cast.institutions_in(first, at) if m.span[0] >= first]
    for a, b in spans:
        if a > first and v.low[a - 1] in ("of", "in", "at", "with", "to", "against"):
            continue
        if not followed or (b < len(v.low) and v.low[b] in (",", "(", "”", "’", '"', "»", "–", "—", "of")):
            return a, b
    return None


def _last_subject(cast: Cast, span: TokenRange, cue: TokenRange) -> TokenRange:
    """The institution right before the verb where a marked source runs from a person to it: "NAME, the court said"."""
    v = cast.view
    people = [mention for mention, _ in cast.people_in(*span)]
    for mention, _ in cast.institutions_in(*span):
        start = left_edge(v, mention.span[0])
        if not people or start <= people[0][1] or v.low[start - 1] != "," or cue[0] - mention.span[1] > 1:
            continue
        if not any(v.low[i] in words("pronouns", "relative") for i in range(people[0][1], start)):
            return start, mention.span[1]
    return span


def _apposed_to(cast: Cast, span: TokenRange, cue: TokenRange) -> TokenRange | None:
    """The person in whose apposition the marked source lies: "NAME, the head of X, known as Y, said"."""
    v = cast.view
    if any(True for _ in cast.people_in(*span)) or any(map(str.isalnum, "".join(v.low[span[1] : cue[0]]))):
        return None
    if any(m.span[0] <= span[0] + 1 and m.span[1] >= span[1] - 1 for m, _ in cast.institutions_in(*span)):
        return None
    first, _ = sentence(v, span[0])
    for (a, b), person in cast.people_in(first, span[0]):
        between = range(b + 1, span[0])
        if v.low[b] != "," or not person.roles or any(v.low[i] in cue_words().speech for i in between):
            continue
        finite = any(v.doc[i].tag_ in FINITE for i in between)
        if finite and not any(v.low[i] in words("pronouns", "relative") for i in between):
            continue  # a clause of its own: "NAME, a student, died in hospital, the ministry said"
        return a, span[1]
    return None
