/** Whether the cluster serves an API version or kind, such as `monitoring.coreos.com/v1/ServiceMonitor`. */
export interface CapabilityNode {
  readonly kind: 'capability';
  readonly apiVersion: string;
}
