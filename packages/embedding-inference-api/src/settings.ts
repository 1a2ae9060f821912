import { countSetting as count, millisecondsSetting, setting } from '@semantic-explorer/platform';
import { number, oneOf } from 'chartkit';

/** `embeddingInferenceApi.requests` */
export const requestSettings = {
  maxBatchSize: count('INFERENCE_MAX_BATCH_SIZE', 128, 'Texts of one request at most; the workers send up to 128'),
  gpuBatchSize: count('INFERENCE_GPU_BATCH_SIZE', 32, 'Texts that the GPU works on at once'),
  maxQueueDepth: count('INFERENCE_MAX_QUEUE_DEPTH', 8, 'Requests that wait for a model at most'),
  queueTimeoutMilliseconds: millisecondsSetting(
    'INFERENCE_QUEUE_TIMEOUT_MS',
    30_000,
    'How long a request waits for a place in the queue before it is refused',
  ),
  gpuPressureThresholdPercent: setting(
    'GPU_PRESSURE_THRESHOLD',
    number({
      minimum: 1,
      maximum: 100,
      default: 98,
      description:
        'Use of GPU memory, in percent, above which no request is queued behind another; ONNX Runtime takes 10 points less.',
    }),
  ),
};

/** `embeddingInferenceApi.cuda`, beside the size of the arena. */
export const cudaSettings = {
  arenaExtendStrategy: setting(
    'CUDA_ARENA_EXTEND_STRATEGY',
    oneOf(['next_power_of_two', 'same_as_requested'], {
      default: 'next_power_of_two',
      description: 'How ONNX Runtime takes more GPU memory.',
    }),
  ),
};
