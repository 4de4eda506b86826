/** How requests went over some time. */
export interface RequestFigures {
  readonly perSecond: number;
  /** 95 of 100 requests were answered within this time. */
  readonly p95Milliseconds: number;
  readonly errorPercent: number;
}

/** One request of our own. */
export interface Sample {
  readonly good: boolean;
  readonly milliseconds: number;
}

/** The figures of our own requests, made over this many seconds. */
export function figuresOf(samples: readonly Sample[], seconds: number): RequestFigures {
  const times = samples.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const bad = samples.filter(({ good }) => !good).length;
  return {
    perSecond: seconds > 0 ? samples.length / seconds : samples.length,
    p95Milliseconds: times[Math.max(0, Math.ceil(times.length * 0.95) - 1)] ?? 0,
    errorPercent: samples.length === 0 ? 100 : (100 * bad) / samples.length,
  };
}
