//! Real points of twelve regions, each moved over the territory, until there are as many as a city has.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use parvis_model::{Bounds, Point};

use crate::sample;

/// The share of a region's points on each side that may lie outside of the territory.
const OUTSIDE: f64 = 0.02;
/// How far outside a point may lie, in widths of the territory; farther ones are left out.
const FAR: f64 = 0.5;

/// `count` points in an order that has nothing to do with where they are, so that the first few lie like all.
/// Regions come again mirrored where they are not enough.
pub(crate) fn read(file: &Path, count: usize) -> Result<Vec<Point>> {
    let box_around = sample::territory()?.bounds().context("the territory has no outline")?;
    let regions = regions(file)?;
    let mut points = Vec::with_capacity(count);
    for mirrored in [(false, false), (true, false), (false, true), (true, true)] {
        let all = regions.values().flat_map(|region| moved(region, &box_around, mirrored));
        points.extend(all);
        if points.len() >= count {
            break;
        }
    }
    ensure!(points.len() >= count, "{} holds too few points", file.display());
    let mut mixed: Vec<(u64, Point)> = points.into_iter().zip(0..).map(|(p, i)| (scattered(i), p)).collect();
    mixed.sort_unstable_by_key(|(key, _)| *key);
    mixed.truncate(count);
    Ok(mixed.into_iter().map(|(_, point)| point).collect())
}

/// A number that follows from another and looks like none (the last steps of splitmix64).
pub(crate) fn scattered(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Lines are `region,longitude,latitude,category`.
fn regions(file: &Path) -> Result<BTreeMap<String, Vec<Point>>> {
    let mut regions: BTreeMap<String, Vec<Point>> = BTreeMap::new();
    let lines = BufReader::new(GzDecoder::new(File::open(file)?)).lines();
    for line in lines.skip(1) {
        let line = line?;
        let mut cells = line.split(',');
        let (Some(region), Some(longitude), Some(latitude)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let point = Point { longitude: longitude.parse()?, latitude: latitude.parse()? };
        match regions.get_mut(region) {
            Some(points) => points.push(point),
            None => drop(regions.insert(region.to_owned(), vec![point])),
        }
    }
    Ok(regions)
}

/// The region stretched over the box.
fn moved(region: &[Point], to: &Bounds, (east_west, south_north): (bool, bool)) -> Vec<Point> {
    let (west, east) = middle(region.iter().map(|point| point.longitude));
    let (south, north) = middle(region.iter().map(|point| point.latitude));
    let place = |point: &Point| {
        let mut x = (point.longitude - west) / (east - west);
        let mut y = (point.latitude - south) / (north - south);
        if east_west {
            x = 1.0 - x;
        }
        if south_north {
            y = 1.0 - y;
        }
        let is_near = |share: f64| (-FAR..=1.0 + FAR).contains(&share);
        (is_near(x) && is_near(y)).then_some(Point {
            longitude: to.west + x * (to.east - to.west),
            latitude: to.south + y * (to.north - to.south),
        })
    };
    region.iter().filter_map(place).collect()
}

/// Between which two values all but a few lie.
fn middle(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share) as usize];
    (at(OUTSIDE), at(1.0 - OUTSIDE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_lies_over_the_box_whatever_its_place_and_size() {
        let region: Vec<Point> =
            (0..=100).map(|i| Point { longitude: f64::from(i), latitude: -f64::from(i) }).collect();
        let to = Bounds { west: 2.0, south: 48.0, east: 3.0, north: 49.0 };
        let points = moved(&region, &to, (false, false));
        let inside = points.iter().filter(|point| to.contains(**point)).count();
        assert_eq!((points.len(), inside), (101, 97));
        let mirrored = moved(&region, &to, (true, false));
        assert!((points[30].longitude + mirrored[30].longitude - 5.0).abs() < 1e-9);
        assert!((points[30].latitude - mirrored[30].latitude).abs() < 1e-9);
    }
}
