/** Variables that every inference service sets itself, for `extraValues`; `names` and `prefixes` are those of one program. */
export const inferenceReservedVariables = (names: readonly string[], prefixes: readonly string[]) => ({
  names: [
    'CORS_ALLOWED_ORIGINS',
    'GPU_PRESSURE_THRESHOLD',
    'HF_ENDPOINT',
    'HF_HOME',
    'HF_TOKEN',
    'HOME',
    'LOG_FORMAT',
    'POD_NAME',
    'RUST_LOG',
    'SERVER_SSL_ENABLED',
    'SERVICE_NAME',
    ...names,
  ],
  prefixes: ['OTEL_', 'TLS_', ...prefixes],
});
