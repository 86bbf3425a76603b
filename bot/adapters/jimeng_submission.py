"""What a job asks for, in the SDK's words: which call, which options.

The SDK uploads a job's pictures itself, straight from their files, before the one paid request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import jimeng
from bot.domain.commands import rename_mentions
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
                _video_prompt(request),
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
        **({"intelligentRatio": True} if request.smart_ratio else {}),
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
    if request.as_references:
        options["functionMode"] = "omni_reference"
        options["materials"] = [
            {"field": name, "path": str(picture)}
            for name, picture in zip(_material_names(request), pictures, strict=True)
        ]
    elif pictures:
        options["filePaths"] = [str(picture) for picture in pictures]
    return options


def _seed(request: ImageRequest | VideoRequest) -> Options:
    return {} if request.seed is None else {"seed": request.seed}


def _material_names(request: VideoRequest) -> list[str]:
    """The service's names of the references: pictures and clips are counted apart."""
    counts: Counter[str] = Counter()
    names = []
    for each in request.inputs:
        family = "video_file" if each.is_clip else "image_file"
        counts[family] += 1
        names.append(f"{family}_{counts[family]}")
    return names


def _video_prompt(request: VideoRequest) -> str:
    """The prompt with the references under the service's names (protocol notes, section 17)."""
    if not request.as_references:
        return request.prompt
    numbers = (each.number or place for place, each in enumerate(request.inputs, start=1))
    names = (f"@{name}" for name in _material_names(request))
    return rename_mentions(request.prompt, dict(zip(numbers, names, strict=True)))
