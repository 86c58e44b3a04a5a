//! Doors that contract 0.1 does not have, each with a check that reads the contract itself. A case of the catalogue that is
//! impossible names its door; the day the contract opens it, the check fails and the case must be written.

use std::collections::BTreeSet;

use wit_parser::{Handle, Interface, Resolve, Type, TypeDefKind, TypeId, World, WorldItem};

/// A way into the hub that the contract does not offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// A function by which the hub could call the plugin while it answers a call of the plugin.
    CallBack,
    /// Streams, futures, functions that answer later.
    Later,
    /// Something to wait on, or any resource but a draft and a body.
    Waiting,
    /// A handle lent to the plugin, which it could keep past the call.
    Lent,
    /// Blocks within blocks.
    Nesting,
    /// A clock finer than the one that stands still, or a way to pass time.
    Stopwatch,
    /// Free text in a query that is run: an expression, a pattern, SQL.
    Predicate,
    /// Sets of bits, whose unused bits could be set.
    Flags,
    /// Who asks: roles, accounts, the visitor's place.
    Person,
}

/// Every interface of the contract. A new one must be looked at before it is added here.
const INTERFACES: &[&str] = &[
    "clock",
    "data",
    "errors",
    "feeds",
    "geo",
    "home",
    "log",
    "outbound",
    "page",
    "publication",
    "random",
    "settings",
    "sync",
    "text",
    "views",
];

impl Door {
    /// All of them.
    pub const ALL: &[Door] = &[
        Door::CallBack,
        Door::Later,
        Door::Waiting,
        Door::Lent,
        Door::Nesting,
        Door::Stopwatch,
        Door::Predicate,
        Door::Flags,
        Door::Person,
    ];

    /// Looks for the door in a contract. `Some` says what was found.
    pub fn found_in(self, contract: &Resolve) -> Option<String> {
        match self {
            Door::CallBack => a_way_back(contract),
            Door::Later => something_later(contract),
            Door::Waiting => unlike(names_of_resources(contract), &["body", "draft"]),
            Door::Lent => a_lent_handle(contract),
            Door::Nesting => blocks_in_blocks(contract),
            Door::Stopwatch => {
                unlike(functions(contract, "clock"), &["now", "to-instant", "to-local", "today", "zone"])
            }
            Door::Predicate => unlike(
                cases(contract, "data", "test"),
                &["absent", "at-least", "at-most", "differs", "equals", "one-of", "present"],
            ),
            Door::Flags => {
                kinds(contract).find(|kind| matches!(kind, TypeDefKind::Flags(_))).map(|_| "flags".to_owned())
            }
            Door::Person => unlike(names_of_interfaces(contract), INTERFACES),
        }
    }
}

/// What stands in one list and not in the other.
fn unlike(found: BTreeSet<String>, known: &[&str]) -> Option<String> {
    let known: BTreeSet<String> = known.iter().map(|name| (*name).to_owned()).collect();
    let odd: Vec<&String> = found.symmetric_difference(&known).collect();
    (!odd.is_empty()).then(|| format!("{odd:?}"))
}

fn kinds(contract: &Resolve) -> impl Iterator<Item = &TypeDefKind> {
    contract.types.iter().map(|(_, definition)| &definition.kind)
}

fn names_of_interfaces(contract: &Resolve) -> BTreeSet<String> {
    contract.interfaces.iter().filter_map(|(_, interface)| interface.name.clone()).collect()
}

fn interface<'a>(contract: &'a Resolve, name: &str) -> Option<&'a Interface> {
    contract.interfaces.iter().map(|(_, interface)| interface).find(|one| one.name.as_deref() == Some(name))
}

fn functions(contract: &Resolve, of: &str) -> BTreeSet<String> {
    interface(contract, of).into_iter().flat_map(|interface| interface.functions.keys().cloned()).collect()
}

fn names_of_resources(contract: &Resolve) -> BTreeSet<String> {
    let resources =
        contract.types.iter().filter(|(_, definition)| matches!(definition.kind, TypeDefKind::Resource));
    resources.filter_map(|(_, definition)| definition.name.clone()).collect()
}

fn cases(contract: &Resolve, of: &str, name: &str) -> BTreeSet<String> {
    let id = interface(contract, of).and_then(|interface| interface.types.get(name));
    match id.map(|id| &contract.types[*id].kind) {
        Some(TypeDefKind::Variant(variant)) => variant.cases.iter().map(|case| case.name.clone()).collect(),
        _ => BTreeSet::new(),
    }
}

/// Interfaces that plugins offer, with those that they use left out.
fn offered(contract: &Resolve) -> impl Iterator<Item = &Interface> {
    let exports = |world: &World| world.exports.values().cloned().collect::<Vec<_>>();
    let items: Vec<WorldItem> = contract.worlds.iter().flat_map(|(_, world)| exports(world)).collect();
    items.into_iter().filter_map(|item| match item {
        WorldItem::Interface { id, .. } => Some(&contract.interfaces[id]),
        _ => None,
    })
}

