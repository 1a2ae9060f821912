import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createSecureServer, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chartOfServices, makeCertificate, shows } from '@semantic-explorer/platform/testing';
import { drawnValues } from 'chartkit/testing';
import { eventually } from 'programs';
import { afterEach, describe, expect, it } from 'vitest';

import { otelCollector } from './builder.js';
import type { RealCollector, Values } from './testing/real-collector.js';
import { realCollector } from './testing/real-collector.js';

const collectors: RealCollector[] = [];
const collectorFor = async (values: Values = {}, environment?: Readonly<Record<string, string>>) => {
  const collector = await realCollector(values, environment);
  collectors.push(collector);
  return collector;
};
afterEach(async () => {
  for (const collector of collectors.splice(0)) await collector.remove();
});

const quickwitAt = (url: string) => ({ quickwit: { enabled: false, external: { otlpUrl: url } } });
const noQuickwit = { quickwit: { enabled: false } };
const added = {
  extraReceivers: { 'otlp/public': { protocols: { http: { endpoint: '127.0.0.1:0' } } } },
  extraProcessors: { 'attributes/tenant': { actions: [{ key: 'tenant', value: 'north', action: 'insert' }] } },
  extraExporters: {
    'otlp_http/archive': {
      endpoint: 'https://otlp.example.com',
      headers: { authorization: 'Bearer ${env:TOKEN}' },
      sending_queue: { storage: 'file_storage/queue' },
    },
  },
  extraExtensions: { 'health_check/other': { endpoint: '127.0.0.1:0' } },
  pipelines: {
    traces: { extraReceivers: ['otlp/public'], extraExporters: ['otlp_http/archive'] },
    logs: { extraProcessors: ['attributes/tenant'], extraExporters: ['otlp_http/archive', 'debug'] },
  },
  extraPipelines: {
    'metrics/copy': { receivers: ['otlp'], processors: ['attributes/tenant'], exporters: ['debug'] },
  },
};
const withDebug = { ...added, extraExporters: { ...added.extraExporters, debug: { verbosity: 'detailed' } } };
/** Random components of a deployer would not exist. */
const additions = ['extraReceivers', 'extraProcessors', 'extraExporters', 'extraConnectors', 'extraExtensions'];
const withoutAdditions = ({ otelCollector: drawn, ...others }: Values): Values => ({
  ...others,
  otelCollector: Object.fromEntries(
    Object.entries(drawn as Values).filter(([key]) => ![...additions, 'extraPipelines', 'pipelines'].includes(key)),
  ),
});

const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
const resource = { attributes: [attribute('service.name', 'worker-datasets')] };
const nanoseconds = (): string => String(BigInt(Date.now()) * 1_000_000n);
const counter = (value: number) => ({
  resourceMetrics: [
    {
      resource,
      scopeMetrics: [
        {
          metrics: [
            {
              name: 'worker_jobs_total',
              sum: {
                aggregationTemporality: 2,
                isMonotonic: true,
                dataPoints: [
                  { asInt: String(value), timeUnixNano: nanoseconds(), attributes: [attribute('status', 'success')] },
                ],
              },
            },
          ],
        },
      ],
    },
  ],
});
const log = (body: string) => ({
  resourceLogs: [
    { resource, scopeLogs: [{ logRecords: [{ observedTimeUnixNano: nanoseconds(), body: { stringValue: body } }] }] },
  ],
});
const trace = (name: string) => ({
  resourceSpans: [
    {
      resource,
      scopeSpans: [
        {
          spans: [
            {
              traceId: '5b8efff798038103d269b633813fc60c',
              spanId: 'eee19b7ec3c1b174',
              name,
              startTimeUnixNano: nanoseconds(),
              endTimeUnixNano: nanoseconds(),
            },
          ],
        },
      ],
    },
  ],
});

describe('the collector takes the configuration', () => {
  it.each<readonly [string, Values]>([
    ['the defaults', {}],
    ['no Quickwit', noQuickwit],
    ['Quickwit with TLS', quickwitAt('https://quickwit.example.com:7281')],
    ['components of the deployer', { otelCollector: withDebug, ...noQuickwit }],
    ['components of the deployer beside Quickwit', { otelCollector: withDebug }],
    ['limits', { otelCollector: { memoryLimiter: { limitPercentage: 95, spikeLimitPercentage: 1 } } }],
    ...drawnValues(chartOfServices(otelCollector), { fixed: { otelCollector: { enabled: true } } }).map(
      ([name, values]) => [name, withoutAdditions(values)] as const,
    ),
  ])('of %s', async (_, values) => {
    await expect((await collectorFor(values, { TOKEN: 'secret' })).check()).resolves.toBeDefined();
  });

  it('and not one with settings that do not exist', async () => {
    const collector = await collectorFor({
      otelCollector: {
        extraExporters: { debug: { loudness: 11 } },
        pipelines: { logs: { extraExporters: ['debug'] } },
      },
    });
    await expect(collector.check()).rejects.toThrow('has invalid keys: loudness');
  });
});

