//! A system of shared bikes on this machine.

use crate::{Answer, Source};

/// `gbfs.json`, and the two files that it names beside it.
pub fn system(information: Vec<u8>, status: Vec<u8>) -> Source {
    let source = Source::start(Answer::Status(404));
    let file = |name: &str| format!("{{\"name\":\"{name}\",\"url\":\"http://{}/{name}\"}}", source.host());
    let discovery = format!(
        "{{\"last_updated\":1,\"ttl\":60,\"version\":\"2.3\",\"data\":{{\"fr\":{{\"feeds\":[{},{}]}}}}}}",
        file("station_information"),
        file("station_status")
    );
    source.at("/station_information", Answer::good(information, "a"));
    source.at("/station_status", Answer::good(status, "b"));
    source.at("/gbfs.json", Answer::good(discovery.into_bytes(), "c"));
    source
}
