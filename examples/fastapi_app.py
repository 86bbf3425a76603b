"""Two routes: submit a picture job, and look at it.

    pip install fastapi uvicorn
    JIMENG_TOKEN=… uvicorn --app-dir examples fastapi_app:app

The answer to a submission is the job's id, at once; nobody's connection stays open for minutes.
After a restart an id still works, since the service keeps the record.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from jimeng import (
    APIException,
    AsyncJimengClient,
    ContentRefusedError,
    InvalidRequestError,
    RateLimitError,
    Task,
)

STATUS_OF = {InvalidRequestError: 422, ContentRefusedError: 422, RateLimitError: 429}


class Order(BaseModel):
    """What a caller asks for."""

    prompt: str
    ratio: str = "1:1"


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """One client for the life of the application."""
    async with AsyncJimengClient(
        os.environ["JIMENG_TOKEN"], base_url=os.environ.get("JIMENG_API_URL")
    ) as client:
        app.state.client = client
        # Tasks as the latest look left them: some ends can only be told by seeing them twice.
        app.state.tasks = dict[str, Task]()
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/images", status_code=202)
async def submit(order: Order, request: Request) -> dict[str, str]:
    """Submit a job and tell its id."""
    state = request.app.state
    task = await state.client.submit_image(order.prompt, options={"ratio": order.ratio})
    state.tasks[task.submit_id] = task
    return {"id": task.submit_id}


@app.get("/images/{submit_id}")
async def look(submit_id: str, request: Request) -> dict[str, object]:
    """Where a job stands, with the addresses of what is finished."""
    state = request.app.state
    task = state.tasks.get(submit_id) or await state.client.find(submit_id)
    if task is None:
        raise HTTPException(404, "no such job, or not on record yet")
    (status,) = await state.client.status([task])
    state.tasks[submit_id] = status.task
    return {
        "state": status.state.value,
        "finished": status.finished_count,
        "total": status.total_count,
        "urls": [result.url for result in status.results],
        "error": status.error.message if status.error else None,
        "look_again_after": status.next_poll_seconds,
    }


@app.exception_handler(APIException)
async def tell(request: Request, error: APIException) -> JSONResponse:
    """An error of the SDK as an answer; 502 where the trouble is not the caller's."""
    body = {"error": error.message, "code": error.code, "id": error.submit_id}
    return JSONResponse(body, status_code=STATUS_OF.get(type(error), 502))
