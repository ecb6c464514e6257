/** What is known about the point under the crosshair, to be read and to be heard. */
import { STATUS_NAMES } from '../../grid-points.js';
import { formatScientific } from '../../number-words.js';
import type { Place } from './plot.js';
import type { Scan } from './scan.js';

const DIGITS = 6;

interface Field {
  readonly name: string;
  readonly text: string;
  /** In full precision. */
  readonly value: number | string;
}

export function readOut(
  host: HTMLElement,
  { scan, place, couplingUnit }: { scan: Scan; place: Place; couplingUnit: string },
): Field[] {
  const fields = fieldsOf(scan, place, couplingUnit);
  host.querySelector('dl')!.replaceChildren(
    ...fields.map(({ name, text, value }) => {
      const row = document.createElement('div');
      const data = document.createElement('data');
      data.value = String(value);
      data.textContent = text;
      const [term, description] = [document.createElement('dt'), document.createElement('dd')];
      term.textContent = name;
      description.append(data);
      row.append(term, description);
      return row;
    }),
  );
  return fields;
}

export function spoken(fields: readonly Field[]): string {
  return fields.map(({ name, text }) => `${name} ${text}`).join(', ');
}

function fieldsOf(
  { name, grid, decayLengthCm }: Scan,
  { mass, coupling }: Place,
  couplingUnit: string,
): Field[] {
  const k = mass * grid.coupling.length + coupling;
  const [events, relError] = [grid.yield[k], grid.relError[k]];
  const length = decayLengthCm(mass, grid.coupling[coupling]);
  return [
    { name: 'Scan', text: name, value: name },
    number('Mass', grid.massGeV[mass], ' GeV'),
    number('Coupling', grid.coupling[coupling], ` ${couplingUnit}`),
    number('Events N', events),
    number('Relative error', relError, '', 2),
    { name: 'Status', text: STATUS_NAMES[grid.status[k]] ?? 'pending', value: grid.status[k] },
    length === Infinity
      ? { name: 'Decay length', text: 'stable', value: length }
      : number('Decay length', length / 100, ' m'),
  ];
}

function number(name: string, value: number, unit = '', digits = DIGITS): Field {
  return { name, text: Number.isNaN(value) ? '–' : formatScientific(value, digits) + unit, value };
}