describe('a started collector', () => {
  it('gives Prometheus what programs send, for each of their pods', async () => {
    const collector = await collectorFor();
    await collector.start();
    await collector.send('metrics', counter(3));
    const text = await collector.scrape('prometheus');
    expect(text).toMatch(
      /^worker_jobs_total\{instance="127\.0\.0\.1",job="worker-datasets",[^}]*status="success"[^}]*\} 3$/m,
    );
    await collector.send('metrics', counter(5));
    const samples = (await collector.scrape('prometheus')).match(/^worker_jobs_total\{.*$/gm);
    expect(samples).toHaveLength(1);
    expect(samples?.[0]).toMatch(/ 5$/);
  });

  it('takes logs and traces that nobody keeps', async () => {
    const collector = await collectorFor(noQuickwit);
    await collector.start();
    await collector.send('logs', log('nobody reads this'));
    await collector.send('traces', trace('GET /'));
    await expect(collector.scrape('metrics')).resolves.toMatch(/^otelcol_receiver_accepted_log_records\{.*\} 1$/m);
  });

  it('keeps logs and traces on its volume until Quickwit takes them, also over a crash', async () => {
    shows('quickwit.external.otlpUrl', 'otel-collector');
    const stand = await collectorFor({
      ...noQuickwit,
      otelCollector: {
        extraExporters: { debug: { verbosity: 'detailed' } },
        pipelines: { logs: { extraExporters: ['debug'] }, traces: { extraExporters: ['debug'] } },
      },
    });
    const collector = await collectorFor(quickwitAt(`http://127.0.0.1:${String(stand.ports.grpc)}`));
    const first = await collector.start();
    await collector.send('logs', log('kept over a crash'));
    await collector.send('traces', trace('GET /kept'));
    await first.stop('SIGKILL').catch(() => undefined);

    const received = await stand.start();
    const second = await collector.start();
    await eventually(
      'Quickwit has them',
      () => {
        expect(received.output()).toContain('kept over a crash');
        expect(received.output()).toContain('GET /kept');
      },
      { running: second },
    );
    // The address of the program, not of the collector.
    expect(received.output()).toContain('service.instance.id: Str(127.0.0.1)');
  });

  it('sends over TLS when the private authority of the receiver is trusted', async () => {
    shows('quickwit.external.otlpUrl', 'otel-collector');
    shows('trustedCertificates.secretName', 'otel-collector');
    const directory = await mkdtemp(join(tmpdir(), 'receiver-'));
    const certificate = makeCertificate();
    const authorities = join(directory, 'ca.crt');
    await writeFile(authorities, certificate.cert);
    const paths = new Set<string>();
    const receiver = createSecureServer(certificate, (request, response) => {
      paths.add(request.url);
      response.writeHead(200, { 'content-type': 'application/grpc' });
      response.addTrailers({ 'grpc-status': '0' });
      // An empty message.
      response.end(Buffer.alloc(5));
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `https://127.0.0.1:${String((receiver.address() as AddressInfo).port)}`;
    const values = { ...quickwitAt(url), trustedCertificates: { secretName: 'own-ca' } };
    const send = async (environment: Readonly<Record<string, string>>) => {
      const collector = await collectorFor(values, environment);
      const running = await collector.start();
      await collector.send('logs', log('over TLS'));
      return running;
    };

    const distrusting = await send({});
    await eventually('It is not trusted', () => {
      expect(distrusting.output()).toContain('certificate signed by unknown authority');
    });
    expect([...paths]).toEqual([]);
    await send({ SSL_CERT_FILE: authorities });
    await eventually('It is trusted', () => {
      expect([...paths]).toEqual(['/opentelemetry.proto.collector.logs.v1.LogsService/Export']);
    });
    receiver.close();
    await rm(directory, { recursive: true });
  });

  it('gives up what its receiver will never take', async () => {
    const refusing = createServer((_, response) => {
      // UNIMPLEMENTED, which no try will change.
      response.writeHead(200, { 'content-type': 'application/grpc', 'grpc-status': '12' }).end();
    }).listen(0, '127.0.0.1');
    await once(refusing, 'listening');
    const { port } = refusing.address() as AddressInfo;
    try {
      const collector = await collectorFor(quickwitAt(`http://127.0.0.1:${String(port)}`));
      await collector.start();
      await collector.send('logs', log('nobody takes this'));
      await collector.send('traces', trace('GET /'));
      await eventually('It gives them up', async () => {
        const metrics = await collector.scrape('metrics');
        // The names that alerts ask for.
        expect(metrics).toMatch(/^otelcol_exporter_send_failed_log_records\{.*exporter="otlp_grpc\/quickwit".*\} 1$/m);
        expect(metrics).toMatch(/^otelcol_exporter_send_failed_spans\{.*exporter="otlp_grpc\/quickwit".*\} 1$/m);
      });
    } finally {
      refusing.close();
    }
  });

  it('refuses what does not fit its queue, and says so to Prometheus', async () => {
    const collector = await collectorFor({
      otelCollector: { queue: { mebibytes: 16 }, batch: { mebibytes: 1 } },
      ...quickwitAt('http://127.0.0.1:9'),
    });
    await collector.start();
    const large = 'x'.repeat(2 ** 21);
    const answers = await Promise.allSettled(Array.from({ length: 16 }, () => collector.send('logs', log(large))));
    expect(answers.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    const metrics = await collector.scrape('metrics');
    // The names that alerts ask for.
    expect(metrics).toMatch(/^otelcol_exporter_queue_size\{.*exporter="otlp_grpc\/quickwit".*\} \d/m);
    expect(metrics).toMatch(/^otelcol_exporter_queue_capacity\{.*exporter="otlp_grpc\/quickwit".*\} 1\.6777216e\+07$/m);
    expect(metrics).toMatch(/^otelcol_exporter_enqueue_failed_log_records\{.*\} \d/m);
    expect(metrics).toMatch(/^otelcol_receiver_refused_log_records\{.*\} \d/m);
  });
});
