"""The service's memory: people, chats, files, the bot's queue.

Rule: what there is, and how new people, groups and numbers come about; what happens in chats is in
`state`.
"""

from __future__ import annotations

import random

from playground.stage import Stage
from playground.telegram_service.callbacks import Callbacks
from playground.telegram_service.events import Events
from playground.telegram_service.files import FileStore
from playground.telegram_service.flood import FloodLimits
from playground.telegram_service.inline import InlineQueries
from playground.telegram_service.messages import Chat
from playground.telegram_service.people import Bot, User
from playground.telegram_service.polling import Polling
from playground.telegram_service.rendering import Renderer
from playground.telegram_service.settings import TelegramSettings
from playground.telegram_service.updates import UpdateQueue
from playground.telegram_service.uploads import Uploads

_FIRST_USER = 1_000_001
_FIRST_GROUP = 4_000_001
_SUPERGROUP_BASE = -1_000_000_000_000
_FIRST_SUPERGROUP = 2_000_000_001


class Memory:
    """What the service holds, with one bot in it."""

    def __init__(self, stage: Stage, settings: TelegramSettings | None = None) -> None:
        self.stage = stage
        self.settings = settings or TelegramSettings()
        self.chance = random.Random(self.settings.seed)
        bot_id = int(self.settings.bot_token.partition(":")[0])
        bot_user = User(
            bot_id,
            self.settings.bot_name,
            username=self.settings.bot_username,
            is_bot=True,
        )
        self.bot = Bot(
            bot_user,
            self.settings.bot_token,
            self.settings.privacy_mode,
            self.settings.supports_inline,
        )
        self.users: dict[int, User] = {bot_id: bot_user}
        self.chats: dict[int, Chat] = {}
        self.files = FileStore(self.chance.randbytes(32), self.now, self.settings.file_link_seconds)
        self.uploads = Uploads(self.files, bot_id)
        self.render = Renderer(self.files, bot_id, self.users)
        self.updates = UpdateQueue(
            self.chance.randrange(100_000_000, 900_000_000), self.now, self.settings
        )
        self.polling = Polling(self.updates, self.now, self.settings)
        self.events = Events()
        self.callbacks = Callbacks(self.now, self.settings.callback_answer_seconds)
        self.inline = InlineQueries(self.now, self.settings.inline_answer_seconds)
        self.flood = FloodLimits(self.settings, self.now)
        self._mailbox = 0  # the bot's one message counter for private chats and basic groups

    def now(self) -> float:
        """Unix seconds."""
        return self.stage.clock.now()

    # People and chats.

    def new_user(self, first_name: str, language_code: str, username: str | None) -> User:
        """Add a person whom the bot has not met."""
        user_id = _FIRST_USER + len(self.users) - 1
        user = User(user_id, first_name, username=username or "", language_code=language_code)
        self.users[user_id] = user
        self.chats[user_id] = Chat(user_id, "private", person=user)
        return user

    def new_group(self, title: str, *, is_forum: bool, basic: bool) -> Chat:
        """Add an empty group; a basic one can be migrated later."""
        count = sum(1 for chat in self.chats.values() if chat.person is None)
        if basic:
            chat = Chat(-(_FIRST_GROUP + count), "group", title)
        else:
            chat_id = _SUPERGROUP_BASE - (_FIRST_SUPERGROUP + count)
            chat = Chat(chat_id, "supergroup", title, is_forum=is_forum)
        self.chats[chat.id] = chat
        return chat

    def audience(self, chat: Chat) -> list[int]:
        """The people who see this chat."""
        if chat.person is not None:
            return [chat.person.id]
        return [
            user_id
            for user_id in chat.members
            if chat.is_member(user_id) and user_id != self.bot.user.id
        ]

    # Messages.

    def next_number(self, chat: Chat) -> int:
        """A number for the next message of the chat."""
        if chat.kind == "supergroup":
            chat.last_number += 1
        else:
            self._mailbox += 1
            chat.last_number = self._mailbox
        return chat.last_number

    def new_album_id(self) -> str:
        """An id for media that belong together."""
        return str(self.chance.randrange(13_000_000_000_000_000, 14_000_000_000_000_000))
