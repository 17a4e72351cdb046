import {
  applyFieldOverrides,
  FieldColorModeId,
  getTimeZone,
  type DataFrame,
  type Field,
  type FieldConfigSource,
} from '@grafana/data';
import { config, getTemplateSrv } from '@grafana/runtime';

const noOverrides: FieldConfigSource = { defaults: {}, overrides: [] };

/** Gives fields their units, colours and links, as Grafana does before it draws them; overrides are left out. */
export function prepareFrames(frames: DataFrame[], { defaults } = noOverrides): DataFrame[] {
  const color = { mode: FieldColorModeId.PaletteClassic };
  const configure = (field: Field): Field => {
    const custom = { ...defaults.custom, ...field.config.custom };
    return { ...field, config: { color, ...defaults, ...field.config, custom } };
  };
  return applyFieldOverrides({
    data: frames.map((frame) => ({ ...frame, fields: frame.fields.map(configure) })),
    fieldConfig: noOverrides,
    theme: config.theme2,
    timeZone: getTimeZone(),
    replaceVariables: (text, scopedVars, format) => getTemplateSrv().replace(text, scopedVars, format),
  });
}
