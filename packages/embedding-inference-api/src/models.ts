/*
 * The models that version 0.6.16 of the program knows: those of fastembed 5.8.1 (src/models/text_embedding.rs) and three of
 * its own (src/embedding.rs). Other spellings, such as BAAI/bge-small-en-v1.5, are logged as an error and not loaded.
 */

/** Those that also run without a GPU (src/embedding.rs:563); ONNX Runtime is told to fail without CUDA. */
export const qwenModels = ['Qwen/Qwen3-Embedding-0.6B', 'Qwen/Qwen3-Embedding-4B', 'Qwen/Qwen3-Embedding-8B'] as const;

/** Every known model, in the program's own spelling. */
export const embeddingModels = [
  'Alibaba-NLP/gte-base-en-v1.5',
  'Alibaba-NLP/gte-large-en-v1.5',
  'BAAI/bge-m3',
  'Qdrant/all-MiniLM-L6-v2-onnx',
  'Qdrant/bge-base-en-v1.5-onnx-Q',
  'Qdrant/bge-large-en-v1.5-onnx-Q',
  'Qdrant/bge-small-en-v1.5-onnx-Q',
  'Qdrant/clip-ViT-B-32-text',
  'Qdrant/multilingual-e5-large-onnx',
  'Qdrant/paraphrase-multilingual-MiniLM-L12-v2-onnx-Q',
  ...qwenModels,
  'Snowflake/snowflake-arctic-embed-m',
  'Xenova/all-MiniLM-L12-v2',
  'Xenova/all-MiniLM-L6-v2',
  'Xenova/all-mpnet-base-v2',
  'Xenova/bge-base-en-v1.5',
  'Xenova/bge-large-en-v1.5',
  'Xenova/bge-large-zh-v1.5',
  'Xenova/bge-small-en-v1.5',
  'Xenova/bge-small-zh-v1.5',
  'Xenova/paraphrase-multilingual-MiniLM-L12-v2',
  'Xenova/paraphrase-multilingual-mpnet-base-v2',
  'intfloat/multilingual-e5-base',
  'intfloat/multilingual-e5-small',
  'jinaai/jina-embeddings-v2-base-code',
  'jinaai/jina-embeddings-v2-base-en',
  'lightonai/modernbert-embed-large',
  'mixedbread-ai/mxbai-embed-large-v1',
  'nomic-ai/nomic-embed-text-v1',
  'nomic-ai/nomic-embed-text-v1.5',
  'onnx-community/embeddinggemma-300m-ONNX',
  'snowflake/snowflake-arctic-embed-l',
  'snowflake/snowflake-arctic-embed-m-long',
  'snowflake/snowflake-arctic-embed-s',
  'snowflake/snowflake-arctic-embed-xs',
] as const;

/** A small one, which is among those that `*` loads too. */
export const smallModel = 'Xenova/bge-small-en-v1.5' satisfies (typeof embeddingModels)[number];

/** Every known reranker (src/reranker.rs). */
export const rerankModels = [
  'BAAI/bge-reranker-base',
  'BAAI/bge-reranker-v2-m3',
  'jinaai/jina-reranker-v1-turbo-en',
  'jinaai/jina-reranker-v2-base-multilingual',
] as const;
