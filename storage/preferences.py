"""People's and chats' choices, and people's languages, on SQL."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import ChatId, UserId
from bot.domain.languages import Spoken
from bot.domain.preferences import NOTHING, Chosen, Layer, Place, Setting, Value
from storage import codec
from storage.engine import Database
from storage.schema.preferences import EVERYBODY, EVERYWHERE, languages, preferences


class SqlPreferenceStore:
    """Implements `bot.ports.PreferenceStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def chosen(self, user_id: UserId, chat_id: ChatId) -> Mapping[Layer, Chosen]:
        places = {
            (user_id, chat_id): Layer.ME_HERE,
            (EVERYBODY, chat_id): Layer.CHAT,
            (user_id, EVERYWHERE): Layer.ME,
        }
        wanted = select(preferences).where(or_(*(_at(*place) for place in places)))

        async def work(connection: AsyncConnection) -> Mapping[Layer, Chosen]:
            return {
                places[UserId(row.user_id), ChatId(row.chat_id)]: codec.CHOSEN.decode(row.chosen)
                for row in await connection.execute(wanted)
            }

        return await self._database.read(work)

    async def choose(
        self, place: Place, setting: Setting, value: Value | None, now: float
    ) -> Chosen:
        user_id = EVERYBODY if place.user_id is None else place.user_id
        chat_id = EVERYWHERE if place.chat_id is None else place.chat_id
        wanted = select(preferences.c.chosen).where(_at(user_id, chat_id))

        async def work(connection: AsyncConnection) -> Chosen:
            held = (await connection.execute(wanted)).scalar_one_or_none()
            before = NOTHING if held is None else codec.CHOSEN.decode(held)
            after = before.having(setting, value)
            if after == NOTHING:
                await connection.execute(delete(preferences).where(_at(user_id, chat_id)))
                return after
            row = {"chosen": codec.CHOSEN.encode(after), "changed_at": now}
            stored = insert(preferences).values(user_id=user_id, chat_id=chat_id, **row)
            await connection.execute(
                stored.on_conflict_do_update(index_elements=["user_id", "chat_id"], set_=row)
            )
            return after

        return await self._database.write(work)


class SqlLanguageStore:
    """Implements `bot.ports.LanguageStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, user_id: UserId) -> Spoken | None:
        wanted = select(languages).where(languages.c.user_id == user_id)

        async def work(connection: AsyncConnection) -> Spoken | None:
            row = (await connection.execute(wanted)).one_or_none()
            return None if row is None else Spoken(row.chosen, row.told)

        return await self._database.read(work)

    async def hear(self, user_id: UserId, told: str) -> None:
        await self._set(user_id, {"told": told})

    async def choose(self, user_id: UserId, language: str | None, told: str) -> None:
        await self._set(user_id, {"told": told, "chosen": language})

    async def _set(self, user_id: UserId, values: Mapping[str, str | None]) -> None:
        stored = insert(languages).values(user_id=user_id, **values)
        changed = stored.on_conflict_do_update(index_elements=["user_id"], set_=dict(values))

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(changed)

        await self._database.write(work)


def _at(user_id: int, chat_id: int) -> ColumnElement[bool]:
    return and_(preferences.c.user_id == user_id, preferences.c.chat_id == chat_id)
