"""What can go wrong, in one line: where, why, and what to do next."""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors that kg raises on purpose.

    ``str(error)`` is one line for a person: *where*: *reason*. *remedy*.

    Attributes:
        where: the file, place or argument that is at fault; may be empty.
        reason: what is wrong with it.
        remedy: what to type or change next; may be empty.
    """

    def __init__(self, reason: str, *, where: str = "", remedy: str = "") -> None:
        self.where, self.reason, self.remedy = where, reason, remedy
        super().__init__(reason)

    def __str__(self) -> str:
        line = f"{self.where}: {self.reason}" if self.where else self.reason
        return f"{line}  ({self.remedy})" if self.remedy else line


class ReadError(KgError):
    """An input could not be read as an article."""


class IssuesError(KgError):
    """An issue scheme is not usable."""


class ModelError(KgError):
    """A language model is missing, of the wrong kind, or not the file its hash says."""


class GraphError(KgError):
    """A graph could not be opened, written or asked."""


class QueryError(KgError):
    """A question is not valid, lacks a parameter or is refused."""


class ScoreError(KgError):
    """Gold or predictions are not in the expected form."""


class CorrectionError(KgError):
    """A corrections or register file has a line that means nothing."""
