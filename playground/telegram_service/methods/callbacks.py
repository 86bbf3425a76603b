"""answerCallbackQuery."""

from __future__ import annotations

from playground.telegram_service.errors import bad_request
from playground.telegram_service.methods.call import Call
from playground.telegram_service.settings import MAX_CALLBACK_ANSWER
from playground.telegram_service.wire import Json


async def answer_callback_query(call: Call) -> Json:
    """answerCallbackQuery: once, soon, at most 200 characters."""
    query = call.query
    text, url = query.text("text"), query.text("url")
    if len(text) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url:
        raise bad_request("URL_INVALID")  # only games and t.me links of one's own may be opened
    tap = call.world.callbacks.answer(
        query.text("callback_query_id"), text, show_alert=query.flag("show_alert"), url=url
    )
    call.world.events.tell(
        [tap.person.id],
        {
            "type": "callback_answer",
            "chat_id": tap.chat.id,
            "message_id": tap.message_id,
            "callback_query_id": tap.id,
            "text": text,
            "show_alert": query.flag("show_alert"),
        },
    )
    return True
