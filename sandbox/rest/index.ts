export type {
  DigitalOceanToken,
  GitHubApp,
  GitHubToken,
  ObservedCall,
  RestOptions,
} from "./options";
export { type RestFace, startRest } from "./server";
export { platformApp, sandboxTokens } from "./tokens";
