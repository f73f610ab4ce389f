"""Building many reports at once over Dask, on this machine or on many."""
