//! Edges: one position many times, the date line, limits, missing places, unknown names.

use std::collections::HashSet;

use parvis_index::{MAX_LIMIT, QueryContext, ReadModel};
use parvis_model::{
    Area, Bounds, Children, Condition, Feature, Geometry, Instant, Item, Moment, Order, OrderBy, Origin,
    Period, Placement, PlatformError, Point, Query, Shape, Test, Text, TimeRange, Value,
};

use crate::data::{NOW, context, part, plain, snapshot, territory};

fn near(longitude: f64, latitude: f64, radius_m: f64, limit: usize) -> Query {
    let origin = Origin::Point(Point { longitude, latitude });
    Query { placement: Some(Placement::Near { origin, radius_m }), ..Query::all("things", limit) }
}

/// The field that a query is refused for, if it is.
fn refused(query: &Query) -> Option<String> {
    let territory = territory();
    match snapshot("things", &[]).run(query, &context(&territory)) {
        Err(PlatformError::Invalid(invalid)) => Some(invalid.field),
        Err(other) => panic!("{other}"),
        Ok(_) => None,
    }
}

#[test]
fn three_hundred_features_at_one_position_come_in_order_of_id_each_once() {
    let territory = territory();
    let at = Some((2.258_34, 48.819_87));
    let mut features: Vec<Feature> = (0..300).map(|i| plain(format!("f{i:03}"), at, None)).collect();
    features.push(plain("further", Some((2.258_36, 48.819_87)), None));
    let snapshot = snapshot("things", &features);
    let mut query = near(2.258_34, 48.819_87, 800.0, 7);
    let mut found = Vec::new();
    loop {
        let answer = snapshot.run(&query, &context(&territory)).expect("sound");
        found.extend(answer.hits.iter().map(|hit| hit.feature.id.to_string()));
        query.after = answer.next;
        if query.after.is_none() {
            break;
        }
    }
    let expected: Vec<String> = features.iter().map(|f| f.id.to_string()).collect();
    assert_eq!(found, expected);
}

#[test]
fn nearness_goes_across_the_date_line_and_over_the_pole() {
    let territory = territory();
    let features = [
        plain("west", Some((179.9995, 0.0)), None),
        plain("east", Some((-179.999, 0.0)), None),
        plain("line", Some((-180.0, 0.0)), None),
        plain("pole-a", Some((10.0, 89.9995)), None),
        plain("pole-b", Some((-170.0, 89.999)), None),
    ];
    let snapshot = snapshot("things", &features);
    let ids = |query: &Query| -> Vec<String> {
        let answer = snapshot.run(query, &context(&territory)).expect("sound");
        answer.hits.iter().map(|hit| hit.feature.id.to_string()).collect()
    };
    assert_eq!(ids(&near(180.0, 0.0, 800.0, 5)), ["line", "west", "east"]);
    assert_eq!(ids(&near(-179.9999, 0.0, 105.0, 5)), ["line", "west", "east"]);
    assert_eq!(ids(&near(-179.9999, 0.0, 90.0, 5)), ["line", "west"]);
    assert_eq!(ids(&near(100.0, 90.0, 800.0, 5)), ["pole-a", "pole-b"]);
    let bounds = Bounds { west: 179.0, south: -1.0, east: -179.0, north: 1.0 };
    let inside =
        Query { placement: Some(Placement::Inside(Area::Bounds(bounds))), ..Query::all("things", 5) };
    assert_eq!(ids(&inside), ["east", "line", "west"]);
}

#[test]
fn the_radius_itself_is_within() {
    let territory = territory();
    let snapshot = snapshot("things", &[plain("a", Some((2.25, 48.82)), None)]);
    let query = near(2.25, 48.83, 50_000.0, 1);
    let metres = snapshot.run(&query, &context(&territory)).expect("sound").hits[0].distance_m.expect("near");
    let count = |radius_m| {
        snapshot.run(&near(2.25, 48.83, radius_m, 1), &context(&territory)).expect("sound").hits.len()
    };
    assert_eq!((count(metres), count(metres - 1e-6)), (1, 0));
}

#[test]
fn a_shape_is_where_the_middle_of_its_box_is() {
    let territory = territory();
    let corner = |longitude, latitude| Point { longitude, latitude };
    let line = Shape::LineString(vec![corner(2.24, 48.82), corner(2.26, 48.82)]);
    let feature = Feature { geometry: Some(Geometry::Shape(Box::new(line))), ..plain("line", None, None) };
    let answer = snapshot("things", &[feature]).run(&near(2.25, 48.82, 1.0, 1), &context(&territory));
    assert_eq!(answer.expect("sound").hits.len(), 1);
}

