//! Sample pages of the hub itself: around me, search, one thing, the open data.

use parvis_model::{Bounds, Freshness, Instant, Layout, Point};
use parvis_pages::{
    AroundPage, BaseMap, DataCollection, DataPage, DataSource, FeaturePage, Filters, Found, LegalKind,
    LegalPage, LentPoint, MapLayer, MapPage, MapSetup, Operator, OutsideLine, Page, PlaceChoice, PosterList,
    PosterPage, SearchGroup, SearchPage, When,
};

use crate::sample::{Sample, at};

impl Sample {
    pub(crate) fn hub_pages(&self) -> Vec<(String, bool, Page)> {
        vec![
            ("around".to_owned(), true, self.around(10, false)),
            ("around-empty".to_owned(), true, self.around(0, false)),
            ("around-no-place".to_owned(), false, self.around(0, true)),
            ("map".to_owned(), true, self.map(10, true)),
            ("map-absent".to_owned(), true, self.map(10, false)),
            ("map-no-place".to_owned(), false, self.map(0, true)),
            ("poster".to_owned(), false, self.poster(20)),
            ("poster-empty".to_owned(), false, self.poster(0)),
            ("poster-no-place".to_owned(), false, self.poster_question()),
            ("search".to_owned(), true, self.search_page()),
            ("feature".to_owned(), true, self.feature()),
            ("data".to_owned(), false, self.data()),
            ("your-data".to_owned(), false, self.legal(LegalKind::YourData)),
            ("accessibility".to_owned(), false, self.legal(LegalKind::Accessibility)),
            ("rules".to_owned(), false, self.legal(LegalKind::Rules)),
            ("legal".to_owned(), false, self.legal(LegalKind::Legal)),
        ]
    }

    fn legal(&self, kind: LegalKind) -> Page {
        let hosts = vec![self.words("data.example.org")];
        Page::Legal(Box::new(LegalPage {
            kind,
            operator: Operator { name: self.words("Ville"), contact: "mailto:mairie@example.org".to_owned() },
            outside: vec![OutsideLine { service: self.text("Sortir", "Going out"), hosts }],
            sources: vec![self.words("Agenda · Ville · ODbL 1.0")],
        }))
    }

    fn found(&self, many: i64) -> Vec<Found> {
        let one = |hour: i64| Found { href: "/x/events/agenda/7".to_owned(), item: self.event(hour) };
        (0..many).map(one).collect()
    }

    fn around(&self, many: i64, needs_place: bool) -> Page {
        Page::Around(Box::new(self.list(many, needs_place)))
    }

    fn list(&self, many: i64, needs_place: bool) -> AroundPage {
        AroundPage {
            filters: Filters::default(),
            needs_place,
            found: self.found(many),
            sources: vec![self.words("Agenda des médiathèques, Licence ouverte 2.0")],
            example: true,
            freshness: (many > 0).then_some(Freshness::Late(at("06:05"))),
            public_place: (!needs_place).then(|| self.words("mairie-issy")),
        }
    }

    fn map(&self, many: i64, installed: bool) -> Page {
        let point = Point { longitude: 2.27, latitude: 48.824 };
        let base =
            BaseMap { address: "/static/carte/fond.pmtiles".to_owned(), attribution: self.words("© IGN") };
        let setup = MapSetup {
            library: "/static/carte/maplibre-gl.mjs".to_owned(),
            worker: "/static/carte/maplibre-gl-worker.mjs".to_owned(),
            archives: "/static/carte/pmtiles.js".to_owned(),
            base: Some(base),
        };
        let layer = MapLayer {
            collection: "events".to_owned(),
            tiles: "/tiles/events/{z}/{x}/{y}.mvt?lang=fr&quand=semaine".to_owned(),
        };
        let lent = LentPoint {
            collection: "places".to_owned(),
            id: self.words("prete/1"),
            title: self.words("Jardin"),
            point,
        };
        Page::Map(Box::new(MapPage {
            list: self.list(many, many == 0),
            setup: installed.then_some(setup),
            here: (many > 0).then_some(point),
            territory: Bounds::around([point, Point { longitude: 2.3, latitude: 48.9 }]),
            layers: vec![layer],
            lent: vec![lent],
            sources: vec![self.words("Agenda · Ville · ODbL 1.0")],
            example: true,
            freshness: Some(Freshness::Late(at("06:05"))),
        }))
    }

    fn poster(&self, many: i64) -> Page {
        let list = PosterList {
            place: self.words("Gare d’Issy"),
            address: self.words("https://parvis.example.org/autour/affiche?lieu=gare-issy"),
            found: self.found(many),
            more: many > 0,
            sources: vec![self.words("Agenda des médiathèques, Licence ouverte 2.0")],
            example: true,
            freshness: (many > 0).then_some(Freshness::Late(at("06:05"))),
        };
        let filters = Filters::default();
        Page::Poster(Box::new(PosterPage { filters, chooser: self.chooser(), list: Some(list) }))
    }

    fn poster_question(&self) -> Page {
        let filters = Filters { when: When::Week, ..Filters::default() };
        Page::Poster(Box::new(PosterPage { filters, chooser: self.chooser(), list: None }))
    }

    fn search_page(&self) -> Page {
        let group = SearchGroup { collection: "events".to_owned(), found: self.found(2) };
        Page::Search(Box::new(SearchPage {
            words: self.words("conte"),
            places: vec![PlaceChoice { id: self.words("meudon"), name: self.words("Meudon") }],
            groups: vec![group],
            sources: vec![self.words("Agenda des médiathèques")],
            example: false,
        }))
    }

    fn feature(&self) -> Page {
        let feed = self.feed("fiche", Layout::List, vec![self.event(3)]);
        Page::Feature(Box::new(FeaturePage {
            collection: "events".to_owned(),
            id: "agenda/7".to_owned(),
            plugin: "culture".to_owned(),
            service: self.text("Sortir", "Going out"),
            calendar: true,
            lent: Some(self.text("Avec l’accord de la médiathèque", "")),
            feed,
        }))
    }

    fn data(&self) -> Page {
        let source = |lent: bool| DataSource {
            title: self.text("Agenda", ""),
            attribution: self.words("Ville"),
            licence: self.words("ODbL 1.0"),
            lent: lent.then(|| self.text("Prêté", "")),
            example: lent,
            features: 12,
            published: Some(Instant(0)),
        };
        let events = DataCollection {
            name: "events".to_owned(),
            standard: "schema.org Event".to_owned(),
            is_open: true,
            sources: vec![source(false), source(true)],
        };
        let lent = DataCollection {
            name: "stops".to_owned(),
            is_open: false,
            sources: vec![source(true)],
            ..events.clone()
        };
        Page::Data(Box::new(DataPage { collections: vec![events, lent] }))
    }
}
