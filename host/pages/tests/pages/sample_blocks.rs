//! A page with every kind of block and every layout of feeds.

use parvis_model::{
    Action, ActionStyle, Block, Contact, Fact, Figure, FilledFeed, FilledSlot, Form, Format, Freshness,
    Heading, Layout, Link, LinkTarget, MapBlock, Notice, NoticeKind, Progress, Search, Step, StepState,
    Table, Text, Thread, ThreadKind, Value,
};
use parvis_pages::{FilledBlock, FilledView, Page, ServicePage};

use super::sample::{Sample, slot};

impl Sample {
    pub(crate) fn blocks_page(&self) -> Page {
        let mut blocks: Vec<FilledBlock> = self.fixed_blocks().into_iter().map(FilledBlock::Fixed).collect();
        blocks.extend(self.every_layout());
        Page::Service(Box::new(ServicePage {
            plugin: "demarches".to_owned(),
            title: self.text("Démarches", "Paperwork"),
            maker: self.words("Un essai"),
            view: FilledView {
                title: self.text("Je déménage", "I am moving"),
                description: self.text("Ce qu’il faut faire, dans l’ordre.", "What to do, in order."),
                blocks,
            },
        }))
    }

    fn every_layout(&self) -> Vec<FilledBlock> {
        let layouts = [Layout::Board, Layout::Cards, Layout::List, Layout::Table, Layout::Timeline];
        let feeds = layouts.into_iter().map(|layout| {
            let items = ["08:33", "08:35"].map(|time| self.departure(time, "Chaville Vélizy", "CAJE"));
            self.feed(&format!("{layout:?}"), layout, items.to_vec())
        });
        let mut stale = self.feed("stale", Layout::List, vec![]);
        stale.freshness = Freshness::Missing;
        stale.stale = self.text("Voir en gare.", "Ask at the station.");
        let mut place = self.item("places", self.text("Mairie de Meudon", ""));
        place.details = vec![
            slot("phone", Format::Phone, Value::Phone(self.words("01 41 14 80 00").into())),
            slot("url", Format::Link, Value::Url("https://www.example.org/mairie?a=1&b=2".into())),
            slot("url", Format::Link, Value::Url("javascript:alert(1)".into())),
            slot("email", Format::Email, Value::Email("mairie@example.org".into())),
            slot(
                "opening-hours",
                Format::OpenNow,
                Value::OpeningHours(self.words("Mo-Fr 08:30-18:00").into()),
            ),
        ];
        let places = self.feed("places", Layout::Cards, vec![place]);
        feeds.chain([stale, places, self.days()]).map(|feed| FilledBlock::Feed(Box::new(feed))).collect()
    }

    /// A table whose first row lacks a value that the next one has.
    fn days(&self) -> FilledFeed {
        let day = |number: i64, share: Option<i64>| {
            let mut item = self.item("regularity", self.text("", ""));
            let labelled = |french: &str, english: &str, slot: FilledSlot| FilledSlot {
                label: self.text(french, english),
                ..slot
            };
            let date = Value::Date(format!("2017-03-{number}").into());
            item.title = labelled("Jour", "Day", slot("day", Format::Day, date));
            let share = share.map(|share| slot("on-time-share", Format::Percent, Value::Integer(share)));
            item.details = share.into_iter().map(|slot| labelled("À l’heure", "On time", slot)).collect();
            let late = slot("late", Format::Number, Value::Integer(number));
            item.details.push(labelled("En retard", "Late", late));
            item
        };
        self.feed("days", Layout::Table, vec![day(13, None), day(12, Some(93))])
    }

