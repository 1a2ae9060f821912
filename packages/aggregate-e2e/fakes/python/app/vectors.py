"""The vectors of a collection, read from Qdrant over gRPC without an API key, as the worker reads them."""

from qdrant_client import AsyncQdrantClient

from report import Usage

BATCH = 1000

usage = Usage()


async def read(url: str, collection: str, maximum: int) -> list:
    # A client for each job, made with the address of the job: the worker has no Qdrant variable of its own.
    client = AsyncQdrantClient(url=url, prefer_grpc=True)
    points, offset = [], None
    try:
        await client.get_collection(collection)
        while len(points) < maximum:
            batch, offset = await client.scroll(
                collection_name=collection, limit=BATCH, offset=offset, with_vectors=True, with_payload=True
            )
            points += batch
            if offset is None:
                break
    except Exception as error:
        usage.failed(error)
        raise
    usage.succeeded(len(points))
    return points
