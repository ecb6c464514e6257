/** The keywords of JSON Schema (draft 2020-12) that our schemas use: enough to check files against them. */
import type { JsonSchema } from '../../src/scan/json-schema.js';

type Schema = JsonSchema | boolean;

/** Keywords that say nothing about validity. */
const ANNOTATIONS = ['$schema', '$id', 'title', 'description', 'default', 'examples'];

/** The faults of a value; an unknown keyword in the schema is an error. */
export function schemaFaults(schema: Schema, value: unknown, path = '$'): string[] {
  if (typeof schema === 'boolean') return schema ? [] : [`${path}: not allowed`];
  const { if: condition, then, ...rules } = schema;
  const faults = Object.entries(rules).flatMap(([keyword, rule]) =>
    ANNOTATIONS.includes(keyword) ? [] : keywordFaults(keyword, rule, schema, value, path),
  );
  const holds = condition !== undefined && schemaFaults(condition, value).length === 0;
  return holds && then !== undefined ? [...faults, ...schemaFaults(then, value, path)] : faults;
}

function keywordFaults(
  keyword: string,
  rule: unknown,
  schema: JsonSchema,
  value: unknown,
  path: string,
): string[] {
  const fault = (isFault: boolean) => (isFault ? [`${path}: ${keyword} ${JSON.stringify(rule)}`] : []);
  const fields =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const isObject = typeOf(value).includes('object');
  switch (keyword) {
    case 'type':
      return fault(![rule].flat().some((type) => typeOf(value).includes(type as string)));
    case 'enum':
      return fault(!(rule as unknown[]).includes(value));
    case 'const':
      return fault(value !== rule);
    case 'not':
      return fault(schemaFaults(rule as Schema, value).length === 0);
    case 'anyOf':
      return fault(!(rule as Schema[]).some((option) => schemaFaults(option, value).length === 0));
    case 'allOf':
      return (rule as Schema[]).flatMap((part) => schemaFaults(part, value, path));
    case 'properties':
      return Object.entries(rule as Record<string, Schema>).flatMap(([key, child]) =>
        fields
          .filter(([name]) => name === key)
          .flatMap(([, item]) => schemaFaults(child, item, `${path}.${key}`)),
      );
    case 'additionalProperties':
      return fields
        .filter(([key]) => !Object.hasOwn(schema.properties ?? {}, key))
        .flatMap(([key, item]) => schemaFaults(rule as Schema, item, `${path}.${key}`));
    case 'propertyNames':
      return fields.flatMap(([key]) => schemaFaults(rule as Schema, key, `${path}.${key}`));
    case 'required':
      return fault(isObject && (rule as string[]).some((key) => !Object.hasOwn(value as object, key)));
    case 'items':
      return Array.isArray(value)
        ? value.flatMap((item, i) => schemaFaults(rule as Schema, item, `${path}[${i}]`))
        : [];
    case 'minItems':
      return fault(Array.isArray(value) && value.length < (rule as number));
    case 'maxItems':
      return fault(Array.isArray(value) && value.length > (rule as number));
    case 'minLength':
      return fault(typeof value === 'string' && value.length < (rule as number));
    case 'maxLength':
      return fault(typeof value === 'string' && value.length > (rule as number));
    case 'pattern':
      return fault(typeof value === 'string' && !new RegExp(rule as string, 'u').test(value));
    case 'minimum':
      return fault(typeof value === 'number' && value < (rule as number));
    case 'maximum':
      return fault(typeof value === 'number' && value > (rule as number));
    case 'exclusiveMinimum':
      return fault(typeof value === 'number' && value <= (rule as number));
    default:
      throw new Error(`${path}: unknown keyword ${keyword}`);
  }
}

function typeOf(value: unknown): string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  return Number.isInteger(value) ? ['integer', 'number'] : [typeof value];
}
