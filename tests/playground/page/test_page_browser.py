"""The page in a real browser, over the real Telegram world, with a bot that the test plays."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.playground.page.browser import PATIENCE_MS, open_page
from tests.playground.page.pictures import picture
from tests.playground.page.scene import LOGIN_TOKEN, Scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
]
expect.set_options(timeout=PATIENCE_MS)


def field(page: Page) -> Any:
    return page.get_by_role("textbox", name="输入消息")


async def test_text_goes_out_and_the_answer_comes_back_and_changes(
    chromium: Browser, scene: Scene
) -> None:
    me = scene.person.id
    async with open_page(chromium, scene) as page:
        await field(page).fill("一只猫 <b>不是标记</b>")
        await field(page).press("Enter")
        asked = await scene.bot.next("message")
        assert asked["text"] == "一只猫 <b>不是标记</b>"
        own = page.locator(".row.out")
        await expect(own.locator(".text")).to_contain_text("<b>不是标记</b>")
        await expect(own).to_contain_text("已发送")

        await scene.bot.call("sendChatAction", {"chat_id": me, "action": "upload_photo"})
        await expect(page.locator(".chat-subtitle")).to_have_text("正在发送图片")
        reply = {"message_id": asked["message_id"]}
        answer = await scene.bot.call(
            "sendMessage", {"chat_id": me, "text": "排队中", "reply_parameters": reply}
        )
        theirs = page.locator(".row.in")
        await expect(theirs.locator(".quote")).to_contain_text("一只猫")
        await expect(page.locator(".chat-subtitle")).to_have_text("机器人")
        await expect(own).to_contain_text("已读")

        change = {"chat_id": me, "message_id": answer["message_id"], "text": "完成"}
        await scene.bot.call("editMessageText", change)
        await expect(theirs.locator(".text")).to_have_text("完成")
        await expect(theirs.locator(".edited")).to_have_text("已编辑")
        await scene.bot.call("deleteMessage", {"chat_id": me, "message_id": answer["message_id"]})
        await expect(theirs).to_have_count(0)


async def test_album_is_a_mosaic_and_the_viewer_walks_through_it(
    chromium: Browser, scene: Scene
) -> None:
    await scene.world.user_send(scene.person.id, text="/image 猫")
    async with open_page(chromium, scene) as page:
        pictures = [picture(1024, 1024, n) for n in range(4)]
        await scene.bot.album(scene.person.id, pictures, "四只猫")
        tiles = page.locator(".mosaic button.frame")
        await expect(tiles).to_have_count(4)
        await expect(page.locator(".row.in .text")).to_have_text("四只猫")
        corners = await tiles.evaluate_all(
            "nodes => nodes.map(node => [node.offsetLeft > 9, node.offsetTop > 9])"
        )
        assert corners == [[False, False], [True, False], [False, True], [True, True]]

        await tiles.nth(1).click()
        viewer = page.get_by_role("dialog", name="图片查看器")
        await expect(viewer.locator(".viewer-note")).to_contain_text("2 / 4")
        await expect(viewer.locator(".viewer-note")).to_contain_text("1024 × 1024")
        await page.keyboard.press("ArrowRight")
        await page.keyboard.press("ArrowRight")
        await expect(viewer.locator(".viewer-note")).to_contain_text("4 / 4")
        await expect(viewer.get_by_role("button", name="下一张")).to_have_count(0)
        await page.keyboard.press("Escape")
        await expect(viewer).to_have_count(0)
        await expect(tiles.nth(1)).to_be_focused()


async def test_document_of_a_picture_opens_in_full_size_and_downloads(
    chromium: Browser, scene: Scene
) -> None:
    await scene.world.user_send(scene.person.id, text="/image 猫 --file")
    data = picture(2048, 2048, kind="PNG")
    async with open_page(chromium, scene) as page:
        await scene.bot.call(
            "sendDocument", {"chat_id": scene.person.id}, {"document": ("原图.png", data)}
        )
        await expect(page.locator(".file-name")).to_have_text("原图.png")
        async with page.expect_download() as started:
            await page.get_by_role("link", name="下载").click()
        download = await started.value
        assert download.suggested_filename == "原图.png"
        assert (await download.path()).read_bytes() == data

        await page.get_by_role("button", name="查看图片: 原图.png").click()
        await expect(page.locator(".viewer-note")).to_contain_text("2048 × 2048")


async def test_tapped_button_waits_for_its_answer(chromium: Browser, scene: Scene) -> None:
    me = scene.person.id
    await scene.world.user_send(me, text="/start")
    keys = [[{"text": "再来", "callback_data": "a"}, {"text": "删", "callback_data": "b"}]]
    async with open_page(chromium, scene) as page:
        offer = {"chat_id": me, "text": "要吗", "reply_markup": {"inline_keyboard": keys}}
        await scene.bot.call("sendMessage", offer)
        again = page.get_by_role("button", name="再来")
        await again.click()
        await expect(again).to_have_attribute("aria-busy", "true")
        tap = await scene.bot.next("callback_query")
        assert tap["data"] == "a"
        answer = {"callback_query_id": tap["id"], "text": "已经开始"}
        await scene.bot.call("answerCallbackQuery", answer)
        await expect(page.locator(".toast")).to_have_text("已经开始")
        await expect(again).not_to_have_attribute("aria-busy", "true")

        await page.get_by_role("button", name="删").click()
        tap = await scene.bot.next("callback_query")
        alert = {"callback_query_id": tap["id"], "text": "真的吗", "show_alert": True}
        await scene.bot.call("answerCallbackQuery", alert)
        await expect(page.get_by_role("dialog")).to_contain_text("真的吗")
        await page.get_by_role("button", name="好", exact=True).click()
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_pictures_are_sent_as_an_album_and_as_files(chromium: Browser, scene: Scene) -> None:
    files: list[Any] = [
        {"name": f"{n}.png", "mimeType": "image/png", "buffer": picture(90, 60, n, "PNG")}
        for n in range(2)
    ]
    async with open_page(chromium, scene) as page:
        await expect(page.locator(".chat-subtitle")).to_have_text("机器人")  # the chat is there
        await page.locator("input[type=file]").set_input_files(files)
        dialog = page.get_by_role("dialog", name="发送 2 张图片")
        await dialog.get_by_role("textbox").fill("两张")
        await dialog.get_by_role("button", name="发送", exact=True).click()
        first, second = await scene.bot.next("message"), await scene.bot.next("message")
        assert first["media_group_id"] == second["media_group_id"]
        assert first["caption"] == "两张"
        await expect(page.locator(".row.out .mosaic .frame")).to_have_count(2)

        await page.locator("input[type=file]").set_input_files(files[:1])
        await page.get_by_label("以文件形式发送").check()
        await page.get_by_role("button", name="发送", exact=True).last.click()
        assert (await scene.bot.next("message"))["document"]["file_name"] == "0.png"


GIVE_FILES = """(kind) => {
  const bytes = Uint8Array.from(atob(window.picture), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "猫.png", { type: "image/png" }));
  if (kind === "paste") {
    const field = document.querySelector("textarea");
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
    return;
  }
  const options = { dataTransfer: data, bubbles: true, cancelable: true };
  const send = (type, node) => node.dispatchEvent(new DragEvent(type, options));
  send("dragenter", document.querySelector(".messages"));
  send("drop", document.querySelectorAll(".drop-zone")[1]);
}"""


@pytest.mark.parametrize(("kind", "medium"), [("paste", "photo"), ("drop", "document")])
async def test_pictures_come_in_by_paste_and_by_drop(
    chromium: Browser, scene: Scene, kind: str, medium: str
) -> None:
    async with open_page(chromium, scene) as page:
        await expect(page.locator(".empty")).to_be_visible()
        encoded = base64.b64encode(picture(90, 60, kind="PNG")).decode()
        await page.evaluate("(text) => { window.picture = text; }", encoded)
        await page.evaluate(GIVE_FILES, kind)
        await page.get_by_role("dialog").get_by_role("button", name="发送", exact=True).click()
        assert medium in await scene.bot.next("message")
        await expect(page.locator(".drop-zones")).to_be_hidden()


async def test_message_that_could_not_leave_waits_for_another_try(
    chromium: Browser, scene: Scene
) -> None:
    async with open_page(chromium, scene, forgiven="ERR_FAILED") as page:
        await expect(page.locator(".empty")).to_be_visible()
        await page.route("**/api/send", lambda route: route.abort())
        await field(page).fill("猫")
        await field(page).press("Enter")
        again = page.get_by_role("button", name="重试")
        await expect(again).to_be_visible()
        await page.unroute("**/api/send")
        await again.click()
        assert (await scene.bot.next("message"))["text"] == "猫"
        await expect(again).to_have_count(0)
        await expect(page.locator(".row.out")).to_have_count(1)


async def test_formatted_text_is_built_of_nodes(chromium: Browser, scene: Scene) -> None:
    await scene.world.user_send(scene.person.id, text="/help")
    words = (
        '<b>粗</b> <i>斜</i> <code>码</code> <a href="https://example.com/">链</a> '
        '<tg-spoiler>谜底</tg-spoiler>\n<pre><code class="language-python">x = 1</code></pre>'
        "<blockquote>引</blockquote>&lt;img src=x onerror=alert(1)&gt;"
    )
    message = {"chat_id": scene.person.id, "text": words, "parse_mode": "HTML"}
    await scene.bot.call("sendMessage", message)
    async with open_page(chromium, scene) as page:
        text = page.locator(".row.in .text")
        for tag, inside in (("strong", "粗"), ("em", "斜"), ("pre > code", "x = 1")):
            await expect(text.locator(tag)).to_have_text(inside)
        await expect(text.locator("blockquote")).to_have_text("引")
        await expect(text.locator(".pre-head")).to_contain_text("python")
        await expect(text.locator("a")).to_have_attribute("href", "https://example.com/")
        await expect(text.locator("a")).to_have_attribute("rel", "noopener noreferrer")
        await expect(text.locator("img")).to_have_count(0)
        await expect(text).to_contain_text("<img src=x onerror=alert(1)>")
        spoiler = text.locator(".spoiler")
        await expect(spoiler).to_have_attribute("aria-expanded", "false")
        await spoiler.click()
        await expect(spoiler).to_have_attribute("aria-expanded", "true")


async def test_command_menu_narrows_completes_and_sends(chromium: Browser, scene: Scene) -> None:
    commands = [
        {"command": "image", "description": "画图"},
        {"command": "credit", "description": "积分"},
        {"command": "cancel", "description": "取消"},
    ]
    await scene.bot.call("setMyCommands", {"commands": commands})
    async with open_page(chromium, scene) as page:
        options = page.get_by_role("listbox", name="命令").get_by_role("option")
        await page.get_by_role("button", name="命令").click()
        await expect(options).to_have_count(3)
        await field(page).press_sequentially("/c")
        await expect(options).to_have_count(2)
        await field(page).press("Tab")
        await expect(field(page)).to_have_value("/credit ")
        await field(page).fill("/c")
        await field(page).press("ArrowDown")
        await field(page).press("ArrowDown")
        await field(page).press("Enter")
        assert (await scene.bot.next("message"))["text"] == "/cancel"
        await expect(field(page)).to_have_value("")


async def test_replies_and_edits_by_keyboard_and_mouse(chromium: Browser, scene: Scene) -> None:
    me = scene.person.id
    await scene.world.user_send(me, text="/start")
    await scene.bot.call("sendMessage", {"chat_id": me, "text": "画什么"})
    async with open_page(chromium, scene) as page:
        await page.locator(".row.in .bubble").dblclick(position={"x": 60, "y": 4})
        await field(page).fill("猫")
        await field(page).press("Enter")
        reply = await scene.bot.next("message")
        while reply["text"] != "猫":
            reply = await scene.bot.next("message")
        assert reply["reply_to_message"]["text"] == "画什么"
        await field(page).press("ArrowUp")
        await expect(field(page)).to_have_value("猫")
        await field(page).fill("狗")
        await field(page).press("Enter")
        assert (await scene.bot.next("edited_message"))["text"] == "狗"
        await page.locator(".row.out").last.click(button="right")
        await page.get_by_role("menuitemcheckbox", name="回应 👍").click()
        await expect(page.locator(".reaction.mine")).to_contain_text("👍")


async def test_newcomer_is_led_to_the_first_picture(chromium: Browser, scene: Scene) -> None:
    await scene.bot.call("setMyDescription", {"description": "我会画画"})
    async with open_page(chromium, scene) as page:
        await expect(page.locator(".empty")).to_contain_text("我会画画")
        await page.get_by_role("button", name="开始使用").click()
        assert (await scene.bot.next("message"))["text"] == "/start"
        await page.get_by_role("button", name="填入 /login").click()
        await expect(field(page)).to_have_value(f"/login {LOGIN_TOKEN}")
        await field(page).press("Enter")
        login = await scene.bot.next("message")
        gone = {"chat_id": scene.person.id, "message_id": login["message_id"]}
        await scene.bot.call("deleteMessage", gone)
        await expect(page.locator(".step.done")).to_have_count(2)
        await page.reload()
        await expect(page.locator(".step.done")).to_have_count(2)
        await page.get_by_role("button", name="/image 一只可爱的猫咪").click()
        await expect(field(page)).to_have_value("/image 一只可爱的猫咪在花园里玩耍")


async def test_state_comes_back_after_the_line_was_cut(chromium: Browser, scene: Scene) -> None:
    me = scene.person.id
    await scene.world.user_send(me, text="/start")
    async with open_page(chromium, scene) as page:
        await expect(page.locator(".row")).to_have_count(1)
        await page.context.set_offline(True)
        # An open stream outlives the switch, so the server ends it, as a restart would.
        for listener in list(scene.world.events._listeners[me]):
            await listener.aclose()
        await expect(page.locator(".chat-subtitle")).to_have_text("连接中")
        await scene.bot.call("sendMessage", {"chat_id": me, "text": "你不在的时候"})
        await page.context.set_offline(False)
        await expect(page.locator(".row.in")).to_contain_text("你不在的时候")
        await expect(page.locator(".chat-subtitle")).to_have_text("机器人")


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
async def test_theme_follows_the_system_until_it_is_switched(
    chromium: Browser, scene: Scene, scheme: str, other: str
) -> None:
    theme = "document.documentElement.dataset.theme"
    async with open_page(chromium, scene, color_scheme=scheme) as page:
        assert await page.evaluate(theme) == scheme
        await page.locator(".sidebar-foot button").last.click()
        assert await page.evaluate(theme) == other
        await page.reload()
        assert await page.evaluate(theme) == other


async def test_narrow_window_shows_one_thing_at_a_time(chromium: Browser, scene: Scene) -> None:
    scene.world.add_group("周末画画", [scene.person.id])
    narrow = {"width": 360, "height": 640}
    async with open_page(chromium, scene, viewport=narrow, has_touch=True) as page:
        await expect(field(page)).to_be_visible()
        await expect(page.locator(".sidebar")).to_be_hidden()
        await expect(page.locator(".banner")).to_contain_text(LOGIN_TOKEN)
        await page.get_by_role("button", name="返回聊天列表").click()
        await expect(field(page)).to_be_hidden()
        await page.get_by_role("button", name="周末画画").click()
        await expect(page.get_by_role("heading", name="周末画画")).to_be_visible()
        overflow = "document.documentElement.scrollWidth - innerWidth"
        assert await page.evaluate(overflow) <= 0


async def test_two_people_side_by_side_see_the_same_group(chromium: Browser, scene: Scene) -> None:
    other = scene.world.add_user("Anna", "en")
    group = scene.world.add_group("画画", [scene.person.id, other.id])
    async with open_page(chromium, scene, f"/?users={scene.person.id},{other.id}") as page:
        panes = page.locator(".pane")
        await expect(panes).to_have_count(2)
        for number in range(2):
            await panes.nth(number).locator("textarea").click()
            await page.locator(f'[data-chat-id="{group.id}"]').click()
        await panes.nth(0).locator("textarea").fill("看得到吗")
        await panes.nth(0).locator("textarea").press("Enter")
        await expect(panes.nth(0).locator(".row.out")).to_contain_text("看得到吗")
        await expect(panes.nth(1).locator(".row.in")).to_contain_text("看得到吗")
        await expect(panes.nth(1).locator(".sender")).to_have_text("小满")


async def test_texts_follow_the_browser_language(chromium: Browser, scene: Scene) -> None:
    async with open_page(chromium, scene, locale="en-US") as page:
        await expect(page.get_by_role("button", name="Start the bot")).to_be_visible()
        assert await page.evaluate("document.documentElement.lang") == "en-GB"


@pytest.mark.parametrize(
    ("locale", "shown"), [("en-GB", "You"), ("zh-TW", "小满"), ("fr-FR", "You")]
)
async def test_the_page_opens_as_the_person_who_speaks_its_language(
    chromium: Browser, scene: Scene, locale: str, shown: str
) -> None:
    you = scene.world.add_user("You", "en")
    async with open_page(chromium, scene, locale=locale) as page:
        chosen = page.locator(".person-chip select option:checked")
        await expect(chosen).to_have_text(shown)
        await page.locator(".person-chip select").select_option(label="小满")
        await expect(chosen).to_have_text("小满")
        await page.reload()
        await expect(chosen).to_have_text("小满")  # what was chosen goes before the language
        await page.locator(".person-chip select").select_option(str(you.id))
        await expect(chosen).to_have_text("You")
