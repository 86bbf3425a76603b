"""The world as people use it: what a Telegram app lets them do.

Rule: the user's side of the service, called by the chat page and the control address; the bot never
gets here. What an app would not do raises UserSideError with a plain sentence.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from playground.telegram_service.callbacks import TapAnswer
from playground.telegram_service.entities.formatting import message_caption, message_text
from playground.telegram_service.entities.model import FormattedText
from playground.telegram_service.errors import ApiError, UserSideError
from playground.telegram_service.inline import InlineAnswer
from playground.telegram_service.keyboards import buttons
from playground.telegram_service.looking import Looking
from playground.telegram_service.media import Medium
from playground.telegram_service.messages import NOTHING, Chat, Message
from playground.telegram_service.params import Upload
from playground.telegram_service.people import User
from playground.telegram_service.reactions import ALLOWED
from playground.telegram_service.settings import MAX_ALBUM, MAX_INLINE_QUERY
from playground.telegram_service.uploads import Details


class TelegramWorld(Looking):
    """The whole service: the bot's side is served over HTTP, this is the people's side."""

    @property
    def bot_token(self) -> str:
        """The token of the bot."""
        return self.bot.token

    def add_user(
        self, first_name: str, language_code: str = "zh-hans", username: str | None = None
    ) -> User:
        """A new person, whom the bot does not know before a first message."""
        if not first_name.strip():
            raise UserSideError("A person needs a first name.")
        return self.new_user(first_name.strip(), language_code, username)

    # Speaking.

    async def user_send(
        self,
        user_id: int,
        chat_id: int | None = None,
        text: str | None = None,
        photos: Sequence[bytes] = (),
        documents: Sequence[tuple[str, bytes]] = (),
        caption: str | None = None,
        reply_to: int | None = None,
        thread_id: int | None = None,
        album_of: int | None = None,
    ) -> list[Message]:
        """Send a text, or pictures or files with a caption on the first; several are an album, or
        late parts of the one that the message `album_of` belongs to."""
        user, chat = self._speaker(user_id, chat_id)
        thread = self._check_target(chat, reply_to, thread_id)
        if not photos and not documents:
            words = self._words(text if text is not None else caption or "", caption=False)
            contents: list[tuple[FormattedText, Medium | None]] = [(words, None)]
        else:
            words = self._words(caption if caption is not None else text or "", caption=True)
            media = await self._media(photos, documents)
            contents = [(words if not n else NOTHING, medium) for n, medium in enumerate(media)]
        self._start(user, chat)
        album = self.new_album_id() if len(contents) > 1 else None
        if album_of is not None:
            album = self._message(chat, album_of).album
        messages = [
            self.draft(
                chat,
                user,
                said,
                medium,
                album=album,
                reply_to=reply_to,
                thread_id=thread,
            )
            for said, medium in contents
        ]
        self.publish(messages)
        return messages

    async def _media(
        self, photos: Sequence[bytes], documents: Sequence[tuple[str, bytes]]
    ) -> list[Medium]:
        if photos and documents:
            raise UserSideError("An album holds pictures or files, not both.")
        if len(photos) + len(documents) > MAX_ALBUM:
            raise UserSideError(f"An album holds at most {MAX_ALBUM} items.")
        try:
            if photos:
                return [
                    await self.uploads.uploaded("photo", Upload("photo.jpg", data), Details())
                    for data in photos
                ]
            details = Details(detect=False)
            return [
                await self.uploads.uploaded("document", Upload(name, data), details)
                for name, data in documents
            ]
        except ApiError as exc:
            raise UserSideError(f"The app cannot send this file: {exc.description}.") from exc

    def _words(self, text: str, *, caption: bool) -> FormattedText:
        try:
            parsed = FormattedText(text)
            return message_caption(parsed) if caption else message_text(parsed)
        except ApiError as exc:
            raise UserSideError(f"The app cannot send this: {exc.description}.") from exc

    def _speaker(self, user_id: int, chat_id: int | None) -> tuple[User, Chat]:
        user = self.person(user_id)
        chat = self.chats.get(chat_id if chat_id is not None else user_id)
        if chat is None or user.id not in self.audience(chat):
            raise UserSideError(f"This person is in no chat {chat_id}.")
        if chat.migrated_to is not None:
            raise UserSideError(f"This group moved to {chat.migrated_to}.")
        if chat.person is not None and user.blocked_bot:
            raise UserSideError("This person blocked the bot; unblock it first.")
        return user, chat

    def _start(self, user: User, chat: Chat) -> None:
        user.met = True
        if chat.person is not None:
            user.started = True

    def _check_target(self, chat: Chat, reply_to: int | None, thread_id: int | None) -> int | None:
        answered = chat.messages.get(reply_to) if reply_to is not None else None
        if reply_to is not None and answered is None:
            raise UserSideError(f"There is no message {reply_to} to reply to.")
        if thread_id is None:
            return answered.thread_id if answered is not None else None
        if thread_id not in chat.topics:
            raise UserSideError(f"There is no topic {thread_id} in this chat.")
        if chat.topics[thread_id].closed:
            raise UserSideError("This topic is closed.")
        return thread_id

    async def user_edit(
        self, user_id: int, chat_id: int, message_id: int, text: str, asks: bool = False
    ) -> Message:
        """Change a text or caption of one's own; the same words again change nothing.

        `asks` says whether the new words ask for another generation, for the books.
        """
        _, chat = self._speaker(user_id, chat_id)
        message = self._message(chat, message_id)
        if message.sender.id != user_id or message.service is not None:
            raise UserSideError("Only one's own messages can be edited.")
        words = self._words(text, caption=message.medium is not None)
        if words != message.text:
            message.text = words
            self.stage.books.edited(chat.id, message_id, words.text, asks=asks)
            self.edited(message)
        return message

    def _message(self, chat: Chat, message_id: int) -> Message:
        message = chat.messages.get(message_id)
        if message is None:
            raise UserSideError(f"There is no message {message_id} in this chat.")
        return message

    # Tapping and reacting.

    async def user_tap(
        self,
        user_id: int,
        chat_id: int | None,
        message_id: int,
        data: str,
        asks: bool = False,
        wait_seconds: float = 0.0,
    ) -> TapAnswer:
        """Tap a button. Returns at once, or after the bot's answer if told to wait for it.

        `asks` says whether the tap asks for another generation, for the books.
        """
        user, chat = self._speaker(user_id, chat_id)
        message = self._message(chat, message_id)
        if all(button.get("callback_data") != data for button in buttons(message.keyboard)):
            raise UserSideError("This message has no such button now.")
        self._start(user, chat)
        query_id = str(self.chance.randrange(10**17, 10**18))
        pending = self.callbacks.add(query_id, user, chat, message_id)
        self.stage.books.tapped(chat.id, message_id, asks=asks)
        self.updates.add(
            "callback_query",
            {
                "id": query_id,
                "from": user.to_json(),
                "message": self.render.message(message),
                "chat_instance": str(-(abs(chat.id) * 2_654_435_761 + 97)),
                "data": data,
            },
        )
        if wait_seconds > 0:
            await asyncio.wait([pending.answer], timeout=wait_seconds)
        return pending.answer.result() if pending.answer.done() else TapAnswer(query_id)

    # Typing the bot's name into any chat.

    async def user_inline(
        self,
        user_id: int,
        chat_id: int | None,
        words: str,
        offset: str = "",
        wait_seconds: float = 0.0,
    ) -> InlineAnswer:
        """Ask the bot for something to send. Returns at once, or after its answer."""
        user, chat = self._speaker(user_id, chat_id)
        if not self.bot.supports_inline:
            raise UserSideError("This bot has no inline mode.")
        if len(words) > MAX_INLINE_QUERY:
            raise UserSideError(f"An inline query holds at most {MAX_INLINE_QUERY} characters.")
        query_id = str(self.chance.randrange(10**17, 10**18))
        asked = self.inline.add(query_id, user, words)
        self.updates.add(
            "inline_query",
            {
                "id": query_id,
                "from": user.to_json(),
                "chat_type": "sender" if chat.person is not None else chat.kind,
                "query": words,
                "offset": offset,
            },
        )
        if wait_seconds > 0:
            await asyncio.wait([asked.answer], timeout=wait_seconds)
        return asked.answer.result() if asked.answer.done() else InlineAnswer(query_id)

    async def user_choose(
        self,
        user_id: int,
        chat_id: int | None,
        query_id: str,
        result_id: str,
        reply_to: int | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """Send one of the results that the bot answered with, in one's own name."""
        user, chat = self._speaker(user_id, chat_id)
        thread = self._check_target(chat, reply_to, thread_id)
        asked = self.inline.answered(query_id, user)
        results = asked.answer.result().results if asked is not None else ()
        chosen = next((each for each in results if each.id == result_id), None)
        if asked is None or chosen is None:
            raise UserSideError("The bot answered with no such result.")
        message = self.draft(
            chat, user, chosen.caption, chosen.medium, reply_to=reply_to, thread_id=thread
        )
        message.via, message.keyboard = self.bot.user, chosen.keyboard
        self.publish([message])
        if self.settings.inline_feedback:
            self.updates.add(
                "chosen_inline_result",
                {"result_id": result_id, "from": user.to_json(), "query": asked.words},
            )
        return message

    async def user_react(
        self, user_id: int, chat_id: int, message_id: int, emoji: str | None
    ) -> None:
        """Set one reaction, or none."""
        user, chat = self._speaker(user_id, chat_id)
        message = self._message(chat, message_id)
        if emoji is not None and emoji not in ALLOWED:
            raise UserSideError(f"{emoji} is no reaction.")
        self.react(message, user, () if emoji is None else (emoji,))
