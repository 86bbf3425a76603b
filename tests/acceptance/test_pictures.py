"""Pictures in, pictures and videos out, over real HTTP with the real bot process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.acceptance.driving import Bot, Playground, wait_for, words
from tests.acceptance.photographs import photograph
from tests.bot.heif_samples import heic

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-pictures")]


@pytest.fixture(scope="module", autouse=True)
def shared_bot(playground: Playground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One bot for all of this file: nothing here harms it."""
    running = Bot(playground, tmp_path_factory.mktemp("pictures") / "data")
    running.start()
    yield running
    running.close()


def test_a_photo_with_a_caption_is_redrawn_in_its_own_shape(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    request = person.sends(photograph(1600, 900), caption="变成油画")
    pictures = person.gets_pictures(4)
    assert pictures[0]["reply_to_message"]["message_id"] == request
    done = words(person.reads("完成"))
    assert "16:9" in done
    assert "参考图 1 张" in done
    assert "2560×1440" in done
    assert len(playground.accepted("变成油画")) == 1


def test_an_iphones_picture_sent_as_a_file_is_redrawn_in_its_own_shape(
    playground: Playground,
) -> None:
    person = playground.new_person()
    person.logs_in()
    before = len(playground.get("/received"))
    person.sends(heic(720, 1280, turned=True, tile=256), caption="变成水彩", as_file=True)
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.calls("algo_proxy", after=before)) == 1
    assert len(playground.accepted("变成水彩")) == 1


def test_a_video_from_a_text_arrives_with_all_that_players_need(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    request = person.says("/video 一只猫在跑 --ar 16:9")
    person.agrees()
    video = person.gets_video()
    assert video["reply_to_message"]["message_id"] == request
    film = video["video"]
    assert film["width"] > film["height"] > 0
    assert film["duration"] == 5
    assert max(film["thumbnail"]["width"], film["thumbnail"]["height"]) <= 320
    assert "即梦视频 3.0 · 16:9 · 720p · 5 秒" in words(person.reads("完成"))
    (sent,) = [c for c in playground.calls("sendVideo") if c["params"]["chat_id"] == str(person.id)]
    assert sent["params"]["supports_streaming"] in {True, "true", "True"}


def test_a_photo_with_video_in_its_caption_comes_to_life(playground: Playground) -> None:
    person = playground.new_person("en")
    person.logs_in()
    person.sends(photograph(720, 1280), caption="/video it turns its head --dur 10 --res 480p")
    person.agrees()
    film = person.gets_video()["video"]
    assert film["height"] > film["width"]
    assert film["duration"] == 10
    done = words(person.reads("Done"))
    assert "Jimeng Video 3.0 · 9:16 · 480p · 10 s · picture 1: first frame" in done


@pytest.mark.parametrize("as_file", [False, True])
def test_a_reply_to_a_picture_takes_it_along(playground: Playground, as_file: bool) -> None:
    person = playground.new_person()
    person.logs_in()
    picture = person.sends(photograph(), as_file=as_file)
    person.reads("要怎么处理")
    before = len(playground.get("/received"))
    person.replies(picture, f"/v 动起来，文件 {as_file} --res 480p")
    person.agrees()
    person.gets_video()
    assert "图1 首帧" in words(person.reads("完成"))
    assert len(playground.calls("algo_proxy", after=before)) == 1


def test_our_own_results_are_pictures_too(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    person.says("/image 一只猫 --ar 3:4")
    result = person.gets_pictures(4)[2]
    person.replies(result["message_id"], "/video 它跑开了 --res 480p")
    person.agrees()
    film = person.gets_video()["video"]
    assert film["height"] > film["width"]


def test_an_album_becomes_one_composition_whatever_comes_twice(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    before = len(playground.get("/received"))
    playground.post("/updates", repeat=3, swap=1)
    person.sends(*(photograph(hue=hue) for hue in (0, 80, 160)), caption="合成一张海报")
    assert len(person.gets_pictures(4)) == 4
    assert "参考图 3 张" in words(person.reads("完成"))
    assert len(playground.accepted("合成一张海报")) == 1
    assert len(playground.calls("algo_proxy", after=before)) == 3


def test_three_pictures_are_too_many_for_a_video_and_cost_nothing(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    before = len(playground.get("/received"))
    person.sends(*(photograph(hue=hue) for hue in (0, 80, 160)), caption="/video 三张")
    assert "最多收 2 张" in words(person.reads("未花积分"))
    assert playground.calls("get_upload_token", after=before) == []
    person.says("/queue")
    person.reads("没有在排队")


def test_an_album_without_words_is_kindly_answered_once(playground: Playground) -> None:
    person = playground.new_person()
    person.sends(photograph(hue=10), photograph(hue=20))
    person.reads("要怎么处理")
    person.says("/queue")
    person.reads("没有在排队")
    answers = [m for m in person.sees() if "要怎么处理" in words(m)]
    assert len(answers) == 1


def test_a_death_between_the_parts_and_the_job_loses_nothing(
    playground: Playground, shared_bot: Bot
) -> None:
    person = playground.new_person()
    person.logs_in()
    stored = shared_bot.count("album_parts")
    person.sends(*(photograph(hue=hue) for hue in (5, 85, 165)), caption="断在半路的相册")
    wait_for("a stored part", lambda: shared_bot.count("album_parts") > stored)
    shared_bot.kill()
    assert playground.accepted("断在半路的相册") == []
    shared_bot.start()
    assert len(person.gets_pictures(4)) == 4
    assert "参考图 3 张" in words(person.reads("完成"))
    assert len(playground.accepted("断在半路的相册")) == 1


def test_an_upload_that_fails_costs_nothing_says_so_and_goes_on(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    playground.post("/faults", service="jimeng", path="/upload/v1", kind="reset", times=1000)
    person.sends(photograph(), caption="传不上去的图")
    assert "未花积分" in words(person.reads("还没被接收"))
    assert playground.accepted("传不上去的图") == []
    playground.control.delete("/faults")
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("传不上去的图")) == 1


def test_a_refused_picture_is_named(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    before = len(playground.get("/received"))
    with playground.held("algo_proxy:after"):
        person.sends(photograph(hue=1), photograph(hue=100), caption="第二张不行")
        playground.wait_at("algo_proxy:after")
        playground.post("/faults", service="jimeng", path="algo_proxy", code=2003)
    answer = words(person.reads("图2 内容审核没通过"))
    assert "未花积分" in answer
    assert "2003" in answer
    assert playground.calls("generate", after=before) == []


def test_a_file_that_no_bot_can_read_is_refused_before_anything(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    before = len(playground.get("/received"))
    huge = photograph() + bytes(21 * 1024 * 1024)
    person.sends(huge, caption="太大的图", as_file=True)
    assert "未花积分" in words(person.reads("22 MB"))
    assert playground.calls("getFile", after=before) == []
