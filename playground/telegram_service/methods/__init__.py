"""The methods of the Bot API, one explicit table."""

from __future__ import annotations

from collections.abc import Mapping

from playground.telegram_service.methods import (
    albums,
    callbacks,
    chats,
    commands,
    copying,
    deleting,
    drafts,
    editing,
    files,
    identity,
    inline,
    sending,
    updates,
)
from playground.telegram_service.methods.call import Method

# Spelled as in the documentation; calls are matched without regard to case.
_TABLE: Mapping[str, Method] = {
    "getMe": identity.get_me,
    "logOut": identity.log_out,
    "close": identity.close,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVideo": sending.send_video,
    "sendAnimation": sending.send_animation,
    "sendAudio": sending.send_audio,
    "sendSticker": sending.send_sticker,
    "sendMediaGroup": albums.send_media_group,
    "sendMessageDraft": drafts.send_message_draft,
    "copyMessage": copying.copy_message,
    "copyMessages": copying.copy_messages,
    "forwardMessage": copying.forward_message,
    "forwardMessages": copying.forward_messages,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "answerCallbackQuery": callbacks.answer_callback_query,
    "answerInlineQuery": inline.answer_inline_query,
    "sendChatAction": chats.send_chat_action,
    "setMessageReaction": chats.set_message_reaction,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMemberCount": chats.get_chat_member_count,
    "leaveChat": chats.leave_chat,
    "createForumTopic": chats.create_forum_topic,
    "getFile": files.get_file,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
    "setMyName": identity.set_profile_text,
    "getMyName": identity.get_profile_text,
    "setMyDescription": identity.set_profile_text,
    "getMyDescription": identity.get_profile_text,
    "setMyShortDescription": identity.set_profile_text,
    "getMyShortDescription": identity.get_profile_text,
    "setChatMenuButton": identity.set_menu_button,
    "getChatMenuButton": identity.get_menu_button,
}
_BY_LOWER = {name.lower(): (name, method) for name, method in _TABLE.items()}


def spelled(name: str) -> str:
    """The method's name as the documentation spells it; unknown ones as they came."""
    found = _BY_LOWER.get(name.lower())
    return found[0] if found is not None else name


def find_method(name: str) -> Method | None:
    """The method, in any case; None if there is none of this name."""
    found = _BY_LOWER.get(name.lower())
    return found[1] if found is not None else None
