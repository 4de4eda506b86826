const droplet = [
  "cpu",
  "memory_utilization_percent",
  "disk_utilization_percent",
  "public_outbound_bandwidth",
  "public_inbound_bandwidth",
  "private_outbound_bandwidth",
  "private_inbound_bandwidth",
  "disk_read",
  "disk_write",
  "load_1",
  "load_5",
  "load_15",
];

const loadBalancer = [
  "avg_cpu_utilization_percent",
  "connection_utilization_percent",
  "droplet_health",
  "tls_connections_per_second_utilization_percent",
  "increase_in_http_error_rate_percentage_4xx",
  "increase_in_http_error_rate_percentage_5xx",
  "increase_in_http_error_rate_count_4xx",
  "increase_in_http_error_rate_count_5xx",
  "high_http_request_response_time",
  "high_http_request_response_time_50p",
  "high_http_request_response_time_95p",
  "high_http_request_response_time_99p",
];

const database = ["load_15_alerts", "memory_utilization_alerts", "disk_utilization_alerts", "cpu_alerts"];

/** What a monitoring alert can watch, in the order in which the provider lists it. */
export const monitorAlertTypes: readonly string[] = [
  ...droplet.map((name) => `v1/insights/droplet/${name}`),
  ...loadBalancer.map((name) => `v1/insights/lbaas/${name}`),
  ...database.map((name) => `v1/dbaas/alerts/${name}`),
];
