"""Write a job as the history record that clients read.

Rule: the shape of the protocol notes, section 10.3, with the fields that a real answer has even
where nobody needs them. `finish_time` is 0 until the end; item ids stay, addresses are fresh.
"""

from __future__ import annotations

import hashlib

from playground.clock import Clock
from playground.jimeng_service.image_orders import ImageOrder
from playground.jimeng_service.jobs import Job, Standing
from playground.jimeng_service.results import Addresses
from playground.jimeng_service.settings import Settings
from playground.jimeng_service.video_orders import VideoOrder
from playground.journal import JSON

PICTURE_READY = 144  # an item's own status, which is not a generation status (section 10.4)
COVER_WIDTH = 360


class Records:
    """Turns jobs into records; `origin` is where the asking client reached the service."""

    def __init__(self, clock: Clock, settings: Settings, addresses: Addresses) -> None:
        self._clock = clock
        self._settings = settings
        self._addresses = addresses

    def record(self, job: Job, standing: Standing, origin: str) -> dict[str, JSON]:
        """One history record."""
        failure = job.failure if standing.ended else None
        items: list[JSON] = [self.item(job, index, origin) for index in range(standing.items)]
        return {
            "generate_type": job.order.generate_type,
            "history_record_id": job.history_id,
            "origin_history_record_id": None,
            "created_time": round(job.created, 3),
            "item_list": items,
            "origin_item_list": [],
            "failed_item_list": [],
            "pre_gen_item_ids": list(job.item_ids),
            "task": self._task(job, standing),
            "mode": "workbench",
            "uid": str(job.account.user_id),
            "status": standing.status,
            "history_group_key": job.order.prompt,
            "history_group_key_md5": _md5(job.order.prompt),
            "submit_id": job.submit_id,
            "generate_id": f"{int(job.created)}{_md5(job.history_id)[:20]}",
            "model_info": {"model_name": job.order.model, "model_req_key": job.order.model},
            "total_image_count": len(job.item_ids),
            "finished_image_count": standing.items,
            "fail_code": failure.code if failure else "",
            "fail_starling_key": failure.key if failure else "",
            "fail_starling_message": failure.message if failure else "",
            **self.queue(standing),
        }

    def queue(self, standing: Standing) -> dict[str, JSON]:
        """Queue place, pace of polling and forecasts, in real seconds."""
        return {
            "forecast_generate_cost": self._real(standing.run_seconds_left),
            "forecast_queue_cost": self._real(standing.queue_seconds_left),
            "queue_info": {
                "queue_idx": standing.queue_place,
                "priority": 3,
                "queue_status": 3 if standing.ended else 2,
                "queue_length": standing.queue_length,
                "polling_config": {
                    "interval_seconds": self._real(self._settings.polling_interval_seconds),
                    "timeout_seconds": self._settings.polling_timeout_seconds,
                },
            },
        }

    def _real(self, service_seconds: float) -> int | float:
        """Whole seconds as the real service gives them, but fractions below two seconds."""
        seconds = self._clock.real_seconds(service_seconds)
        return round(seconds) if seconds >= 2 else round(seconds, 3)

    def _task(self, job: Job, standing: Standing) -> dict[str, JSON]:
        finished = job.created + self._clock.real_seconds(job.ends_at - job.accepted_at)
        return {
            "task_id": job.history_id,
            "submit_id": job.submit_id,
            "aid": 0,
            "status": standing.status,
            "finish_time": int(finished) if standing.ended else 0,
            "history_id": job.history_id,
            "task_payload": None,
            "original_input": None,
            "req_first_frame_image": None,
        }

    def item(self, job: Job, index: int, origin: str, *, clean: bool = False) -> JSON:
        """One result; `clean` asks for the video file without a watermark."""
        item_id = job.item_ids[index]
        common: dict[str, JSON] = {
            "id": item_id,
            "effect_id": item_id,
            "effect_type": 9,
            "title": "",
            "description": job.order.prompt,
            "cover_url": self._addresses.make(origin, f"{item_id}-{COVER_WIDTH}.webp"),
            "status": PICTURE_READY,
        }
        if isinstance(job.order, VideoOrder):
            return {"common_attr": common, "video": self._video(job.order, item_id, origin, clean)}
        return {"common_attr": common, "image": self._image(job.order, item_id, origin)}

    def _image(self, order: ImageOrder, item_id: str, origin: str) -> JSON:
        width, height = order.size
        return {
            "format": "webp",
            "large_images": [
                {
                    "image_uri": f"tos-cn-i-tb4s082cfz/{item_id}",
                    "image_url": self._addresses.make(origin, f"{item_id}.webp"),
                    "width": width,
                    "height": height,
                    "format": "webp",
                }
            ],
        }

    def _video(self, order: VideoOrder, item_id: str, origin: str, clean: bool) -> JSON:
        width, height = order.size
        vid = f"v0{item_id}"
        name = f"{item_id}.mp4" if clean else f"{item_id}-preview.mp4"
        origin_file: dict[str, JSON] = {
            "vid": vid,
            "width": width,
            "height": height,
            "video_url": self._addresses.make(origin, name),
        }
        return {
            "video_id": vid,
            "duration_ms": order.duration_ms,
            "transcoded_video": {"origin": origin_file},
        }


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
