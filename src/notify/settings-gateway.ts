/** How an HTTP gateway for SMS or Zalo is described: what it is asked, and how its answers are read. */
import * as z from 'zod';
import { secret } from '../settings/secret.ts';
import { pace, path, values } from './settings-parts.ts';
import { unknownIn } from './template.ts';

/** What a template may name, beside the secrets. */
const WORDS = ['to', 'text', 'subject', 'short', 'link', 'id', 'severity'];

export const gateway = z
  .strictObject({
    url: z.string().min(1),
    method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
    headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/, 'a header name'), z.string()).default({}),
    /** {to} {text} {subject} {short} {link} {id} {severity} and the names of `secrets`; how they are escaped follows from Content-Type. */
    body: z.string().optional(),
    secrets: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, 'letters and digits'), secret).default({}),
    /** `+84912345678`, `84912345678` or `0912345678`; left out: the address as it is. */
    phone: z.enum(['plus', 'digits', 'national']).optional(),
    /** It has the message when the status is one of these and, where a path is given, what stands there is one of `values`. */
    accepted: z
      .strictObject({
        status: z.array(z.int().min(200).max(299)).min(1).default([200, 201, 202]),
        path: path.optional(),
        values: values.optional(),
      })
      .prefault({}),
    /** What says that this recipient or this text will never be taken. */
    refused: z.strictObject({ path, values }).optional(),
    /** Where its own number of the message stands in the answer. */
    reference: path.optional(),
    /** It says later whether the message arrived. */
    receipt: z
      .strictObject({
        /** Shown by the gateway as `Authorization: Bearer`, or in the header that `header` names. */
        secret,
        header: z
          .string()
          .regex(/^[A-Za-z0-9-]+$/, 'a header name')
          .optional(),
        reference: path,
        state: path,
        received: values,
        failed: values,
        code: path.optional(),
      })
      .optional(),
    ...pace,
  })
  .superRefine(({ url, headers, body = '', secrets, reference, receipt }, ctx) => {
    const wrong = (message: string, ...at: string[]) => ctx.addIssue({ code: 'custom', message, path: at });
    if (receipt !== undefined && reference === undefined)
      wrong('a receipt is found by the reference in the answer: say where that stands', 'reference');
    if (!/^https?:\/\/[^/{}]+/.test(url) || !URL.canParse(url))
      wrong('an address that begins with http(s)://host is needed', 'url');
    const known = [...WORDS, ...Object.keys(secrets)];
    const templates = [
      [url, 'url'],
      [body, 'body'],
      ...Object.entries(headers).map(([name, value]) => [value, 'headers', name]),
    ] as const;
    for (const [text = '', ...at] of templates)
      for (const name of unknownIn(text, known))
        wrong(`nothing is called {${name}}: there are ${known.join(', ')}`, ...at);
  });
