/**
 * Sets a paper in type: a description in, a PDF out. Reads the typeface's four files and nothing else; the network and every
 * other file are closed to it. Takes some 100 ms of processor time and more: papers are set in the worker, not where sockets wait.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

const fonts = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/package.json'),
);
const cut = (weight: string) => join(fonts, weight, `BeVietnamPro_${weight}.ttf`);
const BeVietnamPro = {
  normal: cut('400Regular'),
  bold: cut('700Bold'),
  italics: cut('400Regular_Italic'),
  bolditalics: cut('700Bold_Italic'),
};
const files = new Set<string>(Object.values(BeVietnamPro));
pdfmake.setFonts({ BeVietnamPro });
pdfmake.setLocalAccessPolicy((path) => files.has(path));
pdfmake.setUrlAccessPolicy(() => false);

/** Throws where the description asks for another file or an address. */
export async function setInType(paper: TDocumentDefinitions): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await pdfmake.createPdf(paper).getBuffer();
  // A copy of its own: what the buffer is a window of may be shared, and this goes to another thread.
  return new Uint8Array(bytes);
}
