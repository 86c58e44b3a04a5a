//! `POST /ici`: sets or clears the visitor's place. The answer leads back to the page that was left.

use axum::extract::{Form as FormBody, State, rejection::FormRejection};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use parvis_model::Point;
use parvis_pages::{PageError, Visitor};
use parvis_services::PlaceChoice;
use serde::Deserialize;

use crate::answer::{Form, Keep, answer};
use crate::state::WebState;
use crate::{language, place_cookie};

/// The form: `lat` and `lon`, or `lieu`, or `commune`, or `effacer`; `retour` is the path to go back to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PlaceForm {
    lat: String,
    lon: String,
    lieu: String,
    commune: String,
    effacer: String,
    retour: String,
}

pub(crate) async fn choose(
    State(state): State<WebState>,
    headers: HeaderMap,
    form: Result<FormBody<PlaceForm>, FormRejection>,
) -> Response {
    let chosen = match form {
        Ok(FormBody(form)) if !form.effacer.is_empty() => Ok((None, form.retour)),
        Ok(FormBody(form)) => wanted(&form).and_then(|choice| {
            let place = state.composer.platform().place(&choice).ok_or(PageError::UnknownPlace)?;
            Ok((Some(place), form.retour))
        }),
        Err(_) => Err(PageError::BadRequest),
    };
    let (jar, secure) = (state.cookie_keys.jar(&headers), state.site.is_secure());
    match chosen {
        Ok((Some(place), back)) => {
            (place_cookie::seal(jar, &place, secure), see_other(&back)).into_response()
        }
        Ok((None, back)) => (place_cookie::forget(jar, secure), see_other(&back)).into_response(),
        Err(error) => refused(&state, &headers, error),
    }
}

/// What the form asks for.
fn wanted(form: &PlaceForm) -> Result<PlaceChoice, PageError> {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    if !form.lat.is_empty() || !form.lon.is_empty() {
        let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
        let point = number(&form.lon).zip(number(&form.lat)).and_then(|(lon, lat)| Point::new(lon, lat));
        return point.map(PlaceChoice::Position).ok_or(PageError::BadRequest);
    }
    text(&form.lieu)
        .map(PlaceChoice::Named)
        .or_else(|| text(&form.commune).map(PlaceChoice::Commune))
        .ok_or(PageError::BadRequest)
}

/// 303 to a path of the hub itself; anything else leads to the front page.
fn see_other(back: &str) -> (StatusCode, [(header::HeaderName, String); 2]) {
    let safe = back.starts_with('/')
        && !back.starts_with("//")
        && back.len() <= 500
        && back.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let target = if safe { back } else { "/" };
    let headers =
        [(header::LOCATION, target.to_owned()), (header::CACHE_CONTROL, "private, no-store".to_owned())];
    (StatusCode::SEE_OTHER, headers)
}

fn refused(state: &WebState, headers: &HeaderMap, error: PageError) -> Response {
    let visitor = Visitor { language: language::language(&[], headers), place: None, path: "/".to_owned() };
    answer(&state.composer.error(&visitor, error, None), Form::wanted(headers), Keep::Nobody)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_the_hub() {
        let target = |back: &str| see_other(back).1[0].1.clone();
        assert_eq!(target("/services/transport/"), "/services/transport/");
        for away in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a b", "/\r\nX: y"] {
            assert_eq!(target(away), "/", "{away:?}");
        }
    }

    #[test]
    fn a_form_without_a_sound_place_is_refused() {
        let form =
            |lat: &str, lon: &str| PlaceForm { lat: lat.into(), lon: lon.into(), ..PlaceForm::default() };
        assert!(wanted(&form("48.8198", "2.2583")).is_ok());
        assert!(wanted(&form("48,8198", "2,2583")).is_ok(), "a decimal comma");
        for (lat, lon) in [("91", "2"), ("x", "2"), ("48", ""), ("", ""), ("NaN", "2")] {
            assert!(wanted(&form(lat, lon)).is_err(), "{lat} {lon}");
        }
    }
}
