//! NATS: the API connects once and ends when it cannot, workers connect in the background and try for ever.

use std::time::Duration;

use anyhow::{Context, Result};
use async_nats::jetstream::consumer::pull;
use async_nats::jetstream::context::Context as JetStream;
use async_nats::{Client, ConnectOptions, HeaderMap};
use serde_json::Value;

use crate::metrics::set;
use crate::settings::{instance, number, text};
use crate::streams::JOBS;

fn url() -> String {
    text("NATS_URL", "nats://localhost:4222")
}

pub fn replicas() -> Result<usize> {
    number("NATS_REPLICAS", 3)
}

/// Nothing but the URL is given, and the library takes no login from it.
pub async fn connect() -> Result<Client> {
    Ok(async_nats::connect(url()).await?)
}

/// As `connect`, but with patience. The URL is logged as it is.
pub async fn connect_with_retry() -> Result<Client> {
    let url = url();
    let client = ConnectOptions::new()
        .retry_on_initial_connect()
        .max_reconnects(None)
        .reconnect_delay_callback(|attempts| Duration::from_secs(2_u64.pow(attempts.min(6) as u32).min(60)))
        .connection_timeout(Duration::from_secs(10))
        .ping_interval(Duration::from_secs(30))
        .event_callback(|event| async move { tracing::info!("NATS: {event}") })
        .connect(&url)
        .await
        .with_context(|| format!("Failed to connect to NATS at {url}"))?;
    tracing::info!("Connected to NATS at {url} with auto-reconnect enabled");
    Ok(client)
}

/// Publishes a message, once however often it is sent, and waits for its acknowledgement.
pub async fn publish(jetstream: &JetStream, subject: &str, number: u64, content: &Value) -> Result<()> {
    let mut headers = HeaderMap::new();
    headers.insert(
        "Nats-Msg-Id",
        format!("{subject}-{}-{}-{number}", instance(), std::process::id()).as_str(),
    );
    jetstream
        .publish_with_headers(subject.to_string(), headers, content.to_string().into())
        .await?
        .await?;
    Ok(())
}

/// Number of jobs that a stream was ever given: jobs that are done are removed.
pub async fn count_jobs(jetstream: JetStream) -> Result<u64> {
    let mut sum = 0;
    for (stream, _, _) in JOBS {
        sum += jetstream.get_stream(stream).await?.cached_info().state.last_sequence;
    }
    Ok(sum)
}

/// Number of jobs of a stream up to which all are done.
pub async fn count_done(jetstream: JetStream, stream: &'static str, consumer: &'static str) -> Result<u64> {
    let found = jetstream
        .get_stream(stream)
        .await?
        .get_consumer::<pull::Config>(consumer)
        .await;
    let mut consumer = found.map_err(|error| anyhow::anyhow!(error))?;
    Ok(consumer.info().await?.ack_floor.stream_sequence)
}

/// The gauges of streams and consumers, which workers set every 15 seconds.
pub async fn export_streams(jetstream: JetStream) {
    let mut interval = tokio::time::interval(Duration::from_secs(15));
    loop {
        interval.tick().await;
        for (name, _, consumer) in JOBS {
            let Ok(stream) = jetstream.get_stream(name).await else {
                continue;
            };
            let state = &stream.cached_info().state;
            set("nats_stream_messages", state.messages as f64, &[("stream", name)]);
            set("nats_stream_bytes", state.bytes as f64, &[("stream", name)]);
            if let Ok(found) = stream.get_consumer::<pull::Config>(consumer).await {
                let info = found.cached_info();
                let labels = [("stream", name), ("consumer", consumer)];
                set("nats_consumer_pending", info.num_pending as f64, &labels);
                set("nats_consumer_ack_pending", info.num_ack_pending as f64, &labels);
            }
        }
    }
}
