//! The API. It connects to everything at its start, and from then on uses everything once a second.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::{Data, get};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use anyhow::Result;
use aws_sdk_s3::Client as S3;
use qdrant_client::Qdrant;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::metrics::{count, set};
use crate::oidc::Oidc;
use crate::report::{Report, Usage};
use crate::settings::{check_master_key, check_tls, number, optional, required, text};
use crate::streams::{self, JOBS};
use crate::{http_client, nats, object_store, postgres, probes, qdrant, telemetry, tls, users, valkey};

/// The clients of the API.
pub struct Dependencies {
    pub pool: PgPool,
    pub qdrant: Qdrant,
    pub store: S3,
    pub bucket: String,
    pub nats: async_nats::Client,
    pub oidc: Oidc,
    pub http: reqwest::Client,
    pub valkey: Option<valkey::Valkey>,
}

/// How each of them fares.
struct Usages {
    database: Arc<Usage>,
    storage: Arc<Usage>,
    queue: Arc<Usage>,
    vectors: Arc<Usage>,
    login: Arc<Usage>,
    cache: Option<Arc<Usage>>,
    inference: Vec<(String, Arc<Usage>)>,
}

pub async fn run() -> Result<()> {
    check_tls()?;
    let mut report = Report::default();
    let http = http_client::build()?;
    check_master_key()?;
    let prometheus = telemetry::serve(&text("SERVICE_NAME", "semantic-explorer"), "api", &mut report)?;
    let bucket = required("S3_BUCKET_NAME")?;
    let store = object_store::connect().await?;
    let (url, key) = qdrant::address();
    let vectors = qdrant::connect(&url, key.as_deref())?;
    let pool = postgres::connect().await?;
    let cache = optional("VALKEY_URL").map(|_| report.add("cache"));
    let valkey = match valkey::connect().await {
        Ok(valkey) => Some(valkey),
        Err(error) => {
            tracing::warn!("Valkey not available – running without shared cache: {error:#}");
            if let Some(cache) = &cache {
                cache.failed(format!("{error:#}"));
            }
            None
        }
    };
    let oidc = Oidc::connect().await?;
    let nats = nats::connect().await?;
    let jetstream = async_nats::jetstream::new(nats.clone());
    streams::initialize(&jetstream, nats::replicas()?).await?;
    let audit = jetstream.clone();
    tokio::spawn(async move {
        if let Err(error) = streams::initialize_audit(&audit).await {
            tracing::error!("Audit consumer exited with error: {error:#}");
        }
    });
    tokio::spawn(postgres::export_pool_size(pool.clone()));

    let usages = Usages {
        database: report.add_counted("database", {
            let pool = pool.clone();
            Box::new(move || Box::pin(postgres::count(pool.clone())))
        }),
        storage: report.add_counted("storage", {
            let (store, bucket) = (store.clone(), bucket.clone());
            Box::new(move || Box::pin(object_store::count(store.clone(), bucket.clone())))
        }),
        queue: report.add_counted("queue", {
            let jetstream = jetstream.clone();
            Box::new(move || Box::pin(nats::count_jobs(jetstream.clone())))
        }),
        vectors: report.add("vectors"),
        login: report.add("login"),
        cache,
        inference: [
            ("embedding", "EMBEDDING_INFERENCE_API_URL"),
            ("llm", "LLM_INFERENCE_API_URL"),
        ]
        .into_iter()
        .filter_map(|(name, variable)| Some((optional(variable)?, report.add(name))))
        .collect(),
    };
    let dependencies = Data::new(Dependencies {
        pool,
        qdrant: vectors,
        store,
        bucket,
        nats,
        oidc,
        http,
        valkey,
    });
    let working = tokio::spawn(work(dependencies.clone(), usages));

    let report = Data::new(report);
    let shared = dependencies.clone();
    let server = HttpServer::new(move || {
        App::new()
            .wrap(prometheus.clone())
            .app_data(shared.clone())
            .app_data(Data::new(shared.oidc.clone()))
            .app_data(report.clone())
            .configure(users::configure)
            .route("/health/live", get().to(probes::live))
            .route("/health/ready", get().to(probes::ready))
            .route("/fake/report", get().to(show_report))
            .default_service(get().to(page))
    })
    .shutdown_timeout(number("SHUTDOWN_TIMEOUT_SECS", 30)?);
    let address = (text("HOSTNAME", "localhost"), number("PORT", 8080)?);
    match tls::server_config()? {
        Some(config) => server.bind_rustls_0_23(address, config)?.run().await?,
        None => server.bind(address)?.run().await?,
    }

    tracing::info!("Shutting down gracefully...");
    working.abort();
    let _ = dependencies.nats.drain().await;
    // A connection that a thread of the server has opened belongs to the runtime of that thread, which is gone: closing it may
    // never end. The program waits for it; tests cannot.
    let _ = tokio::time::timeout(Duration::from_secs(2), dependencies.pool.close()).await;
    Ok(())
}

