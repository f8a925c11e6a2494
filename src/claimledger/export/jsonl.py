"""Records → JSON Lines: one article and its claims a line, all of it, as `claimledger schema` describes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimledger.export.exact import exact_json
from claimledger.ledger.codec import dump_claim, dump_record
from claimledger.ledger.fields import INFO_KEYS
from claimledger.records import SCHEMA, ArticleRecord

_SHA256 = re.compile(r"^digest: \{claims: \d+, sha256: ([0-9a-f]{64})\}$", re.MULTILINE)


def jsonl_lines(records: Iterable[ArticleRecord]) -> Iterator[str]:
    """A line for each article. Its digest is that of the ledger file which holds exactly this record, so that a reader
    can tell that nothing was lost."""
    for record in records:
        info = {key: value for key in INFO_KEYS if (value := getattr(record.article, key))}
        digest = _SHA256.search(dump_record(record))
        assert digest, "a dumped record has a digest"
        line = {
            "schema": SCHEMA,
            "article": info,
            "digest": {"claims": len(record.claims), "sha256": digest[1]},
            "claims": [dump_claim(claim) for claim in record.claims],
        }
        yield f"{exact_json(line)}\n"
