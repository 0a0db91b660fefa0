"""How it comes about: jobs, schedule, sensors, resources and the definitions that Dagster loads."""
