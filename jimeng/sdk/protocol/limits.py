"""What inputs may be: ours where the service's own limits are unknown (protocol notes, 15)."""

from __future__ import annotations

MAX_INPUT_BYTES = 100 * 1024 * 1024
"""What the client most people run allows, per file."""
MAX_INPUT_SECONDS = 120.0
"""Total time for downloading one input."""

MAX_SIDE = 16_384
MAX_PIXELS = 80_000_000
"""Below what Pillow takes for a decompression bomb."""

MAX_COMPOSED = 10
"""Pictures in a composition."""
MAX_FRAMES = 2
"""First and last frame of a video."""
MAX_REFERENCE_IMAGES = 9
MAX_REFERENCE_CLIPS = 3
MAX_REFERENCES = 12

MEGABYTE = 1024 * 1024
