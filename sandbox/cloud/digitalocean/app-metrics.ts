import { type Api, badRequest, notFound } from "./api";
import type { App } from "./app";
import { containersOf } from "./app-spec";

/** Metrics of apps that Monitoring has: `/v2/monitoring/metrics/apps/{name}`. */
export const APP_METRICS = ["cpu_percentage", "memory_percentage", "restart_count"] as const;

export type AppMetric = (typeof APP_METRICS)[number];

/** What an app that is well shows. */
const CALM: Readonly<Record<AppMetric, number>> = {
  cpu_percentage: 12,
  memory_percentage: 35,
  restart_count: 0,
};
const STEP_SECONDS = 60;
const MAX_POINTS = 1000;

/** Levels that were set, by app and metric. */
export type AppMetricsData = Readonly<Record<string, Readonly<Partial<Record<AppMetric, number>>>>>;

export interface MetricQuery {
  readonly app_id: string;
  /** Only this component. @default - all that run in containers */
  readonly app_component?: string;
  /** Seconds since 1970. */
  readonly start: number;
  /** Seconds since 1970, after `start`. */
  readonly end: number;
}

/** A Prometheus range, as the API answers it. */
export interface MetricMatrix {
  readonly status: "success";
  readonly data: {
    readonly resultType: "matrix";
    readonly result: readonly {
      readonly metric: Readonly<Record<"app_uuid" | "app_component" | "app_component_instance", string>>;
      readonly values: readonly (readonly [number, string])[];
    }[];
  };
}

/** What Monitoring knows of apps: calm levels until somebody sets others. */
export class AppMetrics {
  private levels: AppMetricsData;

  constructor(
    data: AppMetricsData,
    private readonly api: Api,
    private readonly findApp: (id: string) => App | undefined,
  ) {
    this.levels = data;
  }

  /** Makes an app show a level from now on. No API call. */
  set(appId: string, metric: AppMetric, level: number): void {
    this.levels = { ...this.levels, [appId]: { ...this.levels[appId], [metric]: level } };
  }

  /** One value a minute and container. Throws 404 for an unknown app or component, 400 for a range that is none. */
  query(metric: AppMetric, query: MetricQuery): MetricMatrix {
    return this.api.call("GET", `/v2/monitoring/metrics/apps/${metric}`, () => {
      const app = this.findApp(query.app_id);
      if (app === undefined) throw notFound();
      if (query.end <= query.start) throw badRequest(`end ${query.end} must be after start ${query.start}`);
      const level = String(this.levels[query.app_id]?.[metric] ?? CALM[metric]);
      const values = timesOf(query).map((time) => [time, level] as const);
      const result = instancesOf(app, query.app_component).map(({ component, instance }) => ({
        metric: { app_uuid: app.id, app_component: component, app_component_instance: instance },
        values,
      }));
      return { status: "success", data: { resultType: "matrix", result } };
    });
  }

  toJSON(): AppMetricsData {
    return this.levels;
  }
}

function timesOf({ start, end }: MetricQuery): number[] {
  const points = Math.min(Math.floor((end - start) / STEP_SECONDS) + 1, MAX_POINTS);
  return Array.from({ length: points }, (_, index) => start + index * STEP_SECONDS);
}

function instancesOf(app: App, wanted: string | undefined): { component: string; instance: string }[] {
  const running = containersOf(app.active_deployment?.spec ?? app.spec).filter(({ kind }) => kind !== "jobs");
  const chosen = running.filter(({ component }) => wanted === undefined || component.name === wanted);
  if (wanted !== undefined && chosen.length === 0) throw notFound();
  return chosen.flatMap(({ component: { name, instance_count, autoscaling } }) => {
    const count = autoscaling?.min_instance_count ?? instance_count ?? 1;
    return Array.from({ length: count }, (_, index) => ({ component: name, instance: `${name}-${index}` }));
  });
}
