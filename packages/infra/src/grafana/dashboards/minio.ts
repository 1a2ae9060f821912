import type { DashboardDefinition } from './panels.js';

/** MinIO. Each server tells of the whole cluster, so one of them is enough. */
export const minioDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-minio',
  title: 'MinIO',
  rows: [
    {
      title: 'Cluster',
      panels: [
        {
          title: 'Storage',
          unit: 'bytes',
          queries: [
            {
              expr: 'max(minio_cluster_capacity_usable_total_bytes) - min(minio_cluster_capacity_usable_free_bytes)',
              legend: 'used',
            },
            { expr: 'max(minio_cluster_capacity_usable_total_bytes)', legend: 'usable' },
          ],
        },
        {
          title: 'Drives and servers',
          unit: 'short',
          queries: [
            { expr: 'max(minio_cluster_drive_online_total)', legend: 'drives online' },
            { expr: 'max(minio_cluster_drive_offline_total)', legend: 'drives offline' },
            { expr: 'max(minio_cluster_nodes_offline_total)', legend: 'servers offline' },
          ],
        },
      ],
    },
    {
      title: 'Requests',
      panels: [
        {
          title: 'Traffic',
          unit: 'Bps',
          queries: [
            { expr: 'sum(rate(minio_s3_traffic_received_bytes[$__rate_interval]))', legend: 'received' },
            { expr: 'sum(rate(minio_s3_traffic_sent_bytes[$__rate_interval]))', legend: 'sent' },
          ],
        },
        {
          title: 'Requests that wait',
          unit: 'short',
          queries: [{ expr: 'sum(minio_s3_requests_waiting_total)', legend: 'waiting' }],
        },
        {
          title: 'Requests that are refused',
          unit: 'reqps',
          queries: [
            { expr: 'sum(rate(minio_s3_requests_rejected_auth_total[$__rate_interval]))', legend: 'login' },
            { expr: 'sum(rate(minio_s3_requests_rejected_invalid_total[$__rate_interval]))', legend: 'invalid' },
          ],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [{ expr: 'minio_node_process_resident_memory_bytes', legend: '{{server}}' }],
        },
      ],
    },
  ],
};
