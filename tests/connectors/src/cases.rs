//! Every file of the shared test data that a connector reads, how an operator would connect it, and how many records other
//! programs find in it.

/// A file and how it is connected.
#[derive(Debug)]
pub struct Case {
    /// Within the shared test data; of an archive the member stands behind `#`.
    pub file: &'static str,
    /// Plugin and task.
    pub task: &'static str,
    /// Further lines of its section.
    pub lines: &'static str,
    /// Records, counted apart: by Python's `csv` and `json`, and its words in calendars and XML.
    pub records: usize,
}

const fn case(file: &'static str, task: &'static str, lines: &'static str, records: usize) -> Case {
    Case { file, task, lines, records }
}

/// As many days as the file covers.
const YEAR: &str = "settings = { days = 366 }";
const HALF_A_YEAR: &str = "settings = { days = 180 }";

/// In the order of the plugins.
pub const CASES: &[Case] = &[
    case(
        "points/paris-plaques.json.gz",
        "annuaire/table",
        "mapping = { title = 'titre', longitude = 'x_4326', latitude = 'y_4326', description = 'retranscription' }",
        2_589,
    ),
    case(
        "points/paris-sanisettes.json.gz",
        "annuaire/table",
        "mapping = { title = '= Toilettes publiques', position = 'fields.geo_point_2d', address = 'fields.adresse' }",
        615,
    ),
    case(
        "points/paris-trees-part.geojson.gz",
        "annuaire/geojson",
        "mapping = { title = 'libellefrancais', id = 'idbase' }",
        3_542,
    ),
    case(
        "solidarity/les_etablissements_hospitaliers_franciliens.csv.gz",
        "annuaire/table",
        "mapping = { title = 'RAISON_SOCIALE', position = 'WGS84', id = 'FINESS_ET', address = 'ADRESSE_COMPLETE & CP_VILLE' }",
        1_223,
    ),
    // Its x and y are metres: nothing is asked for there, and the position is in a cell of its own.
    case(
        "stops/gares-idf.csv",
        "annuaire/table",
        "mapping = { title = 'nom_gares', id = 'id_gares & res_com', longitude = '=' }",
        1_234,
    ),
    case("stops/transilien-stations.geojson.gz", "annuaire/geojson", "mapping = { title = 'Nom Gare' }", 507),
    case("culture/museofile-idf-normandie-bretagne.csv.gz", "culture/museums", "", 261),
    case("culture/openagenda-paris-2026.json.gz", "culture/openagenda", YEAR, 40),
    case("ical/libical-2446.ics", "culture/ical", YEAR, 42),
    case("ical/libical-large.ics.gz", "culture/ical", YEAR, 1_458),
    case("jobs/offers-decathlon.json", "emploi/offers", HALF_A_YEAR, 3),
    case("jobs/offers-import-france-travail-cegid.json", "emploi/offers", HALF_A_YEAR, 4),
    case("jobs/offers-import-hello-work.xml", "emploi/offers", HALF_A_YEAR, 5),
    case("jobs/offers-import-jooble.xml", "emploi/offers", HALF_A_YEAR, 2),
    case("jobs/offers-import-laposte.xml", "emploi/offers", HALF_A_YEAR, 2),
    case("jobs/offers-import-leboncoin.csv", "emploi/offers", HALF_A_YEAR, 2),
    case("carpool/bnlc-2026.csv", "mobilite/carpool", "", 2_473),
    case("carpool/schema-v-2023/exemple-invalide.csv", "mobilite/carpool", "", 2),
    case("carpool/schema-v-2023/exemple-valide.csv", "mobilite/carpool", "", 1),
    case("carpool/schema-v-old/exemple-invalide.csv", "mobilite/carpool", "", 2),
    case("carpool/schema-v-old/exemple-valide.csv", "mobilite/carpool", "", 1),
    case("stops/etat-ascenseurs-idf-2025.csv", "mobilite/lifts", "", 944),
    // A help row, and one that the workbook's own maker ignores, are read and not shown.
    case("solidarity/data-inclusion-import-workbook.zip#Services.csv", "solidarite/data-inclusion", "", 4),
    case(
        "solidarity/mednum-aix-en-provence.json.gz",
        "solidarite/mednum",
        "mapping = { address = 'Adresse & code_postal & commune' }",
        38,
    ),
    case(
        "solidarity/mednum-corse.json.gz",
        "solidarite/mednum",
        "mapping = { title = 'Structure', longitude = 'long', latitude = 'lat', phone = 'N° de téléphone', \
         email = 'Adresse e-mail', address = 'Adresse', hours = 'Horaires', description = 'Activités proposées' }",
        161,
    ),
    case(
        "solidarity/mednum-epernay.json.gz",
        "solidarite/mednum",
        "mapping = { id = 'GlobalID', title = 'Nom de votre structure', longitude = 'x', latitude = 'y', \
         phone = 'Numéro de téléphone de la structure', address = 'Adresse de la structure' }",
        39,
    ),
    case(
        "solidarity/mednum-etapes-numerique.json.gz",
        "solidarite/mednum",
        "mapping = { id = 'ID', title = 'Nom', address = 'Adresse & Code postal & Commune' }",
        95,
    ),
    case(
        "solidarity/mednum-fibre-64.json.gz",
        "solidarite/mednum",
        "mapping = { title = 'Nomdelastructure', address = 'Adressenumeronomdelavoie & Codepostal & Ville', phone = 'Telephone' }",
        61,
    ),
    case("solidarity/soliguide-92-ete2021.csv", "solidarite/places", SUMMER, 1_155),
    case("solidarity/soliguide-93-ete2021.csv", "solidarite/places", SUMMER, 925),
    // Of a feed that is hours or years old nothing is read. What says no age is read, and about other towns.
    case("gtfs-rt/brest-alerts-2021.pb", "transport/gtfs-rt", "", 0),
    case("gtfs-rt/king-county-vehicle-positions-1.pb", "transport/gtfs-rt", "", 0),
    case("gtfs-rt/minimal-vehicle-position-v1.pb", "transport/gtfs-rt", "", 1),
    case("gtfs-rt/small-trip-updates-2019.pb", "transport/gtfs-rt", "", 0),
    case("gtfs-rt/small-vehicle-positions-2019.pb", "transport/gtfs-rt", "", 0),
    case("gtfs-rt/sncf-siri-sx-alerts-2025.json.gz", "transport/siri-sx", "", 443),
];

