"""The Dagster job, run in this process, for `tradewire run`."""
