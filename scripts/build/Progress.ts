/** Takes one line for the reader; the caller decides where it goes. */
export type Progress = (line: string) => void;
