"""The queue, by nats-py with the options of the worker: the defaults, and the URL with its login."""

import asyncio
import logging

from nats.js.api import ConsumerConfig

logger = logging.getLogger(__name__)

STREAM = "VISUALIZATION_TRANSFORMS"
SUBJECT = "workers.visualization-transform"
CONSUMER = "visualization-transform-workers"
LONGEST_PAUSE = 30


async def subscribe(jetstream, settings):
    for attempt in range(1, settings.subscribe_attempts + 1):
        try:
            try:
                # Succeeds without asking the server: what is missing shows when messages are fetched.
                return await jetstream.pull_subscribe_bind(consumer=CONSUMER, stream=STREAM)
            except Exception:
                config = ConsumerConfig(ack_wait=1800, max_deliver=3, max_ack_pending=10)
                return await jetstream.pull_subscribe(subject=SUBJECT, durable=CONSUMER, config=config)
        except Exception as error:
            if attempt == settings.subscribe_attempts:
                raise
            logger.warning("cannot subscribe to %s (attempt %s): %s", SUBJECT, attempt, error)
            await asyncio.sleep(settings.subscribe_delay)
    raise RuntimeError(f"cannot subscribe to {SUBJECT}")


class Queue:
    """Messages, with a new subscription after many refusals; the program is ready while the subscription is healthy."""

    def __init__(self, connection, settings):
        self.healthy = False
        self._settings = settings
        self._jetstream = connection.jetstream()
        self._subscription = None
        self._errors = 0

    async def start(self) -> None:
        self._subscription = await subscribe(self._jetstream, self._settings)
        self.healthy = True

    async def finished(self) -> int:
        """The place in the stream up to which jobs are finished."""
        info = await self._jetstream.consumer_info(STREAM, CONSUMER)
        return info.ack_floor.stream_seq

    async def fetch(self) -> list:
        try:
            batch, timeout = self._settings.batch_size, self._settings.fetch_timeout
            messages = await self._subscription.fetch(batch=batch, timeout=timeout)
            self._errors, self.healthy = 0, True
            return messages
        except Exception as error:
            await self._recover(error)
            return []

    async def _recover(self, error: Exception) -> None:
        text = str(error).lower()
        if isinstance(error, asyncio.TimeoutError) or "timeout" in text:
            self._errors = 0
            return
        self._errors += 1
        if "serviceunavailable" not in text and "no responders" not in text:
            logger.warning("cannot fetch messages: %s", error)
            await asyncio.sleep(min(self._errors, 5))
        elif self._errors < self._settings.resubscribe_threshold:
            await asyncio.sleep(min(2**self._errors, LONGEST_PAUSE))
        else:
            self.healthy = False
            try:
                await self.start()
                self._errors = 0
            except Exception as failure:
                logger.error("cannot subscribe again: %s", failure)
                await asyncio.sleep(LONGEST_PAUSE)
