"""The service's memory: people, chats, messages, files and the bot's queue; and how they change.

Rule: every change goes through here, so that people see it (events), the bot is told (updates) and
the books are kept. Nothing here knows HTTP.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from playground.stage import Stage
from playground.telegram_service.callbacks import Callbacks
from playground.telegram_service.entities.model import FormattedText
from playground.telegram_service.events import Events
from playground.telegram_service.files import FileStore
from playground.telegram_service.flood import FloodLimits
from playground.telegram_service.media import Medium
from playground.telegram_service.messages import NOTHING, Message, Renderer
from playground.telegram_service.people import Bot, Chat, Topic, User
from playground.telegram_service.polling import Polling
from playground.telegram_service.settings import TelegramSettings
from playground.telegram_service.updates import UpdateQueue
from playground.telegram_service.uploads import Uploads
from playground.telegram_service.wire import Json, JsonObject

_FIRST_USER = 1_000_001
_FIRST_GROUP = 4_000_001
_SUPERGROUP_BASE = -1_000_000_000_000
_FIRST_SUPERGROUP = 2_000_000_001


class WorldState:
    """Everything the service knows, with one bot in it."""

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

    def draft(
        self,
        chat: Chat,
        sender: User,
        text: FormattedText = NOTHING,
        medium: Medium | None = None,
        *,
        service: JsonObject | None = None,
        album: str | None = None,
        reply_to: int | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """A message with a number and a date, not yet in the chat."""
        return Message(
            chat,
            self.next_number(chat),
            int(self.now()),
            sender,
            text,
            medium,
            reply_to=reply_to,
            thread_id=thread_id,
            album=album,
            service=service,
        )

    def publish(self, messages: Sequence[Message]) -> None:
        """Put messages into their chats: people see them, the bot is told of others' messages."""
        for message in messages:
            message.chat.messages[message.number] = message
            message.sender.met = True
        for message in messages:
            self.show("message", message)
            self._keep_books(message)
            if message.sender is not self.bot.user and self.bot_sees(message):
                self.updates.add("message", self.render.message(message))

    def _keep_books(self, message: Message) -> None:
        books, chat_id = self.stage.books, message.chat.id
        if message.service is not None:
            return
        if message.sender is not self.bot.user:
            books.message(
                message.sender.id, chat_id, message.number, message.text.text, message.reply_to
            )
        elif message.medium is None:
            books.sent(chat_id, message.number, message.reply_to)
        else:
            medium = message.medium
            books.delivered(
                chat_id, message.number, message.reply_to, medium.kind, medium.main.digest
            )

    def edited(self, message: Message, *, dated: bool = True) -> None:
        """Tell everybody that a message changed; a change of buttons alone has no date."""
        if dated:
            message.edit_date = int(self.now())
        self.show("edit", message)
        if message.sender is not self.bot.user and self.bot_sees(message):
            self.updates.add("edited_message", self.render.message(message))

    def remove(self, chat: Chat, numbers: Iterable[int]) -> None:
        """Delete messages for everybody; bots are not told."""
        gone = [number for number in numbers if chat.messages.pop(number, None) is not None]
        if gone:
            self.tell(chat, {"type": "delete", "message_ids": gone})

    def react(self, message: Message, user: User, emoji: tuple[str, ...]) -> None:
        """Set a user's reactions; the bot hears of people's ones if it asked for them."""
        old = message.reactions.get(user.id, ())
        if emoji:
            message.reactions[user.id] = emoji
        else:
            message.reactions.pop(user.id, None)
        self.tell(
            message.chat,
            {
                "type": "reaction",
                "message_id": message.number,
                "user_id": user.id,
                "reactions": message.reactions_json(),
            },
        )
        chat = message.chat
        if user is not self.bot.user and (chat.person or chat.is_admin(self.bot.user.id)):
            self.updates.add(
                "message_reaction",
                {
                    "chat": chat.to_json(),
                    "message_id": message.number,
                    "user": user.to_json(),
                    "date": int(self.now()),
                    "old_reaction": [{"type": "emoji", "emoji": one} for one in old],
                    "new_reaction": [{"type": "emoji", "emoji": one} for one in emoji],
                },
            )

    def open_topic(self, chat: Chat, by: User, name: str, color: int) -> Topic:
        """Open a topic; its opening message gives it its number."""
        service: JsonObject = {"forum_topic_created": {"name": name, "icon_color": color}}
        opening = self.draft(chat, by, service=service)
        opening.thread_id = opening.number
        topic = chat.topics[opening.number] = Topic(opening.number, name, color)
        self.publish([opening])
        return topic

    def bot_sees(self, message: Message) -> bool:
        """Whether the bot gets this message: always in private, by the privacy rules in groups."""
        chat, bot = message.chat, self.bot
        if chat.person is not None or message.service is not None:
            return True
        if not chat.is_member(bot.user.id):
            return False
        if not bot.privacy_mode or chat.is_admin(bot.user.id):
            return True
        answered = chat.messages.get(message.reply_to or 0)
        if answered is not None and answered.sender is bot.user:
            return True
        return self._is_command_for_bot(message.text.text)

    def _is_command_for_bot(self, text: str) -> bool:
        if not text.startswith("/"):
            return f"@{self.bot.user.username}".lower() in text.lower()
        words = text.split(maxsplit=1)
        _, at, name = words[0].partition("@")
        return not at or name.lower() == self.bot.user.username.lower()

    # News.

    def show(self, kind: str, message: Message) -> None:
        """Show a message, new or changed, to the people of its chat."""
        listeners = [user for user in self.audience(message.chat) if self.events.listening(user)]
        if listeners:
            event: JsonObject = {
                "type": kind,
                "chat_id": message.chat.id,
                "message": self.render.seen_by_person(message),
            }
            self.events.tell(listeners, event)

    def tell(self, chat: Chat, event: JsonObject) -> None:
        """Tell the people of a chat."""
        self.events.tell(self.audience(chat), {**event, "chat_id": chat.id})

    def bot_standing(self, chat: Chat, actor: User, old: str, new: str) -> None:
        """Tell the bot that its own standing in a chat changed."""
        body: dict[str, Json] = {
            "chat": chat.to_json(),
            "from": actor.to_json(),
            "date": int(self.now()),
            "old_chat_member": {"user": self.bot.user.to_json(), "status": old},
            "new_chat_member": {"user": self.bot.user.to_json(), "status": new},
        }
        if new == "kicked":
            body["new_chat_member"] = {
                "user": self.bot.user.to_json(),
                "status": new,
                "until_date": 0,
            }
        if old == "kicked":
            body["old_chat_member"] = {
                "user": self.bot.user.to_json(),
                "status": old,
                "until_date": 0,
            }
        self.updates.add("my_chat_member", body)
