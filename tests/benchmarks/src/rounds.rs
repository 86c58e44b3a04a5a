//! Interleaved rounds: every round times one batch of every variant, so that a busy machine slows all of them alike.

/// What was measured of one variant, a value for each round.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    values: Vec<f64>,
}

/// Median and extremes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spread {
    pub(crate) low: f64,
    pub(crate) median: f64,
    pub(crate) high: f64,
}

impl Series {
    /// The first value only warmed up.
    pub(crate) fn after_warming_up(values: &[f64]) -> Self {
        Series { values: values.get(1..).unwrap_or_default().to_vec() }
    }

    /// Median, and the tenth and ninetieth percentile.
    pub(crate) fn spread(&self) -> Spread {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share).round() as usize];
        Spread { low: at(0.1), median: at(0.5), high: at(0.9) }
    }

    /// This variant divided by another, round by round.
    pub(crate) fn over(&self, base: &Series) -> Spread {
        let values = self.values.iter().zip(&base.values).map(|(ours, base)| ours / base).collect();
        Series { values }.spread()
    }
}

impl Spread {
    /// Its extremes with so many digits behind the point: `[1.09..1.24]`.
    pub(crate) fn range(self, digits: usize) -> String {
        format!("[{:.digits$}..{:.digits$}]", self.low, self.high)
    }
}

/// Runs `rounds` rounds after one that only warms up; `sample(variant)` gives the value of one batch.
/// Each round begins with another variant.
pub(crate) fn interleaved<E>(
    variants: usize,
    rounds: usize,
    mut sample: impl FnMut(usize) -> Result<f64, E>,
) -> Result<Vec<Series>, E> {
    let mut series = vec![Series { values: Vec::with_capacity(rounds) }; variants];
    for round in 0..=rounds {
        for step in 0..variants {
            let variant = (round + step) % variants;
            let value = sample(variant)?;
            if round > 0 {
                series[variant].values.push(value);
            }
        }
    }
    Ok(series)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_round_by_round() {
        let mut clock = 0.0;
        let series = interleaved(2, 11, |variant| {
            clock += 1.0;
            Ok::<f64, ()>(if variant == 0 { clock } else { clock * 2.0 })
        });
        let series = series.expect("no sample fails");
        let ratio = series[1].over(&series[0]);
        assert!(ratio.low > 1.5 && ratio.high < 2.5, "{ratio:?}");
        assert!(series[0].spread().low < series[0].spread().high);
    }
}
