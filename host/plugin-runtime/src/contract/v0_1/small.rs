//! `settings`, `random`, `log`, and the interfaces that hold only types.

use parvis_services::SettingValue;

use super::bindings::settings::Setting;
use super::bindings::{errors, feeds, log, random, settings, text, views};
use crate::state::CallState;

impl settings::Host for CallState {
    fn get(&mut self, name: String) -> wasmtime::Result<Option<Setting>> {
        self.enter(name.len())?;
        let setting = self.plugin.settings.get(&name).map(|value| match value {
            SettingValue::Text(text) => Setting::Text(text.clone()),
            SettingValue::Integer(n) => Setting::Integer(*n),
            SettingValue::Number(n) => Setting::Number(*n),
            SettingValue::Boolean(b) => Setting::Boolean(*b),
            SettingValue::Choice(word) => Setting::Choice(word.clone()),
            SettingValue::Source(_) => Setting::Source,
        });
        Ok(setting)
    }
}

impl random::Host for CallState {
    fn bytes(&mut self, length: i32) -> wasmtime::Result<Vec<u8>> {
        let length = length.clamp(0, 4096);
        self.enter(length as usize)?;
        Ok((0..length).map(|_| self.random.byte()).collect())
    }

    fn number(&mut self) -> wasmtime::Result<f64> {
        self.enter(8)?;
        Ok(self.random.number())
    }
}

impl log::Host for CallState {
    fn write(&mut self, level: log::Level, message: String) -> wasmtime::Result<()> {
        self.enter(message.len())?;
        let level = match level {
            log::Level::Error => "error",
            log::Level::Warn => "warn",
            log::Level::Info => "info",
            log::Level::Debug => "debug",
        };
        self.log(level, &message);
        Ok(())
    }
}

impl errors::Host for CallState {}
impl feeds::Host for CallState {}
impl text::Host for CallState {}
impl views::Host for CallState {}
