import { applyFieldOverrides, getTimeZone, type DataFrame, type FieldConfigSource } from '@grafana/data';
import { config, getTemplateSrv } from '@grafana/runtime';

const noOverrides: FieldConfigSource = { defaults: {}, overrides: [] };

/** Gives fields their units, colours and links, as Grafana does before it draws them. */
export function prepareFrames(frames: DataFrame[], fieldConfig = noOverrides): DataFrame[] {
  return applyFieldOverrides({
    data: frames,
    fieldConfig,
    theme: config.theme2,
    timeZone: getTimeZone(),
    replaceVariables: (text, scopedVars, format) => getTemplateSrv().replace(text, scopedVars, format),
  });
}
