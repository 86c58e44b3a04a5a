//! The pages: whom to call and where to go. Titles are neutral, and one tap leaves the site: somebody may look over a
//! shoulder.

use parvis_sdk::{
    Area, Block, Error, Feed, Format, Item, Layout, Link, LinkTarget, Placement, SlotSource, Value, View,
    all, board, data, equals, item, near_here, property, slot, text,
};

use crate::needs::{self, NEEDS, Need};

/// How far around the visitor, in metres.
const AROUND_M: f64 = 5_000.0;

/// The card of the front page: the ways to the needs, and no more.
pub(crate) fn card() -> View {
    View::new(title()).block(Block::Links(NEEDS.iter().take(5).map(link).chain([everything()]).collect()))
}

/// The first page: urgent numbers, then needs.
pub(crate) fn front() -> View {
    View::new(title())
        .about(text("Gratuit ou presque, près d'ici.").en("Free or nearly, near here."))
        .block(Block::QuickExit)
        .heading(text("De quoi avez-vous besoin ?").en("What do you need?"))
        .block(Block::Links(NEEDS.iter().map(link).collect()))
        .heading(text("En cas d'urgence").en("In an emergency"))
        .block(Block::Links(urgent()))
        .heading(text("Les plus proches").en("The nearest"))
        .feed(nearest("proches", None, 8))
}

/// The services that answer a need.
pub(crate) fn need(code: &str) -> Option<View> {
    let need = needs::named(code)?;
    let mut everywhere = all("social-services", 200);
    everywhere.conditions = vec![equals("needs", Value::Code(need.code.into()))];
    everywhere.placement = Some(Placement::Inside(Area::Territory));
    let empty = text("Aucun service n'est connu ici. Appelez la mairie de votre ville.")
        .en("No service is known here. Call your town hall.");
    let mut everywhere = board("tous", everywhere, service_item(), empty);
    everywhere.layout = Layout::List;
    let view = View::new(title())
        .block(Block::QuickExit)
        .heading(need.words())
        .feed(nearest("proches", Some(need), 12))
        .heading(text("Sur tout le territoire").en("In the whole territory"))
        .feed(everywhere);
    Some(view.block(Block::Links(vec![Link::to_page("", text("Tous les besoins").en("All needs"))])))
}

/// One service: phone and way first.
pub(crate) fn service(id: &str) -> Result<View, Error> {
    // A page that does not exist is not found, and its title stays neutral.
    data::get("social-services", id)?;
    let mut one = all("social-services", 1);
    one.conditions = vec![equals("id", Value::Code(id.into()))];
    let gone = text("Ce service n'est plus annoncé.").en("This service is no longer announced.");
    let mut feed = board("service", one, whole(), gone);
    feed.layout = Layout::Cards;
    Ok(View::new(title()).block(Block::QuickExit).feed(feed))
}

fn title() -> parvis_sdk::Text {
    text("Services près d'ici").en("Services near here")
}

fn nearest(id: &str, need: Option<&Need>, limit: i32) -> Feed {
    let mut query = near_here("social-services", AROUND_M, limit);
    query.conditions = need.map(|need| equals("needs", Value::Code(need.code.into()))).into_iter().collect();
    let empty = text("Aucun à moins de 5 km. Appelez la mairie de votre ville, elle saura vous diriger.")
        .en("None within 5 km. Call your town hall, they will know.");
    let mut feed = board(id, query, service_item(), empty);
    feed.layout = Layout::Cards;
    feed.no_place =
        text("Choisissez un lieu pour voir les plus proches.").en("Choose a place to see the nearest.");
    feed
}

fn service_item() -> Item {
    let mut shown = item();
    shown.details = vec![
        property("phone", Format::Phone),
        slot(SlotSource::Distance, Format::WalkingMinutes),
        property("address", Format::Text),
        property("price", Format::Price),
        property("opening-hours", Format::OpenNow),
        property("hours", Format::Text),
    ];
    shown.link = Some("service/{id}".into());
    shown
}

fn whole() -> Item {
    let mut shown = service_item();
    shown.link = None;
    shown.details.extend([
        property("opening-hours", Format::OpeningHours),
        property("conditions", Format::Text).labelled(text("Pour entrer :").en("To get in:")),
        property("audience-text", Format::Text).labelled(text("Pour qui :").en("For whom:")),
        property("description", Format::Text),
        property("organisation", Format::Text),
        property("email", Format::Email),
        property("url", Format::Link),
        property("checked", Format::Day).labelled(text("Vérifié").en("Checked")),
        slot(SlotSource::Source, Format::Text).labelled(text("Source :").en("Source:")),
    ]);
    shown
}

fn link(need: &Need) -> Link {
    Link::to_page(need.code, need.words())
}

fn everything() -> Link {
    Link::to_page("", text("Tous les besoins").en("All needs"))
}

/// National numbers that answer at any hour and cost nothing.
fn urgent() -> Vec<Link> {
    let call = |number: &str, fr: &str, en: &str| Link {
        text: text(format!("{number} : {fr}")).en(format!("{number}: {en}")),
        target: LinkTarget::Phone(number.into()),
    };
    vec![
        call("112", "toutes les urgences", "any emergency"),
        call("114", "par SMS, si vous ne pouvez pas parler", "by text message, if you cannot speak"),
        call("115", "un toit pour cette nuit", "a roof for tonight"),
        call("3919", "violences faites aux femmes", "violence against women"),
        call("119", "un enfant en danger", "a child in danger"),
        call("3114", "idées de suicide", "thoughts of suicide"),
    ]
}
