"""sendMessage and its limits: text, formatting, replies."""

from __future__ import annotations

import pytest

from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, bad


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200a\n"])
async def test_a_blank_text_is_refused(service: Service, mei: User, text: str):
    refusal = await service.refusal("sendMessage", chat_id=mei.id, text=text)
    assert refusal == bad("message text is empty")


async def test_a_missing_text_is_refused(service: Service, mei: User):
    assert await service.refusal("sendMessage", chat_id=mei.id) == bad("message text is empty")


async def test_length_is_counted_in_code_points(service: Service, mei: User):
    """An emoji is four bytes and two UTF-16 units, but one character."""
    sent = await service.result("sendMessage", chat_id=mei.id, text="😀" * 4096)
    assert sent["text"] == "😀" * 4096
    refusal = await service.refusal("sendMessage", chat_id=mei.id, text="猫" * 4097)
    assert refusal == bad("message is too long")


async def test_length_is_counted_after_parsing(service: Service, mei: User):
    text = "<b>" + "x" * 4096 + "</b>"
    sent = await service.result("sendMessage", chat_id=mei.id, text=text, parse_mode="HTML")
    assert sent["entities"] == [{"offset": 0, "length": 4096, "type": "bold"}]


async def test_raw_text_is_limited_in_bytes(service: Service, mei: User):
    refusal = await service.refusal("sendMessage", chat_id=mei.id, text="猫" * 10923)
    assert refusal == bad("text is too long")


async def test_outer_white_space_is_cut_and_entities_move(service: Service, mei: User):
    sent = await service.result(
        "sendMessage", chat_id=mei.id, text="  \n<i>a</i>b \n", parse_mode="HTML"
    )
    assert sent["text"] == "ab"
    assert sent["entities"] == [{"offset": 0, "length": 1, "type": "italic"}]


async def test_unknown_parse_mode(service: Service, mei: User):
    refusal = await service.refusal("sendMessage", chat_id=mei.id, text="x", parse_mode="BBCode")
    assert refusal == bad("unsupported parse_mode")


