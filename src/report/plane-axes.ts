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

/** What is wrong with the couplings of a model on the axis of another; undefined if they have the same unit. */
export function unitProblem(of: Model, axis: Model): string | undefined {
  if (of.couplingUnit === axis.couplingUnit) return undefined;
  return `expected couplings ${inUnit(axis)}, as in the figure's model ${axis.id}; those of ${of.id} are ${inUnit(of)}`;
}

function inUnit({ couplingUnit }: Model): string {
  return couplingUnit === null ? 'without unit' : `in ${couplingUnit}`;
}
