/** docs/constraints.md is what the registry says. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CERTAINTIES, CONSTRAINTS } from '../../src/constraints/index.js';
import { figureOfConstraint } from '../../src/report/constraint-figure.js';
import { renderFigure } from '../../src/report/index.js';

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));
const REWRITE = 'npm run constraints rewrites it';
/** Without the backslashes that keep formulas as they are. */
const page = readFileSync(join(DOCS, 'constraints.md'), 'utf8').replaceAll(/\\(?=[_*<>|])/g, '');
const sections = new Map(page.split(/^## /m).map((text) => [text.split('\n')[0], text]));

describe('the page of constraints', () => {
  it.each(Object.values(CONSTRAINTS).map((constraint) => [constraint.id, constraint] as const))(
    'says of %s what it is, and what it must meet',
    (id, constraint) => {
      const section = sections.get(id) ?? '';
      expect(section, REWRITE).toContain(constraint.source);
      expect(section, REWRITE).toContain(constraint.models);
      if (constraint.kind === 'missing') {
        expect(section, REWRITE).toContain('nothing is drawn');
        expect(section, REWRITE).toContain(constraint.reason);
        return;
      }
      expect(section, REWRITE).toContain(
        `**${constraint.certainty}**: ${CERTAINTIES[constraint.certainty].title}`,
      );
      expect(section, REWRITE).toContain(constraint.summary);
      for (const { says, source } of constraint.statements) {
        expect(section, REWRITE).toContain(says);
        expect(section, REWRITE).toContain(source);
      }
    },
  );

  it.each(Object.values(CONSTRAINTS).map((constraint) => [constraint.id, constraint] as const))(
    'has the figure of %s as it is drawn now, or none',
    async (id, constraint) => {
      const file = join(DOCS, 'constraints', `${id}.svg`);
      const figure = figureOfConstraint(constraint);
      expect(existsSync(file), REWRITE).toBe(figure !== null);
      if (figure !== null) expect(await renderFigure(figure), REWRITE).toBe(readFileSync(file, 'utf8'));
    },
  );

  it('has no figure of anything else', () => {
    const names = readdirSync(join(DOCS, 'constraints')).map((file) => file.replace(/\.svg$/, ''));
    expect(names.filter((name) => !Object.hasOwn(CONSTRAINTS, name))).toEqual([]);
  });
});
