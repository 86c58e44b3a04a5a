//! Ids of what has none in its source.

use parvis_sdk::{Geometry, Point};

use crate::fingerprint::fingerprint;

/// The id that the source gives; else one of what tells a thing from its neighbours: its name with its address or, without
/// one, with a mark of its place: ids stand in addresses of pages, and no address of a page holds a position. Several places
/// of one town may have one name.
pub fn id(
    given: Option<String>,
    title: &str,
    address: Option<String>,
    geometry: Option<&Geometry>,
) -> String {
    let place = || match geometry {
        Some(Geometry::Point(Point { longitude, latitude })) => {
            format!("{:016x}", fingerprint(&format!("{longitude:.5} {latitude:.5}")))
        }
        _ => String::new(),
    };
    given.unwrap_or_else(|| format!("{title} {}", address.unwrap_or_else(place)).trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_one_name_is_told_apart() {
        let at = |longitude| Geometry::Point(Point { longitude, latitude: 48.8 });
        let (here, there) = (at(2.2), at(2.3));
        assert_eq!(id(Some("7".into()), "PMI", None, Some(&here)), "7");
        assert_eq!(id(None, "PMI", Some("1 rue Haute".into()), Some(&here)), "PMI 1 rue Haute");
        assert_ne!(id(None, "PMI", None, Some(&here)), id(None, "PMI", None, Some(&there)));
        assert!(!id(None, "PMI", None, Some(&here)).contains("48.8"), "no position");
        assert_eq!(id(None, "PMI", None, None), "PMI");
    }
}
