import { InstanceSize, Secret } from "../../../constructs/app-environment";
import { ContainerRegistry } from "../../../constructs/container-registry";
import { AppAlert, ComponentAlert, NotificationTarget } from "../../../constructs/observability";
import { appOf, lingobot, stack } from "./lingobot";

const OPS = NotificationTarget.email("ops@example.com");
const PULL = Secret.named("GHCR_PULL_CREDENTIAL");
const PRIVATE = ContainerRegistry.ghcr("lingobot", "lingobot", { pullCredential: PULL }).image().byTag("v1");

function ignored(props: Parameters<typeof lingobot>[1]): unknown {
  const scope = stack();
  lingobot(scope, props)
    .addWorker("queue", {
      size: InstanceSize.XXS,
      alerts: [ComponentAlert.restarts({ above: 5, notify: [OPS] })],
    })
    .addWorker("mail", { size: InstanceSize.XXS })
    .addJob("migrate");
  return appOf(scope).lifecycle.ignore_changes;
}

const EVERYTHING: Parameters<typeof lingobot>[1] = {
  image: PRIVATE,
  secrets: [Secret.named("LQBOT_OPENAI_API_KEY")],
  alerts: [
    AppAlert.deploymentFailed({ notify: [OPS] }),
    ComponentAlert.cpu({ above: 80, notify: [OPS] }),
    ComponentAlert.memory({ above: 90 }),
  ],
};

const IMAGES = ["service[0]", "worker[0]", "worker[1]", "job[0]"].flatMap((component) => [
  `spec[0].${component}.image[0].tag`,
  `spec[0].${component}.image[0].digest`,
]);

test("exactly what the provider cannot compare, by the positions that were rendered", () => {
  expect(ignored(EVERYTHING)).toEqual([
    "spec[0].env",
    "spec[0].alert[0].destinations",
    "spec[0].alert[1].destinations",
    "spec[0].service[0].alert[0].destinations",
    "spec[0].service[0].image[0].tag",
    "spec[0].service[0].image[0].digest",
    "spec[0].service[0].image[0].registry_credentials",
    "spec[0].worker[0].alert[0].destinations",
    "spec[0].worker[0].image[0].tag",
    "spec[0].worker[0].image[0].digest",
    "spec[0].worker[0].image[0].registry_credentials",
    "spec[0].worker[1].image[0].tag",
    "spec[0].worker[1].image[0].digest",
    "spec[0].worker[1].image[0].registry_credentials",
    "spec[0].job[0].image[0].tag",
    "spec[0].job[0].image[0].digest",
    "spec[0].job[0].image[0].registry_credentials",
  ]);
});

test("rotating secrets compares secrets and credentials for once, and nothing else", () => {
  expect(ignored({ ...EVERYTHING, rotateSecrets: true })).toEqual([
    "spec[0].alert[0].destinations",
    "spec[0].alert[1].destinations",
    "spec[0].service[0].alert[0].destinations",
    ...IMAGES.slice(0, 2),
    "spec[0].worker[0].alert[0].destinations",
    ...IMAGES.slice(2),
  ]);
});

test("resending alert destinations compares them for once", () => {
  expect(ignored({ alerts: EVERYTHING?.alerts ?? [], resendAlertDestinations: true })).toEqual([
    "spec[0].env",
    ...IMAGES,
  ]);
});

test("secrets are ignored without any in the code, or the last one could not be taken out of it", () => {
  expect(ignored({})).toContain("spec[0].env");
});

test("the credential of a private registry is a variable that must be username:token", () => {
  const scope = stack();
  lingobot(scope, { image: PRIVATE });
  expect(appOf(scope).spec).toMatchObject({
    service: [{ image: { registry_credentials: `\${var.GHCR_PULL_CREDENTIAL}` } }],
  });
});
