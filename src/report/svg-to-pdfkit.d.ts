declare module 'svg-to-pdfkit' {
  import type PDFDocument from 'pdfkit';
  /** Draws onto the current page; lengths without a unit are px at 96 an inch. */
  export default function SVGtoPDF(
    document: InstanceType<typeof PDFDocument>,
    svg: string,
    x: number,
    y: number,
    options?: {
      readonly width?: number;
      readonly height?: number;
      readonly warningCallback?: (text: string) => void;
    },
  ): void;
}
