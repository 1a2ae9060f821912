//! PostgreSQL: a pool of connections as the API makes it, and a table of the fakes' own.

use std::time::Duration;

use anyhow::Result;
use sqlx::postgres::PgPoolOptions;
use sqlx::{PgPool, Row};

use crate::metrics::set;
use crate::settings::{instance, number, required, seconds};

/// Fakes that start together migrate one after the other, as the programs do.
const MIGRATION_LOCK: i64 = 0x66616b65;

pub async fn connect() -> Result<PgPool> {
    let pool = PgPoolOptions::new()
        .max_connections(number("DB_MAX_CONNECTIONS", 15)?)
        .min_connections(number("DB_MIN_CONNECTIONS", 2)?)
        .acquire_timeout(seconds("DB_ACQUIRE_TIMEOUT_SECS", 5)?)
        .idle_timeout(seconds("DB_IDLE_TIMEOUT_SECS", 300)?)
        .max_lifetime(seconds("DB_MAX_LIFETIME_SECS", 1800)?)
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::query("SET statement_timeout = '30s'")
                    .execute(&mut *connection)
                    .await?;
                sqlx::query("SET idle_in_transaction_session_timeout = '60s'")
                    .execute(&mut *connection)
                    .await?;
                Ok(())
            })
        })
        .connect(&required("DATABASE_URL")?)
        .await?;
    migrate(&pool).await?;
    Ok(pool)
}

async fn migrate(pool: &PgPool) -> Result<()> {
    let mut transaction = pool.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(MIGRATION_LOCK)
        .execute(&mut *transaction)
        .await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS fake (instance text NOT NULL, at timestamptz NOT NULL DEFAULT now())")
        .execute(&mut *transaction)
        .await?;
    Ok(transaction.commit().await?)
}

pub async fn insert(pool: &PgPool) -> Result<()> {
    sqlx::query("INSERT INTO fake (instance) VALUES ($1)")
        .bind(instance())
        .execute(pool)
        .await?;
    Ok(())
}

/// Number of rows of this instance.
pub async fn count(pool: PgPool) -> Result<u64> {
    let row = sqlx::query("SELECT count(*) FROM fake WHERE instance = $1")
        .bind(instance())
        .fetch_one(&pool)
        .await?;
    Ok(row.try_get::<i64, _>(0)?.unsigned_abs())
}

/// The gauges of the pool, which the API sets every 10 seconds.
pub async fn export_pool_size(pool: PgPool) -> Result<()> {
    let maximum: u32 = number("DB_MAX_CONNECTIONS", 15)?;
    let mut interval = tokio::time::interval(Duration::from_secs(10));
    loop {
        interval.tick().await;
        set("database_connection_pool_size", f64::from(pool.size()), &[]);
        set("database_connection_pool_idle", pool.num_idle() as f64, &[]);
        set("database_connection_pool_max", f64::from(maximum), &[]);
    }
}
