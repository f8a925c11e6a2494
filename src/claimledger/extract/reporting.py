"""Attributions by the shape of the sentence, for what the model leaves out.

Reporting clauses ("P, X said", "X said that P", "X said: P") and openers that take their source as object
("according to X, P").
"""

from __future__ import annotations

from collections.abc import Iterator

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.figures import undated
from claimledger.extract.lexicon import cue_words
from claimledger.extract.quotes import Layout
from claimledger.extract.tokens import CLAUSE_CLOSERS, FINITE, Doc, Token

_VERBAL = frozenset({"VBD", "VBZ", "VBP", "VBG", "VBN", "VB", ""})
_STOPS = frozenset({",", ";", ":", "—", "–", "-", "--", "(", ")", "."})
_ASIDE = frozenset({"who", "which", "a", "an", "the", "and", "but"})
_CLAUSE_STOPS = frozenset({";", "—", "--"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_OBJECTS = frozenset({"obj", "xcomp", "ccomp"})
_PAST_OBJECTS = 16
_TO_OBJECT = 4
_SPEAKING = frozenset({"speak", "speaks", "spoke", "spoken"})
_OFFERING = frozenset({"demanded", "demands", "promised", "promises", "pledged", "pledges"})
_CITING = frozenset({"citing", "quoting", "with"})


class Reporting:
    """The patterns over one Doc; ``taken`` marks tokens that already belong to an attribution's content or cue."""

    def __init__(self, doc: Doc, lay: Layout, sources: tuple[TokenRange, ...], taken: bytearray) -> None:
        self.doc, self.lay, self.sources, self.taken = doc, lay, sources, taken
        self.words = cue_words()
        self.openers = frozenset(phrase.partition(" ")[0] for phrase in self.words.according)

    def find(self, cues: tuple[TokenRange, ...]) -> Iterator[Attribution]:
        """Attributions of the given cues (marked, but without content), then of cues that nothing marked."""
        for cue in cues:
            yield from self._of_cue(cue, marked=True)
        opening = self.openers | self.words.speech | _SPEAKING
        for token in self.doc:
            if token.lower_ in opening and self.lay.paragraph[token.i] >= 0 and not self.taken[token.i]:
                yield from self._at(token)

    def _at(self, token: Token) -> Iterator[Attribution]:
        i = token.i
        if opener := self._opener(i):
            yield from self._according(opener)
        elif token.lower_ in self.words.speech and token.tag_ in _VERBAL and self.lay.quoted[i] < 0:
            yield from self._of_cue((i, i + 1), marked=False)
        elif token.lower_ in _SPEAKING and self.doc[min(i + 1, len(self.doc) - 1)].lower_ == "of":
            cue = (i, i + 2)
            content = self._object(cue) if self.lay.quoted[i] < 0 else None
            if content and self._free(content):
                yield self._take(Attribution((content,), self.source((i, i + 1), content), cue))

    # ------------------------------------------------------------ clauses
    def _of_cue(self, cue: TokenRange, marked: bool) -> Iterator[Attribution]:
        if opener := self._opener(cue[0]):
            yield from self._according(opener)
            return
        content = (
            self._after(cue, marked)
            or self._before(cue)
            or (self._object(cue) if marked or self._offers(cue) else None)
        )
        if content and self._free(content):
            yield self._take(Attribution((content,), self.source(cue, content), cue))

    def _after(self, cue: TokenRange, marked: bool) -> TokenRange | None:
        """What follows "that" or a colon within a few words, or the verb's clausal complement."""
        _, end = self.lay.sentence_range(cue[0])
        end = self._trimmed_end(end)
        for child in self.doc[cue[1] - 1].children:
            if child.dep_ == "ccomp" and child.i >= cue[1]:
                first = min(t.i for t in child.subtree)
                if first >= cue[1] and self.doc[first].text not in _STOPS:
                    return first, min(self._clause_end(first, end), max(t.i for t in child.subtree) + 1)
        for i in range(cue[1], min(end, cue[1] + _PAST_OBJECTS)):
            word = self.doc[i]
            if word.lower_ == "that" and i + 2 < end and (i == cue[1] or word.dep_ == "mark" or word.tag_ == "IN"):
                stop = self._clause_end(i + 1, end)
                if self.doc[cue[1] - 1].pos_ in {"NOUN", "PROPN"} and word.dep_ == "mark":
                    stop = min(stop, max(t.i for t in word.head.subtree) + 1)
                return (i, stop) if stop > i + 1 else None
            if word.text == ":" and i + 1 < end:
                return i + 1, end
            if self.taken[i] or word.text in _CLAUSE_STOPS or word.lower_ in {"and", "but", "who", "which"}:
                return None
        return None

    def _offers(self, cue: TokenRange) -> bool:
        """Whether a verb of promise or demand stands right before a figure: "demanded $6 million"."""
        following = self.doc[min(cue[1], len(self.doc) - 1)]
        return self.doc[cue[0]].lower_ in _OFFERING and (following.like_num or following.text in {"$", "€", "£"})

    def _hedged(self, content: TokenRange) -> bool:
        """Whether a figure opens the words, after hedges at most: "only two injured"."""
        number = next((i for i in range(*content) if self.doc[i].like_num), None)
        return number is not None and all(self.doc[i].lower_ in self.words.hedges for i in range(content[0], number))

    def _object(self, cue: TokenRange) -> TokenRange | None:
        """The object with a figure that a marked verb governs: "promised 600 million for reconstruction"."""
        verb = self.doc[cue[1] - 1]
        _, end = self.lay.sentence_range(cue[0])
        if verb.lower_ == "of" and cue[1] - cue[0] > 1:
            stop = self._next_stop(cue[1], end) or end
            return (cue[1], undated(self.doc, cue[1], stop)) if self._hedged((cue[1], stop)) else None
        if verb.tag_ not in _VERBAL or verb.lower_ not in self.words.speech | self.words.purpose:
            return None
        governed = next((c for c in verb.children if c.dep_ in _OBJECTS and c.i >= cue[1]), None)
        if governed is None or not (
            any(cue[0] - 2 <= s[1] <= cue[0] for s in self.sources) or any(c.dep_ == "nsubj" for c in verb.children)
        ):
            return None
        inside = [t.i for t in governed.subtree if t.i >= cue[1]]
        first, last = min(inside), max(inside)
        if not any(self.doc[i].like_num for i in range(first, last + 1)):
            return None
        stop = next((i for i in range(last + 1, end) if self.doc[i].text in _STOPS or self.taken[i]), end)
        return (first, stop) if first - cue[1] <= _TO_OBJECT else None

    def _before(self, cue: TokenRange) -> TokenRange | None:
        """The clause before a reporting clause: up to the comma or mark before source and verb."""
        verb = self.doc[cue[1] - 1]
        if verb.tag_ in {"VBG", "VB", "VBN"} or cue[1] - cue[0] > 4:
            return None
        start, end = self.lay.sentence_range(cue[0])
        source = self._model_source(cue) or self._subject(verb) or self._inverted(cue, end) or self._plain(cue, start)
        if source is None:
            return None
        edge = min(cue[0], source[0])
        if edge - 2 < start or self.doc[edge - 1].text not in CLAUSE_CLOSERS:
            return None
        first = start
        for k in range(edge - 2, start, -1):
            if self.doc[k].text in _CLAUSE_STOPS or self.taken[k]:
                first = k + 1
                break
        words = self.doc[first : edge - 1]
        return (first, edge - 1) if any(t.pos_ in {"VERB", "AUX"} or t.like_num for t in words) else None

    def _subject(self, verb: Token) -> TokenRange | None:
        child = next((c for c in verb.children if c.dep_ in _SUBJECTS and c.i < verb.i), None)
        if child is None or child.lower_ in {"who", "which", "that"}:
            return None
        start = min(t.i for t in child.subtree)
        while start < child.i and self.doc[start].is_punct:
            start += 1
        return start, verb.i

    def _inverted(self, cue: TokenRange, end: int) -> TokenRange | None:
        """The noun phrase after the verb: "said the ministry"."""
        after = self.doc[cue[1]] if cue[1] < end else None
        if after is None or not (after.pos_ in {"PROPN", "DET", "NOUN", "ADJ", "PRON"} or after.text[0].isupper()):
            return None
        return self._phrase(cue[1], end) if self.doc[cue[0] - 1].text in CLAUSE_CLOSERS else None

    def _plain(self, cue: TokenRange, start: int) -> TokenRange | None:
        """The few words without a verb between a comma and the cue: ", the ministry said"."""
        first = cue[0]
        while first > start and cue[0] - first < 10 and not self.doc[first - 1].is_punct:
            first -= 1
        words = self.doc[first : cue[0]]
        if (
            not words
            or words[0].pos_ in {"VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PART"}
            or words[0].lower_ in {"who", "which", "and"}
        ):
            return None
        return (first, cue[0])

    # ------------------------------------------------------------ according to
    def _opener(self, i: int) -> TokenRange | None:
        if self.doc[i].lower_ not in self.openers:
            return None
        for length in (5, 4, 3, 2, 1):
            end = i + length
            if end < len(self.doc) and " ".join(t.lower_ for t in self.doc[i:end]) in self.words.according:
                if length == 1 and self.doc[i].lower_ == "per":
                    return None
                return i, end
        return None

    def _according(self, cue: TokenRange) -> Iterator[Attribution]:
        """The rest of the sentence, without the phrase: before it, or, where it opens the sentence, after its comma."""
        start, end = self.lay.sentence_range(cue[0])
        if self.doc[cue[1]].lower_ in {"whom", "which"}:
            yield from self._according_to_whom(cue, start, end)
            return
        source = self._model_source(cue) or self._phrase(cue[1], end)
        if source is None:
            return
        stop = self._trimmed_end(end)
        pieces: list[TokenRange] = []
        if cue[0] - start > 2:
            first = start
            for k in range(cue[0] - 2, start, -1):
                if self.doc[k].text in {";", ":"} or self.taken[k]:
                    first = k + 1
                    break
            if self.doc[cue[0]].lower_ in _CITING and not self._tells((first, cue[0])):
                return
            pieces.append((first, cue[0]))
        after = self._next_stop(source[1], end)
        if (
            after is not None
            and self.doc[after].text in {",", ":"}
            and stop - after > 3
            and (not pieces or (self.doc[cue[0] - 1].text == "," and self.doc[after + 1].lower_ not in _ASIDE))
        ):
            pieces.append((after + 1, stop))
        pieces = [p for p in pieces if self._free(p) and not self._only_date(p)]
        if pieces:
            yield self._take(Attribution(tuple(pieces), source, cue))

    def _according_to_whom(self, cue: TokenRange, start: int, end: int) -> Iterator[Attribution]:
        """ "The minister, according to whom P": the relative clause, its source the words before the comma."""
        first = cue[0] - 1
        while first > start and self.doc[first - 1].tag_ not in _VERBAL and self.doc[first - 1].text not in {";", ":"}:
            first -= 1
        stop = self._next_stop(cue[1] + 1, end) or end
        content = (cue[1] + 1, stop)
        if self.doc[cue[0] - 1].text == "," and first < cue[0] - 1 and self._free(content):
            yield self._take(Attribution((content,), (first, cue[0] - 1), cue))

    def _tells(self, part: TokenRange) -> bool:
        """Whether the words before "citing X" are what X is cited for, not only who cites: "The agency reported"."""
        verbs = [i for i in range(*part) if self.doc[i].tag_ in FINITE]
        if not verbs or self.doc[part[1] - 1].pos_ == "AUX" or self.doc[part[1] - 2].pos_ == "AUX":
            return False
        behind = [t.lower_ for t in self.doc[verbs[-1] + 1 : part[1]] if not t.is_punct]
        return self.doc[verbs[-1]].lower_ not in self.words.speech or any(w not in self.words.times for w in behind)

    # ------------------------------------------------------------ parts
    def source(self, cue: TokenRange, content: TokenRange) -> TokenRange | None:
        """The marked source next to the cue, else the subject of its verb, else the words between comma and verb."""
        verb = self.doc[cue[1] - 1]
        marked = self._model_source(cue)
        if verb.tag_ == "VBN" and (marked is None or self.doc[marked[0]].lower_ == "it"):
            _, end = self.lay.sentence_range(cue[0])
            by = next((i for i in range(cue[1], min(end, content[0])) if self.doc[i].lower_ == "by"), None)
            return self._phrase(by + 1, content[0]) if by is not None else None
        if marked:
            return marked
        for child in verb.children:
            if child.dep_ in _SUBJECTS and not content[0] <= child.i < content[1]:
                return self._subtree(child, cue, content)
        start, end = self.lay.sentence_range(cue[0])
        if content[1] <= cue[0] and cue[0] - content[1] <= 1:
            return self._phrase(cue[1], end)
        first = content[1] + 1 if content[1] <= cue[0] else start
        return (first, cue[0]) if 0 < cue[0] - first <= 12 else None

    def cue_of(self, content: TokenRange) -> TokenRange | None:
        """The nearest verb of speech outside the content in its sentence, before it or right after it."""
        start, end = self.lay.sentence_range(content[0])
        before = range(content[0] - 1, max(start - 1, content[0] - _PAST_OBJECTS), -1)
        for i in (*before, *range(content[1], min(end, content[1] + 6))):
            token = self.doc[i]
            if (
                self.lay.quoted[i] < 0
                and not self.taken[i]
                and token.lower_ in self.words.speech
                and token.tag_ in _VERBAL
            ):
                return i, i + 1
        return None

    def _model_source(self, cue: TokenRange) -> TokenRange | None:
        number = self.lay.sentence[cue[0]]
        near = [
            (min(abs(s[0] - cue[1]), abs(cue[0] - s[1])), s)
            for s in self.sources
            if self.lay.sentence[s[0]] == number and min(abs(s[0] - cue[1]), abs(cue[0] - s[1])) <= 6
        ]
        return min(near)[1] if near else None

    def _subtree(self, token: Token, cue: TokenRange, content: TokenRange) -> TokenRange:
        start = end = token.i
        for one in token.subtree:
            if cue[0] <= one.i < cue[1] or content[0] <= one.i < content[1]:
                continue
            start, end = min(start, one.i), max(end, one.i)
        if start < cue[0] <= end:
            end = cue[0] - 1
        if start < content[1] <= end:
            start = content[1]
        while start < token.i and self.doc[start].is_punct:
            start += 1
        return start, end + 1

    def _phrase(self, start: int, end: int) -> TokenRange | None:
        """The noun phrase that opens at ``start``: up to punctuation, or to a verb outside its relative clause."""
        stop = start
        while (
            stop < end and self.doc[stop].text not in _STOPS and self.doc[stop].tag_ not in {"VBD", "VBZ", "VBP", "MD"}
        ):
            if self.doc[stop].lower_ in {"that", "who", "which", "on", "after", "as", "when", "while"}:
                break
            stop += 1
        return (start, stop) if start < stop else None

    def _next_stop(self, start: int, end: int) -> int | None:
        return next((i for i in range(start, end) if self.doc[i].text in _STOPS), None)

    def _trimmed_end(self, end: int) -> int:
        while end > 0 and (self.doc[end - 1].is_space or self.doc[end - 1].text in {".", ";"}):
            end -= 1
        return end

    def _clause_end(self, start: int, end: int) -> int:
        """The end of a reported clause: before a participle that adds another ("..., adding that")."""
        for i in range(start + 2, end - 2):
            word = self.doc[i + 1]
            if self.doc[i].text == "," and word.tag_ == "VBG" and word.lower_ in self.words.speech:
                return i
            if self.doc[i].text == ";" or self.taken[i]:
                return i
        return end

    def _free(self, content: TokenRange) -> bool:
        words = [i for i in range(*content) if self.doc[i].is_alpha or self.doc[i].like_num]
        return bool(words) and not any(self.taken[i] for i in words)

    def _only_date(self, content: TokenRange) -> bool:
        """Whether the words only say when: "on November 10" between a verb of speech and "citing"."""
        words = [t for t in self.doc[content[0] : content[1]] if not t.is_punct]
        return all(t.lower_ in self.words.times or t.lower_ in self.words.months or t.like_num for t in words)

    def _take(self, found: Attribution) -> Attribution:
        for start, end in found.content:
            self.taken[start:end] = b"\x01" * (end - start)
        if found.cue:
            self.taken[found.cue[0] : found.cue[1]] = b"\x01" * (found.cue[1] - found.cue[0])
        return found
