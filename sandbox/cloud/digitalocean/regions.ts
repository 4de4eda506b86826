/** One row of `GET /v2/apps/regions`. */
export interface AppRegion {
  readonly slug: string;
  readonly label: string;
  readonly flag: string;
  readonly continent: string;
  readonly data_centers: readonly string[];
  readonly default?: boolean;
}

/** Regions of App Platform, by the short slug that a spec holds. */
export const APP_REGIONS: readonly AppRegion[] = [
  {
    slug: "nyc",
    label: "New York",
    flag: "usa",
    continent: "North America",
    data_centers: ["nyc1", "nyc3"],
    default: true,
  },
  { slug: "ams", label: "Amsterdam", flag: "netherlands", continent: "Europe", data_centers: ["ams3"] },
  { slug: "fra", label: "Frankfurt", flag: "germany", continent: "Europe", data_centers: ["fra1"] },
  { slug: "lon", label: "London", flag: "uk", continent: "Europe", data_centers: ["lon1"] },
  { slug: "sfo", label: "San Francisco", flag: "usa", continent: "North America", data_centers: ["sfo3"] },
  { slug: "sgp", label: "Singapore", flag: "singapore", continent: "Asia", data_centers: ["sgp1"] },
  { slug: "syd", label: "Sydney", flag: "australia", continent: "Australia", data_centers: ["syd1"] },
  { slug: "blr", label: "Bangalore", flag: "india", continent: "Asia", data_centers: ["blr1"] },
  { slug: "tor", label: "Toronto", flag: "canada", continent: "North America", data_centers: ["tor1"] },
  { slug: "atl", label: "Atlanta", flag: "usa", continent: "North America", data_centers: ["atl1"] },
];

/** Where the API puts an app that names no region. */
export const DEFAULT_REGION = "nyc";

/** Slugs of data centres, as registries, VPCs, buckets and databases name them. */
export const DATA_CENTERS: readonly string[] = APP_REGIONS.flatMap((region) => region.data_centers).sort();
