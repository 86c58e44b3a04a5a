//! Realistic pages of a weekday morning in March 2017.

use parvis_model::{
    FilledFeed, FilledItem, FilledSlot, Format, Freshness, Instant, Language, Layout, Period, SlotSource,
    Text, TimeZone, Value, Verb,
};
use parvis_pages::{
    ErrorPage, FilledBlock, FilledView, HomePage, HubNotice, Page, PageContext, PageError, PartFault,
    PlaceChoice, PlaceChooser, PlaceShown, ServicePage, ServicePart, VerbPage,
};

/// Builds sample pages. `mark` is added to every text, to see what becomes of it.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) mark: &'static str,
}

pub(crate) fn at(clock: &str) -> Instant {
    Instant::parse(&format!("2017-03-15T{clock}:00+01:00")).expect("clock time")
}

impl Sample {
    pub(crate) fn words(&self, words: &str) -> String {
        format!("{words}{}", self.mark)
    }

    pub(crate) fn text(&self, french: &str, english: &str) -> Text {
        let text = Text::new(self.words(french));
        if english.is_empty() { text } else { text.with(Language::En, self.words(english)) }
    }

    pub(crate) fn context(&self, language: Language, place: bool, path: &str) -> PageContext {
        PageContext {
            language,
            territory: self.words("Grand Paris Seine Ouest"),
            zone: TimeZone::get("Europe/Paris").expect("zone"),
            now: at("08:30"),
            place: place.then(|| PlaceShown {
                name: self.words("Gare d’Issy"),
                commune: Some(self.words("Issy-les-Moulineaux")),
            }),
            clock_shifted: true,
            path: path.to_owned(),
            verbs: Verb::ALL.to_vec(),
            sample: true,
        }
    }

