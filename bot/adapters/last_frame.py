"""A program: writes the last picture of a film as a PNG. `python last_frame.py FILM TARGET`

It runs as a process of its own, since it decodes foreign bytes: bounded in memory and time, without
network or secrets, and with nothing imported from the bot. Exit status 0 when the file is there.
"""

from __future__ import annotations

import resource
import sys
from typing import Final

import av
from av.video.frame import VideoFrame
from PIL import Image

MEMORY_BYTES: Final = 3 * 1024**3
"""Of addresses, most of which are never touched: the libraries alone reserve several hundred MB."""
PROCESSOR_SECONDS: Final = 60
SIDE_AT_MOST: Final = 8192
TAIL_SECONDS: Final = 3.0
"""A film is decoded from the last key picture before this; a film without one from the start."""


def main(film: str, target: str) -> None:
    """Raises whatever a broken film makes the library raise."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    last = _last_of(film, from_tail=True) or _last_of(film, from_tail=False)
    if last is None:
        raise ValueError("a film without pictures")
    image: Image.Image = last.to_image()  # type: ignore[no-untyped-call]
    image.save(target, "PNG")


def _last_of(film: str, *, from_tail: bool) -> VideoFrame | None:
    last = None
    with av.open(film, "r", format="mp4") as container:
        stream = container.streams.video[0]
        if max(stream.width, stream.height) > SIDE_AT_MOST:
            raise ValueError(f"{stream.width}×{stream.height} is no film of ours")
        if from_tail and stream.duration is not None and stream.time_base is not None:
            tail = int(stream.duration - TAIL_SECONDS / stream.time_base)
            container.seek(max(0, tail), stream=stream)
        for frame in container.decode(stream):
            last = frame
    return last


if __name__ == "__main__":
    main(*sys.argv[1:3])
