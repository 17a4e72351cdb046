/** Modes of what holds bodies: they are as they were sent, with all that is scrubbed before it is stored. */
export const ownerOnly = 0o600;
export const ownerOnlyFolder = 0o700;
