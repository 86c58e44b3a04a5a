//! Misdeeds against powers: asking for what was not granted, or what a page never has.

use parvis_sdk::{
    Condition, Error, Query, Test, Value, View, all, board, data, item, near_here, outbound, publication,
    text,
};

use crate::survived;

/// The answer in one word.
fn word<T>(answer: Result<T, Error>) -> &'static str {
    match answer {
        Ok(_) => "given",
        Err(Error::Denied(_)) => "denied",
        Err(Error::Quota(_)) => "quota",
        Err(Error::NotFound) => "not-found",
        Err(Error::Invalid(_)) => "invalid",
        Err(Error::Unavailable) => "unavailable",
    }
}

pub(crate) fn read_denied() -> Result<View, Error> {
    let answers = [
        word(data::find(&all("departures", 1))),
        word(data::get("departures", "x")),
        word(data::count("departures")),
    ];
    survived(answers.join(" "))
}

/// Asks for a thousand names that are not its own: nothing must be kept of them.
pub(crate) fn read_names() -> Result<View, Error> {
    let name = |n: usize| match n % 4 {
        0 => format!("../{n}"),
        1 => format!("transport/{n}"),
        // The first letter is Cyrillic.
        2 => "\u{455}tops".to_owned(),
        _ => format!("stops' or {n}={n} --"),
    };
    let denied = (0..1_000).filter(|n| word(data::count(&name(*n))) == "denied").count();
    survived(format!("{denied} denied"))
}

/// As many conditions as fit into one question, each true of everything.
pub(crate) fn query_bomb() -> Result<View, Error> {
    let query = Query { conditions: conditions(4_000), ..all("stops", 500) };
    survived((0..3).map(|_| word(data::find(&query))).collect::<Vec<_>>().join(" "))
}

/// As many feeds as blocks, each a search through everything: dear for whoever fills them.
pub(crate) fn feed_bomb() -> Result<View, Error> {
    let mut view = View::new("Flux");
    for at in 0..400 {
        let query = Query { text: Some("a b c d e f g h".into()), ..all("departures", 500) };
        view = view.feed(board(&format!("flux-{at}"), query, item(), text("rien")));
    }
    Ok(view)
}

fn conditions(count: usize) -> Vec<Condition> {
    let none = || Condition { property: "code".into(), test: Test::Differs(Value::Code("x".into())) };
    (0..count).map(|_| none()).collect()
}

pub(crate) fn read_all() -> Result<View, Error> {
    let mut last = "given";
    for _ in 0..1_900 {
        last = word(data::find(&all("stops", 500)));
        if last != "given" {
            break;
        }
    }
    survived(last)
}

pub(crate) fn here_in_find() -> Result<View, Error> {
    survived(word(data::find(&near_here("stops", 500.0, 5))))
}

pub(crate) fn publish_in_page() -> Result<View, Error> {
    survived([word(publication::begin("a-moi")), word(publication::published("a-moi"))].join(" "))
}

pub(crate) fn outbound_in_page() -> Result<View, Error> {
    let request =
        outbound::Request { url: "https://example.org/".into(), headers: Vec::new(), timeout_ms: 1_000 };
    survived(word(outbound::fetch(&request)))
}

pub(crate) fn source_in_page() -> Result<View, Error> {
    survived(word(outbound::open("slow")))
}

pub(crate) fn give_up() -> Result<View, Error> {
    Err(Error::Unavailable)
}
