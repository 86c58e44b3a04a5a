//! The place cookie: no header but one that holds what the hub sealed gives a place.

use std::sync::LazyLock;

use parvis_model::Point;
use parvis_services::Place;
use parvis_web::{CookieKey, CookieKeys};

struct Sealed {
    keys: CookieKeys,
    place: Place,
    /// The value of the genuine cookie.
    value: String,
    /// The same place, sealed with another key.
    foreign: String,
}

static SEALED: LazyLock<Sealed> = LazyLock::new(|| {
    let keys = |byte| {
        let key = CookieKey::new(&[byte; CookieKey::LENGTH]).expect("64 bytes");
        CookieKeys::new(key, None)
    };
    let point = Point { longitude: 2.26, latitude: 48.82 };
    let place = Place { point, name: None, commune: Some("92040".into()) };
    let value = |keys: &CookieKeys| {
        let cookie = keys.sealed(&place).expect("every place can be sealed");
        cookie.split(';').next().and_then(|pair| pair.strip_prefix("ici=")).expect("its value").to_owned()
    };
    Sealed { value: value(&keys(1)), foreign: value(&keys(2)), keys: keys(1), place }
});

/// The bytes as a header, and as changes of a genuine one.
pub(crate) fn cookie(data: &[u8]) {
    let Some((way, rest)) = data.split_first() else { return };
    let header = match way % 4 {
        0 => rest.to_vec(),
        1 => format!("ici={}", changed(&SEALED.value, rest)).into_bytes(),
        2 => format!("ici={}", changed(&SEALED.foreign, rest)).into_bytes(),
        _ => [b"ici=", rest].concat(),
    };
    match SEALED.keys.opened(&header) {
        // Base64 has several ways to write the last bits: they are the same sealed bytes.
        Some(place) if way % 4 == 1 => assert_eq!(place, SEALED.place, "a forged place"),
        Some(place) => assert!(
            contains(&header, SEALED.value.as_bytes()) && place == SEALED.place,
            "a place that was not sealed: {place:?}"
        ),
        None => assert!(way % 4 != 1 || !rest.is_empty(), "the genuine cookie is not opened"),
    }
}

/// The value with bytes exchanged: two bytes say where, one what.
fn changed(value: &str, changes: &[u8]) -> String {
    const LETTERS: &[u8; 66] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=%";
    let mut bytes = value.as_bytes().to_vec();
    for change in changes.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]]));
        match bytes.get_mut(at) {
            Some(byte) => *byte = LETTERS[usize::from(change[2]) % LETTERS.len()],
            None => bytes.truncate(at % (bytes.len() + 1)),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn contains(header: &[u8], value: &[u8]) -> bool {
    header.windows(value.len()).any(|window| window == value)
}
