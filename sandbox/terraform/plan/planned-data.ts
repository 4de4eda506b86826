import { type Fields, type PlannedData, resolve } from "../schema/field";
import { lastTarget, type Reader } from "./reader";
import { zeroValue } from "./sdk-set";

/** What a DiffSuppressFunc reads: the configuration over the state. */
export function plannedData(state: Reader, config: Reader, fields: Fields): PlannedData {
  const zero = (address: readonly string[]) => {
    const target = lastTarget(resolve(address, fields));
    return target !== undefined && "field" in target ? zeroValue(target.field) : undefined;
  };
  return {
    get(path) {
      const address = path.split(".");
      const configured = config.read(address);
      const found = configured.exists ? configured : state.read(address);
      return found.value ?? zero(address);
    },
    getOld(path) {
      const address = path.split(".");
      return state.read(address).value ?? zero(address);
    },
  };
}
