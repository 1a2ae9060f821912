//! What a fake has done with each of its dependencies: tests read it at `/fake/report`.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Result, anyhow};
use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};

const TIMEOUT: Duration = Duration::from_secs(5);

/// The use of one dependency.
#[derive(Debug, Default)]
pub struct Usage {
    acknowledged: AtomicU64,
    problem: Mutex<Option<String>>,
}

impl Usage {
    pub fn succeeded(&self, count: u64) {
        self.acknowledged.fetch_add(count, Ordering::SeqCst);
        *self.problem.lock().unwrap() = None;
    }

    pub fn failed(&self, problem: impl Into<String>) {
        *self.problem.lock().unwrap() = Some(problem.into());
    }

    pub fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::SeqCst)
    }

    pub fn problem(&self) -> Option<String> {
        self.problem.lock().unwrap().clone()
    }

    /// Records how a use ends. Returns whether it succeeded.
    pub async fn observe(&self, use_of_it: impl Future<Output = Result<()>>) -> bool {
        match limited(use_of_it).await {
            Ok(()) => self.succeeded(1),
            Err(error) => {
                let problem = format!("{error:#}");
                tracing::warn!(problem, "A dependency fails");
                self.failed(problem);
            }
        }
        self.problem().is_none()
    }
}

async fn limited<T>(use_of_it: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(TIMEOUT, use_of_it)
        .await
        .unwrap_or_else(|_| Err(anyhow!("timed out after 5 s")))
}

/// Counts what is there now of all that was acknowledged.
pub type Count = Box<dyn Fn() -> BoxFuture<'static, Result<u64>> + Send + Sync>;

struct Entry {
    name: &'static str,
    usages: Vec<Arc<Usage>>,
    count: Option<Count>,
}

/// All dependencies of a fake.
#[derive(Default)]
pub struct Report(Vec<Entry>);

impl Report {
    pub fn add(&mut self, name: &'static str) -> Arc<Usage> {
        let usage = Arc::new(Usage::default());
        self.0.push(Entry {
            name,
            usages: vec![usage.clone()],
            count: None,
        });
        usage
    }

    pub fn add_counted(&mut self, name: &'static str, count: Count) -> Arc<Usage> {
        let usage = self.add(name);
        if let Some(entry) = self.0.last_mut() {
            entry.count = Some(count);
        }
        usage
    }

    /// A dependency that acknowledges several kinds of things: what counts is what all have got.
    pub fn add_all(&mut self, name: &'static str, usages: Vec<Arc<Usage>>) {
        self.0.push(Entry {
            name,
            usages,
            count: None,
        });
    }

    pub async fn to_json(&self) -> Value {
        let mut services = Map::new();
        for Entry { name, usages, count } in &self.0 {
            let acknowledged = usages.iter().map(|usage| usage.acknowledged()).min().unwrap_or(0);
            let mut problem = usages.iter().find_map(|usage| usage.problem());
            let found = match count {
                None => 0,
                Some(count) => limited(count()).await.unwrap_or_else(|error| {
                    problem.get_or_insert(format!("{error:#}"));
                    0
                }),
            };
            let mut service = json!({ "acknowledged": acknowledged, "found": found });
            if let Some(problem) = problem {
                service["problem"] = problem.into();
            }
            services.insert((*name).to_string(), service);
        }
        Value::Object(services)
    }
}