/// A place that is closed for the summer is still a place: its state is shown as its hours.
const SUMMER: &str = "mapping = { hours = 'Fermeture_Estivale' }";

/// Systems of bikes: the files of stations and of their states, and how many stations the first has.
pub const SYSTEMS: &[(&str, &str, usize)] = &[
    ("gbfs/velib-2024/station_information.json.gz", "gbfs/velib-2024/station_status.json.gz", 1_485),
    (
        "gbfs/conformance-entur-fixtures.zip#v2.1/station_information.json",
        "gbfs/conformance-entur-fixtures.zip#v2.1/station_status.json",
        2,
    ),
    (
        "gbfs/conformance-entur-fixtures.zip#v2.1/station_information_virtual.json",
        "gbfs/conformance-entur-fixtures.zip#v2.1/station_status.json",
        // Its station has no name: nothing can be kept, and what was shown stays.
        0,
    ),
    (
        "gbfs/conformance-entur-fixtures.zip#v2.3/station_information_virtual.json",
        "gbfs/conformance-entur-fixtures.zip#v2.3/station_status.json",
        1,
    ),
    (
        "gbfs/conformance-entur-fixtures.zip#v3.0/station_information.json",
        "gbfs/conformance-entur-fixtures.zip#v3.0/station_status.json",
        2,
    ),
];

/// Files that no connector reads, by the beginning of their names, and who looks at them instead.
pub const OTHERS: &[(&str, &str)] = &[
    ("SOURCES.md", "says where the files come from"),
    ("carpool/schema-", "the schema of the files beside it"),
    ("carpool/standard-covoiturage-openapi.yaml", "an interface, not data"),
    ("communes/", "outlines and lists for [territory]: tests/end-to-end/tests/communes.rs, tests/formats"),
    ("conformance/", "schemas and examples of interfaces"),
    ("gbfs/gbfs-json-schema.zip", "the schema of the files beside it"),
    ("gbfs/systems.csv.gz", "addresses of systems, not stations"),
    ("gtfs/", "timetables are a setting of transport: tests/feeds, tests/end-to-end"),
    ("ical/", "archives and cases: tests/formats"),
    ("jobs/esco-", "a vocabulary"),
    ("jobs/rome-", "a vocabulary"),
    ("points/", "points without names: benchmarks"),
    ("solidarity/data-inclusion-", "schemas and reference lists"),
    ("solidarity/mednum-", "how another program maps the file beside it"),
    ("stops/lignes-par-gares-transilien.csv", "a matrix without places"),
];
