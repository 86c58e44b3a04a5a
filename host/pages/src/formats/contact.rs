//! Phone numbers, e-mail and web addresses that can be used with one tap.

use parvis_model::Value;

use super::Shown;
use crate::link;

/// A number that can be called, written as its owner writes it.
pub(super) fn phone(value: &Value) -> Option<Shown> {
    let written = value.as_str()?;
    Some(Shown { link: link::phone(written), ..Shown::words(written) })
}

/// An address that can be written to.
pub(super) fn email(value: &Value) -> Option<Shown> {
    let written = value.as_str()?;
    Some(Shown { link: link::email(written), ..Shown::words(written) })
}

/// A link to another site, named by its host. An address that is not safe is shown and leads nowhere.
pub(super) fn link(value: &Value) -> Option<Shown> {
    let written = value.as_str()?;
    let link = link::web(written);
    let words = if link.is_some() { link::host(written) } else { written };
    Some(Shown { link, ..Shown::words(words) })
}
