export { ContainerImage, ImageRepository, type ImageSource } from "./container-image";
export { ContainerRegistry } from "./container-registry";
export {
  DOCR_REGIONS,
  type DocrProps,
  type DocrRegion,
  DocrRegistry,
  type DocrTier,
  type IDocrRegistry,
} from "./docr-registry";
export { type GhcrProps, GhcrRegistry } from "./ghcr-registry";
export { PULL_CREDENTIAL } from "./pull-credential";
export type { PullAccess, RegistryLogin } from "./registry-login";
