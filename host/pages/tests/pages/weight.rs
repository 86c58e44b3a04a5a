//! A page weighs less than 100 kB with all that it needs. Also writes the sample pages, to be looked at.

use std::fs;
use std::path::Path;

use crate::{all_pages, writer};
use parvis_pages::static_files;

#[test]
fn pages_are_light() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(folder.join("static")).expect("folder");
    let assets: usize = static_files().iter().map(|file| file.bytes.len()).sum();
    for file in static_files() {
        fs::write(folder.join("static").join(file.name), file.bytes).expect("static file");
        println!("{:>7} bytes  {}", file.bytes.len(), file.address());
    }
    let css = static_files().iter().find(|file| file.name == "hub.css").expect("hub.css");
    assert!(css.bytes.len() < 20_000, "hub.css");
    for (name, context, page) in all_pages("") {
        let html = writer().html(&context, &page);
        fs::write(folder.join(format!("{name}.html")), &html).expect("page");
        println!("{:>7} bytes  {name} with its files", html.len() + assets);
        assert!(html.len() + assets < 100_000, "{name}");
    }
    println!("written to {}", folder.display());
}
