"""The bucket, by a client made as in the worker: keys from the environment, signatures of version 4, adaptive retries."""

import os
from datetime import datetime, timezone

import boto3
from botocore.config import Config

from report import Usage

FOLDER = "visualizations/"


class Storage:
    def __init__(self):
        self.usage = Usage()
        self.bucket = os.getenv("S3_BUCKET_NAME")
        if not self.bucket:
            raise ValueError("S3_BUCKET_NAME environment variable is required")
        config = Config(
            signature_version="s3v4",
            retries={"max_attempts": 3, "mode": "adaptive"},
            connect_timeout=5,
            read_timeout=30,
        )
        self.client = boto3.client(
            "s3",
            endpoint_url=os.getenv("AWS_ENDPOINT_URL"),
            config=config,
            region_name=os.getenv("AWS_REGION", "us-east-1"),
        )

    async def put(self, transform_id: int, owner: str, page: str) -> str:
        """Blocks the event loop while it uploads, as the worker does."""
        time = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        key = f"{FOLDER}{transform_id}/visualization-{time}.html"
        try:
            self.client.put_object(
                Bucket=self.bucket,
                Key=key,
                Body=page.encode(),
                ContentType="text/html; charset=utf-8",
                Metadata={"owner": owner, "transform-id": str(transform_id)},
            )
        except Exception as error:
            self.usage.failed(error)
            raise
        self.usage.succeeded()
        return key

    def count(self) -> int:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=FOLDER)
        return sum(page["KeyCount"] for page in pages)
