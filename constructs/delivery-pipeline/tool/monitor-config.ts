import type { EnvironmentConfig } from "./config";

/** What platform.json says of the time after a deployment. */
export type MonitorConfig = NonNullable<EnvironmentConfig["monitor"]>;
