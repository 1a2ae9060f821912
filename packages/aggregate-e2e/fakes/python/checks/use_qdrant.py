"""Uses a server by the published client of Qdrant, and prints what it answers. Arguments: REST port, gRPC port, API key."""

import json
import sys

from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import UnexpectedResponse

rest, grpc, key = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


def use(client: QdrantClient, name: str) -> dict:
    config = models.VectorParams(size=2, distance=models.Distance.COSINE)
    before = client.collection_exists(name)
    client.create_collection(name, vectors_config=config)
    points = [
        models.PointStruct(id=number, vector=[number, 1], payload={"text": str(number), "metadata": {"item_id": number % 2}})
        for number in (1, 2, 3)
    ]
    client.upsert(name, points=points, wait=True)
    found = client.query_points(name, query=[1, 0], limit=2, with_payload=True).points
    page, following = client.scroll(name, limit=2, with_vectors=True)
    result = {
        "before": before,
        "nearest": [[point.id, round(point.score, 3), point.payload["text"]] for point in found],
        "page": [point.id for point in page],
        "vector": [round(value, 3) for value in page[0].vector],
        "following": following,
        "counted": client.count(name).count,
        "points": client.get_collection(name).points_count,
    }
    client.delete(name, points_selector=[1])
    return {**result, "left": client.count(name).count}


def refused(**options) -> str:
    try:
        QdrantClient(host="127.0.0.1", port=rest, grpc_port=grpc, https=False, **options).get_collections()
    except UnexpectedResponse as error:
        return str(error.status_code)
    except Exception as error:
        return error.code().name
    return "nothing"


def client(prefer_grpc: bool) -> QdrantClient:
    return QdrantClient(host="127.0.0.1", port=rest, grpc_port=grpc, https=False, api_key=key, prefer_grpc=prefer_grpc)


of_item = models.Filter(must=[models.FieldCondition(key="metadata.item_id", match=models.MatchValue(value=0))])
by_grpc = client(True)
answers = {"grpc": use(by_grpc, "one"), "rest": use(client(False), "two")}
by_grpc.create_payload_index("one", "metadata.item_id", models.PayloadSchemaType.INTEGER)
by_grpc.delete("one", points_selector=models.FilterSelector(filter=of_item))
answers["filtered"] = by_grpc.count("one").count
answers["collections"] = [one.name for one in by_grpc.get_collections().collections]
answers["without a key"] = [refused(prefer_grpc=True), refused()]
print(json.dumps(answers))