    fn fixed_blocks(&self) -> Vec<Block> {
        let t = |words: &str| self.text(words, "");
        let heading = |level, words: &str| Block::Heading(Heading { level, text: t(words) });
        let mut blocks = vec![
            heading(2, "Une sous-partie sans partie"),
            Block::Paragraph(t("Prévenez votre mairie, puis les services publics.")),
            heading(1, "Avant de partir"),
            heading(2, "Les papiers"),
            Block::Bullets(vec![t("Une pièce d’identité"), t("Un justificatif de domicile")]),
            Block::Facts(vec![Fact { label: t("Durée"), value: t("20 minutes") }]),
            Block::Steps(self.steps()),
            heading(1, "Qui peut m’aider ?"),
            Block::Contact(self.contact()),
            Block::Links(self.links()),
            Block::Search(Search { label: t("Nom d’une rue"), page: "rues".into(), parameter: "q".into() }),
            Block::Divider,
            Block::Table(Table {
                caption: t("Horaires des guichets"),
                columns: vec![t("Jour"), t("Ouverture")],
                rows: vec![vec![t("Lundi"), t("8 h 30 à 18 h")], vec![t("Samedi"), t("9 h à 12 h")]],
            }),
            Block::Progress(Progress { label: t("Places prises"), value: 3, goal: 10 }),
            Block::Disclosure {
                summary: t("Et si je pars à l’étranger ?"),
                text: t("Prévenez aussi le consulat."),
            },
            Block::QuickExit,
        ];
        for kind in [NoticeKind::Info, NoticeKind::Success, NoticeKind::Warning, NoticeKind::Urgent] {
            blocks.push(Block::Notice(Notice {
                kind,
                title: t("À savoir"),
                text: t("Le guichet ferme à midi."),
            }));
        }
        blocks.extend(self.blocks_to_come());
        blocks
    }

    fn steps(&self) -> Vec<Step> {
        let states = [
            (StepState::Done, "Prévenir la mairie"),
            (StepState::Current, "Changer d’adresse"),
            (StepState::Open, "Relever les compteurs"),
        ];
        let link = Link {
            text: self.text("Faire la démarche", ""),
            target: LinkTarget::Web("https://www.service-public.fr/".into()),
        };
        states
            .map(|(state, title)| Step {
                title: self.text(title, ""),
                text: self.text("Cela prend cinq minutes.", ""),
                link: Some(link.clone()),
                state,
            })
            .to_vec()
    }

    fn contact(&self) -> Contact {
        Contact {
            name: self.text("Point d’accès au droit", ""),
            phone: self.words("01 46 45 00 00"),
            email: self.words("droit@example.org"),
            url: "https://www.example.org/droit".into(),
            address: self.text("6 rue Ernest Renan, Issy-les-Moulineaux", ""),
            opening_hours: self.words("Mo-Fr 09:00-17:00"),
        }
    }

    fn links(&self) -> Vec<Link> {
        let targets = [
            LinkTarget::Page("etapes/été?x=1&y=\"2".into()),
            LinkTarget::Service { plugin: "transport".into(), path: "stops/issy".into() },
            LinkTarget::Feature { collection: "places".into(), id: "a/1".into() },
            LinkTarget::Web("https://www.example.org/a?b=1&c=2".into()),
            LinkTarget::Web("javascript:alert(1)".into()),
            LinkTarget::Web("http://example.org".into()),
            LinkTarget::Page("../../moi".into()),
            LinkTarget::Phone("3117".into()),
            LinkTarget::Email("aide@example.org".into()),
        ];
        targets.map(|target| Link { text: self.text("Lien", "Link"), target }).to_vec()
    }

    fn blocks_to_come(&self) -> Vec<Block> {
        let t = |words: &str| self.text(words, "");
        vec![
            Block::Actions(vec![Action {
                name: "join".into(),
                text: t("Participer"),
                style: ActionStyle::Primary,
                feature: None,
                confirm: Text::default(),
            }]),
            Block::Form(Form {
                action: "ask".into(),
                feature: None,
                title: t("Demander"),
                recipient: t("La mairie"),
                fields: vec![],
                submit: t("Envoyer"),
            }),
            Block::Thread(Thread {
                collection: "events".into(),
                feature: "1".into(),
                kind: ThreadKind::Comments,
            }),
            Block::Map(MapBlock { feeds: vec!["places".into()], description: t("Les mairies") }),
            Block::Figure(Figure { image: "x".into(), description: t("La mairie"), credit: "x".into() }),
        ]
    }
}
