//! Services, and everything there is to know of one.

use parvis_model::{
    Instant, Permission, ReportLine, RunOutcome, RunReport, Severity, SourceInfo, SourceState,
};
use parvis_pages::{Power, ReadLine, ServiceAboutPage, ServiceSummary, ServicesPage};
use parvis_plugin_runtime::Limits;
use parvis_services::TrafficLine;

use super::sample::{Sample, at};

impl Sample {
    pub(crate) fn services(&self) -> ServicesPage {
        let service = |plugin: &str, title: &str, summary: &str, enabled| ServiceSummary {
            plugin: plugin.to_owned(),
            title: self.text(title, ""),
            summary: self.text(summary, ""),
            maker: self.words("Parvis"),
            enabled,
        };
        ServicesPage {
            services: vec![
                service(
                    "transport",
                    "Transports",
                    "Les prochains départs des gares et arrêts près de vous.",
                    true,
                ),
                service("covoiturage", "Covoiturage", "Des trajets à partager, tout de suite.", false),
            ],
        }
    }

    pub(crate) fn about(&self) -> ServiceAboutPage {
        let power = |permission: Permission, reason: &str, granted| Power {
            permission,
            reason: self.text(reason, ""),
            granted,
        };
        ServiceAboutPage {
            plugin: "transport".into(),
            title: self.text("Transports", "Transport"),
            summary: self.text("Les prochains départs près de vous.", "The next departures near you."),
            maker: self.words("Parvis"),
            version: self.words("0.1.0"),
            licence: self.words("EUPL-1.2"),
            digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            enabled: true,
            first_page: Some(String::new()),
            imports: [
                "geo",
                "data",
                "feeds",
                "views",
                "publication",
                "outbound",
                "settings",
                "clock",
                "log",
                "new",
            ]
            .map(|name| self.words(name))
            .to_vec(),
            powers: vec![
                power(
                    Permission::Source("gtfs".into()),
                    "Lire les horaires choisis par la collectivité.",
                    true,
                ),
                power(Permission::Publish(self.words("departures")), "Publier les départs.", true),
                power(Permission::Here, "Trier les lignes par proximité.", false),
            ],
            reads: vec![
                ReadLine { subject: self.words("stops"), day: at("01:00"), count: 12_480 },
                ReadLine { subject: "clock".into(), day: at("01:00"), count: 3 },
            ],
            traffic: vec![TrafficLine {
                grant: format!("outbound:{}", self.words("example.org")),
                day: at("01:00"),
                requests: 12,
                sent_bytes: 480,
                received_bytes: 51_200,
            }],
            sources: vec![self.source()],
            paused_until: Some(at("08:45")),
            limits: Limits::default().lines(),
        }
    }

    fn source(&self) -> SourceState {
        let line = |line, reason: &str| ReportLine {
            severity: Severity::Warning,
            file: self.words("stop_times.txt"),
            line: Some(line),
            reason: self.words(reason),
        };
        SourceState {
            plugin: "transport".into(),
            name: "gtfs".into(),
            info: Some(SourceInfo {
                title: self.text("Horaires Transilien", "Transilien timetable"),
                attribution: self.words("SNCF Transilien"),
                licence: self.words("ODbL 1.0"),
                valid_until: Some(Instant(at("00:00").0 - 1)),
                example: true,
                ..SourceInfo::default()
            }),
            published: Some(at("06:05")),
            features: 51_204,
            last_run: Some(RunReport {
                started: at("06:04"),
                finished: at("06:05"),
                outcome: RunOutcome::Refused,
                reason: self.words("feed_info.txt : la date de fin est passée."),
                read: 482_113,
                kept: 481_990,
                refused: 123,
                lines: vec![line(1042, "heure illisible « 25:7 »"), line(99_871, "arrêt inconnu")],
            }),
        }
    }
}
