//! Areas of the territory, resolved for one query.

use parvis_model::{Bounds, Commune, Point, Territory};

/// An area with its outline at hand.
pub(crate) enum ResolvedArea<'a> {
    Territory(&'a Territory),
    Commune(&'a Commune),
    /// A box; if its west is east of its east it crosses the date line.
    Bounds(Bounds),
}

impl ResolvedArea<'_> {
    pub(crate) fn contains(&self, point: Point) -> bool {
        match self {
            ResolvedArea::Territory(territory) => territory.contains(point),
            ResolvedArea::Commune(commune) => commune.outline.contains(point),
            ResolvedArea::Bounds(bounds) if bounds.west > bounds.east => {
                let whole = Bounds { west: -180.0, east: 180.0, ..*bounds };
                whole.contains(point) && (point.longitude >= bounds.west || point.longitude <= bounds.east)
            }
            ResolvedArea::Bounds(bounds) => bounds.contains(point),
        }
    }

    /// The box around the area; `None` if it has no extent, so that nothing lies in it.
    pub(crate) fn bounds(&self) -> Option<Bounds> {
        match self {
            ResolvedArea::Territory(territory) => territory.bounds(),
            ResolvedArea::Commune(commune) => commune.outline.bounds(),
            ResolvedArea::Bounds(bounds) => Some(*bounds),
        }
    }
}
