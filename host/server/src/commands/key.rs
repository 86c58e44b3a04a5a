//! `parvis key`: the keys of the hub.

use std::path::Path;

use anyhow::ensure;

use super::print;
use crate::cookie_key;

pub(super) fn rotate(data: &Path, at_once: bool) -> anyhow::Result<()> {
    ensure!(
        data.join("cookie.key").is_file(),
        "{} holds no key yet: the hub makes one when it starts; name its data folder with --data",
        data.display()
    );
    cookie_key::rotate(data, at_once)?;
    print::line("cookies are sealed with a new key");
    print::line(match at_once {
        true => "  the old key opens none any more: visitors choose their place again",
        false => "  those of the old key still open, for 30 days or until the next rotation",
    });
    Ok(())
}
