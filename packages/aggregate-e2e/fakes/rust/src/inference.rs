//! An inference service: a model that is a file in the model cache, and answers without a GPU.

use std::env::temp_dir;
use std::path::PathBuf;
use std::time::Instant;

use actix_web::web::{Data, Json, get, post};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::api::show_report;
use crate::metrics::{count, observe};
use crate::report::Report;
use crate::settings::{check_tls, number, optional, required, text};
use crate::{telemetry, tls};

/// What differs between the services.
pub struct Kind {
    service: &'static str,
    /// Of the HTTP metrics.
    prefix: &'static str,
    models: &'static str,
    hostname: &'static str,
    port: (&'static str, u16),
    path: &'static str,
    counter: &'static str,
    duration: &'static str,
}

pub const EMBEDDING: Kind = Kind {
    service: "embedding-inference-api",
    prefix: "inference",
    models: "INFERENCE_ALLOWED_EMBEDDING_MODELS",
    hostname: "INFERENCE_HOSTNAME",
    port: ("INFERENCE_PORT", 8090),
    path: "/api/embed",
    counter: "inference_embed_requests",
    duration: "inference_embed_duration_seconds",
};

pub const LLM: Kind = Kind {
    service: "llm-inference-api",
    prefix: "llm_inference",
    models: "LLM_ALLOWED_MODELS",
    hostname: "LLM_INFERENCE_HOSTNAME",
    port: ("LLM_INFERENCE_PORT", 8091),
    path: "/api/generate",
    counter: "inference_llm_requests",
    duration: "inference_llm_duration_seconds",
};

struct Service {
    kind: &'static Kind,
    allowed: Vec<String>,
    /// Why there is no model.
    problem: Option<String>,
}

pub async fn run(kind: &'static Kind) -> Result<()> {
    check_tls()?;
    let allowed: Vec<String> = required(kind.models)?
        .split(',')
        .map(str::trim)
        .filter(|model| !model.is_empty())
        .map(String::from)
        .collect();
    if allowed.is_empty() {
        bail!("{} must contain at least one model", kind.models);
    }
    let mut report = Report::default();
    let prometheus = telemetry::serve(&text("SERVICE_NAME", kind.service), kind.prefix, &mut report)?;
    let problem = load_model().err().map(|error| format!("{error:#}"));
    if let Some(problem) = &problem {
        tracing::error!("Model preload failed: {problem}");
    }
    let service = Data::new(Service { kind, allowed, problem });
    let report = Data::new(report);
    let server = HttpServer::new(move || {
        App::new()
            .wrap(prometheus.clone())
            .app_data(service.clone())
            .app_data(report.clone())
            .route("/health/live", get().to(healthy))
            .route("/health/ready", get().to(healthy))
            .route("/fake/report", get().to(show_report))
            .route(kind.path, post().to(answer))
    });
    let address = (text(kind.hostname, "0.0.0.0"), number(kind.port.0, kind.port.1)?);
    match tls::server_config()? {
        Some(config) => server.bind_rustls_0_23(address, config)?.run().await?,
        None => server.bind(address)?.run().await?,
    }
    Ok(())
}

/// Writes where the program writes: downloaded models, what the loader of some models keeps below HOME, temporary files.
fn load_model() -> Result<()> {
    let mut places = vec![temp_dir()];
    places.extend(optional("HF_HOME").map(PathBuf::from));
    places.extend(optional("HOME").map(|home| PathBuf::from(home).join(".cache/huggingface/hub")));
    for place in places {
        std::fs::create_dir_all(&place)?;
        let file = place.join(format!(".fake-{}", std::process::id()));
        std::fs::write(&file, "model")
            .map_err(|error| anyhow::anyhow!("{} cannot be written: {error}", place.display()))?;
        std::fs::remove_file(file)?;
    }
    Ok(())
}

async fn healthy() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}

async fn answer(service: Data<Service>, request: Json<Value>) -> HttpResponse {
    let start = Instant::now();
    let Service { kind, allowed, problem } = &**service;
    let model = request["model"].as_str().unwrap_or_default();
    let is_allowed = allowed.iter().any(|name| name == "*" || name == model);
    let status = if is_allowed && problem.is_none() {
        "success"
    } else {
        "error"
    };
    let labels = [("model", model), ("status", status)];
    count(kind.counter, &labels);
    observe(kind.duration, start.elapsed().as_secs_f64(), &labels);
    match problem {
        _ if !is_allowed => HttpResponse::BadRequest().json(json!({ "code": "UNSUPPORTED_MODEL" })),
        Some(problem) => HttpResponse::InternalServerError().json(json!({ "code": "INTERNAL", "message": problem })),
        None => HttpResponse::Ok().json(json!({ "model": model, "embeddings": [[0.1, 0.2]], "text": "fake" })),
    }
}
