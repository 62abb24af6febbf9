/** What a device scans to claim its identity (docs/device-code.md): who it will be, and where it asks with what. Pure. */

export function claimText(claim: { device: string; token: string; origin: string }): string {
  const values = new URLSearchParams({ claim: claim.token, url: claim.origin });
  return `giulanh:device/${claim.device}?${values}`;
}