pub async fn show_report(report: Data<Report>) -> HttpResponse {
    HttpResponse::Ok().json(report.to_json().await)
}

/// Every other page asks a browser to log in.
async fn page(request: HttpRequest, oidc: Data<Oidc>) -> HttpResponse {
    users::redirect_to_login(&request, &oidc)
}

/// Uses everything once a second; each job names the file that it is about.
async fn work(dependencies: Data<Dependencies>, usages: Usages) {
    let jetstream = async_nats::jetstream::new(dependencies.nats.clone());
    let mut interval = tokio::time::interval(Duration::from_secs(1));
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for number in 1.. {
        interval.tick().await;
        tick(number, &dependencies, &usages, &jetstream).await;
    }
}

#[tracing::instrument(name = "tick", skip_all)]
async fn tick(number: u64, dependencies: &Dependencies, usages: &Usages, jetstream: &async_nats::jetstream::Context) {
    tracing::info!(number, "tick");
    let Dependencies {
        pool,
        qdrant,
        store,
        bucket,
        oidc,
        http,
        valkey,
        ..
    } = dependencies;
    let key = format!("{}{number}", object_store::prefix());
    let stored = usages.storage.observe(async {
        object_store::upload(store, bucket, &key).await?;
        object_store::download(store, bucket, &key).await.map(|_| ())
    });
    tokio::join!(
        usages.database.observe(postgres::insert(pool)),
        usages.vectors.observe(async {
            qdrant::upsert(qdrant, 1).await?;
            qdrant::search(qdrant).await
        }),
        usages.login.observe(oidc.authenticate()),
        async {
            if stored.await {
                let job = job(number, bucket, &key);
                usages.queue.observe(publish(jetstream, number, &job)).await;
            }
        },
        async {
            if let (Some(valkey), Some(usage)) = (valkey, &usages.cache) {
                usage.observe(valkey.cache()).await;
            }
        },
        async {
            for (address, usage) in &usages.inference {
                usage.observe(http_client::is_alive(http, address)).await;
            }
        },
    );
    if valkey.is_none() && usages.cache.is_some() {
        set("valkey_connected", 0.0, &[]);
    }
}

/// A job for every kind of worker: each finds the fields that its own jobs have.
fn job(number: u64, bucket: &str, key: &str) -> Value {
    let (url, api_key) = qdrant::address();
    json!({
        "job_id": format!("{:08x}-0000-4000-8000-{number:012x}", std::process::id()),
        "owner_id": "fake",
        "bucket": bucket,
        "source_file_key": key,
        "collection_transform_id": 1,
        "dataset_transform_id": 1,
        "visualization_transform_id": 1,
        "visualization_id": 1,
        "embedded_dataset_id": 1,
        "qdrant_collection_name": qdrant::COLLECTION,
        "qdrant_config": { "url": url, "api_key": api_key },
        "visualization_config": {},
    })
}

/// Gives every kind of worker a job.
async fn publish(jetstream: &async_nats::jetstream::Context, number: u64, job: &Value) -> Result<()> {
    for (_, subject, _) in JOBS {
        nats::publish(jetstream, subject, number, job).await?;
    }
    count("scanner_triggers_published", &[("scanner_type", "reconciliation")]);
    Ok(())
}
