import type { PipelineSettings } from "../settings";
import { FUNCTION, kind, LIST, OBJECT, TEXT, TEXTS } from "./kinds";
import { type Checked, checkedPart, namedOf, objectOf, objectsOf } from "./parts";

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
    localEnvironment: objectOf({ optional: { variables: namedOf(TEXT), secrets: TEXTS }, elsewhere: [] }),
    codeOwners: namedOf(TEXTS),
    updatesBranch: TEXT,
    extend: FUNCTION,
    overrides: objectsOf({ required: { file: TEXT, path: LIST } }),
    extraFiles: OBJECT,
    alertsEnvironment: TEXT,
  },
  elsewhere: [],
};

/** The settings of the pipeline, fit to build from; nothing when there is no language to build with. */
export function checkedPipeline(pipeline: PipelineSettings): Checked<PipelineSettings | undefined> {
  const { value, problems } = checkedPart("pipeline", pipeline, RULES);
  return { value: value.language === undefined ? undefined : value, problems };
}
