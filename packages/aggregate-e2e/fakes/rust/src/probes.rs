//! Readiness of the API: it asks PostgreSQL, Qdrant, the object store and NATS.

use actix_web::HttpResponse;
use actix_web::web::Data;
use async_nats::connection::State;
use serde_json::{Value, json};

use crate::api::Dependencies;
use crate::object_store;

pub async fn live() -> HttpResponse {
    HttpResponse::Ok().body("ok")
}

pub async fn ready(dependencies: Data<Dependencies>) -> HttpResponse {
    let Dependencies {
        pool,
        qdrant,
        store,
        bucket,
        nats,
        ..
    } = &**dependencies;
    let (postgres, vectors, objects) = tokio::join!(
        async { sqlx::query("SELECT 1").fetch_one(pool).await.is_ok() },
        async { qdrant.health_check().await.is_ok() },
        async { object_store::check(store, bucket).await.is_ok() },
    );
    let queue = match nats.connection_state() {
        State::Connected => "healthy",
        State::Pending => "degraded",
        State::Disconnected => "unhealthy",
    };
    let components = [
        ("postgres", health(postgres)),
        ("qdrant", health(vectors)),
        ("s3", health(objects)),
        ("nats", queue),
    ];
    let worst = ["unhealthy", "degraded", "healthy"]
        .into_iter()
        .find(|status| components.iter().any(|(_, other)| other == status))
        .unwrap_or("healthy");
    let states: serde_json::Map<String, Value> = components
        .iter()
        .map(|(name, status)| (name.to_string(), json!({ "status": status })))
        .collect();
    let answer = json!({ "status": worst, "components": states });
    if worst == "unhealthy" {
        HttpResponse::ServiceUnavailable().json(answer)
    } else {
        HttpResponse::Ok().json(answer)
    }
}

fn health(is_well: bool) -> &'static str {
    if is_well { "healthy" } else { "unhealthy" }
}
