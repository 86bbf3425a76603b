"""Jimeng (即梦) and Dreamina: pictures, videos and credits, sync and async.

from jimeng import JimengClient

with JimengClient("your_refresh_token_here") as client:
    for url in client.generate_images("一只可爱的猫咪在花园里玩耍"):
        print(url)
"""

from __future__ import annotations

from jimeng.sdk.async_jimeng_client import AsyncJimengClient
from jimeng.sdk.jimeng_client import JimengClient
from jimeng.sdk.lib.exceptions.api_exception import (
    APIException,
    AuthenticationError,
    ContentRefusedError,
    GenerationFailedError,
    GenerationTimeoutError,
    InsufficientCreditError,
    InvalidRequestError,
    JimengWarning,
    PermissionDeniedError,
    RateLimitError,
    RiskControlError,
    ServerError,
    SubmissionUnknownError,
    TransportError,
    TransportTimeoutError,
    UnexpectedReplyError,
)
from jimeng.sdk.protocol.regions import Region
from jimeng.sdk.protocol.tokens import Token, parse_token
from jimeng.sdk.types import (
    AccountInfo,
    CreditDetails,
    CreditHistory,
    CreditRecord,
    Download,
    ExpiringCredit,
    ImageResult,
    Model,
    QueueInfo,
    Result,
    Sighting,
    Task,
    TaskKind,
    TaskState,
    TaskStatus,
    TokenStatus,
    VideoResult,
)

__all__ = [
    "APIException",
    "AccountInfo",
    "AsyncJimengClient",
    "AuthenticationError",
    "ContentRefusedError",
    "CreditDetails",
    "CreditHistory",
    "CreditRecord",
    "Download",
    "ExpiringCredit",
    "GenerationFailedError",
    "GenerationTimeoutError",
    "ImageResult",
    "InsufficientCreditError",
    "InvalidRequestError",
    "JimengClient",
    "JimengWarning",
    "Model",
    "PermissionDeniedError",
    "QueueInfo",
    "RateLimitError",
    "Region",
    "Result",
    "RiskControlError",
    "ServerError",
    "Sighting",
    "SubmissionUnknownError",
    "Task",
    "TaskKind",
    "TaskState",
    "TaskStatus",
    "Token",
    "TokenStatus",
    "TransportError",
    "TransportTimeoutError",
    "UnexpectedReplyError",
    "VideoResult",
    "parse_token",
]
