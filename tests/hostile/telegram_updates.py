"""One update of each type of the Bot API, as full as its readers look into it."""

from __future__ import annotations

USER = {
    "id": 7,
    "is_bot": False,
    "first_name": "Lin",
    "username": "lin",
    "language_code": "zh-hans",
}
CHAT = {"id": 7, "type": "private", "first_name": "Lin"}
GROUP = {"id": -1001, "type": "supergroup", "title": "cats", "is_forum": True}
PHOTO = {"file_id": "p", "file_unique_id": "u", "width": 90, "height": 60, "file_size": 999}
MESSAGE = {
    "message_id": 5,
    "date": 1_768_097_895,
    "chat": CHAT,
    "from": USER,
    "text": "/image a cat --ar 16:9",
    "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
}
ALBUM = {
    "message_id": 6,
    "date": 1_768_097_895,
    "chat": GROUP,
    "from": USER,
    "message_thread_id": 3,
    "is_topic_message": True,
    "media_group_id": "13",
    "photo": [PHOTO, PHOTO],
    "caption": "/video@bot it runs",
    "reply_to_message": MESSAGE,
    "forward_origin": {"type": "user", "date": 1, "sender_user": USER},
}
DOCUMENT = {
    **MESSAGE,
    "document": {"file_id": "d", "file_unique_id": "v", "file_name": "a.png", "thumbnail": PHOTO},
    "quote": {"text": "cat", "position": 1},
    "link_preview_options": {"is_disabled": True},
}
SERVICE = {"message_id": 8, "date": 1, "chat": GROUP, "migrate_to_chat_id": -1002, "from": USER}
MEMBER = {"status": "member", "user": USER}
KICKED = {"status": "kicked", "user": USER, "until_date": 0}
REACTION = {"type": "emoji", "emoji": "👍"}

CONTENTS: dict[str, object] = {
    "message": MESSAGE,
    "edited_message": {**ALBUM, "edit_date": 1_768_097_899},
    "channel_post": {**DOCUMENT, "chat": GROUP, "sender_chat": GROUP},
    "edited_channel_post": {**SERVICE, "edit_date": 1},
    "business_connection": {
        "id": "b", "user": USER, "user_chat_id": 7, "date": 1, "is_enabled": True,
    },
    "business_message": {**MESSAGE, "business_connection_id": "b"},
    "deleted_business_messages": {
        "business_connection_id": "b", "chat": CHAT, "message_ids": [1, 2],
    },
    "callback_query": {
        "id": "1", "from": USER, "message": ALBUM, "chat_instance": "c", "data": "v1:cancel:A7K2M",
    },
    "inline_query": {"id": "1", "from": USER, "query": "cat", "offset": ""},
    "chosen_inline_result": {"result_id": "1", "from": USER, "query": "cat"},
    "message_reaction": {
        "chat": GROUP, "message_id": 5, "date": 1, "user": USER,
        "old_reaction": [], "new_reaction": [REACTION],
    },
    "message_reaction_count": {
        "chat": GROUP, "message_id": 5, "date": 1,
        "reactions": [{"type": REACTION, "total_count": 1}],
    },
    "poll": {
        "id": "1", "question": "?",
        "options": [{"text": "a", "voter_count": 0, "persistent_id": "p"}],
        "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
        "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
    },
    "poll_answer": {
        "poll_id": "1", "user": USER, "option_ids": [0], "option_persistent_ids": ["p"],
    },
    "pre_checkout_query": {
        "id": "1", "from": USER, "currency": "XTR", "total_amount": 1, "invoice_payload": "x",
    },
    "my_chat_member": {
        "chat": GROUP, "from": USER, "date": 1,
        "old_chat_member": MEMBER, "new_chat_member": KICKED,
    },
    "chat_member": {
        "chat": GROUP, "from": USER, "date": 1,
        "old_chat_member": KICKED, "new_chat_member": MEMBER,
    },
    "chat_join_request": {"chat": GROUP, "from": USER, "user_chat_id": 7, "date": 1},
    "chat_boost": {
        "chat": GROUP,
        "boost": {
            "boost_id": "1", "add_date": 1, "expiration_date": 2,
            "source": {"source": "premium", "user": USER},
        },
    },
    "a_type_of_tomorrow": {"anything": [1, {"at": "all"}]},
}  # fmt: skip

UPDATES: list[object] = [
    {"update_id": 100 + number, kind: content}
    for number, (kind, content) in enumerate(CONTENTS.items())
]
