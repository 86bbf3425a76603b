"""Every line of the user's document works as written.

Each code block is run, its text unchanged; only the wire below httpx and the example path are
replaced. What comes out is checked against what the document says, and what went in against what
the service received.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from jimeng import JimengClient
from playground.faults import Fault
from playground.jimeng_service.image_orders import ImageOrder
from playground.jimeng_service.video_orders import VideoOrder
from tests.documents.markdown import Block, read
from tests.documents.running import Names, run_block, run_text
from tests.documents.service import Service

ROOT = Path(__file__).parents[2]
DOCUMENT = read((ROOT / "tests" / "fixtures" / "sdk-readme.zh.md").read_text(encoding="utf-8"))
TOKEN = "your_refresh_token_here"
EXAMPLE_PATH = "/path/to/image.png"

TEXT_TO_IMAGE, COMPOSITION = "文本生成图像（文生图）", "图像生成图像（图生图）"
TEXT_TO_VIDEO, IMAGE_TO_VIDEO = "文本生成视频（文生视频）", "图像生成视频（图生视频）"
JIMENG_40 = "high_aes_general_v40"
VIDEO_30 = "dreamina_ic_generate_video_model_vgfm_3.0"

PYTHON = [block for block in DOCUMENT.blocks if block.language != "bash"]
START, *EXAMPLES = PYTHON
ERRORS = PYTHON[-1]


@dataclass(frozen=True)
class Wanted:
    """What a block makes: the job that the service took, and the start of each printed line."""

    size: tuple[int, int]
    prints: str = ""
    inputs: int = 0
    strength: float = 0.5
    negative: str = ""


PICTURES = {
    (TEXT_TO_IMAGE, "基本用法"): Wanted((2048, 2048), "生成的图像: http"),
    (TEXT_TO_IMAGE, "示例"): Wanted((2560, 1440), strength=0.7, negative="模糊,低质量"),
    (COMPOSITION, "基本用法"): Wanted((2048, 2048), "合成的图像: http", inputs=1),
    (COMPOSITION, "使用图片URL"): Wanted((2048, 2048), inputs=1),
    (COMPOSITION, "示例"): Wanted((1728, 2304), inputs=1, strength=0.6),
    ("错误处理", "错误处理"): Wanted((2048, 2048)),
}
VIDEOS = {
    (TEXT_TO_VIDEO, "基本用法"): Wanted((720, 720), "生成的视频: http"),
    (TEXT_TO_VIDEO, "示例"): Wanted((480, 480), "生成的视频: http"),
    (IMAGE_TO_VIDEO, "基本用法"): Wanted((720, 720), "生成的视频: http", inputs=1),
    (IMAGE_TO_VIDEO, "示例"): Wanted((480, 480), "生成的视频: http", inputs=1),
}
CREDITS = {
    ("积分管理", "获取积分信息"): "总积分: 1000\n",
    ("积分管理", "接收今日积分"): "今日收取积分: 66\n",
}


def blocks_of(table: dict[tuple[str, str], Any]) -> list[Any]:
    return [pytest.param(b, id="-".join(b.where)) for b in EXAMPLES if b.where in table]


@pytest.fixture
def names(stage: Service) -> Names:
    """The names of the reader's session after the first block: a client that stays open."""
    stage.account(TOKEN)
    names: Names = {}
    run_block(START, names)
    return names