#[test]
fn limits_hold_at_the_limit_and_not_one_past_it() {
    assert_eq!(refused(&Query::all("things", MAX_LIMIT)), None);
    assert_eq!(refused(&Query::all("things", 1)), None);
    assert_eq!(refused(&Query::all("things", MAX_LIMIT + 1)).as_deref(), Some("query.limit"));
    assert_eq!(refused(&Query::all("things", 0)).as_deref(), Some("query.limit"));
    let radius = Some("query.placement.near.radius-m");
    assert_eq!(refused(&near(0.0, 0.0, 1.0, 1)), None);
    assert_eq!(refused(&near(0.0, 0.0, 50_000.0, 1)), None);
    assert_eq!(refused(&near(0.0, 0.0, 0.99, 1)).as_deref(), radius);
    assert_eq!(refused(&near(0.0, 0.0, 50_001.0, 1)).as_deref(), radius);
    assert_eq!(refused(&near(0.0, 0.0, f64::NAN, 1)).as_deref(), radius);
    assert_eq!(refused(&near(0.0, 91.0, 1.0, 1)).as_deref(), Some("query.placement.near.origin"));
}

#[test]
fn a_query_holds_so_many_tests_and_not_one_more() {
    let condition = |test: Test| Condition { property: "code".into(), test };
    let conditions =
        |count| Query { conditions: vec![condition(Test::Present); count], ..Query::all("things", 1) };
    assert_eq!(refused(&conditions(32)), None);
    assert_eq!(refused(&conditions(33)).as_deref(), Some("query.conditions"));
    let listed = |count| Query {
        conditions: vec![condition(Test::OneOf(vec![Value::Integer(1); count]))],
        ..Query::all("things", 1)
    };
    assert_eq!(refused(&listed(500)), None);
    assert_eq!(refused(&listed(501)).as_deref(), Some("query.conditions"));
    let key = Order { by: OrderBy::Title, descending: false };
    let ordered = |count| Query { order: vec![key.clone(); count], ..Query::all("things", 1) };
    assert_eq!(refused(&ordered(8)), None);
    assert_eq!(refused(&ordered(9)).as_deref(), Some("query.order"));
}

#[test]
fn what_makes_no_sense_is_refused_with_the_field() {
    let inside = |area| Query { placement: Some(Placement::Inside(area)), ..Query::all("things", 1) };
    let upside_down = Bounds { west: 0.0, south: 2.0, east: 1.0, north: 1.0 };
    assert_eq!(refused(&inside(Area::Bounds(upside_down))).as_deref(), Some("query.placement.inside.bounds"));
    assert_eq!(
        refused(&inside(Area::Commune("75056".into()))).as_deref(),
        Some("query.placement.inside.commune")
    );
    let after = Query { after: Some("gone".into()), ..Query::all("things", 1) };
    assert_eq!(refused(&after).as_deref(), Some("query.after"));
    let order = vec![Order { by: OrderBy::Distance, descending: false }];
    assert_eq!(refused(&Query { order, ..Query::all("things", 1) }).as_deref(), Some("query.order"));
}

#[test]
fn a_query_without_its_place_says_so_and_one_of_nothing_is_empty() {
    let territory = territory();
    let snapshot = snapshot("things", &[plain("a", Some((2.24, 48.81)), None)]);
    let ask = |placement, context: &QueryContext<'_>| {
        let query = Query { placement: Some(placement), ..Query::all("things", 5) };
        let answer = snapshot.run(&query, context).expect("sound");
        (answer.hits.len(), answer.needs_place)
    };
    let near = |origin| Placement::Near { origin, radius_m: 5000.0 };
    let nowhere = context(&territory);
    let here = Some(Point { longitude: 2.24, latitude: 48.82 });
    let somewhere = QueryContext { here, ..nowhere.clone() };
    let abroad = QueryContext { here: Point::new(0.0, 0.0), ..nowhere.clone() };
    let chosen = QueryContext { commune_here: Some("92040".into()), ..nowhere.clone() };
    assert_eq!(ask(near(Origin::Here), &nowhere), (0, true));
    assert_eq!(ask(near(Origin::Here), &somewhere), (1, false));
    assert_eq!(ask(near(Origin::There), &somewhere), (0, true));
    assert_eq!(ask(Placement::Inside(Area::CommuneHere), &nowhere), (0, true));
    assert_eq!(ask(Placement::Inside(Area::CommuneHere), &somewhere), (1, false));
    assert_eq!(ask(Placement::Inside(Area::CommuneHere), &chosen), (1, false));
    assert_eq!(ask(Placement::Inside(Area::CommuneHere), &abroad), (0, false));
    let unknown = Origin::Feature { collection: "things".into(), id: "gone".into() };
    assert_eq!(ask(near(unknown), &nowhere), (0, false));
    let answer = snapshot.run(&Query::all("unknown", 1), &nowhere).expect("sound");
    assert_eq!((answer.hits.len(), answer.next, answer.needs_place), (0, None, false));
}

#[test]
fn what_began_long_ago_and_still_runs_is_found() {
    let territory = territory();
    let mut features: Vec<Feature> =
        (0..100).map(|i| plain(format!("m{i:02}"), None, Some(NOW.0 - 50_000 + i * 1000))).collect();
    let period = Period::new(Instant(0), NOW);
    features.push(Feature { period, ..plain("long", None, None) });
    features.push(plain("always", None, None));
    let during = Some(TimeRange { from: Some(Moment::NowPlusS(0)), until: Some(Moment::NowPlusS(2)) });
    let query = Query { during, ..Query::all("things", 10) };
    let answer = snapshot("things", &features).run(&query, &context(&territory)).expect("sound");
    let ids: Vec<&str> = answer.hits.iter().map(|hit| &*hit.feature.id).collect();
    assert_eq!(ids, ["long", "m50", "m51", "always"]);
}

