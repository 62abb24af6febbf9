/** What a browser's camera sees: a film of pictures in the file from which Chromium's stand-in for a camera plays. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

const WIDTH = 960;
const HEIGHT = 720;
const FRAMES_A_SECOND = 4;
/** How long each picture stays before the next one; then it begins again. */
const FRAMES_OF_EACH = 2;
/** Longer edge of a single code in the picture. */
const EDGE = 640;

export type Picture = Buffer;

/** A file that a camera plays from whenever it is opened. */
export class Film {
  readonly #path = join(tmpdir(), `giulanh-film-${process.pid}-${Math.random().toString(36).slice(2)}.y4m`);

  /** For the browser whose camera this is. */
  get switches(): string[] {
    return [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${this.#path}`,
    ];
  }

  /** From the camera's next opening on: these one after the other; several at once lie side by side. */
  async show(...pictures: readonly (Picture | readonly Picture[])[]): Promise<void> {
    const parts: Buffer[] = [
      Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_A_SECOND}:1 Ip A1:1 C420jpeg\n`),
    ];
    const colours = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
    for (const picture of pictures) {
      const frame = [Buffer.from('FRAME\n'), await lumaOf([picture].flat()), colours];
      for (let i = 0; i < FRAMES_OF_EACH; i++) parts.push(...frame);
    }
    writeFileSync(this.#path, Buffer.concat(parts));
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }
}

/** Brightness of each point: the pictures side by side on a grey table. */
async function lumaOf(pictures: readonly Picture[]): Promise<Buffer> {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  context.fillStyle = '#bbb';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const room = WIDTH / pictures.length;
  for (const [i, picture] of pictures.entries()) {
    const image = await loadImage(picture);
    const scale = Math.min(EDGE, room - 60) / Math.max(image.width, image.height);
    const [width, height] = [image.width * scale, image.height * scale];
    context.drawImage(image, room * i + (room - width) / 2, (HEIGHT - height) / 2, width, height);
  }
  const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
  const luma = Buffer.alloc(WIDTH * HEIGHT);
  for (let i = 0; i < luma.length; i++) luma[i] = data[i * 4] ?? 0;
  return luma;
}

/** Too far away and out of focus: some twenty points across, stretched. */
export async function blurred(picture: Picture): Promise<Picture> {
  const small = createCanvas(24, 24);
  small.getContext('2d').drawImage(await loadImage(picture), 0, 0, 24, 24);
  const large = createCanvas(EDGE, EDGE);
  large.getContext('2d').drawImage(small, 0, 0, EDGE, EDGE);
  return large.toBuffer('image/png');
}

const writer = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm')));
prepareZXingModule({
  overrides: { wasmBinary: writer.buffer.slice(writer.byteOffset, writer.byteOffset + writer.length) },
});

/** A label as on a carton: GS1 DataMatrix of element strings like `(01)…(17)…(10)…`. */
export const dataMatrix = (elements: string): Promise<Picture> =>
  drawn(elements, { format: 'DataMatrix', options: 'gs1' });

export const qrCode = (text: string): Promise<Picture> => drawn(text, { format: 'QRCode' });

async function drawn(text: string, how: Parameters<typeof writeBarcode>[1]): Promise<Picture> {
  const { image, error } = await writeBarcode(text, { ...how, scale: 8 });
  if (image === null) throw new Error(error);
  return Buffer.from(await image.arrayBuffer());
}
