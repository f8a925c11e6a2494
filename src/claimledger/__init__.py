"""claimledger: attributed claims from news text, in a ledger under version control, compared across articles."""

__version__ = "0.1.0"