#[test]
fn a_parent_with_ten_thousand_children_gives_the_next_few() {
    let territory = territory();
    let child = |i: i64| {
        let start = Some(NOW.0 + (i - 5000) * 60_000);
        let properties = [parvis_model::Property { name: "n".into(), value: Value::Integer(i) }].into();
        Feature {
            parent: Some("issy".into()),
            properties,
            ..plain(format!("d{:05}", 10_000 - i), None, start)
        }
    };
    let features: Vec<Feature> = (0..10_000).map(child).collect();
    let snapshot = snapshot("departures", &features);
    let children = Children {
        collection: "departures".into(),
        conditions: vec![Condition { property: "n".into(), test: Test::Differs(Value::Integer(5001)) }],
        during: Some(TimeRange { from: Some(Moment::NowPlusS(0)), until: None }),
        order: Vec::new(),
        limit: 3,
        item: Item { lead: None, badge: None, title: None, details: Vec::new(), link: None },
        empty: Text::default(),
    };
    let next = snapshot.children("issy", &children, &context(&territory)).expect("sound");
    let ids: Vec<&str> = next.iter().map(|feature| &*feature.id).collect();
    assert_eq!(ids, ["d05000", "d04998", "d04997"]);
    assert_eq!(
        (&**next[0].plugin(), &**next[0].source(), &**next[0].collection()),
        ("test", "source", "departures")
    );
    assert!(snapshot.children("meudon", &children, &context(&territory)).expect("sound").is_empty());
    let too_many = Children { limit: 101, ..children };
    assert!(snapshot.children("issy", &too_many, &context(&territory)).is_err());
}

#[test]
fn relevance_puts_whole_words_of_the_title_first() {
    let territory = territory();
    let titled = |id: &'static str, title: &str| Feature { title: Text::new(title), ..plain(id, None, None) };
    let features = [titled("1", "Valmy"), titled("2", "Le Val"), titled("3", "Meudon")];
    let query = Query {
        text: Some("val".into()),
        order: vec![Order { by: OrderBy::Relevance, descending: false }],
        ..Query::all("things", 5)
    };
    let answer = snapshot("things", &features).run(&query, &context(&territory)).expect("sound");
    let ids: Vec<&str> = answer.hits.iter().map(|hit| &*hit.feature.id).collect();
    assert_eq!(ids, ["2", "1"]);
}

#[test]
fn an_id_of_two_sources_is_seen_once_and_comes_back_when_the_first_goes() {
    let model = ReadModel::new();
    let titled = |title: &str| vec![Feature { title: Text::new(title), ..plain("same", None, None) }];
    model.replace_source("b", "s", vec![("things".into(), part(&titled("second")))], 1);
    model.replace_source("a", "s", vec![("things".into(), part(&titled("first")))], 2);
    let seen = |title: &str| {
        let snapshot = model.snapshot();
        let all: Vec<_> = snapshot.collection("things").expect("known").iter().collect();
        assert_eq!((all.len(), snapshot.collection("things").expect("known").len()), (1, 1));
        assert_eq!(&**all[0].title.fallback(), title);
        assert_eq!(&**snapshot.get("things", "same").expect("seen").title.fallback(), title);
    };
    seen("first");
    // A source amends those of its own plugin, whatever its name, and no other's.
    model.replace_source("a", "t", vec![("things".into(), part(&titled("amended")).amending())], 3);
    seen("amended");
    model.replace_source("b", "t", vec![("things".into(), part(&titled("of b")).amending())], 4);
    model.replace_source("a", "s", vec![("things".into(), part(&titled("first again")))], 5);
    seen("amended");
    model.remove_source("a", "t", 6);
    seen("first again");
    model.remove_source("a", "s", 7);
    seen("of b");
}

#[test]
fn paging_in_every_order_covers_everything_exactly_once() {
    let territory = territory();
    let features: Vec<Feature> = (0..1203)
        .map(|i| plain(format!("f{}", i * 7919 % 1203), Some((2.25, 48.82)), (i % 3 > 0).then_some(i / 50)))
        .collect();
    let snapshot = snapshot("things", &features);
    for by in [OrderBy::Title, OrderBy::Start, OrderBy::Distance, OrderBy::Property("id".into())] {
        for descending in [false, true] {
            let order = vec![Order { by: by.clone(), descending }];
            let mut query = Query { order, ..near(2.25, 48.82, 10.0, 100) };
            let mut seen = HashSet::new();
            for _ in 0..13 {
                let answer = snapshot.run(&query, &context(&territory)).expect("sound");
                assert!(
                    answer.hits.iter().all(|hit| seen.insert(hit.feature.id.clone())),
                    "{by:?}: one came twice"
                );
                query.after = answer.next;
            }
            assert_eq!((seen.len(), query.after), (1203, None), "{by:?} {descending}");
        }
    }
}
