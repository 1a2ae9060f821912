//! Environment variables, with the defaults and the messages of the programs.

use std::env;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

pub fn text(name: &str, default: &str) -> String {
    env::var(name).unwrap_or_else(|_| default.to_string())
}

pub fn optional(name: &str) -> Option<String> {
    env::var(name).ok()
}

pub fn required(name: &str) -> Result<String> {
    env::var(name).with_context(|| format!("{name} is required"))
}

pub fn number<T: FromStr>(name: &str, default: T) -> Result<T> {
    match env::var(name) {
        Ok(value) => value.parse().map_err(|_| anyhow!("{name} must be a number")),
        Err(_) => Ok(default),
    }
}

pub fn seconds(name: &str, default: u64) -> Result<Duration> {
    number(name, default).map(Duration::from_secs)
}

pub fn enabled(name: &str, default: bool) -> bool {
    match env::var(name) {
        Ok(value) => value.to_lowercase() == "true",
        Err(_) => default,
    }
}

/// The variables that have no default must be there, and a path must be given for each kind of TLS that is enabled.
pub fn check_tls() -> Result<()> {
    for (switch, paths) in [
        ("SERVER_SSL_ENABLED", ["TLS_SERVER_CERT_PATH", "TLS_SERVER_KEY_PATH"]),
        ("CLIENT_MTLS_ENABLED", ["TLS_CLIENT_CERT_PATH", "TLS_CLIENT_KEY_PATH"]),
    ] {
        for path in paths {
            if enabled(switch, false) && optional(path).is_none() {
                bail!("{path} is required when {switch}=true");
            }
        }
    }
    Ok(())
}

/// The master key of the API is 32 bytes in hexadecimal digits.
pub fn check_master_key() -> Result<()> {
    let key =
        env::var("ENCRYPTION_MASTER_KEY").map_err(|_| anyhow!("ENCRYPTION_MASTER_KEY environment variable not set"))?;
    if key.len() != 64 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        bail!("ENCRYPTION_MASTER_KEY must be valid hex string of 64 characters (32 bytes)");
    }
    Ok(())
}

/// Name of the pod, which tells apart what several pods wrote. `HOSTNAME` is an address to the API.
pub fn instance() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .map(|name| name.trim().to_string())
        .unwrap_or_else(|_| "unknown".to_string())
}
