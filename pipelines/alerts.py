"""Where failures are told: the log, and a webhook where one is set."""

import json
import logging
import urllib.request

import dagster as dg

WEBHOOK_TIMEOUT_SECONDS = 10
"""A sensor tick may last a minute; a webhook that does not answer must not eat it."""


class Alerts(dg.ConfigurableResource[None]):
    """Tells of failed runs; `webhook` is the address that gets a JSON object by POST, empty for none."""

    webhook: str = ""

    def send(self, log: logging.Logger, *, job: str, run_id: str, batch: str | None, message: str) -> None:
        """Log one failure and post it; a webhook that cannot be reached is logged, never raised."""
        where = f" of batch {batch}" if batch else ""
        text = f"tradewire: run {run_id} of job {job}{where} failed: {message}"
        log.error(text)
        if not self.webhook:
            return
        body = json.dumps({"text": text, "job": job, "run_id": run_id, "batch": batch, "message": message})
        request = urllib.request.Request(
            self.webhook, data=body.encode(), headers={"Content-Type": "application/json"}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=WEBHOOK_TIMEOUT_SECONDS):
                pass
        except OSError as error:
            log.error(f"the alert of run {run_id} did not reach {self.webhook}: {error}")
