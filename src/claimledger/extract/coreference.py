"""Who a phrase means: a name, a pronoun, a role, an institution, a document, or somebody whom nobody names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimledger.extract import antecedents
from claimledger.extract.agencies import Institution
from claimledger.extract.attribution import TokenRange
from claimledger.extract.names import Cast, Person
from claimledger.extract.phrases import POSSESSIVE, View, is_brand, is_country, left_edge, role_ending, title_end
from claimledger.extract.posts import of_kind
from claimledger.extract.referents import Referent, again, described, from_crowd, from_institution, from_person
from claimledger.extract.roles import describe
from claimledger.extract.wordlists import words
from claimledger.records import SpeakerKind

_EDGES = frozenset([",", ";", ":", "(", "–", "—", "who", "which", "that", "whose", "whom"])
_PREPOSITIONS = frozenset(
    ["of", "for", "at", "in", "to", "from", "with", "on", "by", "about", "inside", "within", "near", "among"]
)
_INDEFINITE = frozenset(["a", "an", "another", "one", "some", "any", "two", "three", "several", "many", "most", "no"])
_DEFINITE = frozenset(["the", "this", "that", "its", "his", "her", "their"])
_SELF = frozenset(["himself", "herself"])
_QUANTIFIERS = frozenset(["those", "these", "some", "many", "others", "most", "several", "all", "few"])


def resolve(cast: Cast, span: TokenRange, past: Sequence[Referent]) -> Referent | None:
    """Who the phrase in ``span`` means, given who spoke before it (latest last). None: nobody in particular."""
    v = cast.view
    start, end = span = trimmed(v, span)
    if start >= end:
        return None
    if v.low[start] == "what" and end - start > 1:
        return resolve(cast, (start + 1, end), past)  # "according to what she has said"
    if v.low[start] == "who" and (person := _called(cast, span)):
        return from_person(person, span)
    if v.low[start] in words("pronouns", "relative"):
        antecedent = antecedents.relative(cast, span)
        if antecedent and v.low[antecedent[0]] not in words("pronouns", "relative"):
            found = resolve(cast, antecedent, past)
            return replace(found, span=span) if found else None
        return None
    if antecedents.pronoun_kind(v, span):
        return antecedents.pronoun(cast, span, past)
    if stop := _possessive_name(v, span):
        return Referent(v.text(start, stop), "organization", span, agency=v.text(start, stop))
    joint = next((i for i in range(start + 1, end - 1) if v.low[i] == "and"), None)
    if joint is not None and _institutional(cast, joint - 1) and _institutional(cast, end - 1):
        return resolve(cast, (start, joint), past)  # "the company and the union" speak as one
    if person := _named(cast, span):
        return from_person(person, span)
    if v.doc[start].text.startswith("@"):
        return _account(cast, span)
    head = _head(v, span)
    word = v.low[head]
    institution = any(m.span[0] <= head < m.span[1] for m, _ in cast.institutions_in(head, head + 1))
    papers = words("institutions", "papers") | words("institutions", "spoken")
    if word in papers and not institution and not v.cap[head]:
        return _document(cast, span, head, past)
    opens = head == start and (not start or v.stop[start - 1])
    crowd = word in words("roles", "people") and word != "police" and (not v.cap[head] or opens or v.headline[head])
    if crowd and not institution:
        return _known_group(cast, span, word) or from_crowd(cast, span, head)
    paper_follows = head + 1 < len(v.low) and v.low[head + 1] in papers
    bare = word in words("institutions", "heads") and not v.cap[head] and not institution
    # "A company statement" is one by the company in question.
    if bare and paper_follows and (found := antecedents.institution(cast, word, span, past)):
        return replace(found, anaphor=v.low[start] in _DEFINITE)
    if (role := role_ending(v, head + 1, start)) and not institution:
        return _by_role(cast, span, role[0], past)
    if found := _institution(cast, span, head, past):
        return found
    if v.low[start] in _QUANTIFIERS:
        return from_crowd(cast, span, head)
    if v.cap[head]:
        return _unknown(cast, span, head)
    plural = (word.endswith("s") and not word.endswith("ss")) or v.doc[head].like_num
    agency = next((i.name for _, i in cast.institutions_in(start, end)), None) or _owner(cast, span, past)
    kind: SpeakerKind = "group" if plural or word in ("people", "team", "crew", "staff") else "unnamed"
    return Referent(described(cast, span), kind, span, agency=agency)


def _made_by(cast: Cast, head: int) -> Institution | None:
    """Whose a paper is, by a phrase farther on: "a poll published on Sunday by the institute"."""
    v = cast.view
    for i in range(head + 1, min(head + 9, len(v.low) - 2)):
        if v.low[i] == "by":
            return next((one for m, one in cast.institutions_in(i + 1, i + 3) if m.span[0] <= i + 2), None)
        if v.low[i] in words("pronouns", "speech") or v.doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD", "."):
            return None
    return None


def _known_group(cast: Cast, span: TokenRange, word: str) -> Referent | None:
    """The institution that "the group" means, where the article names one by that very noun."""
    v = cast.view
    if v.low[span[0]] != "the" or span[1] - span[0] != 2 or word not in words("institutions", "heads"):
        return None
    name = of_kind(word, span[0], [one for one in cast.institutions if word in one.heads])
    return Referent(name, "organization", span, agency=name, anaphor=True) if name else None


def _called(cast: Cast, span: TokenRange) -> Person | None:
    """The person whom a relative clause names: "who calls himself NAME"."""
    people = (person for (a, b), person in cast.people_in(*span) if b == span[1] and cast.view.low[a - 1] in _SELF)
    return next(people, None)


def _owner(cast: Cast, span: TokenRange, past: Sequence[Referent]) -> str | None:
    """The institution of "two of the commission's auditors"."""
    for m in cast.generic:
        if span[0] <= m.span[0] and m.span[1] < span[1] and cast.view.low[m.span[1]] in POSSESSIVE:
            found = antecedents.institution(cast, m.head, m.span, past)
            return found.agency if found else None
    return None


def trimmed(v: View, span: TokenRange) -> TokenRange:
    """The range without punctuation at its edges, begun where its noun phrase begins."""
    start, end = span
    while start < end and not (v.doc[start].is_alpha or v.doc[start].like_num or any(map(str.isalnum, v.low[start]))):
        start += 1
    while end > start and v.low[end - 1] not in (")", "'s", "'") and not any(map(str.isalnum, v.low[end - 1])):
        end -= 1
    if end - start > 1 and v.low[start] in ("by", "to", "from", "that", "and", "but", "with"):
        start += 1
    # Two phrases side by side: "in her office the minister said".
    nouns = (i for i in range(start + 1, end) if v.doc[i].tag_ == "NN" and v.low[i] != "half")
    inner = (i + 1 for i in nouns if i + 2 < end and v.low[i + 1] in ("the", "a", "an"))
    if start < end and v.low[start] in words("pronouns", "determiners"):
        start = next(inner, start)
    if start < end and not v.stop[start] and v.low[start] not in words("pronouns", "determiners"):
        start = min(start, left_edge(v, start))
    return start, end


def _named(cast: Cast, span: TokenRange) -> Person | None:
    """The person whose name heads the phrase; not one who only owns or complements its head."""
    v = cast.view
    start, end = span
    edges = (i for i in range(start, end) if v.low[i] in _PREPOSITIONS or v.low[i] in _EDGES)
    edge = next((i for i in edges if i == start or v.low[i - 1] != "-"), end)
    said = words("institutions", "spoken") | words("institutions", "papers")
    for (a, b), person in cast.people_in(start, end):
        if b < end and v.low[b] in POSSESSIVE:
            if b + 1 >= end or any(v.low[i] in said for i in range(b + 1, end)):
                return person
            continue
        narrows = b < end and not v.stop[b] and v.low[b] not in _PREPOSITIONS and v.low[b] not in _EDGES
        if narrows and not v.cap[b]:
            continue  # "the NAME campaign"
        first = next((k for k in range(max(start, a - 3), a) if title_end(v, k, a) == a), a)
        if first > edge and _office(cast, span):
            continue  # "the office of the mediator, NAME"
        if a < edge or v.low[first - 1] in (",", "–", "—", ":", "("):
            return person
        # "The Minister of Defence of USA NAME": the name closes the description of its bearer.
        closes = v.low[start] not in _INDEFINITE and v.low[a - 1] not in _PREPOSITIONS
        if closes and (v.low[edge] == "of" or is_country(v, a - 1, a) or v.doc[a - 1].is_upper):
            return person
    return None


def _office(cast: Cast, span: TokenRange) -> bool:
    """Whether an institution heads a phrase with a role for its complement."""
    v = cast.view
    head = _head(v, span)
    complement = next((i for i in range(head + 2, span[1]) if v.low[i] in _EDGES), span[1])
    known = any(m.span[0] <= head < m.span[1] for m, _ in cast.institutions_in(head, head + 1))
    return known and v.low[head] in words("institutions", "heads") and bool(role_ending(v, complement, head + 1))


def _institutional(cast: Cast, i: int) -> bool:
    """Whether a word that ends a phrase without a name of its own stands for an institution: "the union"."""
    return not cast.view.cap[i] and any(m.span[1] == i + 1 for m in cast.generic)


def _possessive_name(v: View, span: TokenRange) -> int | None:
    """Where a name ends whose last syllable looks like a possessive, as no noun follows: "NAME's said"."""
    start, end = span
    end += end - start == 1 and end < len(v.low) and v.low[end] == "'s"
    verb = next((v.doc[i] for i in range(end, min(end + 3, len(v.low))) if v.doc[i].tag_ != "RB"), None)
    names = end - start == 2 and v.cap[start] and v.low[end - 1] == "'s"
    return end if names and verb is not None and verb.tag_ in ("VBD", "VBZ", "VBP") else None


def _head(v: View, span: TokenRange) -> int:
    """The head word of a noun phrase: the last one before its complements."""
    start, end = span
    for i in range(start + 1, end):
        after_noun = v.doc[i].tag_ == "VBN" and v.doc[i - 1].tag_ in ("NN", "NNS")  # "a statement posted …"
        close = v.low[i] == "close" and v.low[i + 1 : i + 2] == ("to",)  # "a source close to the ministry"
        if (
            close
            or v.low[i] in _EDGES
            or (v.low[i] in _PREPOSITIONS and not v.cap[i])
            or v.doc[i].is_space
            or after_noun
        ):
            end = i
            break
    head = end - 1
    while head > start and (v.low[head] in POSSESSIVE or not any(map(str.isalnum, v.low[head]))):
        head -= 1
    return head


def _document(cast: Cast, span: TokenRange, head: int, past: Sequence[Referent]) -> Referent | None:
    """A statement, report or leaked note speaks for its institution; "the report" for whom it was relayed from."""
    v = cast.view
    start, end = span
    for mention, one in cast.institutions_in(start, end):
        if mention.span[1] <= head or mention.span[0] > head:
            return from_institution(one, span, document=True)
    for (a, _), person in cast.people_in(start, end):
        if a < head or v.low[a - 1] in ("by", "from", "of"):
            return from_person(person, span)
    if maker := _made_by(cast, head):
        return from_institution(maker, span, document=True)
    for mention in cast.generic:
        beside = start <= mention.span[0] and mention.span[1] <= end and not mention.span[0] <= head < mention.span[1]
        if beside and (found := antecedents.institution(cast, mention.head, mention.span, past)):
            return again(found, span, document=True)
    if v.low[start] == "their" and (crowd := antecedents.crowd_before(cast, start)):
        return again(crowd, span)
    owner = next((i for i in range(start, head) if v.low[i] in POSSESSIVE), None)
    if owner is None and head > start and v.low[head - 1] in words("institutions", "heads"):
        owner = head
    if owner is not None and owner > start and (inner := resolve(cast, (start, owner), past)):
        return replace(inner, span=span, document=True)
    if v.low[start] in ("his", "her"):
        return antecedents.pronoun(cast, (start, start + 1), past)
    if v.low[start] == "its" and (found := antecedents.pronoun(cast, (start, start + 1), past)):
        return again(found, span, document=True)
    # "A statement posted on its website".
    owner = next((i for i in range(head + 1, end - 1) if v.low[i] in ("its", "their")), None)
    if owner is not None and (found := antecedents.pronoun(cast, (owner, owner + 1), past)):
        return again(found, span, document=True)
    if v.low[start] in _DEFINITE or start == head:
        same = [r for r in past if r.document or r.kind == "organization"] or list(past)
        if same:
            return again(same[-1], span, document=True)
    return Referent(described(cast, span), "unnamed", span, document=True)


def _by_role(cast: Cast, span: TokenRange, at: int, past: Sequence[Referent]) -> Referent:
    """A role without a name, its noun at ``at``: somebody known when definite, somebody unnamed when not."""
    v = cast.view
    start, end = span
    role = describe(v, span, cast.institutions)
    if role and role.owner and not role.agency and role.owner not in words("pronouns", "determiners"):
        role = replace(role, agency=of_kind(role.owner, start, cast.institutions) or role.owner)
    head = role.head if role else v.low[_head(v, span)]
    owned = any(v.low[i] in POSSESSIVE for i in range(start, min(end, at)))
    definite = (v.low[start] in _DEFINITE or owned) and v.low[start] not in _INDEFINITE
    if end + 1 < len(v.low) and v.low[end] == ",":
        for mention, person in cast.people_in(end + 1, min(end + 8, len(v.low))):
            if title_end(v, end + 1, mention[1]) == mention[0]:  # "the finance director, NAME"
                return from_person(person, span)
    if definite and "unnamed" not in v.low[start:end]:
        found = antecedents.holder(cast, start, head, role, past)
        if not found and head not in words("roles", "kin"):  # "his wife" is not he
            found = antecedents.renamed(cast, start, role, past)
        if found:
            return again(found, span)
    agency = role.agency if role else None
    if role and role.owner and not agency and head not in words("roles", "kin"):
        if role.owner in words("pronouns", "neuter") | {"their", "his", "her"}:
            agency = next((r.agency for r in reversed(past) if r.agency), None)
        else:
            agency = of_kind(role.owner, start, cast.institutions) or role.owner
    own = next((m for m in cast.generic if at < m.span[0] and m.span[1] == end), None)
    if not agency and own and v.low[own.span[0]] in ("his", "her", "its"):
        found = antecedents.institution(cast, own.head, own.span, past)  # "an official in her own ministry"
        agency = found.agency if found else None
    return Referent(described(cast, span), "unnamed", span, agency=agency)


def _institution(cast: Cast, span: TokenRange, head: int, past: Sequence[Referent]) -> Referent | None:
    v = cast.view
    start, end = span
    found = list(cast.institutions_in(start, end))
    for mention, one in found:
        if mention.span[0] <= head < mention.span[1]:
            return from_institution(one, span)
    for mention, one in found:
        if mention.span[0] > head and v.low[mention.span[0] - 1] in (",", "(", "“", "‘", '"', "«", v.low[head]):
            return from_institution(one, span)
    for mention in cast.generic:
        if mention.span[0] <= head < mention.span[1]:
            name = _plain(described(cast, span))
            known = antecedents.institution(cast, mention.head, span, past)
            return known or Referent(name, "organization", span, agency=name)
    return from_institution(found[0][1], span) if found else None


def _account(cast: Cast, span: TokenRange) -> Referent:
    """An account of a social network; "an account run by the fire brigade" speaks for it."""
    start, end = span
    agency = next((one.name for _, one in cast.institutions_in(start + 1, end)), None)
    return Referent(cast.view.doc[start].text, "person", span, agency=agency)


def _unknown(cast: Cast, span: TokenRange, head: int) -> Referent:
    """A capitalised name that the cast does not hold."""
    v = cast.view
    start, _ = span
    first = head
    while first > start and (v.cap[first - 1] or v.low[first - 1] == "-" or v.low[first - 1] in _PARTICLES):
        first -= 1
    name = v.text(first, head + 1)
    label = v.doc[head].ent_type_
    one = head == first and (label != "PERSON" or is_brand(name))
    if one or is_country(v, first, head + 1) or label in ("LOC", "GPE", "ORG") or v.low[start] == "the":
        return Referent(name, "organization", span, agency=name)
    return Referent(name, "person", span)


_PARTICLES = words("pronouns", "particles")


def _plain(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in ("the", "this", "that") else text
