/** Where the frame of the plot lies, and where values lie in it. */
import type { View } from '../view.js';

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Between values and px of the plot, in log10. */
export interface Scale {
  readonly frame: Frame;
  readonly view: View;
}

export function xToPx({ frame, view }: Scale, log: number): number {
  return frame.left + ((log - view.x[0]) / (view.x[1] - view.x[0])) * (frame.right - frame.left);
}

export function yToPx({ frame, view }: Scale, log: number): number {
  return frame.bottom - ((log - view.y[0]) / (view.y[1] - view.y[0])) * (frame.bottom - frame.top);
}

export function pxToX({ frame, view }: Scale, px: number): number {
  return view.x[0] + ((px - frame.left) / (frame.right - frame.left)) * (view.x[1] - view.x[0]);
}

export function pxToY({ frame, view }: Scale, px: number): number {
  return view.y[0] + ((frame.bottom - px) / (frame.bottom - frame.top)) * (view.y[1] - view.y[0]);
}
