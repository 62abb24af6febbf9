/** What administrators ask of the registry, and what they do to people's access beyond a province description. */

export type AdminQuery =
  /** How much there is of everything, and what is missing. */
  | { type: 'admin.overview' }
  /** What a unit of each kind is watched by when nothing else is said. */
  | { type: 'admin.presets' };
