"""The tables of the report: figures summed chunk by chunk, one long Parquet file each."""
