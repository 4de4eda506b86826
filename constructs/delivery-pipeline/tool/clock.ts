import { setTimeout as wait } from "node:timers/promises";

const MINIMUM_REQUEST_MILLISECONDS = 2000;

/** Time, which tests may run faster: PLATFORM_TIME_SCALE multiplies every sleep and every limit. */
export class Clock {
  public constructor(private readonly scale: number) {}

  /** Sleeps for that many seconds. */
  public async sleep(seconds: number): Promise<void> {
    await wait(seconds * this.scale * 1000);
  }

  /** A limit that begins now. */
  public deadline(seconds: number): Deadline {
    return new Deadline(seconds, Date.now() + seconds * this.scale * 1000, this.scale);
  }

  /** A limit that begins now, for requests: scaled like that of one request. */
  public patientDeadline(seconds: number): Deadline {
    return new Deadline(seconds, Date.now() + this.requestLimit(seconds), this.scale);
  }

  /** Time limit of one HTTP request in milliseconds; scaled, but never so short that loopback cannot answer. */
  public requestLimit(seconds: number): number {
    return Math.max(Math.min(seconds * 1000, MINIMUM_REQUEST_MILLISECONDS), seconds * this.scale * 1000);
  }
}

/** The end of a time limit. */
export class Deadline {
  public constructor(
    /** The limit in seconds, unscaled, for messages. */
    public readonly seconds: number,
    private readonly end: number,
    private readonly scale: number,
  ) {}

  /** Seconds until then, unscaled; none when it is over. */
  public left(): number {
    return Math.max(0, (this.end - Date.now()) / (this.scale * 1000));
  }

  /** Whether the limit is over. */
  public passed(): boolean {
    return Date.now() >= this.end;
  }
}
