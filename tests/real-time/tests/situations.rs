//! Promise: what a SIRI situation exchange tells is shown where it matters: on the board of the station, the page of the
//! line and the front page. The answer is written from the French profile of SIRI 2, as SNCF sends it.

use tests_real_time::issy;

const CLOCK: &str = "2017-03-15T08:30:00+01:00";
const BOARD: &str = "/services/transport/arret/gtfs%2FIDFM%3A43203";

/// What one situation says, about whom.
fn situation(number: &str, progress: &str, summary: &str, affects: &str) -> String {
    format!(
        "<PtSituationElement><SituationNumber>{number}</SituationNumber><Progress>{progress}</Progress>\
         <ValidityPeriod><StartTime>2017-03-15T06:00:00+01:00</StartTime><EndTime>2017-03-15T22:00:00+01:00</EndTime></ValidityPeriod>\
         <Severity>normal</Severity><Summary xml:lang='FR'>{summary}</Summary><Summary xml:lang='EN'>In English: {summary}</Summary>\
         <Description xml:lang='FR'>Des travaux\njusqu'au soir.</Description><Affects>{affects}</Affects></PtSituationElement>"
    )
}

fn answer(made: &str, situations: &[String]) -> Vec<u8> {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><Siri xmlns='http://www.siri.org.uk/siri' version='2.0'><ServiceDelivery>\
         <ResponseTimestamp>{made}</ResponseTimestamp><SituationExchangeDelivery version='2.0'><Status>true</Status><Situations>{}\
         </Situations></SituationExchangeDelivery></ServiceDelivery></Siri>",
        situations.concat()
    )
    .into_bytes()
}

fn line(number: &str) -> String {
    format!(
        "<Networks><AffectedNetwork><AffectedLine><LineRef>STIF:Line::{number}:</LineRef></AffectedLine></AffectedNetwork></Networks>"
    )
}

fn stop(number: &str) -> String {
    format!(
        "<StopPoints><AffectedStopPoint><StopPointRef>STIF:StopPoint:Q:{number}:</StopPointRef></AffectedStopPoint></StopPoints>"
    )
}

#[test]
fn disruptions_stand_where_they_matter() {
    let situations = [
        situation("line", "open", "Travaux sur la ligne C", &line("C01727")),
        situation("lift", "open", "Ascenseur en panne", &stop("41161")),
        situation("closed", "closed", "Fini", &stop("41161")),
        situation("far", "open", "Ailleurs", &stop("99")),
        situation(
            "train",
            "open",
            "Un seul train",
            "<VehicleJourneys><AffectedVehicleJourney><VehicleJourneyRef>843124</VehicleJourneyRef></AffectedVehicleJourney></VehicleJourneys>",
        ),
        situation("mute", "open", "", &stop("41161"))
            .replace("Des travaux\njusqu'au soir.", "")
            .replace("In English: ", ""),
    ];
    let made = answer("2017-03-15T08:29:30+01:00", &situations);
    let (_timetable, hub) = issy::hub("siri-sx", ("info.xml", &made), CLOCK);
    let state = hub.state("live", |run| run["kept"] == 2);
    let run = &state["last_run"];
    assert_eq!((&run["read"], &run["refused"]), (&5.into(), &1.into()), "{run:#}");
    let lines = run["lines"].to_string();
    assert!(lines.contains("2 alerts are about lines and stations that are not published"), "{lines}");
    assert!(lines.contains("no words"), "{lines}");

    let told = |page: &str, feed: &str| hub.titles(page, feed);
    assert_eq!(told(BOARD, "perturbations-gare"), ["Ascenseur en panne"]);
    assert_eq!(told(BOARD, "perturbations"), ["Travaux sur la ligne C"]);
    assert_eq!(told("/services/transport/", "perturbations"), ["Travaux sur la ligne C"]);
    let mut browser = hub.hub.browser();
    let card = browser.get("/").text;
    assert!(card.contains("Travaux sur la ligne C") && !card.contains("Ailleurs"), "{card}");
    let english = browser.get(&format!("{BOARD}?lang=en")).text;
    assert!(english.contains("In English: Ascenseur en panne"), "{english}");

    // An old answer is refused with its date, and what was told stays.
    hub.write("info.xml", &answer("2017-03-15T07:00:00+01:00", &situations[..1]));
    let state = hub.state("live", |run| run["outcome"] == "refused");
    let reason = state["last_run"]["reason"].to_string();
    assert!(reason.contains("2017-03-15 07:00"), "{reason}");
    assert_eq!(state["features"], 2);
}
