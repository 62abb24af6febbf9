/** A message as a mail program saved it: which files are attached? The text of the message itself is nobody's data. */
import PostalMime from 'postal-mime';

export type Attachment = { readonly name: string; readonly bytes: Uint8Array };
export type Letter = { readonly attachments: readonly Attachment[] };

/** A message within a message is opened no further than this. */
const NESTED_MOST = 10;
const HEADERS_BYTES_MOST = 1024 * 1024;
/** What loggers write; pictures of a signature and the report as PDF beside its table are no data. */
const IS_DATA = /\.(txt|csv|tsv|log|dat)$/i;

/** Attachments that may be a logger's export, in their order. Rejects where the message cannot be read. */
export async function readLetter(bytes: Uint8Array): Promise<Letter> {
  const message = await PostalMime.parse(bytes, {
    attachmentEncoding: 'arraybuffer',
    maxNestingDepth: NESTED_MOST,
    maxHeadersSize: HEADERS_BYTES_MOST,
  });
  return {
    attachments: message.attachments.flatMap(({ filename, content }) =>
      filename !== null && IS_DATA.test(filename) && content instanceof ArrayBuffer
        ? [{ name: filename, bytes: new Uint8Array(content) }]
        : [],
    ),
  };
}
