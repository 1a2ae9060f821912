"""Logs, traces and metrics, set up as the worker does."""

import json
import logging
import sys
from datetime import datetime, timezone

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult
from prometheus_client import Counter, start_http_server

from report import Usage

# `registry=None` registers a metric nowhere: the worker counts, but exports only what the library itself collects.
jobs_total = Counter("visualization_transform_jobs_total", "Jobs", ["status"], registry=None)

exported = Usage()


class CountingExporter(OTLPSpanExporter):
    """Tells the report how many spans the collector took."""

    def export(self, spans):
        result = super().export(spans)
        if result is SpanExportResult.SUCCESS:
            exported.succeeded(len(spans))
        else:
            exported.failed(ConnectionError("the spans were not taken"))
        return result


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, tz=timezone.utc).isoformat()
        line = {"timestamp": time, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def start(settings) -> None:
    handler = logging.StreamHandler(sys.stdout)
    if settings.log_format.lower() == "json":
        handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=getattr(logging, settings.log_level), handlers=[handler], force=True)
    try:
        start_http_server(settings.metrics_port)
    except OSError as error:
        logging.error("no metrics on port %s: %s", settings.metrics_port, error)
    resource = Resource.create(
        {"service.name": "worker-visualizations", "service.version": "1.0.0", "service.instance.id": settings.worker_id}
    )
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(CountingExporter(endpoint=settings.otlp_endpoint)))
    trace.set_tracer_provider(provider)
