/**
 * The JSON Schema of a scan file, for editors: names, meanings and alternatives as one types. It is looser than muscan
 * itself, which also checks what fields say together.
 */
import { z } from 'zod';
import { experimentSchema } from '../experiments/schema.js';
import { SCAN_REGISTRIES, type ScanRegistries } from './registries.js';
import { buildScanSchema, couplingAxis } from './scan-schema.js';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The JSON Schema (draft 2020-12) of a scan file. */
export function scanJsonSchema(registries: ScanRegistries = SCAN_REGISTRIES): JsonSchema {
  const { $schema, ...fields } = z.toJSONSchema(buildScanSchema(registries), { io: 'input' });
  const properties = fields.properties!;
  return {
    $schema: $schema!,
    $id: 'https://muscan.invalid/scan.schema.json',
    title: 'muscan scan file',
    description: 'A grid of masses and couplings: of which model, in which experiment, computed how.',
    ...fields,
    allOf: couplingsByUnit(registries),
    properties: {
      ...properties,
      model: { ...(properties.model as JsonSchema), ...parametersByModel(registries) },
      experiment: experimentReference(registries),
    },
    required: [...fields.required!, 'experiment'],
  };
}

/** For each model its own parameters. */
function parametersByModel({ models }: ScanRegistries): JsonSchema {
  return {
    allOf: Object.entries(models).map(([id, { parameters }]) => ({
      if: { properties: { id: { const: id } }, required: ['id'] },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { properties: { parameters: without(z.toJSONSchema(parameters, { io: 'input' }), '$schema') } },
    })),
  };
}

/** For the models of each unit, couplings in it. */
function couplingsByUnit(registries: ScanRegistries): JsonSchema[] {
  const models = Object.entries(registries.models);
  const units = [...new Set(models.map(([, { couplingUnit }]) => couplingUnit))];
  return units.map((unit) => {
    const ids = models.filter(([, { couplingUnit }]) => couplingUnit === unit).map(([id]) => id);
    const coupling = without(z.toJSONSchema(couplingAxis(registries, unit), { io: 'input' }), '$schema');
    return {
      if: {
        properties: { model: { properties: { id: { enum: ids } }, required: ['id'] } },
        required: ['model'],
      },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { properties: { grid: { properties: { coupling } } } },
    };
  });
}

/** An id, an id with fields to override, or all fields of a new experiment. */
function experimentReference({ experiments }: ScanRegistries): JsonSchema {
  const ids = Object.keys(experiments);
  const full = without(z.toJSONSchema(experimentSchema, { io: 'input' }), '$schema');
  const overrides = withoutRequired(full);
  const { id } = full.properties!;
  return {
    description: 'A registered experiment, one with some of its fields changed, or a new one in full.',
    anyOf: [
      { enum: ids },
      {
        ...overrides,
        title: 'A registered experiment with some fields changed',
        properties: { ...overrides.properties, id: { enum: ids } },
        required: ['id'],
      },
      {
        ...full,
        title: 'A new experiment',
        properties: { ...full.properties, id: { ...(id as JsonSchema), not: { enum: ids } } },
      },
    ],
  };
}

function without(schema: JsonSchema, keyword: string): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== keyword));
}

/** The schema with every field optional, at all depths. */
function withoutRequired(schema: JsonSchema): JsonSchema {
  const inner = (child: z.core.JSONSchema._JSONSchema) =>
    typeof child === 'boolean' ? child : withoutRequired(child);
  const { properties, additionalProperties, anyOf } = schema;
  return {
    ...without(schema, 'required'),
    ...(properties && { properties: mapValues(properties, inner) }),
    ...(additionalProperties !== undefined && { additionalProperties: inner(additionalProperties) }),
    ...(anyOf && { anyOf: anyOf.map((child) => inner(child) as JsonSchema) }),
  };
}

function mapValues<V, R>(record: Readonly<Record<string, V>>, map: (value: V) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
