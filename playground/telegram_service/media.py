"""What a message can carry besides text, and how it is told to a bot.

Rule: a medium is made of stored files; its JSON names them by identifiers that differ from message
to message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playground.telegram_service.files import StoredFile
from playground.telegram_service.wire import Json, JsonObject

# Gives a file's file_id for the place where it is mentioned.
NameFile = Callable[[StoredFile], str]

ALBUM_KINDS = frozenset({"photo", "video", "document", "audio"})
HOMOGENOUS = {"document": "Document", "audio": "Audio"}
# What may replace what in an album, and what the server calls file types in complaints.
FILE_TYPES = {
    "photo": "Photo",
    "video": "Video",
    "document": "Document",
    "animation": "Animation",
    "sticker": "Sticker",
    "audio": "Audio",
    "voice": "VoiceNote",
    "video_note": "VideoNote",
    "thumbnail": "Thumbnail",
}
DOCUMENT_LIKE = frozenset({"document", "video", "animation", "sticker", "audio", "voice"})


@dataclass(frozen=True)
class Medium:
    """A photo with its sizes, or one file of another kind."""

    kind: str
    files: tuple[StoredFile, ...]  # a photo's sizes, ascending; else exactly one
    thumbnail: StoredFile | None = None
    supports_streaming: bool = False
    emoji: str = ""
    title: str = ""
    performer: str = ""
    spoiler: bool = field(default=False, compare=False)

    @property
    def main(self) -> StoredFile:
        """The file itself, or the largest size of a photo."""
        return self.files[-1]

    def to_json(self, name_file: NameFile) -> JsonObject:
        """The message fields that hold this medium."""
        if self.kind == "photo":
            return {"photo": [_size(stored, name_file) for stored in self.files]}
        body = self._details()
        if self.thumbnail is not None:
            size = _size(self.thumbnail, name_file)
            body.update({"thumbnail": size, "thumb": size})
        body.update(_file(self.main, name_file))
        if self.kind == "animation":
            # A GIF comes with a document field, too, for clients that know no animations.
            document = {k: v for k, v in body.items() if k not in ("width", "height", "duration")}
            return {"animation": body, "document": document}
        return {self.kind: body}

    def _details(self) -> JsonObject:
        main = self.main
        body: JsonObject = {}
        if self.kind in ("video", "animation"):
            body.update(duration=main.duration, width=main.width, height=main.height)
        if self.kind == "sticker":
            body.update(width=main.width, height=main.height, is_animated=False, is_video=False)
            body["type"] = "regular"
            if self.emoji:
                body["emoji"] = self.emoji
            return body
        if self.kind == "audio":
            body["duration"] = main.duration
            body.update({k: v for k, v in self._credits().items() if v})
        if main.name:
            body["file_name"] = main.name
        body["mime_type"] = main.mime
        return body

    def _credits(self) -> dict[str, Json]:
        return {"title": self.title, "performer": self.performer}


def _file(stored: StoredFile, name_file: NameFile) -> JsonObject:
    return {
        "file_id": name_file(stored),
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.data),
    }


def _size(stored: StoredFile, name_file: NameFile) -> JsonObject:
    return {**_file(stored, name_file), "width": stored.width, "height": stored.height}
