//! A plugin that misbehaves in every way that its pages are asked for: `/services/misbehaving/NAME` commits NAME.
//! It must never know: more than a partner's plugin would; it is written on the SDK alone.
//! To add a misdeed: one line in `MISDEEDS` or `refresh::MISDEEDS`; the test fails until its table has the case.
//! Tested by being run: `tests/hostile-plugins/tests/hostile`.

mod big_strings;
mod hoards;
mod machine;
mod powers;
mod refresh;
mod resources;
mod values;
mod views;

use parvis_sdk::{Block, Error, Failure, Home, Outcome, Page, Request, Setting, Sync, View, settings, text};

/// What a page can be asked to do.
type Misdeed = fn() -> Result<View, Error>;

/// Every misdeed of a page, by the path that asks for it.
const MISDEEDS: &[(&str, Misdeed)] = &[
    ("trap", resources::trap),
    ("panic", resources::panic),
    ("loop", resources::endless),
    ("fill", resources::fill),
    ("copy", resources::copy),
    ("touch", resources::touch),
    ("memory", resources::memory),
    ("memory-ignored", resources::memory_ignored),
    ("memory-dirty", resources::memory_dirty),
    ("recursion", resources::recursion),
    ("host-calls", resources::host_calls),
    ("flood-log", resources::flood_log),
    ("huge-log", resources::huge_log),
    ("most-text", views::most_text),
    ("big-text", views::big_text),
    ("most-blocks", views::most_blocks),
    ("many-blocks", views::many_blocks),
    ("big-view", views::big_view),
    ("huge-view", views::huge_view),
    ("aliased-view", views::aliased_view),
    ("many-strings", views::many_strings),
    ("bad-utf8", views::bad_utf8),
    ("markup", views::markup),
    ("odd-characters", views::odd_characters),
    ("later-blocks", views::later_blocks),
    ("bad-feed-id", views::bad_feed_id),
    ("same-feed-twice", views::same_feed_twice),
    ("unknown-collection", views::unknown_collection),
    ("wild-near", values::wild_near),
    ("wild-moments", values::wild_moments),
    ("wild-find", values::wild_find),
    ("wild-clock", values::wild_clock),
    ("clock-stands-still", values::clock_stands_still),
    ("wild-geo", values::wild_geo),
    ("wild-random", values::wild_random),
    ("wild-dates", values::wild_dates),
    ("read-denied", powers::read_denied),
    ("read-names", powers::read_names),
    ("read-all", powers::read_all),
    ("query-bomb", powers::query_bomb),
    ("feed-bomb", powers::feed_bomb),
    ("here-in-find", powers::here_in_find),
    ("publish-in-page", powers::publish_in_page),
    ("outbound-in-page", powers::outbound_in_page),
    ("source-in-page", powers::source_in_page),
    ("give-up", powers::give_up),
    ("big-setting", big_strings::setting),
    ("big-zone", big_strings::zone),
    ("big-instant", big_strings::instant),
    ("big-collection", big_strings::collection),
    ("big-id", big_strings::id),
    ("big-search", big_strings::search),
    ("big-source", big_strings::source),
    ("big-draft", big_strings::draft),
    ("big-open", big_strings::open),
    ("big-address", big_strings::address),
    ("big-remark", big_strings::remark),
];

/// The plugin: its exports are implemented on it.
pub struct Misbehaving;

impl Home for Misbehaving {
    fn render(_language: String) -> Result<View, Error> {
        match word("card").as_str() {
            "trap" => resources::trap(),
            "loop" => resources::endless(),
            _ => Ok(View::new("Carte sage")),
        }
    }
}

impl Page for Misbehaving {
    fn render(request: Request) -> Result<View, Error> {
        if request.path.is_empty() {
            return Ok(front());
        }
        if let Some(rounds) = request.path.strip_prefix("burn/") {
            return resources::burn(rounds);
        }
        let misdeed = MISDEEDS.iter().find(|(name, _)| *name == request.path);
        misdeed.map_or(Err(Error::NotFound), |(_, commit)| commit())
    }
}

impl Sync for Misbehaving {
    fn run(task: String) -> Result<Outcome, Failure> {
        let misdeed = refresh::MISDEEDS.iter().find(|(name, _)| *name == task);
        misdeed.map_or(Ok(Outcome::Unchanged), |(name, commit)| commit(name))
    }
}

/// The list of misdeeds, so that the test can see that it knows them all.
fn front() -> View {
    let pages = MISDEEDS.iter().map(|(name, _)| text(*name)).collect();
    let refreshes = refresh::MISDEEDS.iter().map(|(name, _)| text(*name)).collect();
    View::new("Mauvaise conduite").block(Block::Bullets(pages)).block(Block::Bullets(refreshes))
}

fn word(setting: &str) -> String {
    match settings::get(setting) {
        Some(Setting::Choice(word) | Setting::Text(word)) => word,
        _ => String::new(),
    }
}

/// A page that survived its misdeed and says how it was answered.
fn survived(answer: impl Into<String>) -> Result<View, Error> {
    Ok(View::new("Survécu").paragraph(text(answer)))
}

// Exports exist in WebAssembly only: a native linker takes no such names.
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::home::export_home!(Misbehaving with_types_in parvis_sdk::worlds::home);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::page::export_page!(Misbehaving with_types_in parvis_sdk::worlds::page);
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::sync::export_sync!(Misbehaving with_types_in parvis_sdk::worlds::sync);
