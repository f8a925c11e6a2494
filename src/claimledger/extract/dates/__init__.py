"""Dates of a text as EDTF intervals, and which of them dates the saying of a claim and which its event."""

from claimledger.extract.dates.choose import Attribution, ClaimDates, claim_dates, said_on, when
from claimledger.extract.dates.find import find_dates
from claimledger.extract.dates.match import DateMatch

__all__ = ["Attribution", "ClaimDates", "DateMatch", "claim_dates", "find_dates", "said_on", "when"]
