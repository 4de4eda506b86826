import type { App, DigitalOcean } from "../digitalocean";
import { pagesOf } from "../pages";

const LONGEST_NAME = 32;

/** Name of the app of one pull request: "pr-12-lingobot". */
export function previewName(number: number, repository: string): string {
  const name = repository.split("/")[1] ?? "";
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `pr-${number}-${slug}`.slice(0, LONGEST_NAME).replace(/-+$/, "");
}

/** The apps of all pull requests of this repository. */
export async function previewApps(cloud: DigitalOcean, repository: string): Promise<readonly App[]> {
  const apps = await pagesOf<App>(cloud.api, "/v2/apps", (body) => (body as { apps?: App[] }).apps ?? []);
  return apps.filter(({ spec }) => {
    const number = /^pr-(\d+)-/.exec(String(spec.name))?.[1];
    return number !== undefined && spec.name === previewName(Number(number), repository);
  });
}
