"""The variables that the worker reads, with the defaults of its source."""

import os
import uuid
from dataclasses import dataclass, field


def _text(name: str, default: str):
    return field(default_factory=lambda: os.getenv(name, default))


def _integer(name: str, default: str):
    return field(default_factory=lambda: int(os.getenv(name, default)))


def _number(name: str, default: str):
    return field(default_factory=lambda: float(os.getenv(name, default)))


@dataclass(frozen=True)
class Settings:
    """A variable of a wrong form ends the program, as it does in the worker."""

    nats_url: str = _text("NATS_URL", "nats://localhost:4222")
    subscribe_attempts: int = _integer("NATS_STREAM_RETRY_ATTEMPTS", "30")
    subscribe_delay: float = _number("NATS_STREAM_RETRY_DELAY", "2.0")
    batch_size: int = _integer("NATS_BATCH_SIZE", "1")
    fetch_timeout: float = _number("NATS_FETCH_TIMEOUT", "5.0")
    resubscribe_threshold: int = _integer("NATS_RESUBSCRIBE_THRESHOLD", "10")
    processing_timeout: int = _integer("PROCESSING_TIMEOUT_SECS", "3600")
    concurrent_jobs: int = _integer("MAX_CONCURRENT_JOBS", "3")
    maximum_points: int = _integer("MAX_VISUALIZATION_POINTS", "100000000")
    health_port: int = _integer("HEALTH_CHECK_PORT", "8081")
    metrics_port: int = _integer("PROMETHEUS_METRICS_PORT", "9090")
    otlp_endpoint: str = _text("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317")
    log_level: str = _text("LOG_LEVEL", "INFO")
    log_format: str = _text("LOG_FORMAT", "json")
    worker_id: str = field(default_factory=lambda: os.getenv("WORKER_ID", str(uuid.uuid4())))
    # Of the fake alone: how long the program takes to start and a job to compute.
    start_seconds: float = _number("FAKE_START_SECONDS", "0")
    job_seconds: float = _number("FAKE_JOB_SECONDS", "2")
