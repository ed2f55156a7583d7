//! A table as Parquet (<https://parquet.apache.org/docs/file-format/>): typed columns, exact words, null for what is absent.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::cell::{Cell, Row, rounded};
use super::listing::Listing;
use super::table::{Column, Kind, fits};

/// Rows of a row group, which is what memory holds at a time: a few megabytes of statements.
const GROUP: usize = 16_384;
/// Who wrote the file, in the form that the format asks for (parquet.thrift, `created_by`).
const CREATED_BY: &str = concat!("standpoint version ", env!("CARGO_PKG_VERSION"));

/// Writes the table, row group after row group. The bytes depend on nothing but its rows and this version.
///
/// # Errors
/// If `out` does not take the bytes.
///
/// # Panics
/// If a row does not fit the columns, which is a mistake of the caller.
pub(super) fn write(listing: Listing<'_>, out: impl Write + Send) -> io::Result<()> {
    groups(listing, out, GROUP).map_err(|error| match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(source) => *source,
            Err(source) => io::Error::other(source),
        },
        error => io::Error::other(error),
    })
}

fn groups(listing: Listing<'_>, out: impl Write + Send, size: usize) -> Result<()> {
    let Listing { name, columns, mut rows } = listing;
    let about = |key: &str, value: &str| KeyValue::new(format!("standpoint.{key}"), value.to_owned());
    let properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![about("version", env!("CARGO_PKG_VERSION")), about("table", name)]))
        .build();
    let mut file = SerializedFileWriter::new(out, schema(name, &columns)?, Arc::new(properties))?;
    loop {
        let group: Vec<Row<'_>> = rows.by_ref().take(size).collect();
        if group.is_empty() {
            break;
        }
        assert!(group.iter().all(|row| fits(&columns, row)), "a row of {name} does not fit its columns");
        let mut writer = file.next_row_group()?;
        for (place, column) in columns.iter().enumerate() {
            let next = writer.next_column()?;
            let next = next.expect("the schema has every column");
            let cells = group.iter().map(|row| &row[place]);
            match column.kind {
                Kind::Text => fill::<ByteArrayType>(next, cells.map(words))?,
                Kind::Count => fill::<Int64Type>(next, cells.map(count))?,
                Kind::Decimal => fill::<DoubleType>(next, cells.map(decimal))?,
                Kind::Flag => fill::<BoolType>(next, cells.map(flag))?,
            }
        }
        writer.close()?;
    }
    file.close()?;
    Ok(())
}

/// Every column is optional: any may be empty in a later version.
fn schema(name: &str, columns: &[Column]) -> Result<TypePtr> {
    let field = |column: &Column| {
        let (physical, logical) = match column.kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Count => (Physical::INT64, None),
            Kind::Decimal => (Physical::DOUBLE, None),
            Kind::Flag => (Physical::BOOLEAN, None),
        };
        let field = Type::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
        field.with_logical_type(logical).build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<Vec<_>>>()?;
    Type::group_type_builder(name).with_fields(fields).build().map(Arc::new)
}

/// Writes a column: which cells hold a value (definition level 1), and their values.
fn fill<T: DataType>(mut writer: SerializedColumnWriter<'_>, cells: impl Iterator<Item = Option<T::T>>) -> Result<()> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    writer.typed::<T>().write_batch(&values, Some(&levels), None)?;
    writer.close()
}

fn words(cell: &Cell<'_>) -> Option<ByteArray> {
    if let Cell::Text(words) = cell { Some(ByteArray::from(words.as_ref())) } else { None }
}

fn count(cell: &Cell<'_>) -> Option<i64> {
    if let Cell::Count(number) = cell { i64::try_from(*number).ok() } else { None }
}

fn decimal(cell: &Cell<'_>) -> Option<f64> {
    if let Cell::Decimal(number) = cell { rounded(*number) } else { None }
}

fn flag(cell: &Cell<'_>) -> Option<bool> {
    if let Cell::Flag(flag) = cell { Some(*flag) } else { None }
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    const COLUMNS: [Column; 4] =
        [Column::text("words"), Column::count("start"), Column::decimal("score"), Column::flag("abstained")];

    fn rows() -> Vec<Row<'static>> {
        vec![
            vec![Cell::text("=1+1 “no”"), Cell::Count(12), Cell::Decimal(-0.123_45), Cell::Flag(true)],
            vec![Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
            vec![Cell::text("'quoted"), Cell::Count(0), Cell::Decimal(f64::NAN), Cell::Flag(false)],
        ]
    }

    fn written(rows: Vec<Row<'_>>, size: usize) -> SerializedFileReader<File> {
        let file = tempfile::tempfile().unwrap();
        groups(Listing::new("made-up", &COLUMNS, rows.into_iter()), file.try_clone().unwrap(), size).unwrap();
        SerializedFileReader::new(file).unwrap()
    }

    #[test]
    fn values_keep_their_types_and_what_is_absent_is_null() {
        let file = written(rows(), 2);
        let about = file.metadata().file_metadata();
        assert_eq!((about.num_rows(), file.num_row_groups()), (3, 2));
        assert_eq!(about.created_by(), Some(CREATED_BY));
        let read: Vec<Vec<(String, Field)>> =
            file.get_row_iter(None).unwrap().map(|row| row.unwrap().into_columns()).collect();
        let row = |words: Field, start: Field, score: Field, flag: Field| {
            let names = COLUMNS.map(|column| column.name.to_owned());
            names.into_iter().zip([words, start, score, flag]).collect::<Vec<_>>()
        };
        let text = |words: &str| Field::Str(words.to_owned());
        let expected = [
            row(text("=1+1 “no”"), Field::Long(12), Field::Double(-0.1235), Field::Bool(true)),
            row(Field::Null, Field::Null, Field::Null, Field::Null),
            row(text("'quoted"), Field::Long(0), Field::Null, Field::Bool(false)),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn a_table_without_rows_has_its_columns() {
        let file = written(Vec::new(), 2);
        let about = file.metadata().file_metadata();
        assert_eq!((about.num_rows(), about.schema_descr().num_columns()), (0, 4));
    }

    #[test]
    #[should_panic(expected = "a row of made-up does not fit its columns")]
    fn a_cell_of_another_kind_is_a_mistake() {
        written(vec![vec![Cell::Count(1), Cell::Empty, Cell::Empty, Cell::Empty]], 2);
    }

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_told_as_one() {
        let listing = Listing::new("made-up", &COLUMNS, rows().into_iter());
        assert_eq!(write(listing, Full).unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
