/** How passkeys are shown. */
export type PasskeyView = { id: string; name: string; addedAt: string; usedAt: string | null };
