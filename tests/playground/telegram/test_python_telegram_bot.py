"""The library that the bot uses, against the service: what it reads has to make sense to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import ApplicationBuilder, CommandHandler, ContextTypes
from telegram.request import HTTPXRequest

from playground.faults import Fault
from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, picture


def request() -> HTTPXRequest:
    """The library's own client, blind to proxies in the environment."""
    return HTTPXRequest(httpx_kwargs={"trust_env": False})


@pytest.fixture
async def bot(service: Service) -> AsyncIterator[Bot]:
    """A started bot object."""
    bot = Bot(
        service.world.bot_token,
        base_url=f"{service.url}/bot",
        base_file_url=f"{service.url}/file/bot",
        request=request(),
        get_updates_request=request(),
    )
    async with bot:
        yield bot


async def test_it_knows_itself(bot: Bot):
    assert (await bot.get_me()).username == "jimeng_playground_bot"


async def test_texts_and_edits(bot: Bot, mei: User):
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="v1:x")]])
    sent = await bot.send_message(
        mei.id, "<b>猫</b>", parse_mode="HTML", reply_markup=markup, reply_to_message_id=1
    )
    assert sent.reply_markup == markup
    assert sent.text_html == "<b>猫</b>"
    assert sent.reply_to_message is not None
    edited = await sent.edit_text("狗")
    assert not isinstance(edited, bool)
    assert edited.text == "狗"
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("狗")


async def test_pictures_albums_and_downloads(bot: Bot, mei: User):
    data = picture(500, 400)
    sent = await bot.send_photo(mei.id, data, caption="x", filename="a.png")
    assert [size.width for size in sent.photo] == [90, 320, 500]
    album = await bot.send_media_group(
        mei.id, [InputMediaPhoto(data, filename="a.png"), InputMediaPhoto(sent.photo[-1].file_id)]
    )
    assert len({message.media_group_id for message in album}) == 1
    document = await bot.send_document(
        mei.id, data, filename="猫.webp", disable_content_type_detection=True
    )
    assert document.document is not None
    assert document.document.file_name == "猫.webp"
    file = await document.document.get_file()
    assert bytes(await file.download_as_bytearray()) == data
    assert (await bot.get_chat(mei.id)).first_name == "Mei"


async def test_errors_become_its_exceptions(
    bot: Bot, service: Service, mei: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library warns about its older form
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "x")
    service.stage.faults.add(Fault("telegram", method="sendMessage", code=429, retry_after=3))
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(mei.id, "x")
    assert caught.value.retry_after == timedelta(seconds=3)
    service.stage.faults.add(Fault("telegram", method="sendMessage", kind="reset"))
    with pytest.raises(NetworkError):
        await bot.send_message(mei.id, "x")
    service.stage.faults.add(Fault("telegram", method="sendMessage", after_effect=True))
    with pytest.raises(NetworkError):
        await bot.send_message(mei.id, "it arrives all the same")
    assert service.world.history(mei.id)[-1]["text"] == "it arrives all the same"
    service.world.block_bot(mei.id)
    with pytest.raises(Forbidden):
        await bot.send_message(mei.id, "x")
    service.world.revoke_token()
    with pytest.raises(InvalidToken):
        await bot.send_message(mei.id, "x")


async def test_two_pollers_collide(bot: Bot, service: Service):
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await service.world.polling.standing.wait()
    newer = asyncio.create_task(bot.get_updates(timeout=20, offset=1))
    with pytest.raises(Conflict):
        await older
    newer.cancel()


async def test_a_polling_application_answers(service: Service):
    """Long polling, a command handler and an answer, through the library's own machinery."""

    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("你好", do_quote=True)

    application = (
        ApplicationBuilder()
        .token(service.world.bot_token)
        .base_url(f"{service.url}/bot")
        .base_file_url(f"{service.url}/file/bot")
        .request(request())
        .get_updates_request(request())
        .build()
    )
    application.add_handler(CommandHandler("start", start))
    user = service.world.add_user("Li")
    async with application, service.world.subscribe(user.id) as news:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(poll_interval=0)
        await service.world.user_send(user.id, text="/start")
        async with asyncio.timeout(10):
            events = [await anext(news) for _ in range(2)]
        await application.updater.stop()
        await application.stop()
    answer = events[1]["message"]
    assert isinstance(answer, dict)
    assert answer["text"] == "你好"
    assert isinstance(answer["reply_to_message"], dict)
