export { githubDataSources } from "./data-sources";
export { githubResources } from "./resources";
