/** The fields of a figure file in the plane of mass and coupling. What depends on the model is left open here. */
import { z } from 'zod';
import { BANDS, CERTAINTIES, CERTAINTY_NAMES, LINES } from '../constraints/index.js';
import { describeValue, positiveNumber, quantity, whenValid } from '../experiments/fields.js';
import { COUPLING_MEANINGS, type CouplingName, MODELS } from '../models/index.js';
import { OVERLAY_FORMATS } from '../overlays/index.js';
import { bandLayer, constraintLayer, lineLayer } from '../scan/constraint-fields.js';
import { contoursSchema } from '../scan/contour-schema.js';
import { colourField, dashField, labelField } from '../scan/layer-fields.js';
import { MASS_UNITS } from '../scan/mass-units.js';
import { planeField } from './figure-plane.js';
import { header } from './header-fields.js';

/** As in the contours of a scan file. */
const { cl, observed, background, method } = contoursSchema.in.shape;

const KINDS = `"scan" (a scan file), "heatmap" (likewise), "band" (${Object.keys(BANDS).join(', ')}), "line" (${Object.keys(LINES).join(', ')}), "constraint" (a name from "muscan list constraints", or a file) or "overlay" (a file of somebody else's limit)`;

function exposureField() {
  return positiveNumber().optional().meta({
    description:
      'Number of beam particles; left out: as in the scan file. Yields are linear in it, so nothing is computed anew.',
  });
}

const scanLayer = z
  .strictObject({
    scan: z
      .string({
        error: ({ input }) =>
          input === undefined
            ? `expected a layer with ${KINDS}`
            : `expected a scan file; got ${describeValue(input)}`,
      })
      .min(1)
      .meta({ description: 'A scan file, relative to this file.' }),
    plane: planeField(),
    level: positiveNumber()
      .optional()
      .meta({ description: "Expected events on the line; left out, and without cl: the scan's own levels." }),
    cl: cl.meta({
      description: 'Instead of a level: the upper limit at this confidence level, such as "90%".',
    }),
    observed,
    background,
    method,
    exposure: exposureField(),
    certainty: z.enum(CERTAINTY_NAMES).optional().meta({
      description:
        'How sure the line is; left out: as its experiment says, and projected for more beam particles than that has taken. Projected: dashed; approximate: dotted; the legend names these two. All else: solid.',
    }),
    dash: dashField(),
    fill: z.boolean().optional().meta({
      description:
        'Tint the region with more events; left out: yes where it is excluded, which nothing projected or approximate is, but not on a heat map.',
    }),
    label: labelField().optional(),
    colour: colourField(),
  })
  .refine((layer) => layer.level === undefined || layer.cl === undefined, {
    path: ['cl'],
    when: whenValid('level', 'cl'),
    error: () => 'expected a level or a confidence level; got both',
  });

const heatMapLayer = z.strictObject({
  heatmap: z
    .string({ error: ({ input }) => `expected a scan file; got ${describeValue(input)}` })
    .min(1)
    .meta({
      description:
        'A scan file, relative to this file: its expected events as colours, below everything else.',
    }),
  plane: planeField(),
  range: z
    .tuple([z.number(), z.number()])
    .refine(([from, to]) => from < to, { error: 'expected [from, to] with from below to' })
    .optional()
    .meta({
      description:
        'log10 of the events at the ends of the colour bar, such as [-3, 6]; left out: around the grid.',
    }),
  exposure: exposureField(),
});

function describeCertainties(): string {
  return CERTAINTY_NAMES.map((name) => `${name} (${CERTAINTIES[name].title})`).join(', ');
}

const overlayLayer = z.strictObject({
  overlay: z
    .string({ error: ({ input }) => `expected a file; got ${describeValue(input)}` })
    .min(1)
    .meta({ description: "A file of somebody else's limit, relative to this file." }),
  format: z.enum(OVERLAY_FORMATS).optional().meta({
    description: 'Left out: by the ending, .csv, .yaml (hepdata) or .lmt (darkcast); .txt does not tell.',
  }),
  coupling_is: z.enum(Object.keys(COUPLING_MEANINGS) as [CouplingName, ...CouplingName[]]).meta({
    description: `What the file means by a coupling: ${Object.entries(COUPLING_MEANINGS)
      .map(([name, { title }]) => `${name} (${title})`)
      .join(', ')}.`,
  }),
  mass_unit: z
    .enum(Object.keys(MASS_UNITS) as [keyof typeof MASS_UNITS])
    .optional()
    .meta({
      description: 'Left out: as the format has it (AxionLimits eV; HEPData as in its header), else GeV.',
    }),
  columns: z.array(z.string().min(1)).min(1).max(3).optional().meta({
    description:
      'CSV: names of mass and coupling, or of mass, lower and upper edge. HEPData: of the dependent variable, or of both edges. Left out: mass_gev and coupling, or the first.',
  }),
  certainty: z
    .enum(CERTAINTY_NAMES)
    .default('measured')
    .meta({
      description: `${describeCertainties()}. Projected: dashed; approximate: dotted; the legend names these two. All else: solid.`,
    }),
  fill: z.enum(['inside', 'above', 'below', 'none']).optional().meta({
    description:
      'What is tinted; left out: the inside of a closed curve, what is above an open one, nothing if projected or approximate.',
  }),
  dash: dashField(),
  label: labelField(),
  colour: colourField(),
});

export const planeFigureSchema = z.strictObject({
  ...header,
  model: z
    .strictObject({
      id: z.enum(Object.keys(MODELS)),
      parameters: z.unknown().optional().meta({ description: 'As in a scan file.' }),
    })
    .optional()
    .meta({
      description:
        'Whose mass and coupling the axes show, and whose bands and lines are drawn; left out: that of the first scan.',
    }),
  mass: z
    .strictObject({ from: quantity('energy'), to: quantity('energy') })
    .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a mass above "from"' })
    .meta({ description: 'Range of the mass axis.' }),
  coupling: z
    .strictObject({ from: positiveNumber(), to: positiveNumber() })
    .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a coupling above "from"' })
    .meta({ description: "Range of the coupling axis, in the model's unit." }),
  layers: z
    .array(
      z.union([scanLayer, heatMapLayer, bandLayer, lineLayer, constraintLayer, overlayLayer], {
        error: () => `expected a layer with ${KINDS}`,
      }),
    )
    .min(1)
    .refine((layers) => layers.filter((layer) => 'heatmap' in layer).length <= 1, {
      error: 'expected one heat map; got several',
    })
    .meta({ description: 'What is drawn, first to last; a heat map below all.' }),
});

export type PlaneFields = z.output<typeof planeFigureSchema>;
export type ScanLayerFields = z.output<typeof scanLayer>;
export type HeatMapLayerFields = z.output<typeof heatMapLayer>;
export type OverlayLayerFields = z.output<typeof overlayLayer>;
