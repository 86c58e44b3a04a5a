//! The part of the Earth that a search in the grid looks at: latitudes, and one or two spans of longitudes.

use parvis_model::{Bounds, Point};

use crate::sphere::EARTH_RADIUS_M;

/// A box in degrees that may cross the date line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window {
    pub(crate) south: f64,
    pub(crate) north: f64,
    /// From west to east, within -180 and 180; the second is used across the date line.
    spans: [Option<(f64, f64)>; 2],
}

impl Window {
    /// The box around everything within `radius_m` metres of the centre.
    pub(crate) fn around(centre: Point, radius_m: f64) -> Window {
        // A hair wider than needed, against rounding.
        let angle = radius_m / EARTH_RADIUS_M + 1e-9;
        let (south, north) = (centre.latitude - angle.to_degrees(), centre.latitude + angle.to_degrees());
        let spans = if south <= -90.0 || north >= 90.0 {
            [Some((-180.0, 180.0)), None]
        } else {
            // The meridians that touch a circle on the sphere.
            let half = (angle.sin() / centre.latitude.to_radians().cos()).min(1.0).asin().to_degrees() + 1e-7;
            spans_around(centre.longitude, half)
        };
        Window { south, north, spans }
    }

    /// A box; if its west is east of its east it crosses the date line.
    pub(crate) fn of_bounds(bounds: Bounds) -> Window {
        let Bounds { west, south, east, north } = bounds;
        let spans = if west <= east {
            [Some((west, east)), None]
        } else {
            [Some((west, 180.0)), Some((-180.0, east))]
        };
        Window { south, north, spans }
    }

    pub(crate) fn spans(&self) -> impl Iterator<Item = (f64, f64)> + use<> {
        self.spans.into_iter().flatten()
    }
}

fn spans_around(longitude: f64, half: f64) -> [Option<(f64, f64)>; 2] {
    let (west, east) = (longitude - half, longitude + half);
    if half >= 180.0 {
        [Some((-180.0, 180.0)), None]
    } else if west < -180.0 {
        [Some((west + 360.0, 180.0)), Some((-180.0, east))]
    } else if east > 180.0 {
        [Some((west, 180.0)), Some((-180.0, east - 360.0))]
    } else {
        [Some((west, east)), None]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(longitude: f64, latitude: f64, radius_m: f64) -> Vec<(f64, f64)> {
        Window::around(Point { longitude, latitude }, radius_m).spans().collect()
    }

    #[test]
    fn a_circle_across_the_date_line_has_two_spans() {
        assert_eq!(spans(0.0, 0.0, 1000.0).len(), 1);
        let [(west, end), (begin, east)] = spans(179.999, 0.0, 1000.0)[..] else { panic!("two spans") };
        assert_eq!((end, begin), (180.0, -180.0));
        assert!(west < 179.999 && (-179.999..-179.99).contains(&east));
        assert_eq!(spans(-180.0, 10.0, 1.0).len(), 2);
    }

    #[test]
    fn a_circle_around_a_pole_has_all_longitudes() {
        assert_eq!(spans(12.0, 89.9999, 1000.0), [(-180.0, 180.0)]);
        assert_eq!(spans(12.0, -90.0, 1.0), [(-180.0, 180.0)]);
    }
}
