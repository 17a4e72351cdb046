export const problemStatuses = ['open', 'resolved', 'ignored'] as const;
export type ProblemStatus = (typeof problemStatuses)[number];
