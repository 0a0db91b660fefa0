"""Which failures are worth a second try: those of the machine's surroundings, never those of the data."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

RETRY_TRANSIENT = dg.RetryPolicy(
    max_retries=3, delay=2, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS
)
"""Three more tries after about 2, 4 and 8 seconds: a file share that blinks is back by then."""

_LASTING = {errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.EISDIR, errno.ENOTDIR}


@contextmanager
def transient() -> Iterator[None]:
    """Let only errors of input and output that may pass be retried; others fail the run at once."""
    try:
        yield
    except (GeneratorExit, dg.Failure):
        raise
    except Exception as error:
        passing = isinstance(error, OSError) and error.errno not in _LASTING
        if passing:
            raise
        raise dg.Failure(description=f"{type(error).__name__}: {error}", allow_retries=False) from error
