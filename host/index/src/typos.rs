//! Words that are nearly the same.

/// Shortest word that may have a mistake: shorter ones are too easily another word.
const SHORTEST: usize = 4;
/// Longest word that is compared.
const LONGEST: usize = 32;

/// Whether `typed` is `known`, or begins it, but for one mistake; for two from eight letters on. A mistake is a letter more,
/// less or other, or two neighbours that changed places. Both are folded.
pub(crate) fn is_nearly(typed: &str, known: &str) -> bool {
    let typed: Vec<char> = typed.chars().take(LONGEST + 1).collect();
    let most = match typed.len() {
        SHORTEST..=7 => 1,
        8..=LONGEST => 2,
        _ => return false,
    };
    // The first letter is seldom wrong, and this keeps most words from being compared.
    if known.chars().next() != typed.first().copied() {
        return false;
    }
    let known: Vec<char> = known.chars().take(typed.len() + most).collect();
    mistakes(&typed, &known) <= most
}

/// The fewest mistakes between what was typed and any beginning of the known word that is nearly as long.
fn mistakes(typed: &[char], known: &[char]) -> usize {
    let width = known.len() + 1;
    let (mut before, mut last) = (vec![0; width], (0..width).collect::<Vec<usize>>());
    for i in 0..typed.len() {
        let mut row = vec![0; width];
        fill_row(i, (typed, known), (&before, &last), &mut row);
        before = std::mem::replace(&mut last, row);
    }
    last.iter().skip(typed.len().saturating_sub(2)).copied().min().unwrap_or(usize::MAX)
}

/// One row of the table of distances: `before` and `last` are the two above it.
fn fill_row(
    i: usize,
    (typed, known): (&[char], &[char]),
    (before, last): (&[usize], &[usize]),
    row: &mut [usize],
) {
    let a = typed[i];
    row[0] = i + 1;
    for (j, b) in known.iter().enumerate() {
        let other = usize::from(a != *b);
        row[j + 1] = (last[j + 1] + 1).min(row[j] + 1).min(last[j] + other);
        if i > 0 && j > 0 && a == known[j - 1] && typed[i - 1] == *b {
            row[j + 1] = row[j + 1].min(before[j - 1] + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistake_and_two_in_long_words() {
        for (typed, known) in [
            ("sevrs", "sevres"),
            ("sevrees", "sevres"),
            ("savres", "sevres"),
            ("servse", "servse"),
            ("sverse", "svrese"),
            ("biblioteqe", "bibliotheque"),
            ("bibliot", "bibliotheque"),
            ("mediateq", "mediatheque"),
        ] {
            assert!(is_nearly(typed, known), "{typed} {known}");
        }
        for (typed, known) in [
            ("parc", "porte"),
            ("gare", "grue"),
            ("sev", "sex"),
            ("theatre", "cathedre"),
            ("meudon", "vanves"),
        ] {
            assert!(!is_nearly(typed, known), "{typed} {known}");
        }
    }
}
