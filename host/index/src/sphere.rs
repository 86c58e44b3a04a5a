//! Positions as points of the unit sphere: no date line, no poles, distances without trigonometry.

use parvis_model::Point;

/// Radius of the sphere of `parvis_model::distance_m`, in metres.
pub(crate) const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A point of the unit sphere.
pub(crate) type Unit = [f64; 3];

/// How far a distance may be off when one end was rounded to 32-bit numbers: half a step of 2^-24 along each
/// axis, 0.33 m in all, rounded up.
pub(crate) const MARGIN_M: f64 = 0.5;

pub(crate) fn unit(point: Point) -> Unit {
    let (sin_lat, cos_lat) = point.latitude.to_radians().sin_cos();
    let (sin_lon, cos_lon) = point.longitude.to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

/// The square of the straight line through the Earth between two points; grows with their distance.
pub(crate) fn chord2(a: &Unit, b: &[f32; 3]) -> f64 {
    let [x, y, z] = [a[0] - f64::from(b[0]), a[1] - f64::from(b[1]), a[2] - f64::from(b[2])];
    x * x + y * y + z * z
}

/// The squared chord of a distance in metres along the surface.
pub(crate) fn chord2_of_metres(metres: f64) -> f64 {
    let half = (metres / EARTH_RADIUS_M / 2.0).min(std::f64::consts::FRAC_PI_2);
    (2.0 * half.sin()).powi(2)
}

/// The distance in metres along the surface of a squared chord.
pub(crate) fn metres_of_chord2(chord2: f64) -> f64 {
    2.0 * EARTH_RADIUS_M * (chord2.sqrt() / 2.0).min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;
    use parvis_model::distance_m;

    #[test]
    fn rounding_stays_within_the_margin_everywhere() {
        for step in 0..20_000_u32 {
            let turn = f64::from(step);
            let a =
                Point { longitude: (turn * 0.618 * 360.0) % 360.0 - 180.0, latitude: (turn * 0.009) - 90.0 };
            let b = Point { longitude: a.longitude, latitude: (a.latitude + 0.004).min(90.0) };
            let rounded = unit(b).map(|x| x as f32);
            let metres = metres_of_chord2(chord2(&unit(a), &rounded));
            assert!((metres - distance_m(a, b)).abs() < MARGIN_M, "{a:?}");
        }
    }

    #[test]
    fn chords_and_metres_convert_both_ways() {
        for metres in [0.0, 1.0, 800.0, 50_000.0, 15_000_000.0] {
            assert!((metres_of_chord2(chord2_of_metres(metres)) - metres).abs() < 1e-3 + metres * 1e-6);
        }
    }
}
