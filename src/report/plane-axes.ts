/** The axes of mass and coupling of a model. */
import type { Model } from '../models/index.js';
import type { Axis } from './figure.js';

type Range = readonly [number, number];

export function planeAxes(model: Model, mass: Range, coupling: Range): { x: Axis; y: Axis } {
  return {
    x: { label: `${model.massSymbol}\\ [\\mathrm{GeV}]`, domain: mass, scale: 'log' },
    y: { label: couplingLabel(model), domain: coupling, scale: 'log' },
  };
}

/** Symbol and unit, such as TeV^-1. */
export function couplingLabel({ couplingSymbol, couplingUnit }: Model): string {
  if (couplingUnit === null) return couplingSymbol;
  return `${couplingSymbol}\\ [\\mathrm{${couplingUnit.replaceAll(/\^(-?\d+)/g, '^{$1}')}}]`;
}
