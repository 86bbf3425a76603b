"""The golden dialogues about results, over real HTTP with the real bot process.

Named by what a person sees. Death at the three points of a job stands in `test_kill.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.xdist_group("acceptance-results"),
    pytest.mark.usefixtures("shared_bot"),
]

FOUR_HOURS = 4 * 3600.0
HURRY = 3600
"""Bot seconds in a real one: four hours are four seconds."""
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Tongue:
    """What a person of one language reads."""

    code: str
    in_queue: str
    still_running: str
    done: str


TONGUES = (
    Tongue("zh-hans", in_queue="排队", still_running="仍在进行", done="完成"),
    Tongue("en", in_queue="queue", still_running="Still running", done="Done"),
)
"""Side by side in one chat server, where a dialogue has to wait."""


@pytest.fixture(autouse=True)
def no_faults_left(playground: Playground) -> Iterator[None]:
    yield
    playground.control.delete("/faults")


def somebody(playground: Playground, language: str = "zh-hans", **account: Any) -> Person:
    person = playground.new_person(language)
    person.logs_in(playground.new_token(**account))
    return person


def buttons(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def with_button(person: Person, label: str) -> dict[str, Any]:
    """The newest message that has such a button, once there is one."""

    def look() -> dict[str, Any] | None:
        found = [m for m in person.sees() if any(label in text for text in buttons(m))]
        return found[-1] if found else None

    return wait_for(f"a button {label}", look)


def again(message: dict[str, Any], person: Person) -> dict[str, Any]:
    """The same message as it is now."""
    return next(m for m in person.sees() if m["message_id"] == message["message_id"])


@pytest.mark.parametrize(
    ("language", "similar", "starred"), [("zh-hans", "类似", "⭐"), ("en", "Similar", "⭐")]
)
def test_four_pictures_one_similar_and_a_star(
    playground: Playground, language: str, similar: str, starred: str
) -> None:
    person = somebody(playground, language)
    prompt = f"四只猫 {language}"
    person.says(f"/image {prompt} --res 1k")
    assert len(person.gets_pictures(4)) == 4
    control = with_button(person, similar)
    person.taps(control, "2", asks=False)
    picked = wait_for(
        "the second to be picked",
        lambda: m if "· 2 ·" in buttons(m := again(control, person)) else None,
    )
    person.taps(picked, similar, asks=True)
    assert len(person.gets_pictures(8)) == 8
    assert len(playground.accepted(prompt)) == 2
    assert playground.get("/books")["paid_twice"] == 0
    person.taps(picked, starred, asks=False)
    wait_for("the star", lambda: any("2 ⭐" in text for text in buttons(again(control, person))))


@pytest.mark.parametrize(
    ("language", "again_label", "already"),
    [("zh-hans", "再来", "已经开始过了"), ("en", "Again", "Already started")],
)
def test_twenty_taps_on_again_make_one_paid_job(
    playground: Playground, language: str, again_label: str, already: str
) -> None:
    person = somebody(playground, language)
    prompt = f"再来二十次 {language}"
    person.says(f"/image {prompt} --res 1k")
    person.gets_pictures(4)
    control = with_button(person, again_label)
    before = len(playground.get("/received"))
    for number in range(20):
        person.taps(control, again_label, asks=number == 0)
    assert len(person.gets_pictures(8)) == 8
    answers = wait_for(
        "an answer to each tap",
        lambda: (
            a if len(a := playground.calls("answerCallbackQuery", after=before)) == 20 else None
        ),
    )
    said = [call["params"].get("text", "") for call in answers]
    assert sum(already in text for text in said) == 19
    assert len(playground.accepted(prompt)) == 2
    assert playground.get("/books")["paid_twice"] == 0


@pytest.mark.parametrize(
    ("language", "refused", "paused", "other"),
    [
        ("zh-hans", "风控拒绝了", "暂停到", "换模型"),
        ("en", "risk control", "paused until", "Another"),
    ],
)
def test_risk_control_is_asked_once_and_the_model_rests(
    playground: Playground, language: str, refused: str, paused: str, other: str
) -> None:
    person = somebody(playground, language)
    before = len(playground.get("/received"))
    playground.post("/faults", service="jimeng", path="generate", code=1019)
    person.says("/image 风控")
    message = person.reads(refused)
    assert "UTC+8" in words(message)
    assert "1019" in words(message)
    assert any(other in text for text in buttons(message))
    assert any("url" in b for row in message["reply_markup"]["inline_keyboard"] for b in row)
    person.says("/image 风控之后")
    person.reads(paused)
    assert len(playground.calls("generate", after=before)) == 1
    person.taps(message, other, asks=False)
    # The refusal of the second one offers models too, and begins at once: it was never sent.
    chips = wait_for(
        "the other models for what was refused",
        lambda: next((m for m in person.sees() if "v1:vary" in str(m.get("reply_markup"))), None),
    )
    person.taps(chips, "jimeng-3.0", asks=False)
    person.agrees()
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.calls("generate", after=before)) == 2


def test_four_hours_and_three_restarts_later_it_arrives_once(
    playground: Playground, tmp_path_factory: pytest.TempPathFactory, shared_bot: Bot
) -> None:
    shared_bot.stop()
    patient = Bot(playground, tmp_path_factory.mktemp("patient") / "data")
    patient.settings["TIME_SCALE"] = str(HURRY)
    patient.start()
    try:
        people = [(somebody(playground, tongue.code), tongue) for tongue in TONGUES]
        before = len(playground.get("/received"))
        playground.post("/speed", factor=0.5)
        for person, tongue in people:
            person.says(f"/image 排四个小时 {tongue.code} --res 1k")
        prompts = [f"排四个小时 {tongue.code}" for tongue in TONGUES]
        wait_for("the submissions", lambda: all(map(playground.accepted, prompts)))
        begun = playground.calls("generate", after=before)
        assert len(begun) == len(people)
        for restarts in range(3):
            for person, tongue in people:
                person.reads(tongue.still_running if restarts else tongue.in_queue)
            patient.kill()
            patient.start()
        playground.post("/speed", factor=20)
        for person, tongue in people:
            assert len(person.gets_pictures(4, seconds=60)) == 4
            person.reads(tongue.done, seconds=60)
            assert len(playground.accepted(f"排四个小时 {tongue.code}")) == 1
        ended = playground.calls("sendMediaGroup", after=before)
        assert len(ended) == len(people)
        for first, last in zip(begun, ended, strict=True):
            assert (last["at"] - first["at"]) * HURRY >= FOUR_HOURS
        told = [
            entry["params"].get("text", "")
            for name in ("sendMessage", "editMessageText")
            for entry in playground.calls(name, after=before)
        ]
        assert not any(word in text for text in told for word in ("失败", "放弃", "failed"))
    finally:
        playground.post("/speed", factor=20)
        patient.close()
        shared_bot.start()


def test_while_telegram_wants_silence_nothing_is_said_and_results_come_first(
    playground: Playground,
) -> None:
    """Four seconds stand for 200, which `test_telegram_notifier.py` waits out on its own clock:
    Telegram counts real seconds, so TIME_SCALE leaves the silence of a chat alone."""
    people = [(somebody(playground, tongue.code), tongue) for tongue in TONGUES]
    flood = {"code": 429, "retry_after": 4, "times": len(people)}
    playground.post("/faults", service="telegram", method="sendMediaGroup", **flood)
    before = len(playground.get("/received"))
    for person, tongue in people:
        person.says(f"/image 先给结果 {tongue.code} --res 1k")
    for person, tongue in people:
        assert len(person.gets_pictures(4)) == 4
        person.reads(tongue.done)
    for person, _ in people:
        mine = [
            call
            for call in playground.get("/received", after=before)
            if str(call["params"].get("chat_id")) == str(person.id)
        ]
        mine = [call for call in mine if call["method"] != "sendChatAction"]
        refused = next(at for at, call in enumerate(mine) if call["status"] == 429)
        first = mine[refused + 1]
        assert (first["method"], first["status"]) == ("sendMediaGroup", 200)
        assert first["at"] - mine[refused]["at"] >= 4


def film(playground: Playground, person: Person, prompt: str, **fault: object) -> None:
    """Ask for the shortest and smallest film, with a plan for its file."""
    if fault:
        playground.post(
            "/faults",
            service="jimeng",
            path="generate",
            kind="result_differs",
            contains=prompt,
            **fault,
        )
    person.says(f"/video {prompt} --model jimeng-video-3.0 --res 480p --dur 5")
    person.agrees()


@pytest.mark.parametrize(
    ("language", "said", "site"),
    [("zh-hans", "文件有 63 MB", "打开网站"), ("en", "63 MB is too big", "Open the site")],
)
def test_a_film_of_63_megabytes_has_a_way_out(
    playground: Playground, language: str, said: str, site: str
) -> None:
    person = somebody(playground, language)
    film(playground, person, f"太大 {language}", megabytes=63)
    message = person.reads(said, seconds=90)
    assert "50 MB" in words(message)
    assert any(site in text for text in buttons(message))
    assert not any(m.get("video") for m in person.sees())


@pytest.mark.parametrize(("language", "done"), [("zh-hans", "完成"), ("en", "Done")])
def test_a_film_of_15_megabytes_is_no_tile(
    playground: Playground, language: str, done: str
) -> None:
    person = somebody(playground, language)
    before = len(playground.get("/received"))
    film(playground, person, f"十五兆 {language}", megabytes=14.8)
    video = person.gets_video()["video"]
    person.reads(done)
    assert video["file_size"] >= 14.8 * MEGABYTE
    (call,) = playground.calls("sendVideo", after=before)
    assert str(call["params"]["supports_streaming"]).lower() == "true"
    told = {name: int(call["params"][name]) for name in ("width", "height", "duration")}
    assert told == {"width": video["width"], "height": video["height"], "duration": 5}
    assert "thumbnail" in call["params"]
    assert 0 < max(video["thumbnail"]["width"], video["thumbnail"]["height"]) <= 320


@pytest.mark.parametrize(
    ("language", "line"),
    [("zh-hans", "要 2k，得到 1536×1536"), ("en", "2k asked for, 1536×1536 made")],
)
def test_a_result_smaller_than_asked_says_so(
    playground: Playground, language: str, line: str
) -> None:
    person = somebody(playground, language)
    playground.post(
        "/faults", service="jimeng", path="generate", kind="result_differs", width=1536, height=1536
    )
    person.says(f"/image 小一号 {language}")
    assert "#" in words(person.reads(line))


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "不认识的代码 98765"), ("en", "don't know: 98765")]
)
def test_an_unknown_code_is_kept_word_for_word(
    playground: Playground, language: str, said: str
) -> None:
    person = somebody(playground, language)
    before = len(playground.get("/received"))
    playground.post("/faults", service="jimeng", path="generate", code=98765)
    person.says(f"/image 未知代码 {language}")
    message = person.reads(said)
    assert "积分" in words(message) or "credits" in words(message)
    copies = [
        button["copy_text"]["text"]
        for row in message["reply_markup"]["inline_keyboard"]
        for button in row
        if "copy_text" in button
    ]
    assert copies
    assert "98765" in copies[0]
    assert len(playground.calls("generate", after=before)) == 1
    assert len([m for m in person.sees() if is_from_bot(m) and said in words(m)]) == 1


def test_a_film_goes_on_from_its_last_frame(playground: Playground) -> None:
    person = somebody(playground)
    film(playground, person, "接着拍")
    first = person.gets_video()
    before = len(playground.get("/received"))
    person.taps(first, "接着拍", asks=True)
    receipt = person.reads("图1 首帧")
    assert "✅" in str(buttons(receipt))
    person.taps(receipt, "✅", asks=False)
    wait_for(
        "the second film",
        lambda: len([m for m in person.sees() if m.get("video")]) == 2,
        seconds=90,
    )
    assert playground.calls("CommitImageUpload", after=before)
    (call,) = playground.calls("generate", after=before)
    assert "first_frame_image" in str(call["params"])
    assert len(playground.accepted("接着拍")) == 2
