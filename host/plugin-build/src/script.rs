//! Plugins in JavaScript and Python: a folder with `plugin.toml` and a program that its language's tool wraps.

mod javascript;
mod python;
mod stamp;
mod tool;

use std::path::{Path, PathBuf};
use std::process::Command;

use parvis_model::Manifest;

use crate::{BuildError, Options, adopt, folder, world};

/// The languages beside Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    JavaScript,
    Python,
}

/// A folder that was read and found complete.
#[derive(Debug)]
pub(crate) struct ScriptFolder {
    pub(crate) manifest: Manifest,
    /// The folder, absolute.
    path: PathBuf,
    language: Language,
    /// The program's first file, within the folder.
    entry: PathBuf,
    /// What it exports: `home`, `page`, `sync`.
    exports: Vec<&'static str>,
}

/// An interface of the contract and the names under which a program offers it.
const EXPORTS: &[(&str, &str)] = &[("home", "Home"), ("page", "Page"), ("sync", "Sync")];

impl ScriptFolder {
    /// Reads a folder that is not a Rust crate; none if it holds no program of a known language.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, BuildError> {
        let path = path.canonicalize().map_err(BuildError::file(path))?;
        let (language, entry) = if path.join("package.json").exists() {
            (Language::JavaScript, javascript::entry(&path)?)
        } else if path.join("app.py").exists() {
            (Language::Python, PathBuf::from("app.py"))
        } else {
            return Ok(None);
        };
        let manifest = folder::manifest(&path)?;
        let text = folder::read(&path.join(&entry))?;
        let exports = exports(language, &text);
        if exports.is_empty() {
            let path = path.join(&entry);
            return Err(BuildError::Crate { path, reason: language.nothing_offered().into() });
        }
        Ok(Some(ScriptFolder { manifest, path, language, entry, exports }))
    }

    /// The component with its manifest; the one that is there already where nothing has changed since it was made.
    pub(crate) fn component(
        &self,
        options: &Options,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Vec<u8>, BuildError> {
        let staging = options.out_dir.join("generated").join(&self.manifest.name);
        std::fs::create_dir_all(&staging).map_err(BuildError::file(&staging))?;
        let staging = staging.canonicalize().map_err(BuildError::file(&staging))?;
        let tool = self.language.tool();
        let program = tool.find(&self.path, &options.tools)?;
        let world = world::generate(&self.manifest, &self.exports)?;
        let inputs = stamp::inputs(&self.path, &[&world, self.language.sdk(), &tool.version(&program)])?;
        let component = options.out_dir.join(format!("{}.wasm", self.manifest.name));
        if let Some(bytes) = stamp::unchanged(&staging, &inputs, &component) {
            return Ok(bytes);
        }
        progress(&format!("wrapping {} with {}", self.manifest.name, tool.name));
        write(&staging.join("wit/plugin.wit"), &world)?;
        let raw = staging.join("raw.wasm");
        tool.run(&mut self.command(&program, &staging, &raw)?, &self.manifest.name)?;
        let made = std::fs::read(&raw).map_err(BuildError::file(&raw))?;
        // The tool's own file is of no more use, and large.
        let _ = std::fs::remove_file(&raw);
        let bytes = adopt(&made, &self.manifest)?;
        stamp::keep(&staging, &inputs, &bytes)?;
        Ok(bytes)
    }

    fn command(&self, program: &Path, staging: &Path, out: &Path) -> Result<Command, BuildError> {
        match self.language {
            Language::JavaScript => javascript::command(self, program, staging, out),
            Language::Python => python::command(self, program, staging, out),
        }
    }
}

impl Language {
    fn tool(self) -> &'static tool::Tool {
        match self {
            Language::JavaScript => &javascript::TOOL,
            Language::Python => &python::TOOL,
        }
    }

    fn sdk(self) -> &'static str {
        match self {
            Language::JavaScript => javascript::SDK,
            Language::Python => python::SDK,
        }
    }

    fn nothing_offered(self) -> &'static str {
        match self {
            Language::JavaScript => {
                "it exports none of home, page and sync: write `export const page = { render(request) { ... } };`"
            }
            Language::Python => {
                "it has none of the classes Home, Page and Sync: write `class Page:` with `def render(self, request):`"
            }
        }
    }
}

/// What a program offers, read from its text: lines of JavaScript that begin with `export` and name it, lines of Python
/// that begin with `class`, `from` or `import` and name it.
fn exports(language: Language, text: &str) -> Vec<&'static str> {
    let beginnings: &[&str] = match language {
        Language::JavaScript => &["export"],
        Language::Python => &["class", "from", "import"],
    };
    let word = |c: char| !c.is_alphanumeric() && c != '_' && c != '$';
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(word).collect()).collect();
    let offered = |name: &str| {
        let begins = |line: &&Vec<&str>| line.first().is_some_and(|first| beginnings.contains(first));
        lines.iter().filter(begins).any(|line| line.contains(&name))
    };
    let named = EXPORTS.iter().filter(|(interface, class)| match language {
        Language::JavaScript => offered(interface),
        Language::Python => offered(class),
    });
    named.map(|(interface, _)| *interface).collect()
}

/// Writes a generated file, its folder made where it is missing.
fn write(path: &Path, text: &str) -> Result<(), BuildError> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder).map_err(BuildError::file(folder))?;
    std::fs::write(path, text).map_err(BuildError::file(path))
}

#[cfg(test)]
mod tests;
