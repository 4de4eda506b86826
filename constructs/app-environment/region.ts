/**
 * The regions of App Platform by their short slugs (`GET /v2/apps/regions`): New York, Amsterdam, Frankfurt, London,
 * San Francisco, Singapore, Sydney, Bangalore, Toronto, Atlanta.
 */
export const REGIONS = ["nyc", "ams", "fra", "lon", "sfo", "sgp", "syd", "blr", "tor", "atl"] as const;

/** A region of App Platform. */
export type Region = (typeof REGIONS)[number];
