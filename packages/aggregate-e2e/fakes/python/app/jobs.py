"""A job: read, compute, store, tell, acknowledge."""

import asyncio
import json
import logging
from typing import Any, Optional
from uuid import UUID

from opentelemetry import trace
from opentelemetry.propagate import extract
from opentelemetry.trace import SpanKind
from pydantic import BaseModel, ValidationError

import page
import topics
import vectors
from report import Usage
from telemetry import jobs_total

logger = logging.getLogger(__name__)
usage = Usage()


class Server(BaseModel):
    url: str
    api_key: Optional[str] = None


class Model(BaseModel):
    provider: str
    model: str


class Job(BaseModel):
    """The fields of a message of the API that the fake uses; pydantic ignores the others."""

    job_id: UUID
    visualization_transform_id: int
    visualization_id: int
    owner_id: str
    embedded_dataset_id: int
    qdrant_collection_name: str
    visualization_config: dict[str, Any]
    qdrant_config: Server
    llm_config: Optional[Model] = None

    @property
    def status_subject(self) -> str:
        parts = (self.owner_id, self.embedded_dataset_id, self.visualization_transform_id)
        return "transforms.visualization.status." + ".".join(str(part) for part in parts)


class Worker:
    def __init__(self, settings, storage):
        self.settings = settings
        self.storage = storage
        self.active = 0
        self._places = asyncio.Semaphore(settings.concurrent_jobs)

    async def take(self, message, connection) -> None:
        async with self._places:
            context = extract(dict(message.headers or {}))
            tracer = trace.get_tracer(__name__)
            with tracer.start_as_current_span("process_visualization_job", context=context, kind=SpanKind.CONSUMER):
                try:
                    job = Job(**json.loads(message.data))
                except (ValidationError, json.JSONDecodeError) as error:
                    # It would be as wrong the next time.
                    logger.error("the message is no job: %s", error)
                    usage.failed(error)
                    await message.ack()
                    return
                await self._work(job, message, connection)

    async def _work(self, job: Job, message, connection) -> None:
        self.active += 1
        try:
            await self._tell(connection, job, "processing")
            try:
                key = await asyncio.wait_for(self._process(job), timeout=self.settings.processing_timeout)
                result = {"status": "success", "htmlS3Key": key}
            except Exception as error:
                logger.error("job %s failed", job.job_id, exc_info=True)
                result = {"status": "failed", "errorMessage": f"{type(error).__name__}: {error}"}
            jobs_total.labels(result["status"]).inc()
            try:
                await self._tell(connection, job, **result)
                await message.ack()
                usage.succeeded()
            except Exception as error:
                usage.failed(error)
                await message.nak()
        finally:
            self.active -= 1

    async def _process(self, job: Job) -> str:
        points = await vectors.read(
            job.qdrant_config.url, job.qdrant_collection_name, self.settings.maximum_points
        )
        if job.llm_config is not None and job.llm_config.provider == "internal":
            await topics.name(job.llm_config.model)
        await asyncio.sleep(self.settings.job_seconds)
        text = page.draw(job.qdrant_collection_name, points)
        return await self.storage.put(job.visualization_transform_id, job.owner_id, text)

    async def _tell(self, connection, job: Job, status: str, **more) -> None:
        result = {
            "jobId": str(job.job_id),
            "visualizationTransformId": job.visualization_transform_id,
            "visualizationId": job.visualization_id,
            "ownerId": job.owner_id,
            "status": status,
            "statsJson": {},
            **more,
        }
        await connection.publish(job.status_subject, json.dumps(result).encode())
