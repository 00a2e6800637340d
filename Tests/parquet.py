"""Compares Parquet files with what they were written from, by three readers: FOLDER of ParquetSamples."""
import json
import os
import struct
import sys

import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq


def told(value, kind):
    """A value in the words of the samples' program, floating point bit by bit."""
    if value is None:
        return None
    if pa.types.is_boolean(kind):
        return value
    if pa.types.is_integer(kind):
        return str(value)
    if pa.types.is_float32(kind):
        return "f%x" % struct.unpack("<I", struct.pack("<f", value))
    if pa.types.is_float64(kind):
        return "d%x" % struct.unpack("<Q", struct.pack("<d", value))
    if pa.types.is_struct(kind):
        return {f.name: told(value[f.name], f.type) for f in kind}
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return [told(v, kind.value_type) for v in value]
    if isinstance(value, str):
        return "s" + value
    if isinstance(value, bytes):
        return "b" + value.hex()
    raise TypeError(f"{kind}: {value!r}")


def compare(name, table, expected):
    faults = []
    if set(table.column_names) != set(expected):
        faults.append(f"{name}: columns {sorted(set(table.column_names) ^ set(expected))}")
    for key, values in expected.items():
        column = table.column(key)
        found = [told(v, column.type) for v in column.to_pylist()]
        if found != values:
            rows = [k for k in range(min(len(found), len(values))) if found[k] != values[k]]
            faults.append(f"{name}: {key} ({column.type}): {len(found)} rows, wrong {rows[:5]}")
    return faults


def limits(path):
    """Whether the limits of every row group are those of its values."""
    faults, file = [], pq.ParquetFile(path)
    for g in range(file.num_row_groups):
        table = file.read_row_group(g)
        for c in range(file.metadata.num_columns):
            meta = file.metadata.row_group(g).column(c)
            own = meta.statistics
            if "." in meta.path_in_schema or own is None:
                continue
            column = table.column(meta.path_in_schema)
            values = [v for v in column.to_pylist() if v is not None]
            if own.null_count != column.null_count:
                faults.append(f"{path}: {meta.path_in_schema}: {own.null_count} missing")
            if own.has_min_max and (own.min != min(values) or own.max != max(values)):
                faults.append(f"{path}: {meta.path_in_schema}: {own.min} to {own.max}")
    return faults


def main(folder):
    expected = json.load(open(os.path.join(folder, "expected.json")))
    faults = []
    for name in ("plain", "gzip", "groups", "pages"):
        path = os.path.join(folder, name + ".parquet")
        table = pq.read_table(path, page_checksum_verification=True)
        faults += compare(f"pyarrow, {name}", table, expected)
        found = duckdb.sql(f"SELECT * FROM '{path}'")
        arrow = found.to_arrow_table() if hasattr(found, "to_arrow_table") else found.arrow()
        faults += compare(f"duckdb, {name}", arrow, expected)
        faults += compare(f"polars, {name}", polars.read_parquet(path).to_arrow(), expected)
        faults += limits(path)
        # limits let readers pass over row groups
        rows = sum(1 for v in expected["required_int64"] if int(v) > 1 << 60)
        many = duckdb.sql(f"SELECT count(*) FROM '{path}' WHERE required_int64 > {1 << 60}")
        few = polars.scan_parquet(path).filter(polars.col("required_int64") > (1 << 60)).collect()
        if many.fetchall()[0][0] != rows or len(few) != rows:
            faults.append(f"{name}: a filter finds other rows")
        note = pq.ParquetFile(path).metadata.metadata[b"note"].decode()
        if note != name + " é":
            faults.append(f"{name}: the note is {note!r}")
        groups = pq.ParquetFile(path).num_row_groups
        print(f"{name}: {table.num_rows} rows, {table.num_columns} columns, {groups} row groups")
    for fault in faults:
        print("ERROR", fault)
    print("every value by pyarrow, duckdb and polars" if not faults else "REJECTED")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