@pytest.mark.parametrize(
    ("mode", "text", "complaint"),
    [
        ("HTML", "猫<center>", 'Unsupported start tag "center" at byte offset 3'),
        ("HTML", "<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("html", "x</b>", "Unexpected end tag at byte offset 1"),
        (
            "HTML",
            "<b>x</i>",
            'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ("HTML", "1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("HTML", "1 <2", "Unclosed start tag at byte offset 2"),
        ("HTML", "<b>x</b", "Unclosed end tag at byte offset 4"),
        ("HTML", "<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("HTML", "<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("HTML", '<a href=x"y>z</a>', "Unexpected end of name token at byte offset 8"),
        (
            "HTML",
            '<tg-emoji emoji-id="x">y</tg-emoji>',
            "Invalid custom emoji identifier specified",
        ),
        (
            "MarkdownV2",
            "Done. OK",
            "Character '.' is reserved and must be escaped with the preceding '\\'",
        ),
        (
            "MarkdownV2",
            "a|b",
            "Character '|' is reserved and must be escaped with the preceding '\\'",
        ),
        ("MarkdownV2", "猫 *x", "Can't find end of Bold entity at byte offset 4"),
        ("MarkdownV2", "_x", "Can't find end of Italic entity at byte offset 0"),
        ("MarkdownV2", "__x", "Can't find end of Underline entity at byte offset 0"),
        ("MarkdownV2", "```py\nx", "Can't find end of PreCode entity at byte offset 0"),
        ("MarkdownV2", "[x](http://a.b", "Can't find end of a URL at byte offset 4"),
        ("MarkdownV2", "![x]", "Custom emoji entity must contain a tg://emoji URL"),
        ("Markdown", "猫 *x", "Can't find end of the entity starting at byte offset 4"),
    ],
)
async def test_what_cannot_be_parsed(
    service: Service, mei: User, mode: str, text: str, complaint: str
):
    refusal = await service.refusal("sendMessage", chat_id=mei.id, text=text, parse_mode=mode)
    assert refusal == bad(f"can't parse entities: {complaint}")


@pytest.mark.parametrize(
    ("mode", "text", "plain", "entities"),
    [
        (
            "HTML",
            '😀<b>x<u>y</u></b> &lt;<a href="http://a.example/b">z</a>',
            "😀xy <z",
            [("bold", 2, 2), ("underline", 3, 1), ("text_link", 6, 1)],
        ),
        ("HTML", "<strong>a</strong><em>b</em><del>c</del><ins>d</ins>", "abcd", [
            ("bold", 0, 1), ("italic", 1, 1), ("strikethrough", 2, 1), ("underline", 3, 1)]),
        ("HTML", '<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("HTML", "<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("HTML", "<tg-spoiler>x</tg-spoiler>&#x732b;", "x猫", [("spoiler", 0, 1)]),
        ("HTML", "<code>&amp;lt;</code> &nope;", "&lt; &nope;", [("code", 0, 4)]),
        ("HTML", "<b></b>x", "x", []),
        ("MarkdownV2", "*a _b_* ~c~ ||d|| `e`", "a b c d e", [
            ("bold", 0, 3), ("italic", 2, 1), ("strikethrough", 4, 1), ("spoiler", 6, 1),
            ("code", 8, 1)]),
        ("MarkdownV2", "1\\. \\_x\\_", "1. _x_", []),
        ("MarkdownV2", ">a\n>b", "a\nb", [("blockquote", 0, 3)]),
        ("MarkdownV2", ">a\n>b||", "a\nb", [("expandable_blockquote", 0, 3)]),
        ("Markdown", "*a* _b_ `c` \\*", "a b c *", [("bold", 0, 1), ("italic", 2, 1),
            ("code", 4, 1)]),
    ],
)  # fmt: skip
async def test_what_is_parsed(
    service: Service,
    mei: User,
    mode: str,
    text: str,
    plain: str,
    entities: list[tuple[str, int, int]],
):
    sent = await service.result("sendMessage", chat_id=mei.id, text=text, parse_mode=mode)
    assert sent["text"] == plain
    found = [(e["type"], e["offset"], e["length"]) for e in sent.get("entities", [])]
    assert found == entities


async def test_a_block_of_code_names_its_language(service: Service, mei: User):
    for mode, text in [
        ("HTML", '<pre><code class="language-py">x</code></pre>'),
        ("MarkdownV2", "```py\nx```"),
    ]:
        sent = await service.result("sendMessage", chat_id=mei.id, text=text, parse_mode=mode)
        (entity,) = sent["entities"]
        assert (entity["type"], entity["language"], sent["text"]) == ("pre", "py", "x")


async def test_given_entities_are_kept_and_checked(service: Service, mei: User):
    entity = {"type": "bold", "offset": 0, "length": 2}
    sent = await service.result("sendMessage", chat_id=mei.id, text="😀", entities=[entity])
    assert sent["entities"] == [entity]
    for wrong, complaint in [
        ({**entity, "length": 1}, "entity ends in a middle of a UTF-16 symbol at offset 1"),
        (
            {**entity, "offset": 1, "length": 1},
            "entity begins in a middle of a UTF-16 symbol at offset 1",
        ),
        ({"offset": 0, "length": 1}, "can't parse MessageEntity: Can't find field \"type\""),
        ({**entity, "type": "nope"}, "can't parse MessageEntity: Unsupported type specified"),
        (
            {**entity, "offset": "x"},
            'can\'t parse MessageEntity: Field "offset" must be a valid Number',
        ),
    ]:
        refusal = await service.refusal("sendMessage", chat_id=mei.id, text="😀", entities=[wrong])
        assert refusal == bad(complaint)


async def test_more_than_a_hundred_entities_are_not_looked_at(service: Service, mei: User):
    text = "".join(f"<b>{n % 10}</b> " for n in range(120))
    sent = await service.result("sendMessage", chat_id=mei.id, text=text, parse_mode="HTML")
    assert len(sent["entities"]) == 100


async def test_commands_links_and_mentions_are_found(service: Service, mei: User):
    text = "/image@jimeng_playground_bot 猫 @someone #tag a.com x@y.org 画/no /no猫"
    sent = await service.result("sendMessage", chat_id=mei.id, text=text)
    units = text.encode("utf-16-le")
    found = [
        (e["type"], units[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le"))
        for e in sent["entities"]
    ]
    assert found == [
        ("bot_command", "/image@jimeng_playground_bot"),
        ("mention", "@someone"),
        ("hashtag", "#tag"),
        ("url", "a.com"),
        ("email", "x@y.org"),
    ]


async def test_replies(service: Service, mei: User):
    sent = await service.result(
        "sendMessage", chat_id=mei.id, text="x", reply_parameters={"message_id": 1}
    )
    assert sent["reply_to_message"]["text"] == "/start"
    again = await service.result(
        "sendMessage", chat_id=mei.id, text="y", reply_to_message_id=sent["message_id"]
    )
    assert "reply_to_message" not in again["reply_to_message"], "one level deep"


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"message_id": 77}, "message to be replied not found"),
        ({"allow_sending_without_reply": True}, 'can\'t find field "message_id"'),
        ([], "object expected as reply parameters"),
        ({"message_id": 1, "quote": "no such words"}, "QUOTE_TEXT_INVALID"),
        ({"message_id": 1, "allow_sending_without_reply": "x"},
         'field "allow_sending_without_reply" must be of type Boolean'),
    ],
)  # fmt: skip
async def test_replies_that_are_refused(service: Service, mei: User, given: object, complaint: str):
    refusal = await service.refusal("sendMessage", chat_id=mei.id, text="x", reply_parameters=given)
    assert refusal == bad(complaint)


async def test_a_reply_may_be_missing_if_the_caller_says_so(service: Service, mei: User):
    sent = await service.result(
        "sendMessage",
        chat_id=mei.id,
        text="x",
        reply_parameters={"message_id": 77, "allow_sending_without_reply": True},
    )
    assert "reply_to_message" not in sent


async def test_effects_are_for_people_only(service: Service, mei: User):
    group = service.world.add_group("G", [mei.id])
    refusal = await service.refusal(
        "sendMessage", chat_id=group.id, text="x", message_effect_id="5104841245755180586"
    )
    assert refusal == bad("can't use message effects in the chat")
