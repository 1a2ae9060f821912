//! Fakes of the Rust programs of Semantic Explorer. They read the environment and make each client as the programs do, with the
//! same libraries, so that what these libraries cannot do fails here as it fails there. The product's work is left out.

pub mod api;
pub mod http_client;
pub mod inference;
pub mod metrics;
pub mod nats;
pub mod object_store;
pub mod oidc;
pub mod postgres;
pub mod probes;
pub mod qdrant;
pub mod report;
pub mod settings;
pub mod streams;
pub mod telemetry;
pub mod tls;
pub mod users;
pub mod valkey;
pub mod worker;
