//! A worker: it takes jobs of its stream, and finishes those that it has begun when it is stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use async_nats::jetstream::consumer::{Consumer, pull};
use async_nats::jetstream::{Context as JetStream, Message};
use aws_sdk_s3::Client as S3;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Semaphore;

use crate::metrics::{count, observe, set};
use crate::report::{Report, Usage};
use crate::settings::{number, optional, text};
use crate::{http_client, nats, object_store, qdrant, streams, telemetry};

/// What differs between the workers.
pub struct Kind {
    service: &'static str,
    port: u16,
    /// Name of the stream, its subject and its consumer.
    jobs: (&'static str, &'static str, &'static str),
    writes_vectors: bool,
    states: &'static str,
}

pub const COLLECTIONS: Kind = Kind {
    service: "worker-collections",
    port: 8082,
    jobs: streams::JOBS[0],
    writes_vectors: false,
    states: "transforms.collection.status.fake.1.1",
};

pub const DATASETS: Kind = Kind {
    service: "worker-datasets",
    port: 8083,
    jobs: streams::JOBS[1],
    writes_vectors: true,
    states: "transforms.dataset.status.fake.1.1",
};

struct Worker {
    kind: &'static Kind,
    store: S3,
    jetstream: JetStream,
    http: reqwest::Client,
    queue: Arc<Usage>,
    storage: Arc<Usage>,
    vectors: Arc<Usage>,
    embedding: Option<(String, Arc<Usage>)>,
    running: AtomicUsize,
    stopping: AtomicBool,
}

pub async fn run(kind: &'static Kind) -> Result<()> {
    let service = text("SERVICE_NAME", kind.service);
    let mut report = Report::default();
    telemetry::push(&service, &mut report)?;
    let store = object_store::connect().await?;
    let replicas = nats::replicas()?;
    let client = nats::connect_with_retry().await?;
    let jetstream = async_nats::jetstream::new(client);
    streams::initialize(&jetstream, replicas).await?;
    tokio::spawn(nats::export_streams(jetstream.clone()));

    let (stream, _, durable) = kind.jobs;
    let of = jetstream.clone();
    let queue = report.add_counted(
        "queue",
        Box::new(move || Box::pin(nats::count_done(of.clone(), stream, durable))),
    );
    let worker = Arc::new(Worker {
        kind,
        store,
        jetstream: jetstream.clone(),
        http: http_client::build()?,
        queue,
        storage: report.add("storage"),
        vectors: report.add("vectors"),
        embedding: optional("EMBEDDING_INFERENCE_API_URL").map(|url| (url, report.add("embedding"))),
        running: AtomicUsize::new(0),
        stopping: AtomicBool::new(false),
    });
    tokio::spawn(serve(number("HEALTH_CHECK_PORT", kind.port)?, worker.clone(), report));

    let most: usize = number("MAX_CONCURRENT_JOBS", 10)?;
    let mut config = streams::consumer_of_jobs(durable);
    config.max_ack_pending = config.max_ack_pending.min(most as i64);
    let consumer = streams::ensure_consumer(&jetstream, stream, config).await?;
    set("worker_ready", 1.0, &[("worker", kind.service)]);

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tracing::info!("Worker started with JetStream, listening on {stream} stream");
    tokio::select! {
        result = take_jobs(&worker, consumer, most) => return result,
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("Shutdown signal received, initiating graceful shutdown...");
    worker.stopping.store(true, Ordering::SeqCst);
    let limit = Duration::from_secs(number("WORKER_SHUTDOWN_TIMEOUT_SECS", 300)?);
    let start = Instant::now();
    while worker.running.load(Ordering::SeqCst) > 0 && start.elapsed() < limit {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    tracing::info!("Graceful shutdown complete");
    Ok(())
}

async fn take_jobs(worker: &Arc<Worker>, consumer: Consumer<pull::Config>, most: usize) -> Result<()> {
    let limit = Arc::new(Semaphore::new(most));
    let mut messages = consumer.messages().await?;
    while let Some(message) = messages.next().await {
        let message = match message {
            Ok(message) => message,
            Err(error) => {
                worker.queue.failed(error.to_string());
                continue;
            }
        };
        let permit = limit.clone().acquire_owned().await?;
        worker.running.fetch_add(1, Ordering::SeqCst);
        let worker = worker.clone();
        tokio::spawn(async move {
            worker.process(message).await;
            worker.running.fetch_sub(1, Ordering::SeqCst);
            drop(permit);
        });
    }
    Ok(())
}

impl Worker {
    #[tracing::instrument(name = "process_worker_job", skip_all)]
    async fn process(&self, message: Message) {
        let start = Instant::now();
        let worked = self.work(&message.payload).await;
        let status = if worked.is_ok() { "success" } else { "failed" };
        let labels = [("worker", self.kind.service), ("status", status)];
        count("worker_jobs", &labels);
        observe("worker_job_duration_seconds", start.elapsed().as_secs_f64(), &labels);
        let done = match worked {
            Ok(()) => message.double_ack().await,
            Err(error) => {
                self.queue.failed(format!("{error:#}"));
                count(
                    "worker_job_failures",
                    &[("worker", self.kind.jobs.0), ("error_type", "fake")],
                );
                message
                    .ack_with(async_nats::jetstream::AckKind::Nak(Some(Duration::from_secs(30))))
                    .await
            }
        };
        match done {
            Ok(()) if status == "success" => self.queue.succeeded(1),
            Ok(()) => {}
            Err(error) => self.queue.failed(error.to_string()),
        }
    }

    /// Works on a job: gets its file, asks the embedding service, writes its vector, takes its time, and tells the API.
    async fn work(&self, payload: &[u8]) -> Result<()> {
        let job: Value = serde_json::from_slice(payload)?;
        let field = |name: &str| job[name].as_str().with_context(|| format!("the job has no {name}"));
        let (bucket, key) = (field("bucket")?, field("source_file_key")?);
        let file = object_store::download(&self.store, bucket, key).await;
        match &file {
            Ok(_) => self.storage.succeeded(1),
            Err(error) => self.storage.failed(format!("{error:#}")),
        }
        file?;
        if let Some((url, usage)) = &self.embedding {
            usage.observe(http_client::is_alive(&self.http, url)).await;
        }
        if self.kind.writes_vectors {
            let target = &job["qdrant_config"];
            let url = target["url"].as_str().context("the job has no address of Qdrant")?;
            self.vectors
                .observe(async { qdrant::upsert(&qdrant::connect(url, target["api_key"].as_str())?, 2).await })
                .await;
        }
        tokio::time::sleep(Duration::from_secs(number("FAKE_JOB_SECONDS", 2)?)).await;
        let state = json!({ "status": "completed" }).to_string();
        self.jetstream.publish(self.kind.states, state.into()).await?.await?;
        Ok(())
    }
}

/// The server of probes, which has no TLS. It says that the worker is ready until the worker is told to stop.
async fn serve(port: u16, worker: Arc<Worker>, report: Report) -> Result<()> {
    let listener = TcpListener::bind(("0.0.0.0", port)).await?;
    let report = Arc::new(report);
    loop {
        let (mut stream, _) = listener.accept().await?;
        let (worker, report) = (worker.clone(), report.clone());
        tokio::spawn(async move {
            let mut buffer = [0_u8; 1024];
            let read = tokio::time::timeout(Duration::from_secs(2), stream.read(&mut buffer)).await;
            let length = read.ok().and_then(Result::ok).unwrap_or(0);
            let request = String::from_utf8_lossy(&buffer[..length]).to_string();
            let (status, body) = match request.split_whitespace().nth(1) {
                Some("/fake/report") => ("200 OK", report.to_json().await),
                Some("/healthz" | "/readyz") if worker.stopping.load(Ordering::SeqCst) => {
                    ("503 Service Unavailable", json!({ "status": "shutting_down" }))
                }
                Some("/healthz" | "/readyz") => ("200 OK", json!({ "status": "ok" })),
                _ => ("404 Not Found", json!({ "error": "not_found" })),
            };
            let body = body.to_string();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
        });
    }
}
