//! `/tiles/{collection}/{z}/{x}/{y}.mvt`: vector tiles, for the map and for programs.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use parvis_pages::PageError;
use parvis_services::TileAddress;

use crate::pages::{Asked, Named};
use crate::state::WebState;

/// How the address of a tile ends.
const ENDING: &str = ".mvt";
/// A tile is as good as new for a minute, as pages are; then its mark is asked for.
const KEEP: &str = "public, max-age=60";

/// A tile that was asked for.
pub(crate) struct TileAsked {
    collection: String,
    address: TileAddress,
}

impl FromRequestParts<WebState> for TileAsked {
    type Rejection = Response;

    /// axum cannot match what follows a parameter: the last part is taken whole and split here. What is no number is a
    /// bad request; a tile that does not exist is not found.
    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Response> {
        let Named((collection, z, x, y)) =
            Named::<(String, String, String, String)>::from_request_parts(parts, state).await?;
        let found = match numbers(&z, &x, &y) {
            None => Err(PageError::BadRequest),
            Some((z, x, y)) => TileAddress::new(z, x, y).ok_or(PageError::NotFound),
        };
        match found {
            Ok(address) => Ok(TileAsked { collection, address }),
            Err(error) => {
                let Ok(asked) = Asked::from_request_parts(parts, state).await;
                Err(asked.result(state, Err(error)))
            }
        }
    }
}

/// Zoom, column and row. Digits alone: `+1` and `01` would be second names of one tile.
fn numbers(z: &str, x: &str, y: &str) -> Option<(u8, u32, u32)> {
    let number = |text: &str| {
        let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
        text.parse::<u32>().ok().filter(|_| plain)
    };
    let zoom = u8::try_from(number(z)?).unwrap_or(u8::MAX);
    Some((zoom, number(x)?, number(y.strip_suffix(ENDING)?)?))
}

/// The tile, in the language that the address names: an answer for everybody depends on nothing else.
pub(crate) async fn tile(
    State(state): State<WebState>,
    wanted: TileAsked,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    let language = asked.language_asked().unwrap_or_default();
    match state.composer.tile(&wanted.collection, wanted.address, language, asked.query()) {
        Ok(tile) => answer(tile, &headers),
        Err(error) => asked.result(&state, Err(error)),
    }
}

/// The tile; nothing where it is empty, or where the browser has it already.
fn answer(tile: Arc<[u8]>, asked: &HeaderMap) -> Response {
    let mark = mark(&tile);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let status = match () {
        () if known.is_some_and(|known| known.split(',').any(|one| one.trim() == mark)) => {
            StatusCode::NOT_MODIFIED
        }
        () if tile.is_empty() => StatusCode::NO_CONTENT,
        () => StatusCode::OK,
    };
    let mut response = match status {
        StatusCode::OK => Bytes::from_owner(tile).into_response(),
        nothing => nothing.into_response(),
    };
    let headers = response.headers_mut();
    if status == StatusCode::OK {
        let kind = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEEP));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if let Ok(mark) = HeaderValue::from_str(&mark) {
        headers.insert(header::ETAG, mark);
    }
    response
}

/// A mark of what the tile holds: what changes it may be its collection, the hour, or a word of the operator.
fn mark(tile: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    tile.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_is_split_and_every_tile_has_one_name() {
        assert_eq!(numbers("14", "8294", "5639.mvt"), Some((14, 8294, 5639)));
        assert_eq!(numbers("0", "0", "0.mvt"), Some((0, 0, 0)));
        assert_eq!(numbers("300", "0", "0.mvt"), Some((255, 0, 0)), "too deep is no junk");
        for (z, x, y) in [
            ("14", "8294", "5639"),
            ("14", "8294", "5639.png"),
            ("14", "8294", ".mvt"),
            ("-1", "0", "0.mvt"),
            ("+1", "0", "0.mvt"),
            ("01", "0", "0.mvt"),
            ("1", "1e3", "0.mvt"),
            ("1", "99999999999", "0.mvt"),
            ("é", "0", "0.mvt"),
        ] {
            assert_eq!(numbers(z, x, y), None, "{z}/{x}/{y}");
        }
    }

    #[test]
    fn a_tile_that_is_known_is_not_sent_again() {
        let mut asked = HeaderMap::new();
        let first = answer([1, 2, 3].into(), &asked);
        assert_eq!(first.status(), StatusCode::OK);
        let mark = first.headers()[header::ETAG].clone();
        asked.insert(header::IF_NONE_MATCH, mark);
        assert_eq!(answer([1, 2, 3].into(), &asked).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(answer([1, 2, 4].into(), &asked).status(), StatusCode::OK);
        let empty = answer(Arc::default(), &HeaderMap::new());
        assert_eq!(empty.status(), StatusCode::NO_CONTENT);
        assert!(
            empty.headers().contains_key(header::ETAG) && !empty.headers().contains_key(header::CONTENT_TYPE)
        );
    }
}
