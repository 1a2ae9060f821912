//! The streams and consumers of JetStream, as the programs configure them.

use std::time::Duration;

use anyhow::{Context, Result};
use async_nats::jetstream::consumer::{AckPolicy, Consumer, pull};
use async_nats::jetstream::context::Context as JetStream;
use async_nats::jetstream::stream::{Config, RetentionPolicy};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Streams of jobs, their subjects and the consumers of those who do them.
pub const JOBS: [(&str, &str, &str); 3] = [
    (
        "COLLECTION_TRANSFORMS",
        "workers.collection-transform",
        "collection-transform-workers",
    ),
    (
        "DATASET_TRANSFORMS",
        "workers.dataset-transform",
        "dataset-transform-workers",
    ),
    (
        "VISUALIZATION_TRANSFORMS",
        "workers.visualization-transform",
        "visualization-transform-workers",
    ),
];

fn stream(name: &str, subjects: &[&str], retention: RetentionPolicy, max_age: Duration, replicas: usize) -> Config {
    Config {
        name: name.to_string(),
        subjects: subjects.iter().map(ToString::to_string).collect(),
        retention,
        max_age,
        max_messages: -1,
        duplicate_window: if retention == RetentionPolicy::WorkQueue {
            HOUR
        } else {
            Duration::from_secs(120)
        },
        num_replicas: replicas,
        ..Default::default()
    }
}

fn streams(replicas: usize) -> Vec<Config> {
    use RetentionPolicy::{Limits, WorkQueue};
    let dead_letters = [
        "dlq.collection-transforms",
        "dlq.dataset-transforms",
        "dlq.visualization-transforms",
    ];
    let triggers =
        ["collection", "dataset", "visualization", "reconciliation"].map(|kind| format!("scan.trigger.{kind}"));
    let states = ["collection", "dataset", "visualization"].map(|kind| format!("transforms.{kind}.status.>"));
    let mut all: Vec<Config> = JOBS
        .iter()
        .map(|(name, subject, _)| stream(name, &[subject], WorkQueue, 7 * DAY, replicas))
        .collect();
    all.push(stream("DLQ_TRANSFORMS", &dead_letters, Limits, 30 * DAY, replicas));
    all.push(Config {
        max_messages_per_subject: 10,
        ..stream(
            "SCANNER_TRIGGERS",
            &triggers.each_ref().map(String::as_str),
            WorkQueue,
            HOUR,
            replicas,
        )
    });
    all.push(Config {
        max_messages: 100_000,
        ..stream(
            "TRANSFORM_STATUS",
            &states.each_ref().map(String::as_str),
            Limits,
            HOUR,
            replicas,
        )
    });
    all
}

pub fn consumer_of_jobs(durable: &str) -> pull::Config {
    let visualizes = durable.starts_with("visualization");
    pull::Config {
        durable_name: Some(durable.to_string()),
        ack_policy: AckPolicy::Explicit,
        ack_wait: if visualizes { HOUR } else { Duration::from_secs(600) },
        max_deliver: if visualizes { 3 } else { 5 },
        max_ack_pending: if visualizes { 10 } else { 100 },
        backoff: if visualizes {
            vec![]
        } else {
            [30, 60, 120, 300].map(Duration::from_secs).to_vec()
        },
        ..Default::default()
    }
}

/// Creates all streams and the consumers of jobs, and updates those that are there.
pub async fn initialize(jetstream: &JetStream, replicas: usize) -> Result<()> {
    for config in streams(replicas) {
        ensure_stream(jetstream, config).await?;
    }
    for (name, _, consumer) in JOBS {
        ensure_consumer(jetstream, name, consumer_of_jobs(consumer)).await?;
    }
    Ok(())
}

/// The programs compare fields that servers fill in, so that they update every stream at every start.
async fn ensure_stream(jetstream: &JetStream, config: Config) -> Result<()> {
    let name = config.name.clone();
    if jetstream.get_stream(&name).await.is_ok() {
        tracing::warn!("Stream '{name}' exists but configuration differs. Updating stream.");
        jetstream
            .update_stream(config)
            .await
            .with_context(|| format!("Failed to update stream '{name}'"))?;
    } else {
        jetstream
            .create_stream(config)
            .await
            .with_context(|| format!("Failed to create stream '{name}'"))?;
    }
    Ok(())
}

pub async fn ensure_consumer(
    jetstream: &JetStream,
    stream: &str,
    config: pull::Config,
) -> Result<Consumer<pull::Config>> {
    let name = config.durable_name.clone().unwrap_or_default();
    let of = jetstream
        .get_stream(stream)
        .await
        .with_context(|| format!("Failed to get stream '{stream}'"))?;
    of.create_consumer(config)
        .await
        .with_context(|| format!("Failed to create/update consumer '{name}' on stream '{stream}'"))
}

/// The API's stream of audit events always has three replicas, which a single server cannot hold.
pub async fn initialize_audit(jetstream: &JetStream) -> Result<()> {
    let name = "AUDIT_EVENTS";
    let config = Config {
        max_messages: 0,
        duplicate_window: Duration::ZERO,
        ..stream(name, &["audit.events"], RetentionPolicy::Limits, 30 * DAY, 3)
    };
    let stream = match jetstream.get_stream(name).await {
        Ok(stream) => stream,
        Err(_) => jetstream.create_stream(config).await?,
    };
    let durable = "audit-db-writer";
    let consumer = pull::Config {
        durable_name: Some(durable.to_string()),
        ack_policy: AckPolicy::Explicit,
        ack_wait: Duration::from_secs(30),
        max_deliver: 5,
        ..Default::default()
    };
    stream.get_or_create_consumer(durable, consumer).await?;
    Ok(())
}
