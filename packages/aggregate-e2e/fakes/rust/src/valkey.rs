//! Valkey: a cache that the API tries once at its start, and does without when it is not there.

use anyhow::{Context, Result, ensure};
use redis::aio::ConnectionManager;
use redis::{AsyncCommands, Client};

use crate::metrics::{count, set};
use crate::settings::{enabled, instance, number, optional, text};

#[derive(Clone)]
pub struct Valkey {
    write: ConnectionManager,
    read: ConnectionManager,
}

pub async fn connect() -> Result<Valkey> {
    let url = text("VALKEY_URL", "redis://localhost:6379");
    let write = open(&url).await?;
    let read = match open(&text("VALKEY_READ_URL", &url)).await {
        Ok(manager) => manager,
        Err(_) => write.clone(),
    };
    Ok(Valkey { write, read })
}

async fn open(url: &str) -> Result<ConnectionManager> {
    let client =
        Client::open(complete(url)).with_context(|| format!("Failed to create Valkey client for URL: {url}"))?;
    let mut manager = ConnectionManager::new(client)
        .await
        .context("Failed to connect to Valkey")?;
    redis::cmd("PING")
        .query_async::<String>(&mut manager)
        .await
        .context("Valkey PING failed")?;
    Ok(manager)
}

/// The URL with the scheme that the switch for TLS says, and the password.
fn complete(url: &str) -> String {
    let scheme = if enabled("VALKEY_TLS_ENABLED", false) {
        "rediss"
    } else {
        "redis"
    };
    let host = url.trim_start_matches("redis://").trim_start_matches("rediss://");
    match optional("VALKEY_PASSWORD").filter(|password| !password.is_empty()) {
        Some(password) => format!("{scheme}://default:{password}@{host}"),
        None => format!("{scheme}://{host}"),
    }
}

impl Valkey {
    /// Keeps a value for a while and reads it.
    pub async fn cache(&self) -> Result<()> {
        let key = format!("fake:{}", instance());
        let lifetime = number("VALKEY_RESOURCE_CACHE_TTL_SECS", 300)?;
        self.write.clone().set_ex::<_, _, ()>(&key, "cached", lifetime).await?;
        // A replica may be behind.
        let found: Option<String> = self.read.clone().get(&key).await?;
        count(
            if found.is_some() {
                "valkey_cache_hits"
            } else {
                "valkey_cache_misses"
            },
            &[("cache_type", "fake")],
        );
        ensure!(
            found.is_none_or(|value| value == "cached"),
            "the cache has another value"
        );
        self.export().await
    }

    async fn export(&self) -> Result<()> {
        let info: String = redis::cmd("INFO").query_async(&mut self.read.clone()).await?;
        set("valkey_connected", 1.0, &[]);
        for (field, metric) in [
            ("used_memory", "valkey_used_memory_bytes"),
            ("connected_clients", "valkey_connected_clients"),
            ("keyspace_hits", "valkey_keyspace_hits"),
            ("keyspace_misses", "valkey_keyspace_misses"),
        ] {
            let value = info
                .lines()
                .find_map(|line| line.strip_prefix(field)?.strip_prefix(':'));
            set(
                metric,
                value.and_then(|text| text.trim().parse().ok()).unwrap_or(0.0),
                &[],
            );
        }
        Ok(())
    }
}
