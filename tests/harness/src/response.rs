//! An answer of the hub, read whole.

/// An answer of the hub.
#[derive(Clone, Debug)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Header names in lower case with their values, in the order of the answer.
    pub headers: Vec<(String, String)>,
    /// The body as text; what is no text is replaced in it.
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Response {
    /// The first header of that name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// If it is not JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("not JSON ({error}): {}", self.start()))
    }

    /// Every address in the page: values of `href`, `src`, `srcset`, `action` and `formaction`, entities undone.
    pub fn addresses(&self) -> Vec<String> {
        let names = [" href=\"", " src=\"", " srcset=\"", " action=\"", " formaction=\""];
        names.iter().flat_map(|name| self.text.split(*name).skip(1)).filter_map(first_quoted).collect()
    }

    /// The beginning of the body, for messages.
    pub fn start(&self) -> String {
        self.text.chars().take(400).collect()
    }
}

fn first_quoted(rest: &str) -> Option<String> {
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("&amp;", "&").replace("&quot;", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_links_forms_and_pictures_are_found() {
        let text = r#"<a class="x" href="/a?b=1&amp;c=2">a</a><form action="/ici"><img src="/i.svg"></form>"#;
        let page = Response { status: 200, headers: Vec::new(), text: text.into(), bytes: Vec::new() };
        assert_eq!(page.addresses(), ["/a?b=1&c=2", "/i.svg", "/ici"]);
    }
}
