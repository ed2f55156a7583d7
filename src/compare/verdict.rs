//! What an interval allows to be said.

use std::fmt;

/// Portrayals whose mean lies inside this distance of 0 are called neutral.
pub(crate) const NEUTRAL: f64 = 0.1;

/// A finding about a mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The interval lies below 0, not wholly inside ±0.1.
    Unfavorable,
    /// The interval lies wholly inside ±0.1.
    Neutral,
    /// The interval lies above 0, not wholly inside ±0.1.
    Favorable,
    /// The interval holds 0 and reaches beyond ±0.1.
    Undetermined,
}

impl Verdict {
    /// The finding that an interval allows.
    pub(crate) fn of((low, high): (f64, f64)) -> Self {
        if low >= -NEUTRAL && high <= NEUTRAL {
            Self::Neutral
        } else if low > 0.0 {
            Self::Favorable
        } else if high < 0.0 {
            Self::Unfavorable
        } else {
            Self::Undetermined
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unfavorable => "unfavorable",
            Self::Neutral => "neutral",
            Self::Favorable => "favorable",
            Self::Undetermined => "undetermined",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_allows_one_verdict() {
        let cases = [
            ((0.05, 0.4), Verdict::Favorable),
            ((-0.4, -0.01), Verdict::Unfavorable),
            ((-0.1, 0.1), Verdict::Neutral),
            ((0.02, 0.08), Verdict::Neutral),
            ((-0.05, 0.11), Verdict::Undetermined),
            ((0.0, 0.5), Verdict::Undetermined),
        ];
        for (interval, verdict) in cases {
            assert_eq!(Verdict::of(interval), verdict, "{interval:?}");
        }
    }
}
