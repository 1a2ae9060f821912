//! Instruments of OpenTelemetry, by their names in the programs. An exporter adds `_total` to those of counters.

use opentelemetry::{KeyValue, global};

const METER: &str = "semantic-explorer";

pub type Labels<'a> = &'a [(&'static str, &'a str)];

fn attributes(labels: Labels) -> Vec<KeyValue> {
    labels
        .iter()
        .map(|(name, value)| KeyValue::new(*name, value.to_string()))
        .collect()
}

pub fn count(name: &'static str, labels: Labels) {
    global::meter(METER)
        .u64_counter(name)
        .build()
        .add(1, &attributes(labels));
}

pub fn set(name: &'static str, value: f64, labels: Labels) {
    global::meter(METER)
        .f64_gauge(name)
        .build()
        .record(value, &attributes(labels));
}

pub fn observe(name: &'static str, value: f64, labels: Labels) {
    global::meter(METER)
        .f64_histogram(name)
        .build()
        .record(value, &attributes(labels));
}
