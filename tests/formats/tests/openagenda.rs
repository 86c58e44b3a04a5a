//! Promise: the export of OpenAgenda is read whole: every event, every timing, places where they are.

use parvis_formats::openagenda::{self, Event, Status};
use tests_formats::files;

const FILE: &str = "culture/openagenda-paris-2026.json.gz";

#[test]
fn every_event_of_the_export_is_read() {
    let Some(files) = files(FILE, "") else { return };
    let (mut events, mut left_out) = (Vec::<Event>::new(), Vec::new());
    let read = openagenda::read(files[0].1.as_slice(), &mut |number, event| match event {
        Ok(event) => events.push(event),
        Err(reason) => left_out.push(format!("{number}: {reason}")),
    });
    read.expect("the file is sound");
    assert_eq!(left_out, [""; 0]);
    assert_eq!(events.len(), 40);
    // Counted in the file by another program.
    assert_eq!(events.iter().map(|event| event.timings.len()).sum::<usize>(), 308);
    assert!(events.iter().all(|event| event.status == Status::Scheduled));
    assert_eq!(events.iter().filter(|event| !event.accessibility.is_empty()).count(), 12);
    // In France: longitude and latitude were not taken for one another.
    for place in events.iter().map(|event| event.place.as_ref().expect("a place")) {
        let [longitude, latitude] = place.position.expect("a position");
        assert!((-5.5..10.0).contains(&longitude) && (41.0..51.5).contains(&latitude), "{place:?}");
    }
    let tags = events.iter().find(|event| event.details.contains("</") || event.details.contains("&amp;"));
    assert_eq!(tags, None, "markup is left");
}
