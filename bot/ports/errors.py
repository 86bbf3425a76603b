"""What stores raise."""

from __future__ import annotations


class StorageError(Exception):
    """The store can't do it: disk full, held by another program, damaged, closed.

    Nothing was written, except that after a failed write to the disk itself the stored state has
    to be read again. The text names no secret.
    """


class StaleJobError(Exception):
    """The job changed since it was read: read it again and decide again."""
