//! Everything of a collection that touches a box: what a tile of a map shows.

use parvis_model::{Bounds, Feature, Geometry, Instant, TimeRange, TimeZone};

use crate::part::anchor;
use crate::timeline::Range;
use crate::window::Window;
use crate::{Collection, PublishedPart};

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub struct Touching<'a> {
    /// The box; it does not cross the date line.
    pub bounds: Bounds,
    /// Only what happens in this range.
    pub during: Option<TimeRange>,
    /// The hub's time.
    pub now: Instant,
    /// Where days begin.
    pub zone: &'a TimeZone,
}

impl Touching<'_> {
    /// Shows every such feature of the parts that are wanted: part by part, from south to north. Costs what lies around
    /// the box; where a part has shapes, around the box widened by half of the largest.
    pub fn visit<'c>(
        &self,
        collection: &'c Collection,
        is_wanted: impl Fn(&PublishedPart) -> bool,
        mut see: impl FnMut(&'c Feature),
    ) {
        let range = Range::resolve(self.during, self.now, self.zone);
        for (number, part) in collection.numbered().filter(|(_, part)| is_wanted(part)) {
            let window = Window::of_bounds(widened(self.bounds, part.reach()));
            part.grid().visit(&window, |entries| {
                for entry in entries.iter().filter(|entry| !collection.is_hidden(number, entry.feature)) {
                    let feature = part.feature(entry.feature);
                    if range.contains(feature.period) && touches(feature, &self.bounds) {
                        see(feature);
                    }
                }
            });
        }
    }
}

fn touches(feature: &Feature, bounds: &Bounds) -> bool {
    match &feature.geometry {
        Some(Geometry::Shape(shape)) => shape.bounds().is_some_and(|own| own.meets(bounds)),
        _ => anchor(feature).is_some_and(|point| bounds.contains(point)),
    }
}

fn widened(bounds: Bounds, (across, up): (f64, f64)) -> Bounds {
    Bounds {
        west: (bounds.west - across).max(-180.0),
        south: (bounds.south - up).max(-90.0),
        east: (bounds.east + across).min(180.0),
        north: (bounds.north + up).min(90.0),
    }
}
