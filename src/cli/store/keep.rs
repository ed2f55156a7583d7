//! What `score` adds to a store.

use std::fs;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::flags::KeepArgs;
use crate::corpus::{Added, Origin, Scorer, Store};
use crate::error::Error;
use crate::ingest::Article;
use crate::pipeline::{Analysis, Pipeline, PipelineOptions};

/// A store that is being filled; its copies share it.
#[derive(Clone)]
pub(in crate::cli) struct Keeper {
    store: Arc<Mutex<Store>>,
    scorer: Arc<Scorer>,
    /// Whether what was found in an article that is known is needed again.
    wanted: bool,
}

/// What the store knows of an article.
pub(in crate::cli) enum Known {
    /// Nothing that holds for this model.
    No,
    /// It is there, with what was found if that is wanted.
    Yes(Option<Analysis>),
}

impl Keeper {
    /// Opens the store of the flags, if they name one.
    ///
    /// # Errors
    /// If it cannot be used, or a file of actors cannot be read.
    pub(in crate::cli) fn open(
        args: &KeepArgs,
        pipeline: &Pipeline,
        options: &PipelineOptions,
        run: String,
        wanted: bool,
    ) -> Result<Option<Self>> {
        let Some(path) = &args.store else { return Ok(None) };
        let model = pipeline.model();
        let origin = Origin {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: model.manifest().id.clone(),
            model_sha256: model.manifest().sha256(),
            engine: model.engine_name().to_owned(),
        };
        let mut actors = Sha256::new();
        for file in &options.actors {
            let bytes = fs::read(file).map_err(|e| Error::io(file, "read", e))?;
            actors.update((bytes.len() as u64).to_le_bytes());
            actors.update(&bytes);
        }
        let actors_sha256 = match options.actors.as_slice() {
            [] => String::new(),
            _ => actors.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        let store = Arc::new(Mutex::new(Store::create(path, args.wait())?));
        Ok(Some(Self { store, scorer: Arc::new(Scorer { origin, actors_sha256, options: run }), wanted }))
    }

    /// Whether the article is there, scored by the same.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub(in crate::cli) fn known(&self, article: &Article) -> crate::error::Result<Known> {
        let store = self.store();
        match store.holds(article, &self.scorer)? {
            None => Ok(Known::No),
            Some(id) if self.wanted => Ok(Known::Yes(Some(store.analysis(&id)?))),
            Some(_) => Ok(Known::Yes(None)),
        }
    }

    /// Adds an article, unless another process has been quicker.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub(in crate::cli) fn add(
        &self,
        article: &Article,
        analysis: &Analysis,
        run: &mut Option<i64>,
    ) -> crate::error::Result<Added> {
        self.store().add(article, analysis, &self.scorer, run)
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
