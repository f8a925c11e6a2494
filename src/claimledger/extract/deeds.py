"""What is done rather than said: cues of action that govern no statement ("the firm launched a fund")."""

from __future__ import annotations

from claimledger.extract.attribution import Attribution
from claimledger.extract.lexicon import cue_words
from claimledger.extract.quotes import Layout
from claimledger.extract.tokens import FINITE, Doc
from claimledger.vocabulary import stems

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_FEW = 2


def is_deed(doc: Doc, lay: Layout, attribution: Attribution) -> bool:
    """Whether what is marked as said is only what somebody did something to: a bare noun phrase, no figure, no quote.

    So is a content that has neither cue nor quotation marks: nothing in the text says that it was said.
    """
    tokens = [doc[i] for start, end in attribution.content for i in range(start, end)]
    quotes = [lay.quotes[lay.quoted[t.i]] for t in tokens if lay.quoted[t.i] >= 0]
    if quotes:
        return attribution.source is None and not any(q.utterance for q in quotes) and _names(doc, attribution)
    if attribution.cue is None:
        return True
    cue = doc[slice(*attribution.cue)]
    spoken = {t.lower_ for t in cue} & (cue_words().speech | cue_words().figure | cue_words().nominal)
    opener = " ".join(t.lower_ for t in cue)
    if spoken or opener in cue_words().according or any(t.tag_ in FINITE or t.like_num for t in tokens):
        return False
    verbs = [t for t in cue if t.tag_.startswith("VB")]
    if not verbs:
        return False
    verb = verbs[-1]
    if verb.lower_ in cue_words().unsourced:
        return False
    passive = verb.tag_ == "VBN" and any(t.lower_ in _BE for t in cue)
    few = sum(t.is_alpha for t in tokens) <= _FEW
    return passive or few or attribution.source is None or not cue_words().deeds.isdisjoint(stems(verb.lower_))


def _names(doc: Doc, attribution: Attribution) -> bool:
    """Whether the words in marks are what something is called: "known as the “long autumn”"."""
    return attribution.cue is not None and any(t.lower_ in cue_words().naming for t in doc[slice(*attribution.cue)])
