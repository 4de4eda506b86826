/** How long the deployment of an accepted specification may take to begin. */
export const APPEAR_SECONDS = 60;

/** For how long the app may show an older deployment than the one that is ACTIVE already. */
export const SHOWN_SECONDS = 60;

/** How long the logs of a failed deployment are read, of all its components together. */
export const LOGS_SECONDS = 120;

/** How long Slack is waited for. */
export const SLACK_SECONDS = 10;
