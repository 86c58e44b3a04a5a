//! The language of an answer: `?lang=`, else the cookie of an earlier choice, else what the browser asks for.

use axum::http::{HeaderMap, header};
use parvis_model::Language;

/// The cookie that remembers a chosen language. It holds a language tag and nothing else.
pub(crate) const COOKIE: &str = "langue";

/// The language of an answer.
pub(crate) fn language(query: &[(String, String)], headers: &HeaderMap) -> Language {
    asked(query).or_else(|| remembered(headers)).or_else(|| preferred(headers)).unwrap_or_default()
}

/// The language that the address asks for.
pub(crate) fn asked(query: &[(String, String)]) -> Option<Language> {
    let (_, tag) = query.iter().find(|(name, _)| name == "lang")?;
    Language::from_tag(tag)
}

fn remembered(headers: &HeaderMap) -> Option<Language> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let cookie =
        cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='))?;
    Language::from_tag(cookie)
}

/// The best known language of `Accept-Language`.
fn preferred(headers: &HeaderMap) -> Option<Language> {
    let accept = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut wishes: Vec<(f32, Language)> = accept
        .split(',')
        .filter_map(|wish| {
            let mut parts = wish.split(';');
            let language = Language::from_tag(parts.next()?.trim())?;
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok());
            Some((weight.unwrap_or(1.0), language))
        })
        .collect();
    wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
    wishes.first().map(|(_, language)| *language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_choice_wins_over_a_memory_over_a_wish() {
        let wish = headers(header::ACCEPT_LANGUAGE, "de, en;q=0.8, fr;q=0.9");
        assert_eq!(language(&[], &wish), Language::Fr);
        assert_eq!(language(&[("lang".into(), "en".into())], &wish), Language::En);
        let memory = headers(header::COOKIE, "a=b; langue=en");
        assert_eq!(language(&[], &memory), Language::En);
        assert_eq!(language(&[], &headers(header::ACCEPT_LANGUAGE, "ja")), Language::Fr);
    }
}
