"""Loads a release with the tools that people use, and says for each whether it worked.

usage: check-release.py RELEASE_FOLDER

Prints one line a check, "ok …" or "FAILED …"; exits 1 when one failed. Reads the folder only, no network.
"""

import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HOME", tempfile.mkdtemp(prefix="datadam-check-"))


def main(folder: Path) -> int:
    failed = 0
    for check in (croissant_validates, croissant_streams_rows, data_package_validates, hub_library_reads_card, hub_library_reads_files, pandas_reads):
        try:
            print(f"ok {check.__name__}: {check(folder)}")
        except Exception as fault:  # every fault is a failed check, whatever a library throws
            failed += 1
            print(f"FAILED {check.__name__}: {type(fault).__name__}: {str(fault).splitlines()[0] if str(fault) else ''}")
    return 1 if failed else 0


def expected(folder: Path):
    """Names of columns and number of rows, from the files themselves."""
    import pyarrow.parquet as parquet

    shards = sorted((folder / "data").glob("*.parquet"))
    return parquet.read_schema(shards[0]).names, sum(parquet.read_metadata(shard).num_rows for shard in shards)


def croissant_validates(folder: Path) -> str:
    import mlcroissant

    metadata = mlcroissant.Dataset(jsonld=str(folder / "croissant.json")).metadata
    issues = metadata.ctx.issues
    assert not issues.errors and not issues.warnings, issues.report()
    names, _ = expected(folder)
    assert [field.name if isinstance(field.name, str) else next(iter(field.name.values())) for field in metadata.record_sets[0].fields] == names, "fields are not the columns"
    return f"mlcroissant, no error, no warning, {len(names)} fields"


def croissant_streams_rows(folder: Path) -> str:
    import mlcroissant

    names, rows = expected(folder)
    dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    count = 0
    for record in dataset.records("records"):
        assert len(record) == len(names), "a record has other fields"
        count += 1
        if count == 1000:
            break
    assert count == min(rows, 1000), f"{count} records for {rows} rows"
    return f"mlcroissant, {count} records"


def data_package_validates(folder: Path) -> str:
    from frictionless import Package

    package = Package(str(folder / "datapackage.json"))
    errors = package.to_descriptor() and list(Package.metadata_validate(json.loads((folder / "datapackage.json").read_text("utf-8"))))
    assert not errors, errors[0].note
    names, _ = expected(folder)
    for resource in package.resources:
        content = (folder / resource.path).read_bytes()
        assert resource.bytes == len(content), f"{resource.path} has another size"
        assert resource.hash == f"sha256:{hashlib.sha256(content).hexdigest()}", f"{resource.path} has another hash"
        assert resource.schema.field_names == names, f"{resource.path} has other columns"
    return f"frictionless, {len(package.resources)} resources"


def hub_library_reads_card(folder: Path) -> str:
    """By the README's YAML: its configuration, features and number of rows must fit the data, or the library refuses."""
    from datasets import load_dataset

    names, rows = expected(folder)
    data = load_dataset(str(folder), split="train")
    assert data.column_names == names, "other columns"
    assert data.num_rows == rows, f"{data.num_rows} rows for {rows}"
    return f"datasets, README.md, {rows} rows"


def hub_library_reads_files(folder: Path) -> str:
    from datasets import load_dataset

    names, rows = expected(folder)
    data = load_dataset("parquet", data_files=str(folder / "data" / "train-*.parquet"), split="train")
    assert data.column_names == names and data.num_rows == rows
    streamed = next(iter(load_dataset("parquet", data_files=str(folder / "data" / "train-*.parquet"), split="train", streaming=True)))
    assert list(streamed) == names
    return f"datasets, data files, {rows} rows, streamed too"


def pandas_reads(folder: Path) -> str:
    import pandas

    names, rows = expected(folder)
    data = pandas.read_parquet(folder / "data")
    assert list(data.columns) == names and len(data) == rows
    return f"pandas, {len(data)} rows"


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(Path(sys.argv[1]).resolve()))
