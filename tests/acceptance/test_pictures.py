"""Pictures in, pictures and videos out, over real HTTP with the real bot process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.acceptance.driving import Bot, Playground, wait_for, words
from tests.acceptance.photographs import photograph

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


def test_a_video_from_a_text_arrives_with_all_that_players_need(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    request = person.says("/video 一只猫在跑 --ar 16:9")
    video = person.gets_video()
    assert video["reply_to_message"]["message_id"] == request
    film = video["video"]
    assert film["width"] > film["height"] > 0
    assert film["duration"] == 5
    assert max(film["thumbnail"]["width"], film["thumbnail"]["height"]) <= 320
    assert "即梦视频 3.0 · 16:9 · 720p · 5 秒" in words(person.reads("完成"))
    (sent,) = [c for c in playground.calls("sendVideo") if c["params"]["chat_id"] == str(person.id)]
    assert sent["params"]["supports_streaming"] in {True, "true", "True"}
