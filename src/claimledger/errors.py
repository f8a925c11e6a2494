"""The exceptions that people see. Everything else that reaches the top is a bug (exit code 3)."""

from __future__ import annotations


class ClaimledgerError(Exception):
    """The program cannot go on: bad usage or input (exit code 2). The message says what, where and what next."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


class LedgerError(ClaimledgerError):
    """The ledger could not be read or written."""


class GitError(ClaimledgerError):
    """A git repository or revision could not be read."""


class ModelError(ClaimledgerError):
    """The language model could not be loaded."""
