import type { DigitalOcean } from "../digitalocean";
import type { MonitorConfig } from "../monitor-config";

interface Metrics {
  readonly data?: {
    readonly result?: readonly {
      readonly metric?: { readonly app_component_instance?: string; readonly app_component?: string };
      readonly values?: readonly (readonly [number, string])[];
    }[];
  };
}

/** What the platform measured of the app's containers; undefined while any of them has no measured value. */
export interface ContainerFigures {
  /** Highest of any container. */
  readonly cpuPercent: number | undefined;
  readonly memoryPercent: number | undefined;
  /** Of all containers; those of a new deployment begin at 0. */
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

/** What speaks against the deployment, in words. What was not measured does: it cannot be judged. */
export function judgeMetrics(figures: ContainerFigures, config: MonitorConfig): readonly string[] {
  const { maxCpuPercent = MAX_PERCENT, maxMemoryPercent = MAX_PERCENT, maxRestarts = 0 } = config;
  const { cpuPercent, memoryPercent, restarts } = figures;
  return [
    ...judge("CPU", cpuPercent, maxCpuPercent, (value) => `CPU ${value.toFixed(0)} %`),
    ...judge("memory", memoryPercent, maxMemoryPercent, (value) => `memory ${value.toFixed(0)} %`),
    ...judge("container restarts", restarts, maxRestarts, (value) => `${value} container restarts`),
  ];
}

function judge(
  measure: string,
  value: number | undefined,
  most: number,
  print: (value: number) => string,
): readonly string[] {
  if (value === undefined) {
    return [
      `${measure} was not measured of every container, and what cannot be judged is not taken for good`,
    ];
  }
  return value <= most ? [] : [`${print(value)} (at most ${most})`];
}

/** Reads the app metrics that the API documents: /v2/monitoring/metrics/apps/{cpu_percentage,memory_percentage,restart_count}. */
async function readMetrics(
  cloud: DigitalOcean,
  app: string,
  start: number,
  end: number,
): Promise<ContainerFigures> {
  const read = async (name: string) => peaksOf(await readSeries(cloud, name, app, start, end));
  const restarts = await read("restart_count");
  return {
    cpuPercent: highest(await read("cpu_percentage")),
    memoryPercent: highest(await read("memory_percentage")),
    restarts: restarts?.reduce((sum, peak) => sum + peak, 0),
  };
}

async function readSeries(
  cloud: DigitalOcean,
  name: string,
  app: string,
  start: number,
  end: number,
): Promise<readonly (readonly number[])[]> {
  const path = `/v2/monitoring/metrics/apps/${name}?app_id=${encodeURIComponent(app)}&start=${start}&end=${end}`;
  const { data } = await cloud.api.call<Metrics>("GET", path);
  return (data?.result ?? []).map(({ values = [] }) => values.map(([, value]) => Number(value)));
}

/** The highest value of each container; undefined when there is none, or one has no value. NaN is no value. */
function peaksOf(series: readonly (readonly number[])[]): readonly number[] | undefined {
  const measured = series.map((values) => values.filter((value) => !Number.isNaN(value)));
  if (measured.length === 0 || measured.some((values) => values.length === 0)) return undefined;
  return measured.map((values) => Math.max(...values));
}

function highest(peaks: readonly number[] | undefined): number | undefined {
  return peaks === undefined ? undefined : Math.max(...peaks);
}
