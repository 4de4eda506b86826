import type { DigitalOcean } from "../digitalocean";
import type { MonitorConfig } from "../monitor-config";
import { sampleValue } from "./sample-value";

interface Metrics {
  readonly data?: {
    readonly result?: readonly {
      readonly metric?: { readonly app_component_instance?: string; readonly app_component?: string };
      readonly values?: readonly (readonly [number, string])[];
    }[];
  };
}

/** What the platform measured of the app's containers. */
export interface ContainerFigures {
  /** Highest of any container; undefined while any of them has no measured value. */
  readonly cpuPercent: number | undefined;
  readonly memoryPercent: number | undefined;
  /**
   * Of all containers that have a value; those of a new deployment begin at 0. Undefined when none has one: whether
   * DigitalOcean has a series of a container that never restarted is not documented.
   */
  readonly restarts: number | undefined;
}

const MAX_PERCENT = 90;
const NOT_MEASURED: ContainerFigures = {
  cpuPercent: undefined,
  memoryPercent: undefined,
  restarts: undefined,
};

/** The containers' metrics from one moment on, read again as long as something is not measured. */
export class ContainerWatch {
  private figures = NOT_MEASURED;

  /** @param start seconds since 1970 */
  public constructor(
    private readonly cloud: DigitalOcean,
    private readonly app: string,
    private readonly start: number,
  ) {}

  /** Reads once more when something was not measured so far: a new container's first values take a minute or more. */
  public async retry(end: number): Promise<void> {
    if (Object.values(this.figures).includes(undefined)) await this.read(end);
  }

  /** The figures up to the end; what the last reading lacks is taken from an earlier one of this watch. */
  public async read(end: number): Promise<ContainerFigures> {
    const now = await readMetrics(this.cloud, this.app, this.start, Math.max(end, this.start + 1));
    this.figures = {
      cpuPercent: now.cpuPercent ?? this.figures.cpuPercent,
      memoryPercent: now.memoryPercent ?? this.figures.memoryPercent,
      restarts: now.restarts ?? this.figures.restarts,
    };
    return this.figures;
  }
}

/**
 * What speaks against the deployment, in words. CPU and memory that were not measured do, because a running container
 * always has some. No data of restarts does not: no restart may leave none.
 */
export function judgeMetrics(figures: ContainerFigures, config: MonitorConfig): readonly string[] {
  const { maxCpuPercent = MAX_PERCENT, maxMemoryPercent = MAX_PERCENT, maxRestarts = 0 } = config;
  const { cpuPercent, memoryPercent, restarts } = figures;
  return [
    ...judgePercent("CPU", cpuPercent, maxCpuPercent),
    ...judgePercent("memory", memoryPercent, maxMemoryPercent),
    ...(restarts === undefined || restarts <= maxRestarts
      ? []
      : [`${restarts} container restarts (at most ${maxRestarts})`]),
  ];
}

function judgePercent(measure: string, value: number | undefined, most: number): readonly string[] {
  if (value === undefined) {
    return [
      `${measure} was not measured of every container, and what cannot be judged is not taken for good`,
    ];
  }
  return value <= most ? [] : [`${measure} ${value.toFixed(0)} % (at most ${most})`];
}

/** Reads the app metrics that the API documents: /v2/monitoring/metrics/apps/{cpu_percentage,memory_percentage,restart_count}. */
async function readMetrics(
  cloud: DigitalOcean,
  app: string,
  start: number,
  end: number,
): Promise<ContainerFigures> {
  const read = (name: string) => readSeries(cloud, name, app, start, end);
  return {
    cpuPercent: highestOfAll(await read("cpu_percentage")),
    memoryPercent: highestOfAll(await read("memory_percentage")),
    restarts: sumOfKnown(await read("restart_count")),
  };
}

async function readSeries(
  cloud: DigitalOcean,
  name: string,
  app: string,
  start: number,
  end: number,
): Promise<Series> {
  const path = `/v2/monitoring/metrics/apps/${name}?app_id=${encodeURIComponent(app)}&start=${start}&end=${end}`;
  const { data } = await cloud.api.call<Metrics>("GET", path);
  return (data?.result ?? []).map(({ values = [] }) => values.flatMap(([, text]) => sampleValue(text) ?? []));
}

/** The measured values of each container. */
type Series = readonly (readonly number[])[];

/** Undefined when there is no container, or one has no value. */
function highestOfAll(series: Series): number | undefined {
  if (series.length === 0 || series.some((values) => values.length === 0)) return undefined;
  return Math.max(...series.flat());
}

/** The highest value of each container that has one, added up; undefined when none has. */
function sumOfKnown(series: Series): number | undefined {
  const peaks = series.filter((values) => values.length > 0).map((values) => Math.max(...values));
  return peaks.length === 0 ? undefined : peaks.reduce((sum, peak) => sum + peak, 0);
}
