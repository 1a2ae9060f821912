//! Qdrant, over gRPC: the API takes it from its environment, workers from a job.

use std::time::Instant;

use anyhow::{Result, ensure};
use qdrant_client::qdrant::{
    CreateCollectionBuilder, Distance, PointStruct, SearchPointsBuilder, UpsertPointsBuilder, VectorParamsBuilder,
};
use qdrant_client::{Payload, Qdrant};

use crate::metrics::{count, observe};
use crate::settings::{optional, seconds, text};

/// The collection that fakes write to.
pub const COLLECTION: &str = "fake";
const VECTOR: [f32; 4] = [0.1, 0.2, 0.3, 0.4];

/// The address and the key of the environment.
pub fn address() -> (String, Option<String>) {
    (text("QDRANT_URL", "http://localhost:6334"), optional("QDRANT_API_KEY"))
}

pub fn connect(url: &str, key: Option<&str>) -> Result<Qdrant> {
    let mut builder = Qdrant::from_url(url)
        .timeout(seconds("QDRANT_TIMEOUT_SECS", 30)?)
        .connect_timeout(seconds("QDRANT_CONNECT_TIMEOUT_SECS", 10)?);
    if let Some(key) = key {
        builder = builder.api_key(key);
    }
    Ok(builder.build()?)
}

/// Writes a point into the fakes' collection, which is created unless it exists.
pub async fn upsert(client: &Qdrant, id: u64) -> Result<()> {
    if client.collection_info(COLLECTION).await.is_err() {
        let vectors = VectorParamsBuilder::new(VECTOR.len() as u64, Distance::Cosine);
        let created = client
            .create_collection(CreateCollectionBuilder::new(COLLECTION).vectors_config(vectors))
            .await;
        // Another one may have created it in the meantime.
        if created.is_err() {
            client.collection_info(COLLECTION).await?;
        }
    }
    let point = PointStruct::new(id, VECTOR.to_vec(), Payload::new());
    client
        .upsert_points(UpsertPointsBuilder::new(COLLECTION, vec![point]).wait(true))
        .await?;
    Ok(())
}

/// Finds the nearest point.
pub async fn search(client: &Qdrant) -> Result<()> {
    let start = Instant::now();
    let found = client
        .search_points(SearchPointsBuilder::new(COLLECTION, VECTOR.to_vec(), 1))
        .await;
    let labels = [
        ("status", if found.is_ok() { "success" } else { "error" }),
        ("embedded_datasets", "1"),
    ];
    count("search_request", &labels);
    observe(
        "search_request_duration_seconds",
        start.elapsed().as_secs_f64(),
        &labels,
    );
    observe(
        "search_qdrant_query_duration_seconds",
        start.elapsed().as_secs_f64(),
        &labels[..1],
    );
    let results = found?.result.len();
    observe("search_results_returned", results as f64, &labels);
    ensure!(results == 1, "the search finds {results} points, not 1");
    Ok(())
}
