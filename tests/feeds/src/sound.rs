//! A small sound feed, to be spoilt by one file at a time.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

/// The station whose board tells which feed is served: every departure from it names the destination.
pub const STATION: &str = "A";

/// The files of a feed by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A train an hour from Issy to `destination`, every day from 2000 to 2040.
pub fn files(destination: &str) -> Files {
    let mut stop_times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n".to_owned();
    let mut trips = "route_id,service_id,trip_id,trip_headsign\n".to_owned();
    for hour in 0..24 {
        trips += &format!("R,S,T{hour},\n");
        stop_times +=
            &format!("T{hour},{hour}:00:00,{hour}:00:00,A,0\nT{hour},{hour}:20:00,{hour}:20:00,Z,1\n");
    }
    let texts = [
        (
            "agency.txt",
            "agency_id,agency_name,agency_url,agency_timezone\nX,Navette,https://example.org,Europe/Paris\n"
                .to_owned(),
        ),
        (
            "stops.txt",
            format!(
                "stop_id,stop_name,stop_lat,stop_lon\nA,Issy,48.8200,2.2600\nZ,{destination},48.8300,2.2700\n"
            ),
        ),
        ("routes.txt", "route_id,agency_id,route_short_name,route_type\nR,X,N1,2\n".to_owned()),
        (
            "calendar.txt",
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n\
                          S,1,1,1,1,1,1,1,20000101,20401231\n"
                .to_owned(),
        ),
        ("trips.txt", trips),
        ("stop_times.txt", stop_times),
    ];
    texts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()
}

/// The sound feed, zipped.
pub fn feed(destination: &str) -> Vec<u8> {
    zip_of(&files(destination).into_iter().collect::<Vec<_>>())
}

/// The files as a plain zip.
pub fn zip_of(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
