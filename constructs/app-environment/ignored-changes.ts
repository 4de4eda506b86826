import type { AppSpecServiceAlert, AppSpecServiceImage } from "@cdktf/provider-digitalocean/lib/app";
import type { RenderedSpec } from "./app-resource";

/** What is sent in this apply although the provider cannot compare it. */
export interface IgnoredChangesOptions {
  readonly rotateSecrets: boolean;
  readonly resendAlertDestinations: boolean;
}

interface RenderedComponent {
  readonly image?: AppSpecServiceImage;
  readonly alert?: readonly AppSpecServiceAlert[];
}

/**
 * The paths that Terraform must not compare, derived from what was rendered: they are positions, so that writing
 * them by hand goes wrong with the first insertion. Measured with provider 2.71.0: with these and no fewer, an
 * apply is followed by an empty plan. That positions still mean the same components is looked after by `refuseAnotherOrder`.
 *
 * - image tag and digest: the pipeline owns the running image, and sets one while it clears the other;
 * - app-level env and registry credentials: come back as ciphertext; env also where the code has no secret, or else
 *   taking the last one out of the code would plan to delete all that are live;
 * - alert destinations: never come back.
 */
export function ignoredChanges(spec: RenderedSpec, options: IgnoredChangesOptions): string[] {
  return [
    ...(options.rotateSecrets ? [] : ["spec[0].env"]),
    ...destinations("spec[0]", spec.alert, options),
    ...components("service", spec.service, options),
    ...components("worker", spec.worker ?? [], options),
    ...components("job", spec.job ?? [], options),
  ];
}

function components(
  kind: "service" | "worker" | "job",
  rendered: readonly { readonly image?: AppSpecServiceImage; readonly alert?: unknown }[],
  options: IgnoredChangesOptions,
): string[] {
  return rendered.flatMap((component, index) => {
    const path = `spec[0].${kind}[${index}]`;
    const { image, alert } = component as RenderedComponent;
    const hasCredential = image?.registryCredentials !== undefined && !options.rotateSecrets;
    return [
      ...destinations(path, alert ?? [], options),
      `${path}.image[0].tag`,
      `${path}.image[0].digest`,
      ...(hasCredential ? [`${path}.image[0].registry_credentials`] : []),
    ];
  });
}

function destinations(
  path: string,
  alerts: readonly { readonly destinations?: unknown }[],
  { resendAlertDestinations }: IgnoredChangesOptions,
): string[] {
  if (resendAlertDestinations) return [];
  return alerts.flatMap((alert, index) =>
    alert.destinations === undefined ? [] : [`${path}.alert[${index}].destinations`],
  );
}
