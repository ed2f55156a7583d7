//! How far portrayals agree.

/// Van der Eijk's agreement A of frequencies over ordered categories, -1 (two camps at the ends) over 0 (evenly spread) to 1 (all in
/// one): van der Eijk 2001, "Measuring Agreement in Ordered Rating Scales", Quality & Quantity 35, section 4. The frequencies are
/// taken apart into layers of equal height; each layer has U = ((K - 2) TU - (K - 1) TDU) / ((K - 2) (TU + TDU)), with TU and TDU the
/// triples of categories that are and are not unimodal, and agreement U (1 - (S - 1) / (K - 1)) with S of K categories filled.
///
/// `None` of fewer than three categories or of no frequency.
pub(crate) fn agreement(frequencies: &[f64]) -> Option<f64> {
    let categories = frequencies.len();
    let total: f64 = frequencies.iter().sum();
    if categories < 3 || total <= 0.0 {
        return None;
    }
    let mut left = frequencies.to_vec();
    let mut agreement = 0.0;
    // Rounding may leave a trace of a layer that was taken away.
    let least = total * 1e-12;
    loop {
        let filled: Vec<bool> = left.iter().map(|f| *f > least).collect();
        let Some(height) = left.iter().copied().filter(|f| *f > least).reduce(f64::min) else { break };
        let size = filled.iter().filter(|f| **f).count();
        agreement += height * size as f64 / total * layer(&filled);
        left.iter_mut().zip(&filled).filter(|(_, filled)| **filled).for_each(|(f, _)| *f -= height);
    }
    Some(agreement)
}

/// The agreement of one layer.
fn layer(filled: &[bool]) -> f64 {
    let k = filled.len();
    let (mut unimodal, mut not) = (0.0, 0.0);
    for i in 0..k {
        for j in i + 1..k {
            for l in j + 1..k {
                match (filled[i], filled[j], filled[l]) {
                    (true, false, true) => not += 1.0,
                    (true, true, false) | (false, true, true) => unimodal += 1.0,
                    _ => {}
                }
            }
        }
    }
    let (k, size) = (k as f64, filled.iter().filter(|f| **f).count() as f64);
    let u = if unimodal + not == 0.0 {
        1.0
    } else {
        ((k - 2.0) * unimodal - (k - 1.0) * not) / ((k - 2.0) * (unimodal + not))
    };
    u * (1.0 - (size - 1.0) / (k - 1.0))
}
