import type { PipelineSettings } from "../settings";
import { FUNCTION, kind, LIST, OBJECT, OBJECTS, TEXT, TEXTS } from "./kinds";
import { type Checked, checkedElements, checkedPart, checkedWithin } from "./parts";

const LANGUAGE = kind(
  "a language",
  (value) => typeof (value as { problems?: unknown }).problems === "function",
  'make it with Python.uv({ application: "lingobot.main:app" })',
);

const RULES = {
  required: { language: LANGUAGE },
  optional: {
    gateName: TEXT,
    preview: OBJECT,
    localEnvironment: OBJECT,
    codeOwners: OBJECT,
    updatesBranch: TEXT,
    extend: FUNCTION,
    overrides: OBJECTS,
    extraFiles: OBJECT,
    alertsEnvironment: TEXT,
  },
  elsewhere: [],
};

const LOCAL_ENVIRONMENT = { optional: { variables: OBJECT, secrets: TEXTS } };
const OVERRIDE = { required: { file: TEXT, path: LIST } };

/** The settings of the pipeline, fit to build from; nothing when there is no language to build with. */
export function checkedPipeline(pipeline: PipelineSettings): Checked<PipelineSettings | undefined> {
  const part = checkedPart("pipeline", pipeline, RULES);
  const local = checkedWithin("pipeline", part, "localEnvironment", LOCAL_ENVIRONMENT);
  const { value, problems } = checkedElements("pipeline", local, "overrides", OVERRIDE);
  return { value: value.language === undefined ? undefined : value, problems };
}
