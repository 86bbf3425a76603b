"""What a job asks for, in the SDK's words: which call, which options.

The SDK uploads a job's pictures itself, straight from their files, before the one paid request.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import jimeng
from bot.domain.jobs import Job
from bot.domain.requests import ImageRequest, VideoRequest

Options = dict[str, object]


async def submit(
    client: jimeng.AsyncJimengClient, job: Job, pictures: Sequence[Path]
) -> jimeng.Task:
    """Send the job under its submit_id, once. Raises `jimeng.APIException`."""
    request, submit_id = job.request, job.submit_id
    match request:
        case ImageRequest() if pictures:
            return await client.submit_composition(
                request.prompt,
                pictures,
                request.model,
                _picture_options(request),
                submit_id=submit_id,
            )
        case ImageRequest():
            return await client.submit_image(
                request.prompt,
                request.model,
                {**_picture_options(request), **_seed(request)},
                submit_id=submit_id,
            )
        case VideoRequest():
            return await client.submit_video(
                request.prompt,
                request.model,
                _video_options(request, pictures),
                submit_id=submit_id,
            )


def _picture_options(request: ImageRequest) -> Options:
    return {
        "ratio": request.ratio,
        "resolution": request.resolution,
        "sampleStrength": request.strength,
        "negativePrompt": request.negative,
    }


def _video_options(request: VideoRequest, pictures: Sequence[Path]) -> Options:
    options: Options = {
        "ratio": request.ratio,
        # Always said: a model that may choose the length may choose the dearer one.
        "duration_ms": request.seconds * 1_000,
        **_seed(request),
    }
    if request.resolution:
        options["resolution"] = request.resolution
    if pictures:
        options["filePaths"] = [str(picture) for picture in pictures]
    return options


def _seed(request: ImageRequest | VideoRequest) -> Options:
    return {} if request.seed is None else {"seed": request.seed}
