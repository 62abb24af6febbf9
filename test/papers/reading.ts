/** Reads a PDF back: its text as a reader would copy it, and its pages as pictures. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

// Its own loader would fetch the module over the network.
const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });

export type Run = { text: string; x: number; y: number; width: number };

const open = (pdf: Uint8Array) => getDocument({ data: pdf.slice(), verbosity: 0 });

/** The runs of text of each page with their places: points from the bottom left. */
export async function runsOf(pdf: Uint8Array): Promise<Run[][]> {
  const task = open(pdf);
  const document = await task.promise;
  const pages: Run[][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(
      items.flatMap((item) =>
        'str' in item
          ? [{ text: item.str, x: item.transform[4], y: item.transform[5], width: item.width }]
          : [],
      ),
    );
  }
  await task.destroy();
  return pages;
}

/** The text of each page, lines joined by one space. */
export const textOf = async (pdf: Uint8Array): Promise<string[]> =>
  (await runsOf(pdf)).map((runs) =>
    runs
      .map((run) => run.text)
      .join(' ')
      .replaceAll(/ +/g, ' '),
  );

/** A page as it would be printed; `scale` 1 is 72 dpi. */
export async function pictureOf(pdf: Uint8Array, number: number, scale: number) {
  const task = open(pdf);
  const document = await task.promise;
  const page = await document.getPage(number);
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  await page.render({ canvas, viewport } as never).promise;
  await task.destroy();
  return canvas;
}

/** What the QR codes of a page say, read from its picture at 150 dpi. */
export async function codesOf(pdf: Uint8Array, number: number): Promise<string[]> {
  const canvas = await pictureOf(pdf, number, 150 / 72);
  const found = await readBarcodes(new Uint8Array(canvas.toBuffer('image/png')), { formats: ['QRCode'] });
  return found.map((code) => code.text);
}
