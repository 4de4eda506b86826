export { digitaloceanDataSources, digitaloceanResources } from "./resources";
