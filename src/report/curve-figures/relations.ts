/** Relations between couplings and the mass of a dark fermion, such as those that leave the observed relic. */
import { z } from 'zod';
import { CERTAINTIES, RELATIONS } from '../../constraints/index.js';
import { quantity } from '../../experiments/fields.js';
import { lookFault } from '../../scan/dashes.js';
import { allOf, check, under } from '../../scan/zod-faults.js';
import { CERTAINTY_LOOKS } from '../certainty-looks.js';
import type { Figure, Layer } from '../figure.js';
import { header } from '../header-fields.js';
import { parametersField, sideField, styleField, withoutUndefined } from '../../scan/layer-fields.js';
import type { CurveFigure } from './curve-figure.js';
import { curveLook, logSpaced, numberRange, pointsField } from './fields.js';

const symbol = (what: string) =>
  z
    .string()
    .min(1)
    .optional()
    .meta({ description: `TeX mathematics for the ${what} axis; left out: as the relations say.` });

const schema = z.strictObject({
  ...header,
  relations: z
    .strictObject({
      mass: z
        .strictObject({ from: quantity('energy'), to: quantity('energy'), symbol: symbol('mass') })
        .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a mass above "from"' })
        .meta({ description: 'Range of the mass axis.' }),
      value: numberRange('Range of the other axis.'),
      symbol: symbol('other'),
      points: pointsField(400),
      curves: z
        .array(
          z.strictObject({
            relation: z.enum(Object.keys(RELATIONS)).meta({ description: 'What is drawn against the mass.' }),
            parameters: parametersField('relation', RELATIONS),
            style: styleField('exclusion'),
            fill: sideField(),
            ...curveLook,
          }),
        )
        .min(1),
    })
    .meta({ description: 'Couplings against the mass of a dark fermion.' }),
});

type Fields = z.output<typeof schema>;
type CurveFields = Fields['relations']['curves'][number];

export const relationsFigure: CurveFigure<Fields> = {
  key: 'relations',
  schema,
  prepare: (fields) => {
    const { data, faults } = allOf(
      fields.relations.curves.map(({ relation, parameters, fill, dash }, i) => {
        const { certainty, parameters: schemaOf } = RELATIONS[relation];
        const fault = lookFault(relation, certainty, { fill: fill !== undefined, dash });
        return under(
          ['relations', 'curves', i],
          fault === undefined
            ? under(['parameters'], check(schemaOf, parameters ?? {}))
            : { data: undefined, faults: [fault] },
        );
      }),
    );
    return { data: data && (() => draw(fields, data)), faults };
  },
};

function draw(
  { title, relations: { mass, value, symbol: valueSymbol, points, curves } }: Fields,
  parameters: readonly unknown[],
): Figure {
  const symbolsOf = (key: 'massSymbol' | 'valueSymbol') =>
    [...new Set(curves.map(({ relation }) => RELATIONS[relation][key]))].join(',\\ ');
  return {
    ...withoutUndefined({ title }),
    x: {
      label: `${mass.symbol ?? symbolsOf('massSymbol')}\\ [\\mathrm{GeV}]`,
      domain: [mass.from, mass.to],
      scale: 'log',
    },
    y: { label: valueSymbol ?? symbolsOf('valueSymbol'), domain: [value.from, value.to], scale: 'log' },
    layers: curves.map((fields, i) => layerOf(fields, parameters[i], { ...mass, points })),
  };
}

function layerOf(
  fields: CurveFields,
  parameters: unknown,
  range: { from: number; to: number; points: number },
): Layer {
  const relation = RELATIONS[fields.relation];
  const corners = (relation.corners?.(parameters) ?? []).filter(
    (mass) => range.from < mass && mass < range.to,
  );
  const x = [...logSpaced(range), ...corners].toSorted((a, b) => a - b);
  const { label, style, colour, dash, fill } = fields;
  const { isExclusion } = CERTAINTIES[relation.certainty];
  const look = CERTAINTY_LOOKS[relation.certainty];
  return {
    kind: 'curve',
    label: `${label}${look.says}`,
    style: isExclusion ? style : look.style,
    x,
    y: x.map((mass) => relation.value(mass, parameters)),
    ...withoutUndefined({ colour, dash: dash ?? (isExclusion ? undefined : look.dash) }),
    ...withoutUndefined({ fill }),
  };
}
