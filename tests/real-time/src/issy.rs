//! A station with its lines, numbered as in the region of Paris.

use tempfile::TempDir;
use tests_connectors::ConnectedHub;

use crate::zipped;

/// A hub at a moment with that timetable, and with a source of real time connected as `live`. The folder holds the timetable.
///
/// # Panics
/// If it does not start.
pub fn hub(task: &str, source: (&str, &[u8]), clock: &str) -> (TempDir, ConnectedHub) {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("a folder: {error}"));
    let file = folder.path().join("timetable.zip");
    std::fs::write(&file, timetable()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let configuration = format!(
        "[plugin.transport]\ngtfs = '{}'\n[connector.live]\nplugin = 'transport'\ntask = '{task}'\nevery-s = 10\n\
         source = '{}'\n",
        file.display(),
        source.0
    );
    (folder, ConnectedHub::start(&["transport"], &configuration, &[source], clock))
}

/// Issy with a platform, two lines; two trains of line C leave in one minute.
fn timetable() -> Vec<u8> {
    zipped(&[
        (
            "agency.txt",
            "agency_id,agency_name,agency_url,agency_timezone\nx,RER,https://example.org,Europe/Paris\n",
        ),
        (
            "routes.txt",
            "route_id,agency_id,route_short_name,route_long_name,route_type\nIDFM:C01727,x,C,,2\nIDFM:C01730,x,N,,2\n",
        ),
        (
            "calendar.txt",
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\ndaily,1,1,1,1,1,1,1,20160101,20181231\n",
        ),
        (
            "stops.txt",
            "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nIDFM:43203,Issy,48.82,2.26,1,\nIDFM:41161,Issy,48.82,2.26,0,IDFM:43203\nIDFM:9,Juvisy,48.69,2.38,0,\nIDFM:8,Versailles,48.8,2.13,0,\n",
        ),
        (
            "trips.txt",
            "route_id,service_id,trip_id,trip_headsign\nIDFM:C01727,daily,late,Juvisy\nIDFM:C01727,daily,east,Juvisy\nIDFM:C01727,daily,west,Versailles\nIDFM:C01730,daily,gone,Juvisy\n",
        ),
        (
            "stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nlate,08:40:00,08:40:00,IDFM:41161,1\nlate,09:00:00,09:00:00,IDFM:9,2\neast,08:50:00,08:50:00,IDFM:41161,1\neast,09:10:00,09:10:00,IDFM:9,2\nwest,08:50:00,08:50:00,IDFM:41161,1\nwest,09:10:00,09:10:00,IDFM:8,2\ngone,08:55:00,08:55:00,IDFM:41161,1\ngone,09:20:00,09:20:00,IDFM:9,2\n",
        ),
    ])
}
