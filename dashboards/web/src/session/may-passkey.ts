/** Can this browser, at this address, use a passkey at all? It is bound to a name: an address of digits has none. */
export const mayPasskey = (): boolean =>
  isSecureContext && 'PublicKeyCredential' in globalThis && !/^[\d.]+$|:|^\[/.test(location.hostname);
