//! Values of `tests/reference/audit.py`, by path.

use serde_json::Value;

/// The value at `path`, such as `alpha.two.ordinal`.
pub(crate) fn value(path: &str) -> Value {
    let file: Value = serde_json::from_str(include_str!("../../tests/reference/audit.json")).unwrap();
    file.pointer(&format!("/{}", path.replace('.', "/"))).unwrap_or_else(|| panic!("{path} is not there")).clone()
}

/// The number at `path`.
pub(crate) fn number(path: &str) -> f64 {
    value(path).as_f64().unwrap()
}
