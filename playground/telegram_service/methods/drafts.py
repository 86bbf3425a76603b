"""sendMessageDraft: words that grow in a private chat before the message is sent.

Rule: a draft is shown for 30 s and is never a message; an empty one shows as thinking.
"""

from __future__ import annotations

from playground.telegram_service.access import check_reachable, check_thread, find_chat
from playground.telegram_service.entities.formatting import cleaned, formatted_text
from playground.telegram_service.errors import bad_request
from playground.telegram_service.methods.call import Call
from playground.telegram_service.params import whole
from playground.telegram_service.settings import MAX_TEXT
from playground.telegram_service.wire import Json


async def send_message_draft(call: Call) -> Json:
    """sendMessageDraft."""
    query = call.query
    text = formatted_text(query.text("text"), query.text("parse_mode"), None)
    chat = find_chat(call.world, query.text("chat_id").strip(), "write")
    if chat.person is None:
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    if whole(query.text("draft_id")) == 0:
        raise bad_request("draft identifier must be non-zero")
    check_thread(chat, query.message_id("message_thread_id"))
    kept = cleaned(text)
    if kept.length > MAX_TEXT:
        raise bad_request("Message is too long")
    check_reachable(chat)
    call.world.tell(
        chat, {"type": "draft", "draft_id": whole(query.text("draft_id")), "text": kept.text}
    )
    return True