    pub(crate) fn path_of(&self, page: &Page) -> &'static str {
        match page {
            Page::Home(_) => "/",
            Page::Service(_) => "/services/transport/stops/issy",
            Page::Verb(_) => "/deplacements",
            Page::Services(_) => "/services",
            Page::ServiceAbout(_) => "/services/transport",
            Page::Error(_) => "/nulle-part",
            Page::Around(_) => "/autour",
            Page::Map(_) => "/carte",
            Page::Poster(_) => "/autour/affiche",
            Page::Search(_) => "/chercher",
            Page::Feature(_) => "/x/events/agenda/7",
            Page::Data(_) => "/donnees",
            Page::Legal(_) => "/mentions",
        }
    }

    /// Name, whether a place is chosen, page.
    pub(crate) fn pages(&self) -> Vec<(String, bool, Page)> {
        let mut namesake = self.transport();
        namesake.view = Ok(self.view("Se déplacer", "Getting around", self.nearest_stops()));
        let verb = VerbPage { verb: Verb::Move, services: vec![namesake, self.broken()] };
        let mut pages = vec![
            ("home".to_owned(), true, self.home(true)),
            ("home-no-place".to_owned(), false, self.home(false)),
            ("stop".to_owned(), true, self.stop_page()),
            ("blocks".to_owned(), true, self.blocks_page()),
            ("verb".to_owned(), true, Page::Verb(verb)),
            ("services".to_owned(), false, Page::Services(self.services())),
            ("about".to_owned(), false, Page::ServiceAbout(Box::new(self.about()))),
        ];
        pages.extend(self.hub_pages());
        for error in PageError::ALL {
            let page = ErrorPage { error, request: Some(self.words("7f3a-02")) };
            pages.push((format!("error-{error:?}"), false, Page::Error(page)));
        }
        pages
    }

    fn home(&self, place: bool) -> Page {
        let mut feed = self.nearest_stops();
        if !place {
            feed.items.clear();
            feed.needs_place = true;
        }
        let notice = |plugin: &str, french: &str, english: &str, time: &str| HubNotice {
            plugin: plugin.to_owned(),
            service: self.text("Agenda", "Agenda"),
            source: self.text(french, english),
            freshness: Freshness::Late(at(time)),
        };
        let told_by_its_feed = notice("agenda", "Agenda des médiathèques", "Library agenda", "06:05");
        let told_by_nobody = notice("covoiturage", "Trajets proposés", "Offered journeys", "05:10");
        let mut transport = self.transport();
        transport.view = Ok(self.view("Prochains départs", "Next departures", feed));
        Page::Home(Box::new(HomePage {
            chooser: self.chooser(),
            notices: vec![told_by_its_feed, told_by_nobody],
            services: vec![transport, self.agenda(), self.broken()],
        }))
    }

    pub(crate) fn chooser(&self) -> PlaceChooser {
        let choice = |name: &str| PlaceChoice { id: self.words(name), name: self.words(name) };
        let many = |names: &[&str]| names.iter().map(|name| choice(name)).collect();
        PlaceChooser {
            stations: many(&["Gare d’Issy", "Gare d’Issy – Val de Seine", "Gare de Meudon – Val Fleury"]),
            places: many(&["Mairie de Vanves", "Musée national de Céramique", "Parc de l’Île Saint-Germain"]),
            communes: many(&["Boulogne-Billancourt", "Chaville", "Issy-les-Moulineaux", "Meudon", "Vanves"]),
        }
    }

    pub(crate) fn view(&self, french: &str, english: &str, feed: FilledFeed) -> FilledView {
        FilledView {
            title: self.text(french, english),
            description: Text::default(),
            blocks: vec![FilledBlock::Feed(Box::new(feed))],
        }
    }

    fn transport(&self) -> ServicePart {
        ServicePart {
            plugin: "transport".to_owned(),
            title: self.text("Transports", "Transport"),
            view: Ok(self.view("Prochains départs", "Next departures", self.nearest_stops())),
        }
    }

    fn broken(&self) -> ServicePart {
        ServicePart {
            plugin: "covoiturage".to_owned(),
            title: self.text("Covoiturage", "Carpooling"),
            view: Err(PartFault::Failed),
        }
    }

    fn agenda(&self) -> ServicePart {
        let mut feed = self.feed("today", Layout::List, (0..11).map(|hour| self.event(hour)).collect());
        feed.freshness = Freshness::Late(at("06:05"));
        ServicePart {
            plugin: "agenda".to_owned(),
            title: self.text("Agenda", "Agenda"),
            view: Ok(self.view("Aujourd’hui près d’ici", "Today near here", feed)),
        }
    }

    pub(crate) fn event(&self, hour: i64) -> FilledItem {
        let mut event = self.item("events", self.text("Heure du conte", ""));
        event.lead =
            Some(slot("start", Format::ClockTime, Value::Instant(at("09:00").plus_seconds(hour * 3600))));
        event.details = vec![
            slot("venue", Format::Text, Value::text(self.words("Médiathèque d’Issy"))),
            slot("distance", Format::WalkingMinutes, Value::LengthM(430.0)),
            slot(
                "price",
                Format::Price,
                Value::Price(parvis_model::Money { cents: hour * 150, currency: "EUR".into() }),
            ),
        ];
        event
    }

    pub(crate) fn nearest_stops(&self) -> FilledFeed {
        let boards = [
            ("Issy", 210.0, ["08:33", "08:35", "08:37"]),
            ("Issy – Val de Seine", 860.0, ["08:30", "08:39", "08:45"]),
            ("Pont du Garigliano – Hôpital Européen Georges Pompidou", 1900.0, ["08:36", "10:12", "09:01"]),
        ];
        self.feed("stops", Layout::Board, boards.map(|board| self.stop(board)).to_vec())
    }

    fn stop(&self, (name, metres, times): (&str, f64, [&str; 3])) -> FilledItem {
        let mut stop = self.item("stops", Text::new(self.words(name)));
        stop.lead = Some(slot("distance", Format::WalkingMinutes, Value::LengthM(metres)));
        stop.link = Some("stops/gtfs%2Fissy".to_owned());
        let last_stops =
            ["Versailles Rive Gauche Château de Versailles", "Saint-Martin d’Étampes", "Chaville Vélizy"];
        let missions = ["VICK", "ELBA", "CAJE"];
        stop.children = (0..3).map(|i| self.departure(times[i], last_stops[i], missions[i])).collect();
        stop
    }

    pub(crate) fn departure(&self, time: &str, last_stop: &str, mission: &str) -> FilledItem {
        let mut departure = self.item("departures", Text::new(self.words(last_stop)));
        departure.lead = Some(slot("start", Format::MinutesFromNow, Value::Instant(at(time))));
        departure.badge = Some(FilledSlot {
            colour: Some("FFD100".into()),
            ..slot("line-code", Format::Badge, Value::code(self.words("RER C")))
        });
        let mut platform = slot("platform", Format::Text, Value::text(self.words("2")));
        platform.label = self.text("voie", "platform");
        departure.details = vec![slot("mission", Format::Text, Value::code(self.words(mission))), platform];
        departure.period = Some(Period::at(at(time)));
        departure
    }

    fn stop_page(&self) -> Page {
        let times =
            ["08:33", "08:35", "08:37", "08:48", "08:50", "09:03", "09:05", "09:18", "09:33", "10:03"];
        let departures =
            times.map(|time| self.departure(time, "Versailles Rive Gauche Château de Versailles", "VICK"));
        let mut feed = self.feed("board", Layout::Board, departures.to_vec());
        feed.freshness = Freshness::Expired(at("00:00"));
        feed.example = true;
        Page::Service(Box::new(ServicePage {
            plugin: "transport".to_owned(),
            title: self.text("Transports", "Transport"),
            maker: self.words("Parvis"),
            view: FilledView {
                description: self
                    .text("Les prochains trains au départ d’Issy.", "The next trains from Issy."),
                ..self.view("Issy", "", feed)
            },
        }))
    }

    pub(crate) fn feed(&self, id: &str, layout: Layout, items: Vec<FilledItem>) -> FilledFeed {
        FilledFeed {
            id: self.words(id),
            layout,
            items,
            empty: self.text("Rien pour le moment.", "Nothing for now."),
            needs_place: false,
            no_place: Text::default(),
            freshness: Freshness::Fresh,
            live: None,
            stale: Text::default(),
            sources: vec![self.words("Horaires Transilien, ODbL 1.0")],
            example: false,
            more: None,
        }
    }

    pub(crate) fn item(&self, collection: &str, title: Text) -> FilledItem {
        FilledItem {
            collection: collection.into(),
            id: "gtfs/1".into(),
            lead: None,
            badge: None,
            title: slot("title", Format::Text, Value::Text(title)),
            details: Vec::new(),
            link: None,
            period: None,
            cancelled: false,
            children: Vec::new(),
            no_children: None,
        }
    }
}

pub(crate) fn slot(name: &str, format: Format, value: Value) -> FilledSlot {
    FilledSlot {
        source: SlotSource::Property(name.into()),
        label: Text::default(),
        format,
        value,
        colour: None,
    }
}
