//! Sound files of every format, small and made here: every record has the same words in its title.

use serde_json::{Value, json};

/// Path and bytes.
pub(crate) type File = (&'static str, String);

/// Records in a file.
pub(crate) const RECORDS: usize = 40;
/// The path of the file that is connected.
pub(crate) const FIRST: &str = "/feed";

fn one(text: String) -> Vec<File> {
    vec![(FIRST, text)]
}

/// Each record by its number, longitude and latitude within the territory.
fn records<T>(of: impl Fn(usize, f64, f64) -> T) -> Vec<T> {
    (0..RECORDS).map(|at| of(at, 2.2700 + at as f64 * 1e-4, 48.8236)).collect()
}

/// A list in JSON.
fn list(of: impl Fn(usize, f64, f64) -> Value) -> Vec<File> {
    one(Value::from(records(of)).to_string())
}

/// A table whose first line is given.
fn rows(first: &str, of: impl Fn(usize, f64, f64) -> String) -> Vec<File> {
    one(format!("{first}\n{}\n", records(of).join("\n")))
}

pub(crate) fn ban(words: &str, _: &str) -> Vec<File> {
    let first = "id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;lon;lat";
    rows(first, |at, x, y| format!("ban-{at};{at};;{words};92130;92040;Issy-les-Moulineaux;{x};{y}"))
}

pub(crate) fn geojson(words: &str, _: &str) -> Vec<File> {
    let feature = |at: usize, x: f64, y: f64| {
        json!({ "type": "Feature", "id": format!("n/{at}"), "properties": { "name": words },
            "geometry": { "type": "Point", "coordinates": [x, y] } })
    };
    one(json!({ "type": "FeatureCollection", "features": records(feature) }).to_string())
}

/// A table whose columns both museums and the directory know.
pub(crate) fn table(words: &str, _: &str) -> Vec<File> {
    let first = "identifiant;nom;Nom officiel;geolocalisation;geo_point_2d";
    rows(first, |at, x, y| format!("t-{at};{words};{words};{y}, {x};{y}, {x}"))
}

pub(crate) fn ical(words: &str, _: &str) -> Vec<File> {
    let event = |at: usize, x: f64, y: f64| {
        format!(
            "BEGIN:VEVENT\r\nUID:{at}\r\nDTSTART:20261127T170000Z\r\nGEO:{y};{x}\r\nSUMMARY:{words}\r\nEND:VEVENT\r\n"
        )
    };
    one(format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", records(event).concat()))
}

pub(crate) fn openagenda(words: &str, _: &str) -> Vec<File> {
    let timing = json!([{ "begin": "2026-11-27T18:00:00+01:00", "end": "2026-11-27T19:00:00+01:00" }]);
    list(|at, x, y| {
        json!({ "uid": at.to_string(), "title_fr": words, "timings": timing.to_string(),
            "location_name": "Ici", "location_coordinates": { "lon": x, "lat": y } })
    })
}

pub(crate) fn offers(words: &str, _: &str) -> Vec<File> {
    list(
        |at, x, y| json!({ "id": at.to_string(), "title": words, "published_at": "2026-11-20", "longitude": x, "latitude": y }),
    )
}

pub(crate) fn carpool(words: &str, _: &str) -> Vec<File> {
    let first = "id_lieu,nom_lieu,ad_lieu,com_lieu,insee,type,date_maj,ouvert,Xlong,Ylat";
    rows(first, |at, x, y| format!("92-{at},{words},Rue,Issy,92040,Parking,2026-11-20,true,{x},{y}"))
}

pub(crate) fn lifts(words: &str, _: &str) -> Vec<File> {
    let first = "liftid;liftreason;liftstatus;liftsituation;liftdirection;zdcname;centroidzdc";
    rows(first, |at, x, y| format!("{at};;notavailable;Quai;Sortie;{words};{y}, {x}"))
}

/// Alerts as GTFS-Realtime. Protocol Buffers of short texts and small numbers are ASCII.
pub(crate) fn alerts(words: &str, _: &str) -> Vec<File> {
    let field = |number: u8, content: String| {
        let length = u8::try_from(content.len()).ok().filter(u8::is_ascii).expect("a short text");
        format!("{}{}{content}", char::from(number << 3 | 2), char::from(length))
    };
    let text = || field(1, field(1, words.to_owned()));
    let entity =
        |at: usize, _: f64, _: f64| field(2, field(1, at.to_string()) + &field(5, field(10, text())));
    one(format!("{}{}", field(1, field(1, "2.0".to_owned())), records(entity).concat()))
}

/// Disruptions as the list that France's railways pass on.
pub(crate) fn situations(words: &str, _: &str) -> Vec<File> {
    list(|at, _, _| json!({ "situation_number": at.to_string(), "summary": words }))
}

/// Services that help, in members that all three kinds of lists know.
pub(crate) fn services(words: &str, _: &str) -> Vec<File> {
    list(
        |at, x, y| json!({ "id": at.to_string(), "nom": words, "longitude": x, "latitude": y, "telephone": "01 02 03 04 05" }),
    )
}

/// A system of shared bikes: the file that names the others, and those two.
pub(crate) fn gbfs(words: &str, host: &str) -> Vec<File> {
    let file = |name: &str, data: Value| {
        json!({ "last_updated": 1_795_683_600, "ttl": 60, "version": "2.3", "data": data, "name": name })
            .to_string()
    };
    let named = ["station_information", "station_status"]
        .map(|name| json!({ "name": name, "url": format!("http://{host}/{name}") }));
    let stations =
        records(|at, x, y| json!({ "station_id": at.to_string(), "name": words, "lon": x, "lat": y }));
    let states = records(|at, _, _| {
        json!({ "station_id": at.to_string(), "num_bikes_available": 3, "is_installed": true,
            "is_renting": true, "is_returning": true })
    });
    vec![
        (FIRST, file("gbfs", json!({ "fr": { "feeds": named } }))),
        ("/station_information", file("station_information", json!({ "stations": stations }))),
        ("/station_status", file("station_status", json!({ "stations": states }))),
    ]
}
