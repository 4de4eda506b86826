import type { Clock } from "./clock";
import type { Faults } from "./faults";
import type { Ids } from "./ids";
import type { ImageRegistry } from "./images";

/** What every part of the model is given beside its data. */
export interface CloudContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly faults: Faults;
  readonly images: ImageRegistry;
}
