//! S3: a client as the programs make it. The API uses the bucket of its environment, workers that of a job.

use std::env::temp_dir;
use std::time::Instant;

use anyhow::{Context, Result};
use aws_config::{BehaviorVersion, Region};
use aws_sdk_s3::Client;
use aws_sdk_s3::config::{Builder, Credentials};
use aws_sdk_s3::primitives::ByteStream;

use crate::metrics::{count as count_metric, observe};
use crate::settings::{instance, optional, required};

pub async fn connect() -> Result<Client> {
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new(required("AWS_REGION")?))
        .endpoint_url(required("AWS_ENDPOINT_URL")?);
    if let (Some(key), Some(secret)) = (optional("AWS_ACCESS_KEY_ID"), optional("AWS_SECRET_ACCESS_KEY")) {
        loader = loader.credentials_provider(Credentials::new(key, secret, None, None, "s3"));
    }
    let shared = loader.load().await;
    let path_style =
        optional("S3_FORCE_PATH_STYLE").is_some_and(|value| value.eq_ignore_ascii_case("true") || value == "1");
    Ok(Client::from_conf(
        Builder::from(&shared).force_path_style(path_style).build(),
    ))
}

/// Where the files of this instance are.
pub fn prefix() -> String {
    format!("fake/{}/", instance())
}

/// Puts a file into the bucket, which lies in the temporary directory while it is received.
pub async fn upload(client: &Client, bucket: &str, key: &str) -> Result<()> {
    let start = Instant::now();
    let file = temp_dir().join(format!("fake-{}", std::process::id()));
    tokio::fs::write(&file, key)
        .await
        .with_context(|| format!("{} cannot be written", file.display()))?;
    let body = ByteStream::from_path(&file).await?;
    let result = client.put_object().bucket(bucket).key(key).body(body).send().await;
    tokio::fs::remove_file(&file).await?;
    record(
        "upload",
        "storage_upload_duration_seconds",
        start,
        bucket,
        result.is_ok(),
    );
    observe("storage_file_size_bytes", key.len() as f64, &[("operation", "upload")]);
    result?;
    Ok(())
}

/// Gets a file of a bucket.
pub async fn download(client: &Client, bucket: &str, key: &str) -> Result<Vec<u8>> {
    let start = Instant::now();
    let result = client.get_object().bucket(bucket).key(key).send().await;
    record(
        "download",
        "storage_download_duration_seconds",
        start,
        bucket,
        result.is_ok(),
    );
    Ok(result?.body.collect().await?.to_vec())
}

/// Whether the bucket is there.
pub async fn check(client: &Client, bucket: &str) -> Result<()> {
    client.head_bucket().bucket(bucket).send().await?;
    Ok(())
}

/// Number of files of this instance.
pub async fn count(client: Client, bucket: String) -> Result<u64> {
    let start = Instant::now();
    let mut pages = client
        .list_objects_v2()
        .bucket(&bucket)
        .prefix(prefix())
        .into_paginator()
        .send();
    let mut found = 0;
    while let Some(page) = pages.next().await {
        found += page?.contents().len() as u64;
    }
    record("list", "storage_list_duration_seconds", start, &bucket, true);
    Ok(found)
}

fn record(operation: &'static str, duration: &'static str, start: Instant, bucket: &str, succeeded: bool) {
    let status = if succeeded { "success" } else { "error" };
    let seconds = start.elapsed().as_secs_f64();
    count_metric("storage_operations", &[("operation", operation), ("status", status)]);
    observe(
        "storage_operation_duration_seconds",
        seconds,
        &[("operation", operation), ("status", status)],
    );
    observe(duration, seconds, &[("bucket", bucket), ("status", status)]);
}
