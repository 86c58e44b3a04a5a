//! Means of transport: GTFS route types, basic (0 to 12) and extended (100 to 1799), to a few words.

/// A means of transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Trains, the RER among them.
    Rail,
    /// Underground, monorail.
    Metro,
    /// Tramway, light rail.
    Tram,
    /// Bus, trolleybus.
    Bus,
    /// Long-distance bus.
    Coach,
    /// Boats.
    Ferry,
    /// Cable cars and cable trams.
    Cable,
    /// Funiculars.
    Funicular,
    /// Anything else: taxi, plane, horse.
    Other,
}

impl Mode {
    /// The mode of a `route_type`; `None` for a number that GTFS does not know.
    pub fn of_route_type(route_type: u16) -> Option<Mode> {
        Some(match route_type {
            0 | 900..=999 => Mode::Tram,
            1 | 12 | 400..=699 => Mode::Metro,
            2 | 100..=199 | 300..=399 => Mode::Rail,
            3 | 11 | 700..=899 => Mode::Bus,
            200..=299 => Mode::Coach,
            4 | 1000..=1099 | 1200..=1299 => Mode::Ferry,
            5 | 6 | 1300..=1399 => Mode::Cable,
            7 | 1400..=1499 => Mode::Funicular,
            1100..=1199 | 1500..=1799 => Mode::Other,
            _ => return None,
        })
    }

    /// The word that stays in ids and data.
    pub fn code(self) -> &'static str {
        match self {
            Mode::Rail => "rail",
            Mode::Metro => "metro",
            Mode::Tram => "tram",
            Mode::Bus => "bus",
            Mode::Coach => "coach",
            Mode::Ferry => "ferry",
            Mode::Cable => "cable",
            Mode::Funicular => "funicular",
            Mode::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_and_extended_types_are_known() {
        let codes = [
            (0, "tram"),
            (1, "metro"),
            (2, "rail"),
            (3, "bus"),
            (4, "ferry"),
            (5, "cable"),
            (6, "cable"),
            (7, "funicular"),
            (11, "bus"),
            (12, "metro"),
            (100, "rail"),
            (109, "rail"),
            (200, "coach"),
            (401, "metro"),
            (405, "metro"),
            (700, "bus"),
            (714, "bus"),
            (800, "bus"),
            (900, "tram"),
            (1000, "ferry"),
            (1300, "cable"),
            (1400, "funicular"),
            (1501, "other"),
            (1700, "other"),
        ];
        for (route_type, code) in codes {
            assert_eq!(Mode::of_route_type(route_type).map(Mode::code), Some(code), "{route_type}");
        }
        for route_type in [8, 10, 42, 99, 1800, u16::MAX] {
            assert_eq!(Mode::of_route_type(route_type), None, "{route_type}");
        }
    }
}
