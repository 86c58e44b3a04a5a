//! Working out where a query looks: the visitor's place, another feature, an area of the territory.

use parvis_model::{Area, Bounds, Origin, Placement, PlatformError, Point};

use crate::area::ResolvedArea;
use crate::part::anchor;
use crate::{QueryContext, Snapshot};

/// Where a query looks.
pub(crate) enum Place<'q> {
    Anywhere,
    Near {
        origin: Point,
        radius_m: f64,
    },
    Inside(ResolvedArea<'q>),
    /// The visitor has not chosen the place that it needs.
    Unchosen,
    /// At something that does not exist: there is nothing there.
    Nowhere,
}

impl<'q> Place<'q> {
    pub(crate) fn resolve(
        placement: Option<&'q Placement>,
        snapshot: &Snapshot,
        context: &'q QueryContext<'_>,
    ) -> Result<Place<'q>, PlatformError> {
        match placement {
            None => Ok(Place::Anywhere),
            Some(Placement::Near { origin, radius_m }) => near(origin, *radius_m, snapshot, context),
            Some(Placement::Inside(area)) => inside(area, context),
        }
    }

    /// The origin and radius of `near`.
    pub(crate) fn near(&self) -> Option<(Point, f64)> {
        match self {
            Place::Near { origin, radius_m } => Some((*origin, *radius_m)),
            _ => None,
        }
    }
}

fn near<'q>(
    origin: &Origin,
    radius_m: f64,
    snapshot: &Snapshot,
    context: &QueryContext<'_>,
) -> Result<Place<'q>, PlatformError> {
    if !(1.0..=50_000.0).contains(&radius_m) {
        let reason = format!("{radius_m} is not between 1 and 50,000 metres");
        return Err(PlatformError::invalid("query.placement.near.radius-m", reason));
    }
    let at =
        |origin: Option<Point>, missing| origin.map_or(missing, |origin| Place::Near { origin, radius_m });
    Ok(match origin {
        Origin::Here => at(context.here, Place::Unchosen),
        Origin::There => at(context.there, Place::Unchosen),
        Origin::Point(point) => at(Some(checked(*point)?), Place::Nowhere),
        Origin::Feature { collection, id } => {
            at(snapshot.get(collection, id).and_then(|feature| anchor(&feature)), Place::Nowhere)
        }
    })
}

fn checked(point: Point) -> Result<Point, PlatformError> {
    Point::new(point.longitude, point.latitude).ok_or_else(|| {
        let reason = format!("longitude {}, latitude {} is not on Earth", point.longitude, point.latitude);
        PlatformError::invalid("query.placement.near.origin", reason)
    })
}

fn inside<'q>(area: &'q Area, context: &'q QueryContext<'_>) -> Result<Place<'q>, PlatformError> {
    Ok(Place::Inside(match area {
        Area::Territory => ResolvedArea::Territory(context.territory),
        Area::Commune(code) => commune(code, context)?,
        Area::CommuneHere => return commune_here(context),
        Area::Bounds(bounds) => ResolvedArea::Bounds(checked_bounds(*bounds)?),
    }))
}

fn commune<'q>(code: &str, context: &'q QueryContext<'_>) -> Result<ResolvedArea<'q>, PlatformError> {
    let known = &context.territory.communes;
    known.iter().find(|commune| commune.code == code).map(ResolvedArea::Commune).ok_or_else(|| {
        let codes: Vec<&str> = known.iter().map(|commune| &*commune.code).collect();
        let reason = format!("no commune {code:?} in this territory; it has {}", codes.join(", "));
        PlatformError::invalid("query.placement.inside.commune", reason)
    })
}

fn commune_here<'q>(context: &'q QueryContext<'_>) -> Result<Place<'q>, PlatformError> {
    if let Some(code) = &context.commune_here {
        return commune(code, context).map(Place::Inside);
    }
    let Some(here) = context.here else { return Ok(Place::Unchosen) };
    // A place outside the territory is chosen, and in no commune.
    Ok(context
        .territory
        .commune_of(here)
        .map_or(Place::Nowhere, |commune| Place::Inside(ResolvedArea::Commune(commune))))
}

fn checked_bounds(bounds: Bounds) -> Result<Bounds, PlatformError> {
    let Bounds { west, south, east, north } = bounds;
    if [west, south, east, north].into_iter().all(f64::is_finite) && south <= north {
        return Ok(bounds);
    }
    let reason =
        format!("{west},{south},{east},{north} is no box: west, south, east, north in degrees, south first");
    Err(PlatformError::invalid("query.placement.inside.bounds", reason))
}
