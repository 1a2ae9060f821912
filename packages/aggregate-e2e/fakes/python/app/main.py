"""
A fake of worker-visualizations-py on the client libraries that it uses, in the same versions: it connects, takes jobs and stores pages
as the worker does, without computing anything. What it does follows contract.yaml of the service, which names the lines of the source.
"""

import asyncio
import logging
import signal
import sys
import time

import nats

import health
import page
import telemetry
from jobs import Worker
from settings import Settings
from storage import Storage
from subscription import Queue

LONGEST_END_SECONDS = 300

logger = logging.getLogger("main")


async def main(settings: Settings) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    worker = Worker(settings, Storage())
    queue = None
    runner = await health.serve(settings.health_port, worker, lambda: queue)
    connection = None
    tasks = set()
    try:
        connection = await nats.connect(settings.nats_url)
        # With whatever login the URL has: the worker logs it too.
        logger.info("Connected to NATS at %s", settings.nats_url)
        queue = Queue(connection, settings)
        await queue.start()
        logger.info("Worker started, waiting for jobs")
        while not stopping.is_set():
            for message in await queue.fetch():
                # What it was given and does not begin is delivered again when its time to acknowledge is over.
                if stopping.is_set():
                    break
                task = asyncio.create_task(worker.take(message, connection))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
    except Exception:
        logger.error("Fatal error in main loop", exc_info=True)
        sys.exit(1)
    finally:
        end = time.monotonic() + LONGEST_END_SECONDS
        while worker.active > 0 and time.monotonic() < end:
            await asyncio.sleep(1)
        if connection is not None:
            await connection.close()
        await runner.cleanup()
        logger.info("Worker stopped (%s jobs still active)", worker.active)


if __name__ == "__main__":
    configured = Settings()
    telemetry.start(configured)
    page.prepare()
    time.sleep(configured.start_seconds)
    asyncio.run(main(configured))
