"""The paths that the kubelet and the tests ask."""

from aiohttp import web

import jobs
import telemetry
import topics
import vectors


async def serve(port: int, worker, queue_of) -> web.AppRunner:
    """`queue_of` gives the queue, or nothing before the program is connected."""

    async def live(_request):
        return web.Response(text="OK")

    async def ready(_request):
        queue = queue_of()
        if queue is None or not queue.healthy:
            return web.Response(text="Not Ready: NATS subscription unhealthy", status=503)
        return web.Response(text="Ready")

    async def report(_request):
        async def finished() -> int:
            queue = queue_of()
            return 0 if queue is None else await queue.finished()

        async def stored() -> int:
            return worker.storage.count()

        lines = {
            "telemetry": telemetry.exported.as_json(0),
            "topics": topics.usage.as_json(0),
            "vectors": vectors.usage.as_json(vectors.usage.acknowledged),
        }
        for name, usage, count in (("queue", jobs.usage, finished), ("storage", worker.storage.usage, stored)):
            try:
                lines[name] = usage.as_json(await count())
            except Exception as error:
                lines[name] = {**usage.as_json(0), "problem": f"{type(error).__name__}: {error}"}
        return web.json_response(lines)

    application = web.Application()
    application.router.add_get("/health/live", live)
    application.router.add_get("/health/ready", ready)
    application.router.add_get("/fake/report", report)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", port).start()
    return runner
