//! Where models are looked for.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// What makes a folder a model.
const MANIFEST: &str = "model.toml";
/// From the executable upward: `target/release`, `target`, the repository.
const PARENTS: usize = 4;

/// The folders that hold models, the first to be looked in first.
pub(super) struct Shelves(Vec<PathBuf>);

impl Shelves {
    /// `$STANDPOINT_MODELS`, `./models`, `models` beside the executable and in the folders above it, and that of the source code.
    pub(super) fn of_environment() -> Self {
        let named = std::env::var_os("STANDPOINT_MODELS").filter(|name| !name.is_empty()).map(PathBuf::from);
        let program = std::env::current_exe().and_then(|exe| exe.canonicalize()).unwrap_or_default();
        let beside = program.ancestors().skip(1).take(PARENTS).map(|folder| folder.join("models"));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
        let all = named.into_iter().chain([PathBuf::from("models")]).chain(beside).chain([source]);
        let mut seen = HashSet::new();
        Self(all.filter(|folder| seen.insert(folder.canonicalize().unwrap_or_else(|_| folder.clone()))).collect())
    }

    /// The folder of the model that is called `name`, or that lies at the path `name`.
    ///
    /// # Errors
    /// If there is none; the message says where it was looked for.
    pub(super) fn find(&self, name: &str) -> Result<PathBuf> {
        let path = Path::new(name);
        // A path is taken at its word even if it holds no model: opening it says what is missing.
        if path.join(MANIFEST).is_file() || path.components().count() != 1 || name.starts_with('.') {
            return Ok(path.to_path_buf());
        }
        let found = self.0.iter().map(|shelf| shelf.join(name)).find(|folder| folder.join(MANIFEST).is_file());
        let Some(found) = found else {
            let looked: Vec<String> = self.0.iter().map(|shelf| shelf.display().to_string()).collect();
            bail!("no model {name:?}: looked in {}", looked.join(", "));
        };
        Ok(found)
    }

    /// Every model folder, by shelf and name.
    pub(super) fn models(&self) -> Vec<PathBuf> {
        let mut all = Vec::new();
        for shelf in &self.0 {
            let Ok(entries) = std::fs::read_dir(shelf) else { continue };
            let mut here: Vec<PathBuf> =
                entries.flatten().map(|entry| entry.path()).filter(|path| path.join(MANIFEST).is_file()).collect();
            here.sort();
            all.extend(here);
        }
        all
    }

    /// The folders, as they are looked in.
    pub(super) fn folders(&self) -> &[PathBuf] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn an_id_is_looked_up_and_a_path_is_taken() {
        let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (shelf, id) in [(&second, "a"), (&second, "b"), (&first, "b")] {
            fs::create_dir(shelf.path().join(id)).unwrap();
            fs::write(shelf.path().join(id).join(MANIFEST), "").unwrap();
        }
        let shelves = Shelves(vec![first.path().to_path_buf(), second.path().to_path_buf()]);
        assert_eq!(shelves.find("a").unwrap(), second.path().join("a"));
        assert_eq!(shelves.find("b").unwrap(), first.path().join("b"));
        let path = second.path().join("b").display().to_string();
        assert_eq!(shelves.find(&path).unwrap(), Path::new(&path));
        let error = shelves.find("c").unwrap_err().to_string();
        assert!(error.contains("no model \"c\"") && error.contains(&first.path().display().to_string()), "{error}");
        assert_eq!(shelves.models().len(), 3);
    }
}
