//! Corrections as they are kept: one JSON object a line.

use super::Reviewed;
use crate::corpus::Correction;
use crate::error::{Error, Result};

/// One line per correction, in their order.
pub(crate) fn lines(corrections: &[Correction]) -> String {
    let line = |correction| serde_json::to_string(correction).expect("a correction is plain data") + "\n";
    corrections.iter().map(line).collect()
}

/// Reads them back.
pub(super) fn read(input: &str, text: &str) -> Result<Reviewed> {
    let mut reviewed = Reviewed::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let record = format!("line {}", number + 1);
        reviewed.records += 1;
        match serde_json::from_str::<Correction>(line) {
            Ok(correction) => {
                let record = format!("{input}, {record}");
                reviewed.corrections.push(Correction { record, ..correction });
            }
            Err(error) => reviewed.errors.push(Error::record(input, record, "a correction", error.to_string())),
        }
    }
    Ok(reviewed)
}
