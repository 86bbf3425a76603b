"""Alembic's entry, for `storage.upgrading` and for `alembic revision --autogenerate` in tests.

The caller hands a connection in; one transaction holds the whole way up.
"""

from __future__ import annotations

from alembic import context

from storage.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    # The driver no longer commits behind our back, so that DDL rolls back like everything else.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
