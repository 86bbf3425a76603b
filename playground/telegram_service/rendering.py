"""Messages as Bot API JSON.

Rule: kept once, rendered for whoever reads it. A reply shows the message it answers one level deep;
a message in a topic that answers nothing shows the topic's opening message, as on the real service.
"""

from __future__ import annotations

from collections.abc import Mapping

from playground.telegram_service.entities.model import Entity
from playground.telegram_service.files import FileStore, StoredFile
from playground.telegram_service.messages import Message
from playground.telegram_service.people import User
from playground.telegram_service.wire import JsonObject


class Renderer:
    """Turns messages into Bot API JSON for one bot."""

    def __init__(self, files: FileStore, bot_id: int, people: Mapping[int, User]) -> None:
        self._files = files
        self._bot_id = bot_id
        self._people = people

    def message(self, message: Message, *, replies: bool = True) -> JsonObject:
        """The form of Message."""
        body: JsonObject = {
            "message_id": message.number,
            "from": message.sender.to_json(),
            "chat": message.chat.to_json(),
            "date": message.date,
        }
        if message.edit_date is not None:
            body["edit_date"] = message.edit_date
        if message.forward is not None:
            body.update(message.forward)
        if message.via is not None:
            body["via_bot"] = message.via.to_json()
        if replies:
            body.update(self._reply(message))
        body.update(self._content(message))
        body.update(_marks(message))
        if message.keyboard is not None and "inline_keyboard" in message.keyboard:
            body["reply_markup"] = message.keyboard
        return body

    def seen_by_person(self, message: Message) -> JsonObject:
        """The same with what only a Telegram app shows: reactions and keyboards of all kinds."""
        body = self.message(message)
        if message.keyboard is not None:
            body["reply_markup"] = message.keyboard
        if message.reactions:
            body["reactions"] = message.reactions_json()
        return body

    def _reply(self, message: Message) -> JsonObject:
        answered = message.chat.messages.get(message.reply_to or 0)
        if answered is None and message.thread_id is not None and message.service is None:
            answered = message.chat.messages.get(message.thread_id)
        if answered is None:
            return {}
        body: JsonObject = {"reply_to_message": self.message(answered, replies=False)}
        if message.quote is not None and message.quote.text:
            body["quote"] = {"text": message.quote.text, "position": 0, "is_manual": True}
        return body

    def _content(self, message: Message) -> JsonObject:
        if message.service is not None:
            return message.service
        entities = [self._entity(entity) for entity in message.text.entities]
        if message.medium is None:
            body: JsonObject = {"text": message.text.text}
            if entities:
                body["entities"] = entities
            return body
        body = message.medium.to_json(lambda stored: self._name(stored, message))
        if message.medium.spoiler:
            body["has_media_spoiler"] = True
        if message.text.text:
            body["caption"] = message.text.text
            if entities:
                body["caption_entities"] = entities
            if message.caption_above:
                body["show_caption_above_media"] = True
        return body

    def _name(self, stored: StoredFile, message: Message) -> str:
        return self._files.file_id(stored, self._bot_id, message.chat.id * 31 + message.number)

    def _entity(self, entity: Entity) -> JsonObject:
        body = entity.to_json()
        if entity.type == "text_mention":
            user = self._people.get(int(entity.argument))
            body["user"] = user.to_json() if user else {"id": int(entity.argument)}
        return body


def _marks(message: Message) -> JsonObject:
    body: JsonObject = {}
    if message.album is not None:
        body["media_group_id"] = message.album
    if message.thread_id is not None:
        body["message_thread_id"] = message.thread_id
        body["is_topic_message"] = True
    if message.protected:
        body["has_protected_content"] = True
    if message.effect_id:
        body["effect_id"] = message.effect_id
    if message.preview is not None:
        body["link_preview_options"] = message.preview
    return body
