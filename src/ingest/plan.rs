//! From what a user names to the files that are read: sorted, each once.

use super::options::{IngestOptions, InputFormat};
use crate::error::{Error, Result};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Something to read.
#[derive(Debug)]
pub(super) enum Source {
    File(PathBuf),
    Stdin,
    /// An input that named nothing to read.
    Missing(String, Error),
}

/// Folders inside folders; more is a loop of links.
const DEEPEST: usize = 64;

/// The sources that `inputs` name, in their order, none twice.
pub(super) fn sources(inputs: &[String], options: &IngestOptions) -> Vec<Source> {
    let mut plan = Plan { seen: HashSet::new(), sources: Vec::new() };
    for input in inputs {
        if let Err(error) = plan.add(input, options) {
            plan.sources.push(Source::Missing(input.clone(), error));
        }
    }
    plan.sources
}

struct Plan {
    seen: HashSet<PathBuf>,
    sources: Vec<Source>,
}

impl Plan {
    fn add(&mut self, input: &str, options: &IngestOptions) -> Result<()> {
        if input == "-" {
            if self.seen.insert(PathBuf::from("-")) {
                self.sources.push(Source::Stdin);
            }
            return Ok(());
        }
        let path = Path::new(input);
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => self.folder(input, path, options),
            Ok(_) => {
                self.file(path.to_path_buf());
                Ok(())
            }
            Err(_) if input.contains(['*', '?', '[']) => self.pattern(input, options),
            Err(source) => Err(Error::io(path, "read", source)),
        }
    }

    fn file(&mut self, path: PathBuf) {
        let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if self.seen.insert(real) {
            self.sources.push(Source::File(path));
        }
    }

    fn pattern(&mut self, input: &str, options: &IngestOptions) -> Result<()> {
        let found = matches(input, input)?;
        if found.is_empty() {
            return Err(Error::input(input, "a pattern that matches files", "no match"));
        }
        for path in found {
            if path.is_dir() {
                let name = path.display().to_string();
                // A folder among the matches may well hold nothing for us.
                let _ = self.folder(&name, &path, options);
            } else {
                self.file(path);
            }
        }
        Ok(())
    }

    fn folder(&mut self, input: &str, path: &Path, options: &IngestOptions) -> Result<()> {
        let files = match &options.glob {
            Some(glob) => {
                let pattern = format!("{}/{glob}", glob::Pattern::escape(&path.to_string_lossy()));
                matches(input, &pattern)?.into_iter().filter(|path| path.is_file()).collect()
            }
            None => walked(path, options.format, 0)?,
        };
        if files.is_empty() {
            let expected = match &options.glob {
                Some(glob) => format!("files that match {glob}"),
                None => {
                    format!("files ending in {}", extensions(options.format).map(|end| format!(".{end}")).join(", "))
                }
            };
            return Err(Error::input(input, expected, "a folder without any"));
        }
        files.into_iter().for_each(|file| self.file(file));
        Ok(())
    }
}

/// The paths of a pattern, in alphabetic order.
fn matches(input: &str, pattern: &str) -> Result<Vec<PathBuf>> {
    let paths =
        glob::glob(pattern).map_err(|error| Error::input(input, "a pattern of file names", error.to_string()))?;
    let mut paths: Vec<PathBuf> = paths.filter_map(std::result::Result::ok).collect();
    paths.sort();
    Ok(paths)
}

/// The articles in a folder and the folders in it, sorted.
fn walked(folder: &Path, format: InputFormat, depth: usize) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|source| Error::io(folder, "read", source))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name == "README.md" || name == "CARD.md" {
            continue;
        }
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_dir() {
            // One folder that may not be read is no reason to leave the others.
            if depth < DEEPEST && !path.is_symlink() {
                files.extend(walked(&path, format, depth + 1).unwrap_or_default());
            }
        } else if extensions(format).contains(&&*extension) {
            files.push(path);
        }
    }
    Ok(files)
}

/// What articles in a folder end in.
fn extensions(format: InputFormat) -> [&'static str; 4] {
    match format {
        InputFormat::Jsonl => ["jsonl", "ndjson", "json", "jl"],
        InputFormat::Csv => ["csv", "tsv", "tab", "psv"],
        _ => ["txt", "html", "htm", "md"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(sources: &[Source]) -> Vec<String> {
        let name = |source: &Source| match source {
            Source::File(path) => path.file_name().unwrap().to_string_lossy().into_owned(),
            Source::Stdin => "-".to_owned(),
            Source::Missing(_, error) => format!("error {error}"),
        };
        sources.iter().map(name).collect()
    }

    #[test]
    fn folders_are_sorted_and_files_come_once() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("sub")).unwrap();
        for name in ["b.txt", "a.html", "sub/c.md", "README.md", "sub/CARD.md", "d.jsonl", ".e.txt"] {
            fs::write(root.join(name), "x").unwrap();
        }
        let input = |rest: &str| format!("{}{rest}", root.display());
        let options = IngestOptions::default();
        let found = sources(&[input("/b.txt"), input(""), "-".into(), "-".into(), input("/*.jsonl")], &options);
        assert_eq!(names(&found), ["b.txt", "a.html", "c.md", "-", "d.jsonl"]);
        let lines = IngestOptions { glob: Some("*.jsonl".into()), ..IngestOptions::default() };
        assert_eq!(names(&sources(&[input("")], &lines)), ["d.jsonl"]);
        let wrong = sources(&[input("/none.txt"), input("/*.xml"), input("/[")], &options);
        assert!(names(&wrong).iter().all(|name| name.starts_with("error")), "{wrong:?}");
    }
}
