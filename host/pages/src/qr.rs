//! QR codes: an address as a drawing that a phone reads from paper.

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around the code, as the standard asks.
const QUIET: i32 = 4;

/// The text as a drawing called `label`; `None` if it is too long for a code. Black on white in every theme: readers need it.
pub(crate) fn drawing(text: &str, label: &str) -> Option<Markup> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let across = (code.size() + 2 * QUIET).to_string();
    Some(html! {
        svg.qr viewBox={ "0 0 " (across) " " (across) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect width="100%" height="100%" fill="#fff" {}
            path d=(dark(&code)) fill="#000" {}
        }
    })
}

/// A rectangle for each run of dark modules of a line.
fn dark(code: &QrCode) -> String {
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let code = QrCode::encode_text("https://parvis.example.org/", QrCodeEcc::Medium).expect("short");
        let dark_modules = (0..code.size() * code.size())
            .filter(|at| code.get_module(at % code.size(), at / code.size()))
            .count();
        let runs = dark(&code);
        let drawn: usize =
            runs.split('h').skip(1).filter_map(|part| part.split_once('v')?.0.parse::<usize>().ok()).sum();
        assert_eq!(drawn, dark_modules);
        assert!(drawing(&"x".repeat(5_000), "").is_none(), "too long for a code");
    }
}