/// The hub calls three functions, each once and from outside; plugins offer no resource whose methods it could call.
fn a_way_back(contract: &Resolve) -> Option<String> {
    let mut called = BTreeSet::new();
    for interface in offered(contract) {
        let name = interface.name.clone().unwrap_or_default();
        called.extend(interface.functions.keys().map(|function| format!("{name}.{function}")));
        let resource = interface.types.iter().find(|(_, id)| {
            matches!(contract.types[**id].kind, TypeDefKind::Resource | TypeDefKind::Handle(_))
        });
        if let Some((resource, _)) = resource {
            return Some(format!("plugins offer the resource {resource}"));
        }
    }
    unlike(called, &["home.render", "page.render", "sync.run"])
}

fn something_later(contract: &Resolve) -> Option<String> {
    let later = |kind: &&TypeDefKind| matches!(kind, TypeDefKind::Future(_) | TypeDefKind::Stream(_));
    if let Some(kind) = kinds(contract).find(later) {
        return Some(kind.as_str().to_owned());
    }
    let all = contract.interfaces.iter().flat_map(|(_, interface)| interface.functions.values());
    all.filter(|function| function.kind.is_async()).map(|function| function.name.clone()).next()
}

/// Handles in what the hub passes to a plugin when it calls it.
fn a_lent_handle(contract: &Resolve) -> Option<String> {
    let functions = offered(contract).flat_map(|interface| interface.functions.values());
    let lent =
        |ty: &Type| reaches(contract, ty, &|kind| matches!(kind, TypeDefKind::Handle(Handle::Borrow(_))));
    let mut given = functions.flat_map(|function| function.params.iter().map(move |param| (function, param)));
    given.find(|(_, param)| lent(&param.ty)).map(|(function, _)| function.name.clone())
}

fn blocks_in_blocks(contract: &Resolve) -> Option<String> {
    let block = *interface(contract, "views")?.types.get("block")?;
    let TypeDefKind::Variant(variant) = &contract.types[block].kind else {
        return Some("another block".into());
    };
    let nested = variant.cases.iter().filter_map(|case| case.ty.as_ref().map(|ty| (case, ty)));
    let mut nested = nested.filter(|(_, ty)| contains(contract, ty, block));
    nested.next().map(|(case, _)| case.name.clone())
}

fn contains(contract: &Resolve, ty: &Type, wanted: TypeId) -> bool {
    match ty {
        Type::Id(id) => {
            *id == wanted
                || parts(&contract.types[*id].kind).iter().any(|part| contains(contract, part, wanted))
        }
        _ => false,
    }
}

fn reaches(contract: &Resolve, ty: &Type, wanted: &dyn Fn(&TypeDefKind) -> bool) -> bool {
    match ty {
        Type::Id(id) => {
            let kind = &contract.types[*id].kind;
            wanted(kind) || parts(kind).iter().any(|part| reaches(contract, part, wanted))
        }
        _ => false,
    }
}

/// The types that a type is made of.
fn parts(kind: &TypeDefKind) -> Vec<Type> {
    match kind {
        TypeDefKind::Record(record) => record.fields.iter().map(|field| field.ty).collect(),
        TypeDefKind::Tuple(tuple) => tuple.types.clone(),
        TypeDefKind::Variant(variant) => variant.cases.iter().filter_map(|case| case.ty).collect(),
        TypeDefKind::Option(ty) | TypeDefKind::List(ty) | TypeDefKind::Type(ty) => vec![*ty],
        TypeDefKind::Result(result) => result.ok.into_iter().chain(result.err).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A contract with every door open.
    const OPEN: &str = "
        package parvis:hub@0.1.0;
        interface clock { now: func() -> s64; monotonic-now: func() -> u64; }
        interface data { variant test { equals(string), matches(string) } flags marks { a, b } }
        interface views { record row { cells: list<cell> } variant cell { words(string) }
                          variant block { paragraph(string), row(row) } }
        interface viewer { resource pollable { ready: func() -> bool; } use data.{test}; role: async func() -> string; }
        interface watch { use viewer.{pollable}; wake: func(on: borrow<pollable>); }
        world plugin { import clock; import data; import views; import viewer; export watch; }";

    #[test]
    fn a_door_that_is_opened_is_found() {
        let mut contract = Resolve::default();
        contract.push_str("open.wit", OPEN).expect("a contract");
        let shut: Vec<_> = Door::ALL.iter().filter(|door| door.found_in(&contract).is_none()).collect();
        // WIT has no recursive types: a block in a block cannot even be written.
        assert_eq!(shut, [&Door::Nesting]);
    }

    #[test]
    fn types_are_followed_to_their_parts() {
        let mut contract = Resolve::default();
        contract.push_str("open.wit", OPEN).expect("a contract");
        let views = interface(&contract, "views").expect("views");
        let (row, cell) = (views.types["row"], views.types["cell"]);
        assert!(contains(&contract, &Type::Id(row), cell) && !contains(&contract, &Type::Id(cell), row));
    }
}
