export { REPOSITORY } from "./names";
export { usableSettings } from "./usable-settings";
