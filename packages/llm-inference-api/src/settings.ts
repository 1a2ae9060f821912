import { booleanSetting, countSetting as count, millisecondsSetting, setting } from '@semantic-explorer/platform';
import { number, oneOf } from 'chartkit';

/** `llmInferenceApi.requests` */
export const requestSettings = {
  maxConcurrentRequests: count('LLM_MAX_CONCURRENT_REQUESTS', 10, 'Requests that a pod works on at once'),
  queueTimeoutMilliseconds: millisecondsSetting(
    'LLM_QUEUE_TIMEOUT_MS',
    30_000,
    'How long others wait before they are refused; streams do not wait',
  ),
  gpuPressureThresholdPercent: setting(
    'GPU_PRESSURE_THRESHOLD',
    number({
      minimum: 1,
      maximum: 100,
      default: 95,
      description: 'Use of GPU memory, in percent, above which every request is refused.',
    }),
  ),
};

/** `llmInferenceApi.generation` */
export const generationSettings = {
  defaultTemperature: setting(
    'LLM_DEFAULT_TEMPERATURE',
    number({ minimum: 0, maximum: 2, default: 0.7, description: 'Temperature of requests that name none.' }),
  ),
  defaultTopP: setting(
    'LLM_DEFAULT_TOP_P',
    number({ minimum: 0, maximum: 1, default: 0.9, description: 'Nucleus sampling of requests that name none.' }),
  ),
  defaultMaxTokens: count('LLM_DEFAULT_MAX_TOKENS', 512, 'Tokens of an answer to requests that name no limit'),
  maxTokensLimit: count('LLM_MAX_TOKENS_LIMIT', 4096, 'Tokens of any answer at most'),
};

/** `llmInferenceApi.pagedAttention` */
export const pagedAttentionSettings = {
  blockSize: count('LLM_PAGED_ATTENTION_BLOCK_SIZE', 32, 'Tokens of a block of the cache'),
  contextSizeTokens: count(
    'LLM_PAGED_ATTENTION_CONTEXT_SIZE',
    4096,
    'Tokens of all requests that fit into the cache of keys and values',
  ),
  cacheType: setting(
    'LLM_PAGED_CACHE_TYPE',
    oneOf(['auto', 'f8e4m3'], {
      default: 'auto',
      description: 'Numbers in this cache; f8e4m3 needs a GPU of compute capability 9.0 or newer.',
    }),
  ),
  prefixCaching: booleanSetting('LLM_ENABLE_PREFIX_CACHING', false, 'Keep the starts of 16 prompts in this cache.'),
};
