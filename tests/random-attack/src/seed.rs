//! Random bytes that follow from a seed and a number, the same in every run (SplitMix64).

/// As many bytes as asked for. Not for secrets.
pub(crate) fn bytes(seed: u64, number: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0xD1B5_4A32_D192_ED03) ^ number;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let mut bytes: Vec<u8> = (0..length.div_ceil(8)).flat_map(|_| next().to_le_bytes()).collect();
    bytes.truncate(length);
    bytes
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn bytes_follow_from_seed_and_number() {
        assert_eq!(bytes(1, 2, 100), bytes(1, 2, 100));
        assert_ne!(bytes(1, 2, 100), bytes(1, 3, 100));
        assert_ne!(bytes(1, 2, 100), bytes(2, 2, 100));
        assert_eq!(bytes(1, 2, 13).len(), 13);
        let ones: u32 = bytes(1, 2, 10_000).iter().map(|byte| byte.count_ones()).sum();
        assert!((39_000..41_000).contains(&ones), "{ones}");
    }
}
