//! `geo`: the territory, which is public.

use super::bindings::geo::{Commune, Host, Point};
use super::convert_data::{from_point, point};
use crate::state::CallState;

/// Most points in one question.
const MOST_POINTS: usize = 10_000;

impl Host for CallState {
    fn communes(&mut self) -> wasmtime::Result<Vec<Commune>> {
        let territory = self.platform.territory();
        let commune = |commune: &parvis_model::Commune| Commune {
            code: commune.code.clone(),
            name: commune.name.clone(),
            centre: from_point(commune.centre),
        };
        let communes: Vec<Commune> = territory.communes.iter().map(commune).collect();
        self.enter(communes.len() * 64)?;
        Ok(communes)
    }

    fn commune_of(&mut self, points: Vec<Point>) -> wasmtime::Result<Vec<Option<String>>> {
        self.enter(points.len() * 24)?;
        if points.len() > MOST_POINTS {
            return Ok(vec![None; points.len()]);
        }
        let territory = self.platform.territory();
        let code = |at: Point| territory.commune_of(point(at)).map(|commune| commune.code.clone());
        Ok(points.into_iter().map(code).collect())
    }

    fn distance_m(&mut self, a: Point, b: Point) -> wasmtime::Result<f64> {
        self.enter(32)?;
        Ok(parvis_model::distance_m(point(a), point(b)))
    }
}
