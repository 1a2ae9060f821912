import { once } from 'node:events';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that reached the API. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: number;
}

/** An API that remembers what reached it. */
export interface RecordingApi {
  readonly address: string;
  readonly requests: RecordedRequest[];
  /** Sends an event to everyone who listens to `/api/stream`. */
  send(text: string): void;
  close(): Promise<void>;
}

/** Starts it. `/api/stream` is a stream of events, and `/api/socket` takes WebSocket connections. */
export async function recordingApi(): Promise<RecordingApi> {
  const requests: RecordedRequest[] = [];
  const streams: ServerResponse[] = [];
  const server = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      requests.push({ method, path, headers, bytes });
      if (path !== '/api/stream') return response.end('answered');
      streams.push(response);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      return response.write('data: first\n\n');
    });
  });
  server.on('upgrade', (_, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    send: (text) => {
      for (const stream of streams) stream.write(`data: ${text}\n\n`);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
