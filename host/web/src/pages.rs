//! Handlers of the pages: who asks, which page, in which form.

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use parvis_model::{Language, Verb};
use parvis_pages::{Composed, LegalKind, PageError, Visitor};
use serde::de::DeserializeOwned;

use crate::answer::{Form, Keep, answer};
use crate::security::RequestNumber;
use crate::state::WebState;
use crate::{headers, language, place_cookie};

/// Everything that a handler needs to know of a request.
pub(crate) struct Asked {
    visitor: Visitor,
    form: Form,
    query: Vec<(String, String)>,
    number: String,
    language_asked: Option<Language>,
}

impl FromRequestParts<WebState> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Self::Rejection> {
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map(|q| q.0).unwrap_or_default();
        let number = parts.extensions.get::<RequestNumber>().map(|number| number.0.clone());
        Ok(Asked {
            visitor: Visitor {
                language: language::language(&query, &parts.headers),
                place: place_cookie::place(&parts.headers, &state.cookie_keys, state.site.is_secure()),
                path: parts.uri.path().to_owned(),
            },
            form: Form::wanted(&parts.headers),
            language_asked: language::asked(&query),
            query: query.into_iter().filter(|(name, _)| name != "lang").collect(),
            number: number.unwrap_or_default(),
        })
    }
}

/// The parts of a path that a route names. What is not text is refused in the words of a page.
pub(crate) struct Named<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<WebState> for Named<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Response> {
        if let Ok(Path(named)) = Path::from_request_parts(parts, state).await {
            return Ok(Named(named));
        }
        let Ok(asked) = Asked::from_request_parts(parts, state).await;
        Err(asked.result(state, Err(PageError::BadRequest)))
    }
}

impl Asked {
    /// Parameters of the address.
    pub(crate) fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The language that the address names.
    pub(crate) fn language_asked(&self) -> Option<Language> {
        self.language_asked
    }

    /// Who asks.
    pub(crate) fn visitor(&self) -> &Visitor {
        &self.visitor
    }

    fn answer(&self, state: &WebState, composed: &Composed<'_>) -> Response {
        let keep = if self.visitor.place.is_some() { Keep::Nobody } else { Keep::Revalidate };
        let mut response = answer(composed, self.form, keep);
        if self.language_asked.is_some() {
            let cookie = format!(
                "{}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{}",
                language::COOKIE,
                self.visitor.language.tag(),
                if state.site.is_secure() { "; Secure" } else { "" }
            );
            if let Ok(cookie) = cookie.parse() {
                response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
            }
        }
        response
    }

    pub(crate) fn result(&self, state: &WebState, composed: Result<Composed<'_>, PageError>) -> Response {
        match composed {
            Ok(composed) => self.answer(state, &composed),
            Err(error) => {
                let number = (error == PageError::Internal).then(|| self.number.clone());
                self.answer(state, &state.composer.error(&self.visitor, error, number))
            }
        }
    }
}

pub(crate) async fn home(State(state): State<WebState>, asked: Asked) -> Response {
    let mut response = asked.answer(&state, &state.composer.home(&asked.visitor).await);
    headers::allow_position(response.headers_mut());
    response
}

pub(crate) async fn verb(
    State(state): State<WebState>,
    Named(verb): Named<String>,
    asked: Asked,
) -> Response {
    let composed = match Verb::from_path(&verb) {
        Some(verb) => state.composer.verb(&asked.visitor, verb).await,
        None => Err(PageError::NotFound),
    };
    asked.result(&state, composed)
}

pub(crate) async fn around(State(state): State<WebState>, asked: Asked) -> Response {
    let composed = state.composer.around(&asked.visitor, &asked.query);
    asked.result(&state, composed)
}

pub(crate) async fn map(State(state): State<WebState>, asked: Asked) -> Response {
    let composed = state.composer.map(&asked.visitor, &asked.query);
    let mut response = asked.result(&state, composed);
    headers::allow_map(response.headers_mut(), state.site.is_secure());
    response
}

pub(crate) async fn data(State(state): State<WebState>, asked: Asked) -> Response {
    asked.answer(&state, &state.composer.data(&asked.visitor))
}

pub(crate) async fn your_data(State(state): State<WebState>, asked: Asked) -> Response {
    asked.answer(&state, &state.composer.legal(&asked.visitor, LegalKind::YourData))
}

pub(crate) async fn accessibility(State(state): State<WebState>, asked: Asked) -> Response {
    asked.answer(&state, &state.composer.legal(&asked.visitor, LegalKind::Accessibility))
}

pub(crate) async fn rules(State(state): State<WebState>, asked: Asked) -> Response {
    asked.answer(&state, &state.composer.legal(&asked.visitor, LegalKind::Rules))
}

pub(crate) async fn legal(State(state): State<WebState>, asked: Asked) -> Response {
    asked.answer(&state, &state.composer.legal(&asked.visitor, LegalKind::Legal))
}

pub(crate) async fn search(State(state): State<WebState>, asked: Asked) -> Response {
    let composed = state.composer.search(&asked.visitor, &asked.query);
    asked.result(&state, composed)
}

pub(crate) async fn services(State(state): State<WebState>, asked: Asked) -> Response {
    asked.answer(&state, &state.composer.services(&asked.visitor))
}

pub(crate) async fn about(
    State(state): State<WebState>,
    Named(plugin): Named<String>,
    asked: Asked,
) -> Response {
    let composed = state.composer.about(&asked.visitor, &plugin).await;
    asked.result(&state, composed)
}

pub(crate) async fn service_root(
    State(state): State<WebState>,
    Named(plugin): Named<String>,
    asked: Asked,
) -> Response {
    let composed = state.composer.service(&asked.visitor, &plugin, "", &asked.query).await;
    asked.result(&state, composed)
}

pub(crate) async fn service(
    State(state): State<WebState>,
    Named((plugin, path)): Named<(String, String)>,
    asked: Asked,
) -> Response {
    let composed = state.composer.service(&asked.visitor, &plugin, &path, &asked.query).await;
    asked.result(&state, composed)
}

/// Anything else. A page asked for with a slash too many leads to the one without.
pub(crate) async fn not_found(State(state): State<WebState>, asked: Asked) -> Response {
    let path = asked.visitor.path.trim_end_matches('/');
    if !path.is_empty()
        && path != asked.visitor.path
        && Verb::from_path(path.trim_start_matches('/')).is_some()
    {
        return Redirect::permanent(path).into_response();
    }
    asked.result(&state, Err(PageError::NotFound))
}
