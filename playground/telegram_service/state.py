"""What happens in chats: messages come, change and go, people react, topics open.

Rule: every change goes through here, so that people see it (events), the bot is told (updates) and
the books are kept. Nothing here knows HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playground.telegram_service.entities.model import FormattedText
from playground.telegram_service.media import Medium
from playground.telegram_service.memory import Memory
from playground.telegram_service.messages import NOTHING, Chat, Message
from playground.telegram_service.people import Topic, User, administrator_rights
from playground.telegram_service.wire import JsonObject


class WorldState(Memory):
    """The memory and its changes."""

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
            self.book_delivery(message, message.medium)

    def book_delivery(self, message: Message, medium: Medium) -> None:
        """Write down that the bot gave somebody a medium."""
        self.stage.books.delivered(
            message.chat.id,
            message.number,
            message.reply_to,
            medium.kind,
            medium.main.digest,
            self.now(),
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
        self.updates.add(
            "my_chat_member",
            {
                "chat": chat.to_json(),
                "from": actor.to_json(),
                "date": int(self.now()),
                "old_chat_member": self._standing_json(old),
                "new_chat_member": self._standing_json(new),
            },
        )

    def _standing_json(self, status: str) -> JsonObject:
        body: JsonObject = {"user": self.bot.user.to_json(), "status": status}
        if status == "kicked":
            body["until_date"] = 0
        if status == "administrator":
            body.update(administrator_rights())
        return body
