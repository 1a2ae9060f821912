"""Names of topics, from the inference service of the chart: a request as the worker makes it."""

import os

import httpx

from report import Usage

usage = Usage()


async def name(model: str) -> str:
    url = os.environ.get("LLM_INFERENCE_API_URL", "http://localhost:8091")
    try:
        async with httpx.AsyncClient(timeout=30.0) as client:
            response = await client.post(f"{url}/api/generate", json={"model": model, "prompt": "Name the topic."})
            response.raise_for_status()
            text = response.json()["text"]
    except Exception as error:
        usage.failed(error)
        raise
    usage.succeeded()
    return text
