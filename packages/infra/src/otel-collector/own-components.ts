/** Names of the components that the chart configures itself. */
export const ownComponents = {
  receivers: { otlp: 'otlp' },
  processors: { memoryLimiter: 'memory_limiter', instance: 'resource/instance' },
  exporters: { prometheus: 'prometheus', quickwit: 'otlp_grpc/quickwit', nothing: 'nop' },
  connectors: {},
  extensions: { health: 'health_check', queue: 'file_storage/queue' },
} as const;