@pytest.fixture
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients made from now on do not sleep between attempts."""
    defaults = JimengClient.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "sleep", lambda seconds: None)


def run(block: Block, names: Names, tmp_path: Path) -> str:
    return run_text(block.text.replace(EXAMPLE_PATH, str(tmp_path / "image.png")), names)


def test_no_block_is_left_out() -> None:
    assert (START.where[1], len(PYTHON)) == ("初始化客户端", 13)
    assert {b.where for b in EXAMPLES} == PICTURES.keys() | VIDEOS.keys() | CREDITS.keys()
    assert [b.where for b in PYTHON if not b.language] == [(IMAGE_TO_VIDEO, "示例")]


@pytest.mark.parametrize("block", blocks_of(PICTURES))
def test_pictures(
    block: Block, names: Names, stage: Service, tmp_path: Path, picture: bytes
) -> None:
    printed = run(block, names, tmp_path)
    wanted = PICTURES[block.where]
    (job,) = stage.jobs(TOKEN)
    order = job.order
    assert isinstance(order, ImageOrder)
    assert (order.model, order.size) == (JIMENG_40, wanted.size)
    assert order.kind == ("blend" if wanted.inputs else "generate")
    assert stage.uploaded(job) == [md5(picture)] * wanted.inputs
    core = core_of(stage)
    assert (core["sample_strength"], core["negative_prompt"]) == (wanted.strength, wanted.negative)

    images = names["images"]
    assert isinstance(images, list)
    assert len(images) == 4
    for url in images:
        assert httpx.get(url, trust_env=False).headers["content-type"].startswith("image/")
    lines = printed.splitlines()
    assert lines == [f"{wanted.prints[:-4]}{url}" for url in images] if wanted.prints else not lines


@pytest.mark.parametrize("block", blocks_of(VIDEOS))
def test_videos(block: Block, names: Names, stage: Service, tmp_path: Path, picture: bytes) -> None:
    printed = run(block, names, tmp_path)
    wanted = VIDEOS[block.where]
    (job,) = stage.jobs(TOKEN)
    order = job.order
    assert isinstance(order, VideoOrder)
    assert (order.model, order.size, order.duration_ms) == (VIDEO_30, wanted.size, 5000)
    assert stage.uploaded(job) == [md5(picture)] * wanted.inputs
    url = names["video_url"]
    assert isinstance(url, str)
    assert printed == f"生成的视频: {url}\n"
    assert httpx.get(url, trust_env=False).headers["content-type"] == "video/mp4"


@pytest.mark.parametrize("block", blocks_of(CREDITS))
def test_credits(block: Block, names: Names, tmp_path: Path) -> None:
    assert run(block, names, tmp_path) == CREDITS[block.where]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("jimeng", path="user_credit", code="1015"),
        Fault("jimeng", path="generate", code=2038),
        Fault("jimeng", path="generate", code="1019"),
        Fault("jimeng", path="generate", kind="job_fails", code="2038"),
        Fault("jimeng", path="user_credit", kind="reset", times=4),
        Fault("jimeng", path="user_credit", kind="wrong_type", times=4),
    ],
    ids=lambda fault: f"{fault.path}-{fault.kind}-{fault.code}",
)
def test_an_error_is_told_as_the_document_says(
    fault: Fault, without_pauses: None, names: Names, stage: Service, tmp_path: Path
) -> None:
    """Refused, failed, or nothing usable on the line: all of it is an API error."""
    stage.plan(fault)
    assert run(ERRORS, names, tmp_path).startswith("API错误: ")


def test_any_other_error_is_left_to_the_caller(names: Names, tmp_path: Path) -> None:
    """The document catches the rest in a clause of its own, so ours must not cover everything."""
    names["client"].generate_images = lambda prompt: 1 / 0
    assert run(ERRORS, names, tmp_path) == "其他错误: division by zero\n"


def test_two_frames_go_up_in_their_order(names: Names, stage: Service, tmp_path: Path) -> None:
    last = tmp_path / "other.png"
    last.write_bytes((tmp_path / "image.png").read_bytes() + b"\0")
    paths = [str(tmp_path / "image.png"), str(last)]
    assert names["client"].generate_video("第一帧到最后一帧", options={"filePaths": paths})
    (job,) = stage.jobs(TOKEN)
    assert stage.uploaded(job) == [md5(Path(path).read_bytes()) for path in paths]


def test_pictures_by_bytes_path_and_address_go_together(
    names: Names, stage: Service, tmp_path: Path, picture: bytes
) -> None:
    """`images` 可以是多个图像, in every form that the document names."""
    images = [picture, str(tmp_path / "image.png"), "https://example.com/image.jpg"]
    assert len(names["client"].generate_image_composition("把它们放在一起", images)) == 4
    (job,) = stage.jobs(TOKEN)
    assert stage.uploaded(job) == [md5(picture)] * 3


def test_the_install_line_is_satisfied_here() -> None:
    """The line itself, but for an index: what is locked is what these tests run with."""
    (line,) = [block for block in DOCUMENT.blocks if block.language == "bash"]
    assert line.text == "pip install -r requirements.txt\n"
    _, *arguments = line.text.split()
    done = subprocess.run(
        [sys.executable, "-m", "pip", *arguments, "--dry-run", "--no-index", "--quiet"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def md5(data: bytes) -> str:
    """How the playground remembers what came up."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def core_of(stage: Service) -> Any:
    """The core of the draft that was submitted."""
    (sent,) = stage.received("aigc_draft/generate")
    body: Any = sent["body"]
    abilities = body["draft_content"]["component_list"][0]["abilities"]
    return next(abilities[kind] for kind in ("generate", "blend") if kind in abilities)[
        "core_param"
    ]
