import type { Fake } from './servers.js';

interface Readiness {
  readonly components: { readonly nats: { readonly status: string } };
}

/** What the API says of its connection to NATS, whatever else it lacks. */
export async function queueStatus(api: Fake): Promise<string> {
  const response = await fetch(`${api.address}/health/ready`);
  const { components } = (await response.json()) as Readiness;
  return components.nats.status;
}
