//! OTLP over gRPC and Prometheus, as the programs configure OpenTelemetry. The exporters are watched for the report.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use actix_web_prom::{PrometheusMetrics, PrometheusMetricsBuilder};
use anyhow::{Result, anyhow};
use opentelemetry::{global, trace::TracerProvider};
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_otlp::{LogExporter, MetricExporter, SpanExporter, WithExportConfig};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{BatchLogProcessor, LogBatch, SdkLoggerProvider};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{BatchSpanProcessor, Sampler, SdkTracerProvider, SpanData};
use opentelemetry_sdk::{Resource, logs, trace};
use tracing_subscriber::{EnvFilter, Layer, Registry, layer::SubscriberExt, util::SubscriberInitExt};

use crate::report::{Report, Usage};
use crate::settings::{enabled, number, text};

/// An exporter whose results are recorded.
#[derive(Debug)]
struct Watched<E> {
    exporter: E,
    usage: Arc<Usage>,
}

impl<E> Watched<E> {
    fn record(&self, result: OTelSdkResult, count: usize) -> OTelSdkResult {
        match &result {
            Ok(()) => self.usage.succeeded(count as u64),
            Err(error) => self.usage.failed(error.to_string()),
        }
        result
    }
}

impl<E: trace::SpanExporter> trace::SpanExporter for Watched<E> {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let count = batch.len();
        self.record(self.exporter.export(batch).await, count)
    }
    fn shutdown_with_timeout(&mut self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }
    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

impl<E: logs::LogExporter> logs::LogExporter for Watched<E> {
    async fn export(&self, batch: LogBatch<'_>) -> OTelSdkResult {
        let count = batch.iter().count();
        self.record(self.exporter.export(batch).await, count)
    }
    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }
    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

fn endpoint() -> String {
    text("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317")
        .trim_end_matches("/v1/traces")
        .to_string()
}

fn resource(service: &str) -> Resource {
    Resource::builder().with_service_name(service.to_string()).build()
}

/// What is sent to a collector besides metrics.
struct Signals {
    traces: SdkTracerProvider,
    logs: Option<SdkLoggerProvider>,
}

fn signals(
    service: &str,
    sampler: Sampler,
    with_logs: bool,
    report: &mut Report,
    timeout: Duration,
) -> Result<Signals> {
    let [span_usage, log_usage] = [Arc::new(Usage::default()), Arc::new(Usage::default())];
    let spans = SpanExporter::builder()
        .with_tonic()
        .with_endpoint(endpoint())
        .with_timeout(timeout)
        .build()?;
    let spans = Watched {
        exporter: spans,
        usage: span_usage.clone(),
    };
    let traces = SdkTracerProvider::builder()
        .with_span_processor(BatchSpanProcessor::builder(spans).build())
        .with_resource(resource(service))
        .with_sampler(sampler)
        .build();
    let mut usages = vec![span_usage];
    let mut provider = None;
    if with_logs {
        let records = LogExporter::builder()
            .with_tonic()
            .with_endpoint(endpoint())
            .with_timeout(timeout)
            .build()?;
        let records = Watched {
            exporter: records,
            usage: log_usage.clone(),
        };
        let processor = BatchLogProcessor::builder(records).build();
        provider = Some(
            SdkLoggerProvider::builder()
                .with_log_processor(processor)
                .with_resource(resource(service))
                .build(),
        );
        usages.push(log_usage);
    }
    report.add_all("telemetry", usages);
    Ok(Signals { traces, logs: provider })
}

/// The API and the inference services: Prometheus asks them for metrics, and OTLP can be switched off.
pub fn serve(service: &str, prefix: &str, report: &mut Report) -> Result<PrometheusMetrics> {
    let mut builder = PrometheusMetricsBuilder::new(prefix)
        .endpoint("/metrics")
        .exclude("/metrics");
    for excluded in ["/health/.*", "/fake/.*"] {
        builder = builder.exclude_regex(excluded);
    }
    let prometheus = builder.build().map_err(|error| anyhow!(error.to_string()))?;
    let reader = opentelemetry_prometheus::exporter()
        .with_registry(prometheus.registry.clone())
        .build()?;
    let meters = SdkMeterProvider::builder()
        .with_reader(reader)
        .with_resource(resource(service))
        .build();
    global::set_meter_provider(meters);

    let signals = if enabled("OTEL_ENABLED", true) {
        let ratio = number("OTEL_SAMPLE_RATIO", 1.0)?;
        let sampler = if ratio >= 1.0 {
            Sampler::AlwaysOn
        } else {
            Sampler::TraceIdRatioBased(ratio)
        };
        Some(signals(
            service,
            sampler,
            enabled("OTEL_LOGS_ENABLED", true),
            report,
            Duration::from_secs(5),
        )?)
    } else {
        None
    };
    subscribe(service, signals)?;
    Ok(prometheus)
}

/// The workers: they push metrics too, and have no switch.
pub fn push(service: &str, report: &mut Report) -> Result<()> {
    let timeout = Duration::from_secs(10);
    let metrics = MetricExporter::builder()
        .with_tonic()
        .with_endpoint(endpoint())
        .with_timeout(timeout)
        .build()?;
    let meters = SdkMeterProvider::builder()
        .with_periodic_exporter(metrics)
        .with_resource(resource(service))
        .build();
    global::set_meter_provider(meters);
    let signals = signals(service, Sampler::AlwaysOn, true, report, timeout)?;
    subscribe(service, Some(signals))
}

type BoxedLayer = Box<dyn Layer<Registry> + Send + Sync>;

fn subscribe(service: &str, signals: Option<Signals>) -> Result<()> {
    global::set_text_map_propagator(TraceContextPropagator::new());
    let filter = EnvFilter::try_from_default_env().or_else(|_| EnvFilter::try_new("info"))?;
    let mut layers: Vec<BoxedLayer> = vec![if text("LOG_FORMAT", "json").to_lowercase() == "json" {
        tracing_subscriber::fmt::layer().json().flatten_event(true).boxed()
    } else {
        tracing_subscriber::fmt::layer().boxed()
    }];
    if let Some(Signals { traces, logs }) = signals {
        global::set_tracer_provider(traces.clone());
        layers.push(
            tracing_opentelemetry::layer()
                .with_tracer(traces.tracer(service.to_string()))
                .boxed(),
        );
        if let Some(logs) = logs {
            layers.push(OpenTelemetryTracingBridge::new(&logs).boxed());
        }
    }
    Registry::default().with(layers).with(filter).try_init()?;
    Ok(())
}
