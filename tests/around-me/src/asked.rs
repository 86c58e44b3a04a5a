//! Asking from many places: how long the middle one and the slowest of a hundred take.

use anyhow::Result;

use crate::machine::thread_micros;
use crate::rounds::{Series, interleaved};

/// Microseconds of processor time, a value for each round.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Half of the requests took at most this.
    pub(crate) p50: Series,
    /// 99 of 100 took at most this.
    pub(crate) p99: Series,
}

/// Times `times` requests of every variant in each round; `ask(variant, number)` makes one.
pub(crate) fn asked(
    variants: usize,
    (rounds, times): (usize, usize),
    mut ask: impl FnMut(usize, usize) -> Result<()>,
) -> Result<Vec<Asked>> {
    let mut slowest = vec![Vec::with_capacity(rounds + 1); variants];
    let middle = interleaved(variants, rounds, |variant| {
        let mut micros = Vec::with_capacity(times);
        for number in 0..times {
            let started = thread_micros();
            ask(variant, number)?;
            micros.push(thread_micros() - started);
        }
        micros.sort_unstable_by(f64::total_cmp);
        slowest[variant].push(at(&micros, 0.99));
        anyhow::Ok(at(&micros, 0.5))
    })?;
    let both = |(p50, p99): (Series, &Vec<f64>)| Asked { p50, p99: Series::after_warming_up(p99) };
    Ok(middle.into_iter().zip(&slowest).map(both).collect())
}

fn at(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share).ceil() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_of_a_hundred_is_left_out() {
        let sorted: Vec<f64> = (0..=200).map(f64::from).collect();
        assert_eq!((at(&sorted, 0.5), at(&sorted, 0.99)), (100.0, 198.0));
    }
}
