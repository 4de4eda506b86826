import type { AppSpecMaintenance } from "@cdktf/provider-digitalocean/lib/app";
import type { Problem } from "../errors";
import { problemsOfPattern } from "../private/checks";

/** The page that is shown instead of the app. */
export interface MaintenancePageProps {
  /** Address of the page, beginning with https://. @default - a page of DigitalOcean */
  readonly offlinePageUrl?: string;
}

/** Takes the app off the air. Entering and leaving it makes a deployment. */
export class Maintenance {
  /** Shows a page for all traffic; the components go on running and costing. */
  public static page(props: MaintenancePageProps = {}): Maintenance {
    return new Maintenance(false, props.offlinePageUrl);
  }

  /**
   * Stops the components, which then cost nothing but dedicated egress addresses. Not for production
   * (docs.digitalocean.com, archive and restore apps).
   */
  public static archive(props: MaintenancePageProps = {}): Maintenance {
    return new Maintenance(true, props.offlinePageUrl);
  }

  private constructor(
    public readonly archived: boolean,
    public readonly offlinePageUrl?: string,
  ) {}

  /** @internal */
  public _problems(): Problem[] {
    return problemsOfPattern(
      "address of the maintenance page",
      this.offlinePageUrl,
      /^https:\/\/[^\s/]+\.[^\s]+$/,
      {
        allowed: "an address that begins with https://",
        next: "serve the page by HTTPS",
      },
    );
  }

  /** @internal `enabled` is always set, because archiving implies it and the API answers so. */
  public _toSpec(): AppSpecMaintenance {
    return {
      enabled: true,
      archive: this.archived,
      ...(this.offlinePageUrl === undefined ? {} : { offlinePageUrl: this.offlinePageUrl }),
    };
  }
}
