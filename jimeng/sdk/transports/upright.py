"""Setting a picture upright that is stored turned. Needs Pillow: `pip install jimeng[images]`."""

from __future__ import annotations

import tempfile
from typing import IO

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError

_QUALITY = {"quality": 95}
_SETTINGS: dict[str, dict[str, int]] = {"jpeg": _QUALITY, "webp": _QUALITY, "png": {}}


def set_upright(file: IO[bytes], format_: str) -> IO[bytes] | None:
    """The picture upright in a temporary file, without its metadata; None without Pillow.

    Raises InvalidRequestError for a picture that cannot be decoded. The colour profile is kept,
    since without it the colours would change.
    """
    try:
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ImportError:
        return None
    upright = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        file.seek(0)
        with Image.open(file, formats=[format_]) as image:
            profile = image.info.get("icc_profile")
            turned = ImageOps.exif_transpose(image)
            turned.save(upright, format_, icc_profile=profile, **_SETTINGS[format_])
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        upright.close()
        raise InvalidRequestError(f"the {format_} picture is damaged") from error
    return upright
