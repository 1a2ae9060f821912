//! The server's certificate, for actix-web.

use std::fs::read;

use anyhow::{Context, Result, anyhow, bail};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::settings::{enabled, required};

/// The configuration of the server, if TLS is enabled. Like the programs, it relies on rustls' default provider.
pub fn server_config() -> Result<Option<ServerConfig>> {
    if !enabled("SERVER_SSL_ENABLED", false) {
        return Ok(None);
    }
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(certificates()?, private_key()?)
        .context("Invalid certificate or key")?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Some(config))
}

fn certificates() -> Result<Vec<CertificateDer<'static>>> {
    let path = required("TLS_SERVER_CERT_PATH")?;
    let blocks = pem::parse_many(read(&path).with_context(|| format!("Failed to read {path}"))?)?;
    let chain: Vec<_> = blocks
        .into_iter()
        .filter(|block| block.tag() == "CERTIFICATE")
        .map(|block| CertificateDer::from(block.into_contents()))
        .collect();
    if chain.is_empty() {
        bail!("No certificates found in {path}");
    }
    Ok(chain)
}

fn private_key() -> Result<PrivateKeyDer<'static>> {
    let path = required("TLS_SERVER_KEY_PATH")?;
    let block = pem::parse(read(&path).with_context(|| format!("Failed to read {path}"))?)?;
    match block.tag() {
        "PRIVATE KEY" => Ok(PrivateKeyDer::Pkcs8(block.into_contents().into())),
        "RSA PRIVATE KEY" => Ok(PrivateKeyDer::Pkcs1(block.into_contents().into())),
        "EC PRIVATE KEY" => Ok(PrivateKeyDer::Sec1(block.into_contents().into())),
        other => Err(anyhow!("Unsupported private key format: {other}")),
    }
}
