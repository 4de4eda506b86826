const START = "2026-01-05T09:00:00Z";

/** What a clock stores in the sandbox's file. */
export interface ClockData {
  /** Seconds passed since the sandbox was new. */
  readonly seconds: number;
}

/** The sandbox's own time: it stands still until somebody moves it, so the same commands give the same times. */
export class Clock {
  private seconds: number;

  constructor(data: ClockData = { seconds: 0 }) {
    this.seconds = data.seconds;
  }

  /** The present, as RFC 3339 in UTC without fractions ("2026-01-05T09:00:00Z"). */
  now(): string {
    return new Date(this.millis()).toISOString().replace(".000Z", "Z");
  }

  /** The present in milliseconds since 1970. */
  millis(): number {
    return Date.parse(START) + this.seconds * 1000;
  }

  /** Lets time pass and gives the new present. */
  tick(seconds = 1): string {
    this.seconds += seconds;
    return this.now();
  }

  toJSON(): ClockData {
    return { seconds: this.seconds };
  }
}
