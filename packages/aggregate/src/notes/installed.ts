import type { DynamicItem, Expr } from 'chartkit';
import { not, or, str, when } from 'chartkit';

import { values } from '../values-of-services.js';

const { dex, embeddingInferenceApi, grafana, llmInferenceApi, minio, nats, oidc, otelCollector, postgresql } = values;
const { prometheusEnabled, qdrant, quickwit, valkey } = values;

/** A service: in the release, or at an address outside of it, or not there at all. */
const line = (name: string, enabled: Expr<boolean>, elsewhere: Expr<string>): DynamicItem<string> =>
  when<string>(or(enabled, elsewhere), str`  - ${name}: ${when(enabled, 'in this release', str`at ${elsewhere}`)}`);

const here = (name: string, enabled: Expr<boolean>): DynamicItem<string> =>
  when<string>(enabled, `  - ${name}: in this release`);

/** What was installed, and what is used from elsewhere. */
export const installed: readonly DynamicItem<string>[] = [
  'The application stands on:',
  line('PostgreSQL', postgresql.enabled, postgresql.external.host),
  line('NATS', nats.enabled, nats.external.host),
  line('Qdrant', qdrant.enabled, qdrant.external.url),
  line('Valkey', valkey.enabled, valkey.external.host),
  line('object store', minio.enabled, minio.external.url),
  line('login', dex.enabled, oidc.issuerUrl),
  line('embeddings', embeddingInferenceApi.enabled, embeddingInferenceApi.external.url),
  line('language models', llmInferenceApi.enabled, llmInferenceApi.external.url),
  here('Prometheus', prometheusEnabled),
  here('Grafana', grafana.enabled),
  line('OpenTelemetry', otelCollector.enabled, otelCollector.external.url),
  line('Quickwit', quickwit.enabled, quickwit.external.otlpUrl),
  when<string>(
    not(or(embeddingInferenceApi.enabled, embeddingInferenceApi.external.url)),
    'There is no embedding inference service: people enter an embedder of a provider in the user interface.',
  ),
  when<string>(
    not(or(llmInferenceApi.enabled, llmInferenceApi.external.url)),
    'There is no LLM inference service: people enter a language model of a provider in the user interface.',
  ),
];
