/** Reads QR and GS1 DataMatrix codes out of a picture, with a reader that runs on the phone itself. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { wasmUrl } from './scanner-kept.ts';

prepareZXingModule({
  overrides: {
    locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path),
  },
});

/** The texts found, GS1 codes raw with FNC1 as 0x1D; none when there is nothing to read. */
export async function readCodes(picture: ImageData): Promise<string[]> {
  const found = await readBarcodes(picture, {
    formats: ['QRCode', 'DataMatrix'],
    tryHarder: true,
    maxNumberOfSymbols: 4,
  });
  return found.filter(({ isValid }) => isValid).map(({ bytes }) => new TextDecoder().decode(bytes));
}
