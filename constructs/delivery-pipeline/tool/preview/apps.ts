import type { Context } from "../context";
import type { App, DigitalOcean } from "../digitalocean";
import { runsImage } from "../image";
import { pagesOf } from "../pages";

const LONGEST_NAME = 32;

/** Name of the app of one pull request: "pr-12-lingobot". */
export function previewName(number: number, repository: string): string {
  const name = repository.split("/")[1] ?? "";
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `pr-${number}-${slug}`.slice(0, LONGEST_NAME).replace(/-+$/, "");
}

/** The app of a pull request. */
export interface PreviewApp {
  /** Number of the pull request. */
  readonly number: number;
  readonly app: App;
}

/**
 * The apps of all pull requests of this repository, the oldest first. The name alone would also fit those of a
 * repository of the same name, so the app must run this repository's image.
 */
export async function previewApps({ settings, config }: Context, cloud: DigitalOcean): Promise<PreviewApp[]> {
  const apps = await pagesOf<App>(cloud.api, "/v2/apps", (body) => (body as { apps?: App[] }).apps ?? []);
  const found = apps.flatMap((app) => {
    const number = Number(/^pr-(\d+)-/.exec(String(app.spec.name))?.[1] ?? Number.NaN);
    const ours =
      app.spec.name === previewName(number, settings.repository()) && runsImage(app.spec, config.image);
    return ours ? [{ number, app }] : [];
  });
  return found.sort((a, b) => (ageOf(a.app) < ageOf(b.app) ? -1 : 1));
}

function ageOf({ created_at: created = "", id }: App): string {
  return `${created} ${id}`;
}
