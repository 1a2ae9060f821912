//! The HTTP client of calls to the inference services: with a CA of its own beside those of the system, and mutual TLS.

use std::fs::read;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use reqwest::{Certificate, Client, Identity};

use crate::settings::{enabled, optional, required};

const DEFAULT_CA: &str = "/app/certs/ca-bundle.crt";

pub fn build() -> Result<Client> {
    let mut builder = Client::builder()
        .timeout(Duration::from_secs(120))
        .pool_max_idle_per_host(10)
        .pool_idle_timeout(Duration::from_secs(90));
    let authority =
        optional("TLS_CA_CERT_PATH").or_else(|| Path::new(DEFAULT_CA).exists().then(|| DEFAULT_CA.to_string()));
    if let Some(path) = authority {
        if !Path::new(&path).exists() {
            bail!("CA certificate not found at: {path}");
        }
        builder = builder
            .add_root_certificate(Certificate::from_pem(&read(&path)?).context("Failed to load CA certificate")?);
    }
    if enabled("CLIENT_MTLS_ENABLED", false) {
        let mut identity = Vec::new();
        for variable in ["TLS_CLIENT_CERT_PATH", "TLS_CLIENT_KEY_PATH"] {
            let path = required(variable)?;
            identity.extend(read(&path).with_context(|| format!("Failed to read {path}"))?);
        }
        builder = builder.identity(Identity::from_pem(&identity).context("Failed to load client certificate and key")?);
    }
    builder.build().context("Failed to build HTTP client")
}

/// Asks an inference service whether it is alive.
pub async fn is_alive(client: &Client, address: &str) -> Result<()> {
    client
        .get(format!("{address}/health/live"))
        .send()
        .await?
        .error_for_status()?;
    Ok(())
}
