//! Feeds written by hand for tests: a few files put into a zip.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Writes a feed of these files (name, content).
///
/// # Panics
/// If the zip cannot be written.
pub fn write(path: &Path, files: &[(&str, String)]) {
    try_write(path, files).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn try_write(path: &Path, files: &[(&str, String)]) -> Result<(), zip::result::ZipError> {
    let mut zip = ZipWriter::new(File::create(path)?);
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(content.as_bytes())?;
    }
    zip.finish()?;
    Ok(())
}

/// A row of stations across the territory, a train each way of the line every few minutes of every day of 2017.
/// Every departure names `destination`, so that one sees which feed a timetable comes from.
pub struct Shuttle<'a> {
    /// Name of the last stop.
    pub destination: &'a str,
    /// Stations before the last stop, at least 1.
    pub stations: usize,
    /// Trains each day.
    pub trains: usize,
}

impl Shuttle<'_> {
    /// The station's id in the feed, counted from 0.
    pub fn station(index: usize) -> String {
        format!("S{index}")
    }

    /// Writes the feed.
    pub fn write(&self, path: &Path) {
        let files = [
            ("agency.txt", "agency_id,agency_name,agency_url,agency_timezone\nA,Navette,https://example.org,Europe/Paris\n".into()),
            ("routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type\nR,A,N1,Navette,2\n".into()),
            ("calendar.txt", "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n\
                              D,1,1,1,1,1,1,1,20170101,20171231\n".into()),
            ("stops.txt", self.stops()),
            ("trips.txt", self.trips()),
            ("stop_times.txt", self.stop_times()),
        ];
        write(path, &files);
    }

    fn stops(&self) -> String {
        let mut rows = "stop_id,stop_name,stop_lat,stop_lon\n".to_owned();
        for index in 0..self.stations {
            let longitude = 2.20 + 0.002 * index as f64;
            rows += &format!("{},Station {index},48.8150,{longitude:.4}\n", Self::station(index));
        }
        rows + &format!("END,{},48.8150,2.2900\n", self.destination)
    }

    fn trips(&self) -> String {
        let mut rows = "route_id,service_id,trip_id,trip_headsign\n".to_owned();
        for train in 0..self.trains {
            rows += &format!("R,D,T{train},\n");
        }
        rows
    }

    fn stop_times(&self) -> String {
        let mut rows = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n".to_owned();
        for train in 0..self.trains {
            let start_minute = train * 20 * 60 / self.trains;
            for index in 0..=self.stations {
                let minute = start_minute + index;
                let time = format!("{:02}:{:02}:00", minute / 60, minute % 60);
                let stop = if index == self.stations { "END".to_owned() } else { Self::station(index) };
                rows += &format!("T{train},{time},{time},{stop},{index}\n");
            }
        }
        rows
    }
}
