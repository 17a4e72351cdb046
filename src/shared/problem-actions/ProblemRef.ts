/** A problem as a change names it: with the revision that the user saw. */
export interface ProblemRef {
  id: string;
  revision: number;
}
