//! Figures for the operator, in the text format of Prometheus. They count requests by the template of their route and hold
//! nothing of a visitor.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;

use crate::server::Refusal;

/// Upper bounds of the classes of answering time, in microseconds.
const BOUNDS_US: [u64; 10] = [500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000];
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// The figures of one hub.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    routes: Mutex<BTreeMap<String, Route>>,
    refused: [AtomicU64; Refusal::ALL.len()],
    closed_at_once: AtomicU64,
    accepted: AtomicU64,
    connections: Arc<AtomicUsize>,
    at_work: Arc<AtomicUsize>,
}

#[derive(Debug, Default)]
struct Route {
    by_class: [u64; CLASSES.len()],
    by_time: [u64; BOUNDS_US.len()],
    micros: u64,
}

/// One of what is counted now; counted off when dropped.
pub(crate) struct Gauge(Arc<AtomicUsize>);

impl Drop for Gauge {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// A connection was accepted; how many there are now, with it.
    pub(crate) fn connection(&self) -> (Gauge, usize) {
        self.accepted.fetch_add(1, Ordering::Relaxed);
        let before = self.connections.fetch_add(1, Ordering::Relaxed);
        (Gauge(self.connections.clone()), before + 1)
    }

    /// A connection was closed without a word.
    pub(crate) fn closed_at_once(&self) {
        self.closed_at_once.fetch_add(1, Ordering::Relaxed);
    }

    /// A request is at work.
    pub(crate) fn at_work(&self) -> Gauge {
        self.at_work.fetch_add(1, Ordering::Relaxed);
        Gauge(self.at_work.clone())
    }

    /// A request was turned away unseen.
    pub(crate) fn refused(&self, refusal: Refusal) {
        self.refused[refusal as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// A request was answered.
    pub(crate) fn answered(&self, route: &str, status: StatusCode, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        if !routes.contains_key(route) {
            routes.insert(route.to_owned(), Route::default());
        }
        if let Some(counts) = routes.get_mut(route) {
            let class = usize::from(status.as_u16() / 100).clamp(1, CLASSES.len()) - 1;
            counts.by_class[class] += 1;
            counts.micros += micros;
            if let Some(time) = BOUNDS_US.iter().position(|bound| micros <= *bound) {
                counts.by_time[time] += 1;
            }
        }
    }

    /// All of them as text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.write_routes(&mut text);
        write_family(
            &mut text,
            "parvis_http_refused_total",
            "counter",
            "Requests turned away unseen, by status.",
        );
        for refusal in Refusal::ALL {
            let status = refusal.status().as_u16();
            let count = self.refused[refusal as usize].load(Ordering::Relaxed);
            // Writing to a text cannot fail, here and below.
            let _ = writeln!(text, "parvis_http_refused_total{{status=\"{status}\"}} {count}");
        }
        let accepted = self.accepted.load(Ordering::Relaxed);
        write_value(&mut text, "parvis_http_connections_total", "counter", "Connections accepted.", accepted);
        let closed = self.closed_at_once.load(Ordering::Relaxed);
        write_value(
            &mut text,
            "parvis_http_connections_closed_total",
            "counter",
            "Connections past the limits, closed at once.",
            closed,
        );
        let open = self.connections.load(Ordering::Relaxed) as u64;
        write_value(&mut text, "parvis_http_connections", "gauge", "Connections open now.", open);
        let at_work = self.at_work.load(Ordering::Relaxed) as u64;
        write_value(&mut text, "parvis_http_requests_at_work", "gauge", "Requests at work now.", at_work);
        text
    }

    fn write_routes(&self, text: &mut String) {
        let routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        write_family(
            text,
            "parvis_http_requests_total",
            "counter",
            "Requests answered, by route and class of status.",
        );
        for (route, counts) in routes.iter() {
            for (class, count) in CLASSES.iter().zip(counts.by_class).filter(|(_, count)| *count > 0) {
                let _ = writeln!(
                    text,
                    "parvis_http_requests_total{{route=\"{route}\",status=\"{class}\"}} {count}"
                );
            }
        }
        let name = "parvis_http_request_seconds";
        write_family(text, name, "histogram", "Time from a whole request to its answer, by route.");
        for (route, counts) in routes.iter() {
            let mut below = 0;
            for (bound, count) in BOUNDS_US.iter().zip(counts.by_time) {
                below += count;
                let bound = *bound as f64 / 1e6;
                let _ = writeln!(text, "{name}_bucket{{route=\"{route}\",le=\"{bound}\"}} {below}");
            }
            let all: u64 = counts.by_class.iter().sum();
            let _ = writeln!(text, "{name}_bucket{{route=\"{route}\",le=\"+Inf\"}} {all}");
            let _ = writeln!(text, "{name}_sum{{route=\"{route}\"}} {}", counts.micros as f64 / 1e6);
            let _ = writeln!(text, "{name}_count{{route=\"{route}\"}} {all}");
        }
    }
}

fn write_family(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

/// One figure with its description.
pub(crate) fn write_value(text: &mut String, name: &str, kind: &str, help: &str, value: u64) {
    write_family(text, name, kind, help);
    let _ = writeln!(text, "{name} {value}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_counted_where_they_belong() {
        let metrics = Metrics::default();
        metrics.answered("/", StatusCode::OK, Duration::from_micros(500));
        metrics.answered("/", StatusCode::OK, Duration::from_micros(501));
        metrics.answered("/", StatusCode::NOT_FOUND, Duration::from_secs(2));
        metrics.refused(Refusal::Busy);
        let (one, count) = metrics.connection();
        assert_eq!(count, 1);
        let text = metrics.text();
        for line in [
            "parvis_http_requests_total{route=\"/\",status=\"2xx\"} 2",
            "parvis_http_requests_total{route=\"/\",status=\"4xx\"} 1",
            "parvis_http_request_seconds_bucket{route=\"/\",le=\"0.0005\"} 1",
            "parvis_http_request_seconds_bucket{route=\"/\",le=\"0.001\"} 2",
            "parvis_http_request_seconds_bucket{route=\"/\",le=\"1\"} 2",
            "parvis_http_request_seconds_bucket{route=\"/\",le=\"+Inf\"} 3",
            "parvis_http_request_seconds_count{route=\"/\"} 3",
            "parvis_http_refused_total{status=\"503\"} 1",
            "parvis_http_connections 1",
        ] {
            assert!(text.lines().any(|known| known == line), "{line} is not in\n{text}");
        }
        drop(one);
        assert!(metrics.text().contains("\nparvis_http_connections 0\n"));
    }
}
