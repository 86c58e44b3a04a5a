//! Events with their exceptions, changed instances and zones.

use jiff::civil::DateTime;

use super::*;

/// Paris in winter and in summer 2026, without a database of zones.
struct Paris;

fn offset_h(local: DateTime) -> i64 {
    let summer = "2026-03-29T02:00:00".parse::<DateTime>().expect("spring")
        ..="2026-10-25T03:00:00".parse::<DateTime>().expect("autumn");
    if summer.contains(&local) { 2 } else { 1 }
}

impl Zones for Paris {
    fn instant(&self, zone: &str, local: DateTime) -> Option<i64> {
        (zone == "Europe/Paris").then(|| zones::utc_ms(local) - offset_h(local) * 3_600_000)
    }

    fn local(&self, zone: &str, instant: i64) -> Option<DateTime> {
        let winter = zones::utc_local(instant + 3_600_000);
        (zone == "Europe/Paris").then(|| zones::utc_local(instant + offset_h(winter) * 3_600_000))
    }

    fn home(&self) -> String {
        "Europe/Paris".to_owned()
    }
}

/// What the events of a file give in 2026: beginnings in UTC, and remarks.
fn year(events: &str) -> (Vec<String>, Vec<String>) {
    let calendar = Calendar::read(&format!("BEGIN:VCALENDAR\n{events}\nEND:VCALENDAR\n"));
    let at = |text: &str| zones::utc_ms(text.parse().expect(text));
    let span = Span { from: at("2026-01-01T00:00:00"), until: at("2027-01-01T00:00:00") };
    let (instances, remarks) = calendar.instances(span, &Paris);
    let shown = |instance: &Instance| {
        let minutes = (instance.end - instance.start) / 60_000;
        format!("{} {minutes} min", zones::utc_local(instance.start).strftime("%m-%d %H:%M"))
    };
    let remarks = calendar.remarks.iter().chain(&remarks);
    (instances.iter().map(shown).collect(), remarks.map(|r| format!("{}: {}", r.line, r.reason)).collect())
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT")
}

#[test]
fn a_repeated_event_keeps_its_hour_over_a_clock_change() {
    let weekly = event(
        "DTSTART;TZID=Europe/Paris:20260322T100000\nDTEND;TZID=Europe/Paris:20260322T113000\n\
         RRULE:FREQ=WEEKLY;COUNT=3",
    );
    let (instances, remarks) = year(&weekly);
    assert_eq!(instances, ["03-22 09:00 90 min", "03-29 08:00 90 min", "04-05 08:00 90 min"]);
    assert_eq!(remarks, [""; 0]);
}

#[test]
fn exceptions_added_moments_and_changed_instances() {
    let master = event(
        "DTSTART:20260105T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260108T080000Z\n\
         EXDATE:20260106T080000Z\nRDATE:20260120T100000Z,20260121T100000Z\nEXDATE;VALUE=DATE:20260121",
    );
    let moved = event("RECURRENCE-ID:20260107T080000Z\nSEQUENCE:1\nDTSTART:20260107T150000Z\nDURATION:PT2H");
    let older = event("RECURRENCE-ID:20260107T080000Z\nDTSTART:20260107T120000Z");
    let (instances, _) = year(&[master, older, moved].join("\n"));
    assert_eq!(
        instances,
        ["01-05 08:00 60 min", "01-08 08:00 60 min", "01-20 10:00 60 min", "01-07 15:00 120 min"]
    );
}

#[test]
fn days_are_days_of_the_territory() {
    let all_day = event("DTSTART;VALUE=DATE:20260328\nDTEND;VALUE=DATE:20260330");
    assert_eq!(year(&all_day).0, ["03-27 23:00 2820 min"], "47 hours: the clocks go forward");
    let without_end = event("DTSTART;VALUE=DATE:20260401");
    assert_eq!(year(&without_end).0, ["03-31 22:00 1440 min"]);
    let floating = event("DTSTART:20260401T200000");
    assert_eq!(year(&floating).0, ["04-01 18:00 0 min"]);
}

#[test]
fn zones_of_microsoft_and_of_the_file_itself_are_known() {
    let office = event("DTSTART;TZID=Romance Standard Time:20260701T200000");
    assert_eq!(year(&office).0, ["07-01 18:00 0 min"]);
    let zone = "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0500\n\
                TZOFFSETTO:+0400\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nBEGIN:DAYLIGHT\n\
                DTSTART:19700329T020000\nTZOFFSETFROM:+0400\nTZOFFSETTO:+0500\n\
                RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    let own = |day: &str| event(&format!("DTSTART;TZID=Own:2026{day}T120000"));
    // The zone may stand after the events that name it.
    assert_eq!(year(&(own("0701") + "\n" + zone)).0, ["07-01 07:00 0 min"]);
    assert_eq!(year(&(zone.to_owned() + &own("1201"))).0, ["12-01 08:00 0 min"]);
}

#[test]
fn what_cannot_be_meant_is_left_out_with_its_line() {
    let unknown = event("DTSTART;TZID=Mars/Base:20260701T200000");
    assert_eq!(year(&unknown).1, ["2: the time zone 'Mars/Base' is not known"]);
    let rule = event("DTSTART:20260701T200000Z\nRRULE:FREQ=OFTEN");
    assert_eq!(year(&rule).1, ["5: RRULE: FREQ=OFTEN: there is no such frequency"]);
    assert_eq!(year(&event("SUMMARY:Fête")).1, ["2: an event without DTSTART"]);
    assert_eq!(year(&event("DTSTART:tomorrow")).1.len(), 1);
}

#[test]
fn words_are_unescaped_and_an_event_without_uid_has_a_name_that_stays() {
    let calendar = Calendar::read(
        "BEGIN:VEVENT\nDTSTART:20260701T200000Z\nSUMMARY:Bal\\, place\\nd'Issy\nGEO:48.82;2.26\n\
         CATEGORIES:Fête,Gratuit\nSTATUS:cancelled\nEND:VEVENT\n",
    );
    let event = &calendar.events[0];
    assert_eq!((event.title.as_str(), event.status), ("Bal, place\nd'Issy", Status::Cancelled));
    assert_eq!((event.position, event.categories.len()), (Some((48.82, 2.26)), 2));
    assert_eq!(event.uid, "2026-07-01T20:00:00 Bal, place\nd'Issy");
}
